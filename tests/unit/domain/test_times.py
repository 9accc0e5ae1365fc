"""Times as people type them; what can mean night or afternoon is refused."""

from datetime import time

import pytest

from itb_cli.domain.times import parse_time
from itb_cli.errors import InputRefusedError


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("14.05", time(14, 5)),
        ("02:30", time(2, 30)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
        ("2:30 pm", time(14, 30)),
        ("2 PM", time(14, 0)),
        ("1 pm", time(13, 0)),
        ("1:15 am", time(1, 15)),
        ("12 am", time(0, 0)),
        ("12:15 p.m.", time(12, 15)),
        ("7:00", time(7, 0)),
        (" 9h15 ", time(9, 15)),
    ],
)
def test_a_time_is_read(typed, read):
    assert parse_time(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "24:00", "9:60", "13 pm", "0:30 pm", "9:3", "noon", "٠٩:٣٠", "9" * 100, "-9:30"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(InputRefusedError):
        parse_time(typed)


@pytest.mark.parametrize("hour", range(1, 7))
def test_a_single_small_figure_may_mean_the_afternoon(hour):
    with pytest.raises(InputRefusedError, match=f"0{hour}:30 or {hour + 12}:30") as refused:
        parse_time(f"{hour}:30")
    assert refused.value.hint == f"Type {hour + 12}:30 for the afternoon."

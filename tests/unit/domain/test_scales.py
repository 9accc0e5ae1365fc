"""The diary's scales: what can be typed, what is refused, how it is said."""

from decimal import Decimal

import pytest

from itb_cli.domain.scales import parse_sleep, parse_spasms, parse_tightness, spoken_sleep
from itb_cli.errors import InputRefusedError


@pytest.mark.parametrize(
    ("read", "words", "value"),
    [(parse_spasms, str(step), step) for step in range(5)]
    + [(parse_tightness, str(step), step) for step in range(11)]
    + [
        (parse_sleep, "0", Decimal(0)),
        (parse_sleep, "7.5", Decimal("7.5")),
        (parse_sleep, " 7 Hours", Decimal(7)),
        (parse_sleep, "24h", Decimal(24)),
    ],
)
def test_what_can_be_typed(read, words, value):
    assert read(words) == value


@pytest.mark.parametrize("read", [parse_spasms, parse_tightness, parse_sleep])
@pytest.mark.parametrize("words", ["", "-1", "25", "24.01", "2,5", "a", "1e1", "٣", "²", ".5", "1 2", "9" * 200])
def test_what_cannot_be_right_is_refused(read, words):
    with pytest.raises(InputRefusedError):
        read(words)


@pytest.mark.parametrize(("read", "words"), [(parse_spasms, "5"), (parse_spasms, "2.0"), (parse_tightness, "11")])
def test_a_scale_ends_where_it_ends(read, words):
    with pytest.raises(InputRefusedError):
        read(words)


def test_a_refusal_quotes_nothing_that_was_typed():
    with pytest.raises(InputRefusedError) as refused:
        parse_spasms("secret")
    assert "secret" not in refused.value.message + refused.value.hint


def test_one_hour_is_one():
    assert (spoken_sleep(Decimal(1)), spoken_sleep(Decimal("1.50"))) == ("1 hour", "1.5 hours")

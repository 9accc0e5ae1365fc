"""What is worked out once for an answer stays worked out once."""

import pytest

from way import counted

FORECAST = "domain/supply.py forecast"


@pytest.mark.parametrize(
    ("words", "times"),
    [
        (("status",), 1),
        (("next-refill",), 1),
        (("card",), 1),
        (("calendar", "--ics", "-"), 1),
        (("log", "2026-09-01"), 2),
        (("dose", "300", "--on", "2026-10-01", "--yes"), 2),
        (("book", "2026-12-01", "--yes"), 1),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else None,
)
def test_the_forecast_of_a_record_is_worked_out_once(words, times):
    """A change compares two records: before and after it."""
    assert counted(*words)[FORECAST] == times

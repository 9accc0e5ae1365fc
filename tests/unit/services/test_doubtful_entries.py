"""Each entry is compared with those shortly before it, wherever in a long record it stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from itb_cli.domain.record import DoseChange, Event, EventKind, Record, Refill
from itb_cli.services.record.doubtful_entries import doubtful_entries

FIRST = date(2020, 1, 1)
TODAY = date(2026, 11, 22)


def entries(kind, number, odd):
    """So many of a kind, a month apart; the one at `odd` has ten times the dose."""
    days = [FIRST + timedelta(days=30 * at) for at in range(number)]
    doses = [Decimal(3000 if at == odd else 300) for at in range(number)]
    if kind is Refill:
        return tuple(Refill(f"r{at}", day, dose_mcg_per_day=dose) for at, (day, dose) in enumerate(zip(days, doses, strict=True)))
    return tuple(DoseChange(f"d{at}", day, dose) for at, (day, dose) in enumerate(zip(days, doses, strict=True)))


@pytest.mark.parametrize("odd", [1, 5, 25, 45])
@pytest.mark.parametrize(("kind", "name"), [(Refill, "refills"), (DoseChange, "doses")])
def test_a_tenfold_dose_is_found_wherever_it_stands(kind, name, odd):
    found = doubtful_entries(Record(**{name: tuple(reversed(entries(kind, 50, odd)))}), TODAY)
    after = FIRST + timedelta(days=30 * (odd + 1))
    assert [(item.on, item.cannot_be) for item in found] == [(FIRST + timedelta(days=30 * odd), False), (after, False)]


def test_a_check_on_the_day_of_its_event_is_in_order():
    assert doubtful_entries(Record(events=(Event("a", FIRST, EventKind.MRI, FIRST),)), TODAY) == ()
    before = Event("a", FIRST, EventKind.MRI, FIRST - timedelta(days=1))
    assert [item.cannot_be for item in doubtful_entries(Record(events=(before,)), TODAY)] == [True]


def test_an_empty_record_has_no_doubtful_entry():
    assert doubtful_entries(Record(), TODAY) == ()

"""The days on which the state turns: at every day the same as the state itself, and nothing that tells of the past."""

from datetime import date, timedelta

import pytest
from domain.strategies import EVENTS, days_after, events_since, facts, record_of
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Event, EventKind, Record, Refill
from itb_cli.domain.states import newest_entry_day, stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.services.reminders.prompt import turns

REFILL_DAY, WRITTEN = date(2026, 9, 1), date(2026, 9, 2)
CLINIC = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=date(2026, 12, 10)),))


def read(found, day):
    """What a shell makes of the turns."""
    return [turn.state for turn in found if turn.on <= day][-1]


def told(found):
    return [(turn.on.isoformat(), str(turn.state)) for turn in found]


def event(kind, on, checked_on=None):
    return Event("event", date.fromisoformat(on), kind, checked_on and date.fromisoformat(checked_on))


def test_the_states_of_a_clinics_alarm_date_in_their_order():
    assert told(turns(CLINIC, WRITTEN)) == [
        ("0001-01-01", "unknown"),
        ("2026-09-02", "ok"),
        ("2026-11-16", "soon"),
        ("2026-12-01", "overdue"),
        ("2026-12-10", "critical"),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"events": (event(EventKind.ALARM, "2026-09-10"),)}, [("0001-01-01", "critical")]),
        (
            {"events": (event(EventKind.MRI, "2026-09-10"),)},
            [("0001-01-01", "unknown"), ("2026-12-01", "overdue"), ("2026-12-10", "critical")],
        ),
        (
            {"events": (event(EventKind.ALARM, "2026-09-10", "2026-09-12"),)},
            [
                ("0001-01-01", "critical"),
                ("2026-09-12", "unknown"),  # no date was printed since the alarm
                ("2026-12-01", "overdue"),
                ("2026-12-10", "critical"),
            ],
        ),
        ({"refills": ()}, [("0001-01-01", "unknown")]),
        (
            {"refills": (Refill("refill", REFILL_DAY),)},
            [("0001-01-01", "unknown"), ("2026-11-02", "overdue"), ("2026-12-01", "critical")],
        ),
    ],
    ids=["an alarm", "an MRI", "an alarm that was checked", "no refill", "only an estimate"],
)
def test_what_upsets_the_pump_and_what_is_missing(parts, expected):
    assert told(turns(CLINIC._replace(**parts), date(2026, 9, 11))) == expected


def test_an_entry_of_a_day_after_the_file_was_written_is_doubted_on_every_day():
    later = CLINIC._replace(events=(event(EventKind.MRI, "2027-10-05", "2027-10-06"),))
    assert {turn.state for turn in turns(later, WRITTEN)}.isdisjoint({SupplyState.OK, SupplyState.SOON})


def test_before_the_newest_entry_and_before_the_record_was_written_nothing_is_known():
    later = CLINIC._replace(events=(event(EventKind.MRI, "2026-10-05", "2026-10-06"),))
    assert told(turns(later, date(2026, 10, 5)))[:2] == [("0001-01-01", "unknown"), ("2026-10-06", "ok")]
    assert told(turns(CLINIC, date(2026, 11, 20)))[:2] == [("0001-01-01", "unknown"), ("2026-11-20", "soon")]


def test_a_copy_in_question_leaves_nothing_milder_than_unknown():
    assert told(turns(CLINIC, WRITTEN, is_in_doubt=True)) == [
        ("0001-01-01", "unknown"),
        ("2026-12-01", "overdue"),
        ("2026-12-10", "critical"),
    ]


def test_no_refill_day_of_the_past_is_told():
    old = tuple(Refill(str(number), REFILL_DAY - timedelta(days=90 * number)) for number in range(1, 500))
    found = turns(CLINIC._replace(refills=(*old, *CLINIC.refills)), date(2026, 11, 20))
    assert [day for day, _ in told(found)] == ["0001-01-01", "2026-11-20", "2026-12-01", "2026-12-10"]


@given(facts(), st.data())
def test_on_every_day_the_state_is_what_the_record_says(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    record = record_of(known)
    written_on = data.draw(days_after(known["on"], -30, 300))
    found, supply = turns(record, written_on), forecast(record)
    first = max(written_on, newest_entry_day(record))
    far = data.draw(st.lists(st.dates(first, date(2199, 12, 31)), max_size=5))
    for day in (*(first + timedelta(days=number) for number in range(500)), *far):
        assert read(found, day) is stand(record, supply, AsOf(day, day, written_on)).state, day


@given(facts(), st.data())
def test_on_a_day_before_the_newest_entry_nothing_mild_is_said(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    record = record_of(known)
    first = newest_entry_day(record)
    found, supply = turns(record, first), forecast(record)
    for day in data.draw(st.lists(st.dates(date(1900, 1, 1), first - timedelta(days=1)), min_size=1, max_size=20)):
        state = read(found, day)
        assert state in (SupplyState.UNKNOWN, SupplyState.CRITICAL)
        assert state is SupplyState.UNKNOWN or stand(record, supply, AsOf(day, day)).state is state

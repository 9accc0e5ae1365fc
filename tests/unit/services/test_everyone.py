"""Everybody's supply in one list: the most urgent first, and nobody left out."""

from datetime import date
from itertools import permutations

import pytest

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Event, EventKind, Person, Record, Refill
from itb_cli.domain.supply_state import SupplyState
from itb_cli.errors import ExitCode
from itb_cli.services.people.all_people import EveryoneRequest, Found, Place, answer

TODAY = date(2026, 11, 22)
AS_OF = AsOf(TODAY, TODAY)


def one(file, *, alarm_date=None, refilled=date(2026, 9, 1), name=None, place=Place.PEOPLE, error=None):
    refills = (Refill(id="a", on=refilled, alarm_date=alarm_date),) if refilled else ()
    record = None if error else Record(person=Person(name=name), refills=refills)
    return Found(place, file, record, error, None)


CRITICAL = one("critical.toml", alarm_date=date(2026, 11, 20))
OVERDUE = one("overdue.toml", alarm_date=date(2026, 11, 30))
DAMAGED = one("damaged.toml", error="record_damaged")
EMPTY = one("empty.toml", refilled=None)
ESTIMATE = one("estimate.toml", refilled=date(2026, 11, 20))
SOON = one("soon.toml", alarm_date=date(2026, 12, 10))
SOON_TOO = one("also-soon.toml", alarm_date=date(2026, 12, 10))
SOONER = one("z-sooner.toml", alarm_date=date(2026, 12, 5))
OK = one("ok.toml", alarm_date=date(2027, 2, 10))


def people(*found):
    return [item.person for item in answer(found, EveryoneRequest(), AS_OF).view.people]


def test_the_most_urgent_come_first_whatever_order_they_are_found_in():
    for found in permutations((CRITICAL, OVERDUE, DAMAGED, SOON, OK)):
        assert people(*found) == ["critical", "overdue", "damaged", "soon", "ok"]


def test_alike_states_stand_by_refill_by_date_and_then_by_name_and_what_has_no_date_first():
    assert people(SOON, SOON_TOO, SOONER) == ["z-sooner", "also-soon", "soon"]
    assert people(ESTIMATE, EMPTY, DAMAGED) == ["damaged", "empty", "estimate"]


def test_each_state_is_that_of_the_person_alone():
    view = answer((CRITICAL, OVERDUE, EMPTY, SOON, OK), EveryoneRequest(), AS_OF).view
    assert [(item.state.value, item.refill_by, item.days_left, item.alarm_date) for item in view.people] == [
        ("critical", date(2026, 11, 10), -12, date(2026, 11, 20)),
        ("overdue", date(2026, 11, 20), -2, date(2026, 11, 30)),
        ("unknown", None, None, None),
        ("soon", date(2026, 11, 30), 8, date(2026, 12, 10)),
        ("ok", date(2027, 1, 31), 70, date(2027, 2, 10)),
    ]


def test_an_alarm_that_was_heard_leads():
    heard = Event(id="e", on=date(2026, 11, 1), kind=EventKind.ALARM)
    alarmed = OK._replace(file="alarmed.toml", record=OK.record._replace(events=(heard,)))
    assert people(OVERDUE, alarmed) == ["alarmed", "overdue"]


def test_a_record_written_after_today_makes_the_clock_doubtful_for_that_person_alone():
    ahead = OK._replace(file="ahead.toml", written_on=date(2026, 11, 30))
    states = {item.person: item.state for item in answer((OK, ahead), EveryoneRequest(), AS_OF).view.people}
    assert states == {"ok": SupplyState.OK, "ahead": SupplyState.UNKNOWN}


def test_what_cannot_be_read_is_unknown_with_its_reason_and_nothing_more():
    item = answer((DAMAGED,), EveryoneRequest(), AS_OF).view.people[0]
    assert item == ("damaged", None, Place.PEOPLE, "damaged.toml", "unknown", "record_damaged", *[None] * 7, ())


def test_the_usual_record_is_nobody_by_name_for_person_but_its_own_name_is_told():
    item = answer((one("record.toml", name="Alex Reed", place=Place.MAIN),), EveryoneRequest(), AS_OF).view.people[0]
    assert (item.person, item.name, item.place, item.file) == (None, "Alex Reed", "main", "record.toml")


@pytest.mark.parametrize(
    ("found", "state", "plain", "told"),
    [
        ((), "unknown", ExitCode.NOT_ANSWERABLE, ExitCode.NOT_ANSWERABLE),
        ((OK,), "ok", ExitCode.ANSWERED, ExitCode.ANSWERED),
        ((OK, SOON), "soon", ExitCode.ANSWERED, ExitCode.SOON),
        ((OK, DAMAGED, SOON), "unknown", ExitCode.ANSWERED, ExitCode.NOT_ANSWERABLE),
        ((OK, DAMAGED, OVERDUE), "overdue", ExitCode.ANSWERED, ExitCode.OVERDUE),
        ((OVERDUE, CRITICAL), "critical", ExitCode.ANSWERED, ExitCode.CRITICAL),
    ],
)
def test_the_state_of_all_is_the_gravest(found, state, plain, told):
    for asked, code in ((False, plain), (True, told)):
        outcome = answer(found, EveryoneRequest(state_in_exit_code=asked), AS_OF)
        assert (outcome.state, outcome.exit_code) == (state, code)


def test_symptoms_come_last_and_another_day_is_told():
    other = AsOf(date(2026, 12, 1), TODAY)
    assert [notice.code for notice in answer((OK,), EveryoneRequest(), AS_OF).notices] == ["symptoms_beat_dates"]
    assert [notice.code for notice in answer((OK,), EveryoneRequest(), other).notices] == ["not_today", "symptoms_beat_dates"]

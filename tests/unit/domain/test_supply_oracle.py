"""The forecast and the state against the oracle, on records as they could be written: several printouts, events, doubts."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.oracle import expected, expected_state
from domain.strategies import ALARM_VOLUMES, REFILL_DAYS, later, maybe, tenths, thoroughly
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import (
    Appointment,
    DoseChange,
    Event,
    EventKind,
    Phase,
    Plan,
    Pump,
    Record,
    Refill,
    Therapy,
)
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast

MEANT_DOSES = st.sampled_from([Decimal(200), Decimal(250), Decimal(300), Decimal(400)]) | tenths(24, 1200)
DOSES = MEANT_DOSES | st.just(Decimal("2.5"))
PRINTED = maybe(st.integers(20, 220))
CHECKS = maybe(st.integers(0, 10))
REFILLS = st.fixed_dictionaries(
    {
        "alarm_date": PRINTED,
        "refill_by": PRINTED,
        "filled": maybe(st.sampled_from([Decimal(20), Decimal(40)]) | tenths(1, 40)),
        "strength": maybe(st.sampled_from([Decimal(500), Decimal(1000), Decimal(2000)]) | tenths(40, 2500)),
        "dose": maybe(DOSES),
        "extra": st.sampled_from([{}, {}, {}, {"alarm_dat": "x"}, {"x-clinic": 1}]),
    }
)
DRAWN = st.fixed_dictionaries(
    {
        "on": REFILL_DAYS,
        "newest": REFILLS,
        "again": maybe(REFILLS) | st.none(),
        "days": st.lists(st.just(0) | st.integers(-20, 90), min_size=1, max_size=3),
        "changes": st.lists(st.tuples(st.integers(0, 2), MEANT_DOSES, PRINTED), max_size=4),
        "events": st.lists(st.tuples(st.integers(-10, 90), st.sampled_from(EventKind), CHECKS, PRINTED), max_size=2),
        "older": st.lists(st.tuples(st.integers(-400, -1), REFILLS), max_size=2),
        "newest_first": st.booleans(),
        "alarm_volume": maybe(ALARM_VOLUMES),
        "reservoir": maybe(st.sampled_from([Decimal(20), Decimal(40)])),
        "implanted": st.sampled_from([None, None, -900, 3]),
        "replace_by": st.sampled_from([None, None, 2000, 60]),
        "plan": st.tuples(maybe(st.integers(0, 30)), maybe(st.integers(0, 60))),
        "phase": maybe(st.sampled_from(Phase)),
        "visits": st.lists(st.integers(-20, 200), max_size=2),
        "extra": st.sampled_from([{}, {}, {}, {}, {"dose": []}, {"x-other": {}}]),
    }
)


def refill_of(name: str, on: date, drawn: dict) -> Refill:
    printed = (later(on, drawn["alarm_date"]), later(on, drawn["refill_by"]))
    return Refill(name, on, *printed, drawn["filled"], drawn["strength"], drawn["dose"], extra=drawn["extra"])


def event_of(place: int, on: date, days: int, kind: EventKind, check: int | None, printed: int | None) -> Event:
    """A printout stands beside a check only."""
    happened, checked = on + timedelta(days=days), later(on + timedelta(days=days), check)
    return Event(f"event-{place}", happened, kind, checked, alarm_date=later(checked, printed) if checked else None)


def record_of(drawn: dict) -> Record:
    """A record as it could be written, entries around the newest refill in any order."""
    on = drawn["on"]
    days = [later(on, days) for days in drawn["days"]]
    newest = [refill_of("newest", on, drawn["newest"])]
    newest += [refill_of("again", on, drawn["again"])] if drawn["again"] else []
    older = [refill_of(f"older-{days}", later(on, days), facts) for days, facts in drawn["older"]]
    return Record(
        refills=tuple([*newest, *older] if drawn["newest_first"] else [*older, *newest]),
        doses=tuple(
            DoseChange(f"dose-{place}", days[day % len(days)], dose, later(days[day % len(days)], printed))
            for place, (day, dose, printed) in enumerate(drawn["changes"])
        ),
        events=tuple(event_of(place, on, *event) for place, event in enumerate(drawn["events"])),
        appointments=tuple(Appointment(f"visit-{days}", later(on, days)) for days in drawn["visits"]),
        pump=Pump(
            implanted_on=later(on, drawn["implanted"]),
            replace_by=later(on, drawn["replace_by"]),
            reservoir_ml=drawn["reservoir"],
            alarm_volume_ml=drawn["alarm_volume"],
        ),
        plan=Plan(*drawn["plan"]),
        therapy=Therapy(drawn["phase"]),
        extra=drawn["extra"],
    )


RECORDS = DRAWN.map(record_of)


def clinic_and_computed(candidates) -> set:
    """The candidates without the drug limit's own flag, which means nothing."""
    return {(str(item.origin), item.date, item.refill_by, item.in_force) for item in candidates if item.origin != "drug_limit"}


@given(RECORDS)
@thoroughly
def test_every_date_is_the_one_that_the_designs_words_give(record):
    found, told = forecast(record), expected(record)
    assert found is not None
    assert found.refill_by == told.refill_by
    assert found.book_by == told.book_by
    assert found.alarm_date == told.alarm_date
    assert found.empty_date == told.empty_date
    assert clinic_and_computed(found.candidates) == clinic_and_computed(told.candidates)
    older = any(item.bound == "older_printout" for item in found.candidates)
    assert (found.disagreement_days is not None or older) == told.disagree


@given(record=RECORDS, turn=st.integers(0, 4), days=st.integers(-4, 2))
@thoroughly
def test_every_state_is_the_one_that_the_designs_table_gives(record, turn, days):
    told = expected(record)
    known = [entry.on for entry in (*record.refills, *record.doses, *record.events)]
    newest = max([*known, *(event.checked_on for event in record.events if event.checked_on)])
    turns = [told.refill_by, told.book_by, told.alarm_date or newest, told.empty_date or newest, told.critical_from or newest]
    day = max(newest, turns[turn] + timedelta(days=days))
    state, doubts = expected_state(record, day)
    assert (stand(record, forecast(record), AsOf(day, day)).state, day) == (state, day), doubts

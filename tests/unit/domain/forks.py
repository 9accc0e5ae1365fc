"""One record that was changed on two devices, drawn by hypothesis, and a look through a year at which of two answers is milder.

The look knows nothing of how the program compares: it asks the rules themselves on days of a year and more.
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from domain.strategies import facts, later, record_of
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange, Event, EventKind, Phase, Record, Refill
from itb_cli.domain.states import newest_entry_day, stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.supply_state import SupplyState

GRAVEST_FIRST = tuple(SupplyState)
DATES = ("refill_by", "alarm_date", "empty_date", "book_by")
EVERY_DAYS = 3
"""Each pair of records is looked at on every third day; on which of the three, differs from pair to pair."""
DOSES = st.sampled_from([Decimal(150), Decimal(200), Decimal(250), Decimal(400)])
DAYS = st.integers(0, 60)
PRINTED = st.none() | st.integers(60, 160)

EDITS = st.one_of(
    st.tuples(st.just("dose"), DAYS, DOSES, PRINTED),
    st.tuples(st.just("event"), DAYS, st.sampled_from([EventKind.ALARM, EventKind.MRI, EventKind.FALL]), st.none() | DAYS),
    st.tuples(st.just("refill again"), st.integers(20, 100), PRINTED, st.none() | DOSES),
    st.tuples(st.just("refill"), st.sampled_from(["alarm_date", "refill_by"]), PRINTED),
    st.tuples(st.just("refill"), st.just("dose_mcg_per_day"), st.none() | DOSES),
    st.tuples(st.just("refill"), st.just("filled_ml"), st.sampled_from([None, Decimal(10), Decimal(18), Decimal(40)])),
    st.tuples(st.just("refill"), st.just("strength_mcg_per_ml"), st.sampled_from([None, Decimal(500), Decimal(2000)])),
    st.tuples(st.just("refill"), st.just("on"), st.integers(-3, 3)),
    st.tuples(st.just("changed dose"), DOSES),
    st.tuples(st.just("moved dose"), DAYS),
    st.tuples(st.just("removed"), st.sampled_from(["doses", "events", "refills"])),
    st.tuples(st.just("checked"), st.none() | DAYS),
    st.tuples(st.just("plan"), st.sampled_from(["buffer_days", "lead_days"]), st.sampled_from([None, 3, 7, 14, 20])),
    st.tuples(st.just("pump"), st.just("alarm_volume_ml"), st.sampled_from([None, Decimal(2), Decimal(6)])),
    st.tuples(st.just("therapy"), st.just("phase"), st.sampled_from([None, *Phase])),
)
EDITED = st.lists(EDITS, min_size=1, max_size=3)


def _of_one_day(known: dict) -> dict:
    """The same facts, dose changes with ids of their own."""
    doses = tuple(dose._replace(id=f"dose-{at}") for at, dose in enumerate(known["doses"][:2]))
    return {**known, "doses": doses}


STARTS = facts().map(_of_one_day).map(record_of) | st.just(
    Record(refills=(Refill("refill", date(2026, 9, 1), alarm_date=date(2026, 12, 10), dose_mcg_per_day=Decimal(250)),))
)
FORKS = st.tuples(STARTS, EDITED, EDITED, EDITED).map(
    lambda drawn: (
        edited(edited(drawn[0], drawn[1][1:], "x"), drawn[2], "a"),
        edited(edited(drawn[0], drawn[1][1:], "x"), drawn[3], "b"),
    )
)
"""Two records with a past in common and a change or more in each since."""


def edited(record: Record, edits: list, device: str) -> Record:
    """The record after some changes; new entries get ids of their own by device."""
    for number, edit in enumerate(edits):
        record = _edited(record, edit, f"{device}{number}")
    return record


def _edited(record: Record, edit: tuple, new: str) -> Record:
    what, *values = edit
    last = record.last_refill()
    if what in ("plan", "pump", "therapy"):
        return record._replace(**{what: getattr(record, what)._replace(**{values[0]: values[1]})})
    if what == "removed":
        return record._replace(**{values[0]: getattr(record, values[0])[:-1]})
    if last is None:
        return record
    return _edited_since(record, last, what, values, new)


def _edited_since(record: Record, last: Refill, what: str, values: list, new: str) -> Record:
    if what == "dose":
        change = DoseChange(new, last.on + timedelta(values[0]), values[1], later(last.on, values[2]))
        return record._replace(doses=(*record.doses, change))
    if what == "event":
        day = last.on + timedelta(values[0])
        return record._replace(events=(*record.events, Event(new, day, values[1], later(day, values[2]))))
    if what == "refill again":
        day = last.on + timedelta(values[0])
        return record._replace(refills=(*record.refills, Refill(new, day, later(day, values[1]), dose_mcg_per_day=values[2])))
    if what == "refill":
        return _with_other_refill(record, last, *values)
    return _with_other_entries(record, last, what, values)


def _with_other_refill(record: Record, last: Refill, name: str, value: object) -> Record:
    is_day = isinstance(value, int)
    changed = last._replace(**{name: later(last.on, value) if is_day else value})
    return record._replace(refills=tuple(changed if refill is last else refill for refill in record.refills))


def _with_other_entries(record: Record, last: Refill, what: str, values: list) -> Record:
    if what == "checked" and record.events:
        *others, event = record.events
        return record._replace(events=(*others, event._replace(checked_on=later(event.on, values[0]))))
    if what in ("changed dose", "moved dose") and record.doses:
        *others, dose = record.doses
        change = {"dose_mcg_per_day": values[0]} if what == "changed dose" else {"on": last.on + timedelta(values[0])}
        return record._replace(doses=(*others, dose._replace(**change)))
    return record


def holds_a_newer_refill(other: Record, record: Record) -> bool:
    """Whether `other` may give a milder answer than `record`: it knows of a refill since."""
    ours, theirs = record.last_refill(), other.last_refill()
    return theirs is not None and (ours is None or ours.on < theirs.on)


def where_milder(answer: Record, alone: Record) -> list[str]:
    """Every day on which the state, and every date with which `answer` says less than `alone`; looked at on days of a year."""
    dates, alone_dates = forecast(answer), forecast(alone)
    found = [
        f"{name}: {getattr(dates, name)} instead of {getattr(alone_dates, name)}"
        for name in DATES
        if dates and alone_dates and getattr(dates, name) and getattr(alone_dates, name)
        if getattr(dates, name) > getattr(alone_dates, name)
    ]
    newest = max((day for record in (answer, alone) if (day := newest_entry_day(record))), default=date(2026, 9, 1))
    first = newest.toordinal() % EVERY_DAYS
    looked_at = (*range(first, 190, EVERY_DAYS), *range(190, 420, 5 * EVERY_DAYS))
    for day in (newest + timedelta(days) for days in looked_at):
        state, alone_state = (
            stand(record, supply, AsOf(day, day)).state for record, supply in ((answer, dates), (alone, alone_dates))
        )
        if GRAVEST_FIRST.index(state) > GRAVEST_FIRST.index(alone_state):
            found.append(f"{day}: {state} instead of {alone_state}")
    return found

"""The forecast against a second one, written from the words of the design and not from the code: one day at a time, in fractions.

Nothing here may be copied from `itb_cli.domain`: two programs that share a mistake agree.
"""

import calendar
import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.strategies import ALARM_VOLUMES, DISTANCES, EVENTS, REFILL_DAYS, events_since, later, maybe, tenths, thoroughly
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange, Event, Phase, Plan, Pump, Record, Refill, Therapy
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast

FAR_BEYOND_ANY_LIMIT = 3650


@dataclass
class Expected:
    """What the design says of a record."""

    candidates: dict[str, tuple[date, date, bool]]
    """By origin: the date itself, the day by which the refill must be done, whether it is in force."""
    refill_by: date
    book_by: date
    alarm_date: date | None
    empty_date: date | None
    disagree: bool


# --- records: changes in heaps, on the day of the refill, before it, several on one day --------------------------------


MEANT_DOSES = tenths(24, 1200)
DRAWN = st.fixed_dictionaries(
    {
        "on": REFILL_DAYS,
        "days": st.lists(st.just(0) | st.integers(-20, 60), min_size=1, max_size=3),
        "changes": st.lists(st.tuples(st.integers(0, 2), MEANT_DOSES, DISTANCES), max_size=6),
        "alarm_date": DISTANCES,
        "refill_by": DISTANCES,
        "filled": maybe(tenths(1, 40)),
        "strength": maybe(st.sampled_from([Decimal(500), Decimal(1000), Decimal(2000)]) | tenths(50, 2500)),
        "dose": maybe(MEANT_DOSES),
        "older": st.lists(st.integers(-400, -1), max_size=2),
        "newest_first": st.booleans(),
        "pump": maybe(ALARM_VOLUMES),
        "plan": st.tuples(maybe(st.integers(0, 30)), maybe(st.integers(0, 60))),
        "phase": maybe(st.sampled_from(Phase)),
    }
)


def record_of(drawn: dict) -> Record:
    """A record whose figures can all be meant, with up to six dose changes on few days, and older entries around them."""
    on = drawn["on"]
    days = [later(on, days) for days in drawn["days"]]
    figures = (drawn["filled"], drawn["strength"], drawn["dose"])
    newest = Refill("newest", on, later(on, drawn["alarm_date"]), later(on, drawn["refill_by"]), *figures)
    older = [Refill(f"older-{days}", later(on, days), later(on, days + 30), later(on, days + 20)) for days in drawn["older"]]
    return Record(
        refills=(newest, *older) if drawn["newest_first"] else (*older, newest),
        doses=tuple(
            DoseChange(f"dose-{place}", days[day % len(days)], dose, later(on, alarm))
            for place, (day, dose, alarm) in enumerate(drawn["changes"])
        ),
        pump=Pump(alarm_volume_ml=drawn["pump"]),
        plan=Plan(*drawn["plan"]),
        therapy=Therapy(drawn["phase"]),
    )


RECORDS = DRAWN.map(record_of)


# --- the design, section 3, read again ---------------------------------------------------------------------------------


def expected(record: Record) -> Expected:
    refill = max(record.refills, key=lambda item: item.on)
    on_or_after = [item for item in record.doses if item.on >= refill.on]
    since = sorted(sorted(on_or_after, key=lambda item: item.dose_mcg_per_day), key=lambda item: item.on)
    buffer = timedelta(days=10 if record.plan.buffer_days is None else record.plan.buffer_days)
    lead = timedelta(days=14 if record.plan.lead_days is None else record.plan.lead_days)
    rose = went_up(refill.dose_mcg_per_day, since)

    known: dict[str, tuple[date, date, bool]] = {}
    if refill.refill_by:
        known["clinic_refill_by"] = (refill.refill_by, refill.refill_by, not rose)
    printed = [item.on for item in since if item.alarm_date]
    if printed:
        that_day = [item for item in (refill, *since) if item.on == max(printed)]
        newest = min(item.alarm_date for item in that_day if item.alarm_date)
        last = max(place for place, item in enumerate(since) if item.alarm_date)
        known["clinic_alarm_date"] = (newest, newest - buffer, not went_up(since[last].dose_mcg_per_day, since[last + 1 :]))
    elif refill.alarm_date:
        known["clinic_alarm_date"] = (refill.alarm_date, refill.alarm_date - buffer, not rose)
    empty = None
    start = dose_at_refill(refill, since)
    if refill.filled_ml and refill.strength_mcg_per_ml and start:
        alarm_volume = Fraction(4 if record.pump.alarm_volume_ml is None else record.pump.alarm_volume_ml)
        alarm = refill.on + timedelta(days=full_days_above(alarm_volume, refill, start, since))
        empty = refill.on + timedelta(days=full_days_above(Fraction(0), refill, start, since))
        known["computed_alarm_date"] = (alarm, alarm - buffer, True)
    if not known:
        estimate = months_after(refill.on, 1 if record.therapy.phase is Phase.TITRATING else 2)
        known["article_interval"] = (estimate, estimate, True)
    limit = refill.on + timedelta(days=180)
    known["drug_limit"] = (limit, limit, True)

    refill_by = min(due for _, due, _ in known.values())
    book_by = refill_by - lead
    while book_by.strftime("%a") in ("Sat", "Sun"):
        book_by -= timedelta(days=1)
    alarms = [known[origin][0] for origin in ("clinic_alarm_date", "computed_alarm_date") if origin in known]
    disagree = len(alarms) == 2 and abs(alarms[0] - alarms[1]) > timedelta(days=7)
    return Expected(known, refill_by, book_by, min(alarms) if alarms else None, empty, disagree)


def dose_at_refill(refill: Refill, since: list[DoseChange]) -> Decimal | None:
    """The refill's own, or what was recorded as a change on its day."""
    that_day = [item.dose_mcg_per_day for item in since if item.on == refill.on]
    return refill.dose_mcg_per_day or (max(that_day) if that_day else None)


def went_up(before: Decimal | None, changes: list[DoseChange]) -> bool:
    """Whether a change is higher than the dose before it, or follows a dose that nobody recorded."""
    ladder = [before, *(item.dose_mcg_per_day for item in changes)]
    return any(lower is None or higher > lower for lower, higher in itertools.pairwise(ladder))


def full_days_above(floor: Fraction, refill: Refill, start: Decimal, since: list[DoseChange]) -> int:
    """Day after day the pump gives what is in force; a day counts only if all of it was given and `floor` is left."""
    volume, in_force = Fraction(refill.filled_ml or 0), Fraction(start)
    for days in range(FAR_BEYOND_ANY_LIMIT):
        of_today = [Fraction(item.dose_mcg_per_day) for item in since if item.on == refill.on + timedelta(days=days)]
        given_today = max([in_force, *of_today])
        volume -= given_today / Fraction(refill.strength_mcg_per_ml or 1)
        if volume < floor:
            return days
        in_force = max(of_today, default=in_force)
    return FAR_BEYOND_ANY_LIMIT


def months_after(day: date, months: int) -> date:
    """The same day of the month, or the month's last day."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def expected_state(record: Record, dates: Expected, day: date) -> str:
    refilled = max(item.on for item in record.refills)
    open_events = [item for item in record.events if item.on >= refilled and not is_checked(item, day)]
    estimate = "article_interval" in dates.candidates
    clinic = [known for origin, known in dates.candidates.items() if origin.startswith("clinic")]
    void = bool(clinic) and not any(in_force for _, _, in_force in clinic)
    if (
        (dates.alarm_date and day >= dates.alarm_date)
        or (estimate and day >= months_after(refilled, 3))
        or any(item.kind == "alarm" for item in open_events)
    ):
        return "critical"
    if day > dates.refill_by:
        return "overdue"
    if open_events or (void and "computed_alarm_date" not in dates.candidates) or (estimate and day < dates.book_by):
        return "unknown"
    return "soon" if dates.book_by <= day else "ok"


def is_checked(event: Event, day: date) -> bool:
    return event.checked_on is not None and event.on <= event.checked_on <= day


# --- the two side by side ----------------------------------------------------------------------------------------------


@given(RECORDS)
@thoroughly
def test_every_date_is_the_one_that_the_designs_words_give(record):
    found, told = forecast(record), expected(record)
    assert found is not None
    assert {str(item.origin): (item.date, item.refill_by, item.in_force) for item in found.candidates} == told.candidates
    assert found.refill_by == told.refill_by
    assert found.book_by == told.book_by
    assert found.alarm_date == told.alarm_date
    assert found.empty_date == told.empty_date
    assert (found.disagreement_days is not None) == told.disagree
    assert found.is_estimate == ("article_interval" in told.candidates)


@given(record=RECORDS, turn=st.integers(0, 3), days=st.integers(-2, 2), events=maybe(EVENTS))
@thoroughly
def test_every_state_is_the_one_that_the_designs_table_gives(record, turn, days, events):
    record = record._replace(events=events_since(max(item.on for item in record.refills), events or ()))
    told = expected(record)
    known = [entry.on for entry in (*record.refills, *record.doses, *record.events)]
    newest = max([*known, *(event.checked_on for event in record.events if event.checked_on)])
    turns = [told.refill_by, told.book_by, told.alarm_date or newest, months_after(max(item.on for item in record.refills), 3)]
    day = max(newest, turns[turn] + timedelta(days=days))
    assert stand(record, forecast(record), AsOf(day, day)).state == expected_state(record, told, day)

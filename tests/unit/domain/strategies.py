"""Records as hypothesis draws them: whole, in range, and with every fact possibly missing. Facts are keyword arguments."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from itb_cli.domain.record import DoseChange, Event, EventKind, Phase, Plan, Pump, Record, Refill, Therapy


def tenths(least: int, most: int) -> st.SearchStrategy:
    """Decimals with one place; much faster to draw than with st.decimals."""
    return st.integers(least * 10, most * 10).map(lambda number: Decimal(number) / 10)


VOLUMES = tenths(1, 40)
STRENGTHS = st.sampled_from([Decimal(500), Decimal(1000), Decimal(2000)]) | tenths(50, 4000)
DOSES = tenths(10, 2500)
ALARM_VOLUMES = tenths(0, 10)
REFILL_DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """Recorded or not."""
    return st.none() | strategy


def days_after(day: date, least: int, most: int) -> st.SearchStrategy:
    """A day from `least` to `most` days after `day`."""
    return st.integers(least, most).map(lambda days: day + timedelta(days=days))


def doses_since(day: date) -> st.SearchStrategy:
    """Up to five dose changes in any order, some with a new alarm date."""
    one = st.tuples(days_after(day, 0, 120), DOSES, maybe(days_after(day, 1, 400)))
    return st.lists(one.map(lambda drawn: DoseChange("dose", *drawn)), max_size=5).map(tuple)


def events_around(day: date) -> st.SearchStrategy:
    """Up to three events before and after `day`, some checked."""

    def with_check(on: date) -> st.SearchStrategy:
        return st.tuples(st.sampled_from(EventKind), maybe(days_after(on, 0, 40))).map(lambda drawn: Event("event", on, *drawn))

    return st.lists(days_after(day, -30, 200).flatmap(with_check), max_size=3).map(tuple)


@st.composite
def facts(draw: st.DrawFn, *, complete: bool = False) -> dict:
    """What a record may hold, by name. `complete`: a date can be worked out, whatever else is missing."""
    on = draw(REFILL_DAYS)
    needed = (lambda strategy: strategy) if complete else maybe
    return {
        "on": on,
        "alarm_date": draw(maybe(days_after(on, 1, 400))),
        "refill_by": draw(maybe(days_after(on, 1, 400))),
        "filled_ml": draw(needed(VOLUMES)),
        "strength_mcg_per_ml": draw(needed(STRENGTHS)),
        "dose_mcg_per_day": draw(needed(DOSES)),
        "alarm_volume_ml": draw(maybe(ALARM_VOLUMES)),
        "buffer_days": draw(maybe(st.integers(0, 30))),
        "lead_days": draw(maybe(st.integers(0, 60))),
        "phase": draw(maybe(st.sampled_from(Phase))),
        "doses": draw(doses_since(on)),
        "events": (),
    }


def record_of(known: dict) -> Record:
    """The record that holds these facts."""
    of_the_refill = ("on", "alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day")
    return Record(
        refills=(Refill(id="refill", **{name: known[name] for name in of_the_refill}),),
        pump=Pump(alarm_volume_ml=known["alarm_volume_ml"]),
        plan=Plan(buffer_days=known["buffer_days"], lead_days=known["lead_days"]),
        therapy=Therapy(known["phase"]),
        doses=known["doses"],
        events=known["events"],
    )

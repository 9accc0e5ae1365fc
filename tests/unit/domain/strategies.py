"""Records as hypothesis draws them: whole, in range, and with every fact possibly missing. Facts are keyword arguments."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from itb_cli.domain.record import DoseChange, Event, EventKind, Phase, Plan, Pump, Record, Refill, Therapy

thoroughly = settings(max_examples=settings().max_examples * (2 if settings().max_examples >= 100 else 1))
"""200 examples a property in CI; as many as any other property in the profiles with few."""


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


def later(day: date, days: int | None) -> date | None:
    """A distance that was drawn, as a day. To build a strategy for each record would cost more than all the rest."""
    return None if days is None else day + timedelta(days=days)


DISTANCES = maybe(st.integers(1, 400))
CHANGES = st.lists(st.tuples(st.integers(0, 120), DOSES, DISTANCES), max_size=5)
FACTS = {
    "alarm_date": DISTANCES,
    "refill_by": DISTANCES,
    "filled_ml": maybe(VOLUMES),
    "strength_mcg_per_ml": maybe(STRENGTHS),
    "dose_mcg_per_day": maybe(DOSES),
    "alarm_volume_ml": maybe(ALARM_VOLUMES),
    "reservoir_ml": maybe(st.sampled_from([Decimal(20), Decimal(40)])),
    "replace_by": maybe(st.integers(-50, 400)),
    "buffer_days": maybe(st.integers(0, 30)),
    "lead_days": maybe(st.integers(0, 60)),
    "phase": maybe(st.sampled_from(Phase)),
    "changes": CHANGES,
}
ANY_FACTS = st.tuples(REFILL_DAYS, st.fixed_dictionaries(FACTS))
COMPLETE_FACTS = st.tuples(
    REFILL_DAYS,
    st.fixed_dictionaries(FACTS | {"filled_ml": VOLUMES, "strength_mcg_per_ml": STRENGTHS, "dose_mcg_per_day": DOSES}),
)


EVENTS = st.lists(st.tuples(st.integers(-30, 200), st.sampled_from(EventKind), maybe(st.integers(0, 40))), max_size=3)


def events_since(day: date, drawn: list) -> tuple[Event, ...]:
    """Up to three events before and after `day`, some checked."""
    return tuple(
        Event("event", day + timedelta(days=days), kind, later(day, None if check is None else days + check))
        for days, kind, check in drawn
    )


def facts(*, complete: bool = False) -> st.SearchStrategy:
    """What a record may hold, by name. `complete`: a date can be worked out, whatever else is missing."""
    return (COMPLETE_FACTS if complete else ANY_FACTS).map(lambda drawn: _dated(*drawn))


def _dated(on: date, drawn: dict) -> dict:
    days = {name: later(on, drawn[name]) for name in ("alarm_date", "refill_by", "replace_by")}
    doses = tuple(DoseChange("dose", on + timedelta(days=day), dose, later(on, alarm)) for day, dose, alarm in drawn["changes"])
    return {**{name: value for name, value in drawn.items() if name != "changes"}, **days, "on": on, "doses": doses, "events": ()}


def record_of(known: dict) -> Record:
    """The record that holds these facts."""
    of_the_refill = ("on", "alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day")
    return Record(
        refills=(Refill(id="refill", **{name: known[name] for name in of_the_refill}),),
        pump=Pump(alarm_volume_ml=known["alarm_volume_ml"], reservoir_ml=known["reservoir_ml"], replace_by=known["replace_by"]),
        plan=Plan(buffer_days=known["buffer_days"], lead_days=known["lead_days"]),
        therapy=Therapy(known["phase"]),
        doses=known["doses"],
        events=known["events"],
    )

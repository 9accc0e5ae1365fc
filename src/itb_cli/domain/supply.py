"""When the next refill is due: candidates, the earliest of them, the alarm and the empty date. No clock, no state.

Design section 3 is the contract. Everything rounds towards less time (R76); a computed date never hides a clinic's (R75).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from itb_cli.domain.consumption import Computation, dose_pieces, whole_days
from itb_cli.domain.counted import all_beside
from itb_cli.domain.dates import add_days, add_months, friday_before_weekend
from itb_cli.domain.record import DoseChange, Phase, Record, Refill

BUFFER_DAYS = 10
"""Days before an alarm date unless the clinic's own figure is recorded: the larger that clinics publish (S31b, S34)."""
LEAD_DAYS = 14
"""Days before the refill-by date to ring for an appointment, unless recorded (design section 3)."""
ALARM_VOLUME_ML = Decimal(4)
"""Stands in for an alarm volume that is not recorded: the larger of the published ones (S40)."""
DRUG_LIMIT_DAYS = 180
"""The longest that the drug is left in the pump (S102)."""
DISAGREEMENT_DAYS = 7
"""Clinic's and computed alarm dates further apart than this are said to disagree (design section 3)."""
STABLE_MONTHS = 2
TITRATING_MONTHS = 1
"""The article's interval: every two to three months once stable, monthly before (S01); the shorter counts."""
CRITICAL_MONTHS = 3
"""On the article's interval alone, supply counts as critical after its longer end (S01)."""


Value = TypeVar("Value", date, Decimal)
Day = date
"""A day, where a field is itself called `date`."""


class Origin(StrEnum):
    """Where a date comes from, in the order in which equal dates are credited."""

    CLINIC_REFILL_BY = "clinic_refill_by"
    CLINIC_ALARM_DATE = "clinic_alarm_date"
    COMPUTED_ALARM_DATE = "computed_alarm_date"
    DRUG_LIMIT = "drug_limit"
    ARTICLE_INTERVAL = "article_interval"


CARRYING = (Origin.CLINIC_REFILL_BY, Origin.CLINIC_ALARM_DATE, Origin.COMPUTED_ALARM_DATE)
"""The origins that may carry `ok` and `soon` (design section 3)."""


class Candidate(NamedTuple):
    """A date by which the refill must be done. `in_force` is False where a later dose rise made it an upper bound only."""

    origin: Origin
    date: Day
    refill_by: Day
    in_force: bool = True


class Forecast(NamedTuple):
    """All dates that follow from a record, whatever the day it is asked on. None where a date does not exist."""

    refill: Refill
    candidates: tuple[Candidate, ...]
    buffer_days: int
    lead_days: int
    computation: Computation | None
    missing: tuple[str, ...]
    dose_rose: bool
    implausible: bool
    earliest: Candidate
    book_by: date
    alarm_date: date | None
    empty_date: date | None
    disagreement_days: int | None

    @property
    def refill_by(self) -> date:
        """The earliest candidate (R75)."""
        return self.earliest.refill_by

    @property
    def is_estimate(self) -> bool:
        """Whether nothing but the article's interval and the drug limit stands behind the dates."""
        return not any(candidate.origin in CARRYING for candidate in self.candidates)

    @property
    def is_carried(self) -> bool:
        """Whether a clinic's or computed date is in force, so that the state can be `ok` or `soon`."""
        return any(candidate.origin in CARRYING and candidate.in_force for candidate in self.candidates)


def forecast(record: Record) -> Forecast | None:
    """The dates of `record`; None without a refill. With other copies beside it, the earliest of each date."""
    own = forecast_alone(record)
    beside = all_beside(record)
    if not beside:
        return own
    found = [dates for dates in (own, *map(forecast, beside)) if dates is not None]
    if not found:
        return None
    return min(found, key=lambda dates: dates.refill_by)._replace(
        book_by=min(dates.book_by for dates in found),
        alarm_date=_least(dates.alarm_date for dates in found),
        empty_date=_least(dates.empty_date for dates in found),
    )


def forecast_alone(record: Record) -> Forecast | None:
    """The dates of `record` by itself."""
    refill = newest_refill(record)
    if refill is None:
        return None
    changes = _changes_since(record.doses, refill)
    buffer_days = _recorded_or(record.plan.buffer_days, BUFFER_DAYS)
    lead_days = _recorded_or(record.plan.lead_days, LEAD_DAYS)
    computation = _computation(record, refill, changes)
    implausible = computation is not None and not computation.is_plausible(record.pump.reservoir_ml)
    candidates = _candidates(record, refill, changes, buffer_days, computation)
    earliest = min(candidates, key=lambda candidate: candidate.refill_by)
    alarm_dates = {item.origin: item.date for item in candidates if "alarm" in item.origin and _is_worth_showing(item, refill)}
    return Forecast(
        refill=refill,
        candidates=candidates,
        buffer_days=buffer_days,
        lead_days=lead_days,
        computation=computation,
        missing=_missing_facts(refill, changes),
        dose_rose=_clinic_dates_are_void(candidates),
        implausible=implausible,
        earliest=earliest,
        book_by=friday_before_weekend(add_days(earliest.refill_by, -lead_days)),
        alarm_date=min(alarm_dates.values(), default=None),
        empty_date=add_days(refill.on, computation.days_to_empty) if computation and not implausible else None,
        disagreement_days=_disagreement(alarm_dates),
    )


def newest_refill(record: Record) -> Refill | None:
    """The refill of the newest day; of several on that day, the strictest of each figure (R76)."""
    newest = record.last_refill()
    if newest is None:
        return None
    same_day = [refill for refill in record.refills if refill.on == newest.on]
    return newest._replace(
        alarm_date=_least(refill.alarm_date for refill in same_day),
        refill_by=_least(refill.refill_by for refill in same_day),
        filled_ml=_least(refill.filled_ml for refill in same_day),
        strength_mcg_per_ml=_least(refill.strength_mcg_per_ml for refill in same_day),
        dose_mcg_per_day=max((item.dose_mcg_per_day for item in same_day if item.dose_mcg_per_day is not None), default=None),
    )


def _least(values: Iterable[Value | None]) -> Value | None:
    return min((value for value in values if value is not None), default=None)


def _recorded_or(recorded: int | None, otherwise: int) -> int:
    """The recorded figure, 0 included; 0 and not recorded are different things (F12)."""
    return otherwise if recorded is None else recorded


def _changes_since(doses: Sequence[DoseChange], refill: Refill) -> tuple[DoseChange, ...]:
    """In the order of their days; of one day the highest last, since it counts from then on (R76)."""
    return tuple(sorted((dose for dose in doses if dose.on >= refill.on), key=lambda dose: (dose.on, dose.dose_mcg_per_day)))


def _start_dose(refill: Refill, changes: Sequence[DoseChange]) -> Decimal | None:
    """The dose on the day of the refill, if it was recorded with the refill or as a change on that day."""
    if refill.dose_mcg_per_day is not None:
        return refill.dose_mcg_per_day
    if changes and changes[0].on == refill.on:
        return changes[0].dose_mcg_per_day
    return None


def _missing_facts(refill: Refill, changes: Sequence[DoseChange]) -> tuple[str, ...]:
    """What a computed date would need and the record lacks. No clinical figure has a default (F20)."""
    facts = {
        "filled_ml": refill.filled_ml,
        "strength_mcg_per_ml": refill.strength_mcg_per_ml,
        "dose_mcg_per_day": _start_dose(refill, changes),
    }
    return tuple(name for name, value in facts.items() if value is None)


def _computation(record: Record, refill: Refill, changes: Sequence[DoseChange]) -> Computation | None:
    """Days = floor((filled - alarm volume) x strength / dose), piece by piece (evidence section 8.2)."""
    start_dose = _start_dose(refill, changes)
    if refill.filled_ml is None or refill.strength_mcg_per_ml is None or start_dose is None:
        return None
    recorded = record.pump.alarm_volume_ml
    alarm_volume_ml = ALARM_VOLUME_ML if recorded is None else recorded
    pieces = dose_pieces(refill.on, start_dose, changes)
    strength = refill.strength_mcg_per_ml
    return Computation(
        filled_ml=refill.filled_ml,
        alarm_volume_ml=alarm_volume_ml,
        alarm_volume_recorded=recorded is not None,
        strength_mcg_per_ml=strength,
        pieces=pieces,
        days_to_alarm=whole_days((refill.filled_ml - alarm_volume_ml) * strength, pieces),
        days_to_empty=whole_days(refill.filled_ml * strength, pieces),
    )


def _candidates(
    record: Record, refill: Refill, changes: Sequence[DoseChange], buffer_days: int, computation: Computation | None
) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    if refill.refill_by is not None:
        in_force = not _rises(refill.dose_mcg_per_day, changes)
        found.append(Candidate(Origin.CLINIC_REFILL_BY, refill.refill_by, refill.refill_by, in_force))
    alarm_date, in_force = _clinic_alarm_date(refill, changes)
    if alarm_date is not None:
        found.append(Candidate(Origin.CLINIC_ALARM_DATE, alarm_date, add_days(alarm_date, -buffer_days), in_force))
    if computation is not None:
        computed = add_days(refill.on, computation.days_to_alarm)
        plausible = computation.is_plausible(record.pump.reservoir_ml)
        found.append(Candidate(Origin.COMPUTED_ALARM_DATE, computed, add_days(computed, -buffer_days), plausible))
    limit = add_days(refill.on, DRUG_LIMIT_DAYS)
    if not found:
        titrating = record.therapy.phase is Phase.TITRATING
        interval = add_months(refill.on, TITRATING_MONTHS if titrating else STABLE_MONTHS)
        found.append(Candidate(Origin.ARTICLE_INTERVAL, interval, interval))
    found.append(Candidate(Origin.DRUG_LIMIT, limit, limit))
    return tuple(found)


def _is_worth_showing(candidate: Candidate, refill: Refill) -> bool:
    """Every date but one worked out beyond the drug limit from figures that cannot be right: they may say the year 2036."""
    if candidate.origin is not Origin.COMPUTED_ALARM_DATE or candidate.in_force:
        return True
    return candidate.date <= add_days(refill.on, DRUG_LIMIT_DAYS)


def _clinic_alarm_date(refill: Refill, changes: Sequence[DoseChange]) -> tuple[date | None, bool]:
    """The newest alarm date printed since the refill, and whether no dose rose after it; of two on one day the earlier."""
    printed = [change for change in changes if change.alarm_date is not None]
    if not printed:
        return refill.alarm_date, not _rises(refill.dose_mcg_per_day, changes)
    day = printed[-1].on
    last = changes.index(printed[-1])
    same_day = [change.alarm_date for change in printed if change.on == day]
    alarm_date = _least([*same_day, refill.alarm_date if refill.on == day else None])
    return alarm_date, not _rises(changes[last].dose_mcg_per_day, changes[last + 1 :])


def _clinic_dates_are_void(candidates: Sequence[Candidate]) -> bool:
    """Whether the clinic gave dates and a dose rise left none of them in force."""
    given = [item for item in candidates if item.origin in (Origin.CLINIC_REFILL_BY, Origin.CLINIC_ALARM_DATE)]
    return bool(given) and not any(item.in_force for item in given)


def _rises(before: Decimal | None, changes: Sequence[DoseChange]) -> bool:
    """Whether any change goes up, or starts from a dose that is not recorded (design section 3)."""
    for change in changes:
        if before is None or change.dose_mcg_per_day > before:
            return True
        before = change.dose_mcg_per_day
    return False


def _disagreement(alarm_dates: dict[Origin, date]) -> int | None:
    """Days between the clinic's and the computed alarm date if they are more than DISAGREEMENT_DAYS; else None."""
    clinic, computed = alarm_dates.get(Origin.CLINIC_ALARM_DATE), alarm_dates.get(Origin.COMPUTED_ALARM_DATE)
    if clinic is None or computed is None:
        return None
    days = abs((clinic - computed).days)
    return days if days > DISAGREEMENT_DAYS else None

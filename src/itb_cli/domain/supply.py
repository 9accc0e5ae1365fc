"""When the next refill is due: candidates, the earliest of them, the alarm and the empty date. No clock, no state.

Design section 3 is the contract. Everything rounds towards less time (R76); a computed date never hides a clinic's (R75).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

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
LONGEST_DAYS = 3650
"""A computed supply is cut here: far beyond the drug limit, and no sum leaves the calendar."""


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


class DosePiece(NamedTuple):
    """`dose` mcg per day for `days` days; None: until it runs out."""

    start: date
    dose_mcg_per_day: Decimal
    days: int | None


class Computation(NamedTuple):
    """The worked-out supply: volumes in mL, strength in mcg per mL, whole days from the refill, rounded down."""

    filled_ml: Decimal
    alarm_volume_ml: Decimal
    alarm_volume_recorded: bool
    strength_mcg_per_ml: Decimal
    pieces: tuple[DosePiece, ...]
    days_to_alarm: int
    days_to_empty: int


class Forecast(NamedTuple):
    """All dates that follow from a record, whatever the day it is asked on. None where a date does not exist."""

    refill: Refill
    candidates: tuple[Candidate, ...]
    buffer_days: int
    lead_days: int
    computation: Computation | None
    missing: tuple[str, ...]
    dose_rose: bool
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
    """The dates of `record`; None without a refill."""
    refill = record.last_refill()
    if refill is None:
        return None
    changes = _changes_since(record.doses, refill)
    buffer_days = _recorded_or(record.plan.buffer_days, BUFFER_DAYS)
    lead_days = _recorded_or(record.plan.lead_days, LEAD_DAYS)
    computation = _computation(record, refill, changes)
    candidates = _candidates(record, refill, changes, buffer_days, computation)
    earliest = min(candidates, key=lambda candidate: candidate.refill_by)
    alarm_dates = {candidate.origin: candidate.date for candidate in candidates if "alarm" in candidate.origin}
    return Forecast(
        refill=refill,
        candidates=candidates,
        buffer_days=buffer_days,
        lead_days=lead_days,
        computation=computation,
        missing=_missing_facts(refill, changes),
        dose_rose=not all(candidate.in_force for candidate in candidates),
        earliest=earliest,
        book_by=friday_before_weekend(add_days(earliest.refill_by, -lead_days)),
        alarm_date=min(alarm_dates.values(), default=None),
        empty_date=add_days(refill.on, computation.days_to_empty) if computation else None,
        disagreement_days=_disagreement(alarm_dates),
    )


def whole_days(supply_mcg: Decimal, pieces: Sequence[DosePiece]) -> int:
    """Whole days that `supply_mcg` lasts over `pieces`, rounded down, never below 0 nor above LONGEST_DAYS (R76)."""
    days = 0
    remaining = max(supply_mcg, Decimal(0))
    for piece in pieces:
        lasts = int(min(remaining // piece.dose_mcg_per_day, Decimal(LONGEST_DAYS)))
        if piece.days is None or lasts < piece.days:
            return min(days + lasts, LONGEST_DAYS)
        days += piece.days
        remaining -= piece.days * piece.dose_mcg_per_day
    return min(days, LONGEST_DAYS)


def dose_pieces(refill_on: date, start_dose: Decimal, changes: Sequence[DoseChange]) -> tuple[DosePiece, ...]:
    """The doses in force day by day from the refill; on the day of a change the highest of that day (design section 3).

    `changes` stand in order of their day, none before the refill.
    """
    pieces: list[DosePiece] = []
    start, dose = refill_on, start_dose
    for day in sorted({change.on for change in changes}):
        same_day = [change.dose_mcg_per_day for change in changes if change.on == day]
        if day > start:
            pieces.append(DosePiece(start, dose, (day - start).days))
        if day >= start:
            pieces.append(DosePiece(day, max(dose, *same_day), 1))
        start, dose = add_days(day, 1), same_day[-1]
    pieces.append(DosePiece(start, dose, None))
    return tuple(pieces)


def _recorded_or(recorded: int | None, otherwise: int) -> int:
    """The recorded figure, 0 included; 0 and not recorded are different things (F12)."""
    return otherwise if recorded is None else recorded


def _changes_since(doses: Sequence[DoseChange], refill: Refill) -> tuple[DoseChange, ...]:
    return tuple(sorted((dose for dose in doses if dose.on >= refill.on), key=lambda dose: dose.on))


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
        found.append(Candidate(Origin.COMPUTED_ALARM_DATE, computed, add_days(computed, -buffer_days)))
    limit = add_days(refill.on, DRUG_LIMIT_DAYS)
    if not found:
        titrating = record.therapy.phase is Phase.TITRATING
        interval = add_months(refill.on, TITRATING_MONTHS if titrating else STABLE_MONTHS)
        found.append(Candidate(Origin.ARTICLE_INTERVAL, interval, interval))
    found.append(Candidate(Origin.DRUG_LIMIT, limit, limit))
    return tuple(found)


def _clinic_alarm_date(refill: Refill, changes: Sequence[DoseChange]) -> tuple[date | None, bool]:
    """The newest alarm date printed since the refill, and whether no dose rose after it was printed."""
    for index in range(len(changes) - 1, -1, -1):
        change = changes[index]
        if change.alarm_date is not None:
            return change.alarm_date, not _rises(change.dose_mcg_per_day, changes[index + 1 :])
    return refill.alarm_date, not _rises(refill.dose_mcg_per_day, changes)


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

"""Each known fact gives a candidate: a date by which the refill must be done, in force or only an upper bound. No forecast.

Design section 3 is the contract. A candidate in force may carry `ok` and `soon`; of an upper bound it is only known that the
truth is not later, so it can make things stricter and nothing else.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from itb_cli.domain.consumption import FASTEST_FLOW, Computation, dose_pieces, rises, whole_days
from itb_cli.domain.dates import add_days, add_months
from itb_cli.domain.printouts import (
    Printout,
    alarm_printouts,
    carried,
    changes_since,
    refill_by_printout,
    rose_since,
    start_dose,
)
from itb_cli.domain.record import DoseChange, Phase, Record, Refill

BUFFER_DAYS = 10
"""Days before an alarm date unless the clinic's own figure is recorded: the larger that clinics publish (S31b, S34)."""
ALARM_VOLUME_ML = Decimal(4)
"""Stands in for an alarm volume that is not recorded: the larger of the published ones (S40)."""
DRUG_LIMIT_DAYS = 180
"""The longest that the drug is left in the pump (S102)."""
DISAGREEMENT_DAYS = 7
"""Two alarm dates further apart than this are said to disagree (design section 3)."""
STABLE_MONTHS = 2
TITRATING_MONTHS = 1
"""The article's interval: every two to three months once stable, monthly before (S01); the shorter counts."""

Day = date
"""A day, where a field is itself called `date`."""


class Origin(StrEnum):
    """Where a date comes from, in the order in which equal dates are credited."""

    CLINIC_REFILL_BY = "clinic_refill_by"
    CLINIC_ALARM_DATE = "clinic_alarm_date"
    CARRIED_DATE = "carried_date"
    COMPUTED_ALARM_DATE = "computed_alarm_date"
    FLOW_TOLERANCE = "flow_tolerance"
    DRUG_LIMIT = "drug_limit"
    ARTICLE_INTERVAL = "article_interval"


CLINICS = (Origin.CLINIC_REFILL_BY, Origin.CLINIC_ALARM_DATE)
WORKED_OUT = (Origin.COMPUTED_ALARM_DATE, Origin.FLOW_TOLERANCE)
CARRYING = (*CLINICS, Origin.CARRIED_DATE, *WORKED_OUT)
"""The origins that may carry `ok` and `soon` (design section 3)."""


class Bound(StrEnum):
    """Why a candidate is an upper bound only."""

    DOSE_ROSE = "dose_rose"
    OLDER_PRINTOUT = "older_printout"
    DOSE_UNCONFIRMED = "dose_unconfirmed"
    IMPLAUSIBLE = "implausible"


class Candidate(NamedTuple):
    """A date by which the refill must be done.

    `bound`: why it is an upper bound only, None if it is `in_force`. `carried_from`: which printed date was carried through the
    doses. `assumed_dose_mcg_per_day`: a dose from before this refill, taken since none was recorded with it.
    """

    origin: Origin
    date: Day
    refill_by: Day
    in_force: bool = True
    bound: Bound | None = None
    carried_from: Origin | None = None
    assumed_dose_mcg_per_day: Decimal | None = None

    @property
    def is_alarm_date(self) -> bool:
        """Whether the date is one on which the low alarm may sound; an assumed dose shows none."""
        alarms = (Origin.CLINIC_ALARM_DATE, Origin.COMPUTED_ALARM_DATE)
        return (self.carried_from or self.origin) in alarms and self.assumed_dose_mcg_per_day is None

    @property
    def carries(self) -> bool:
        """Whether the state may be `ok` or `soon` by this date, if no upper bound is earlier."""
        return self.in_force and self.origin in CARRYING


class Facts(NamedTuple):
    """What candidates are made from: the record, its newest refill, the dose changes since, the buffer in days."""

    record: Record
    refill: Refill
    changes: tuple[DoseChange, ...]
    buffer_days: int


def facts_of(record: Record, refill: Refill) -> Facts:
    """The facts since `refill`, with the buffer that is recorded, 0 included, else BUFFER_DAYS (F12)."""
    recorded = record.plan.buffer_days
    return Facts(record, refill, changes_since(record, refill), BUFFER_DAYS if recorded is None else recorded)


def computation(facts: Facts, dose: Decimal | None, until: Day | None = None) -> Computation | None:
    """The arithmetic of evidence section 8.2 from `dose` on, piece by piece; None if a figure is not recorded.

    `until`: dose changes after this day are left out. No clinical figure has a default but the alarm volume (F20).
    """
    filled, strength = facts.refill.filled_ml, facts.refill.strength_mcg_per_ml
    if filled is None or strength is None or dose is None:
        return None
    recorded = facts.record.pump.alarm_volume_ml
    alarm_volume = ALARM_VOLUME_ML if recorded is None else recorded
    pieces = dose_pieces(facts.refill.on, dose, _until(facts.changes, until))
    return Computation(
        filled_ml=filled,
        alarm_volume_ml=alarm_volume,
        alarm_volume_recorded=recorded is not None,
        strength_mcg_per_ml=strength,
        pieces=pieces,
        days_to_alarm=whole_days((filled - alarm_volume) * strength, pieces),
        days_to_empty=whole_days(filled * strength, pieces),
        days_to_empty_at_fastest=whole_days(filled * strength, pieces, FASTEST_FLOW),
    )


def candidates(facts: Facts, computed: Computation | None) -> tuple[Candidate, ...]:
    """Every candidate, in the order in which equal dates are credited."""
    found = [*_printed(facts), *_worked_out(facts, computed)]
    if all(item.bound is Bound.IMPLAUSIBLE for item in found):  # a wrong figure never makes an answer milder than none
        found.append(_interval(facts))
    assumed = _with_the_dose_from_before(facts)
    found += [assumed] if assumed else []
    limit = add_days(facts.refill.on, DRUG_LIMIT_DAYS)
    return (*found, Candidate(Origin.DRUG_LIMIT, limit, limit))


def newest_printout(facts: Facts) -> Printout | None:
    """The alarm date that was printed last since the refill; of one day the earlier."""
    return next(reversed(alarm_printouts(facts.record, facts.refill, facts.changes)), None)


def _printed(facts: Facts) -> Iterator[Candidate]:
    alarms = alarm_printouts(facts.record, facts.refill, facts.changes)
    given = refill_by_printout(facts.record, facts.refill)
    newest = alarms[-1] if alarms else None
    is_superseded = given is not None and newest is not None and given.printed_on < newest.printed_on
    if given and not is_superseded:
        yield from _as_printed(facts, Origin.CLINIC_REFILL_BY, given)
    if newest:
        yield from _as_printed(facts, Origin.CLINIC_ALARM_DATE, newest)
        for item in alarms[:-1]:
            yield from _older(facts, Origin.CLINIC_ALARM_DATE, item, newest)
        if given and is_superseded:
            yield from _older(facts, Origin.CLINIC_REFILL_BY, given, newest)


def _as_printed(facts: Facts, origin: Origin, printout: Printout) -> Iterator[Candidate]:
    """A printed date as it stands, and carried through the doses if these made it earlier."""
    now = carried(printout, facts.changes)
    is_void = rose_since(printout, facts.changes) and (now is None or now < printout.date)
    refill_by = _before(facts, origin, printout.date)
    yield Candidate(origin, printout.date, refill_by, not is_void, Bound.DOSE_ROSE if is_void else None)
    if is_void and now is not None:
        yield Candidate(Origin.CARRIED_DATE, now, _before(facts, origin, now), carried_from=origin)


def _older(facts: Facts, origin: Origin, printout: Printout, newest: Printout) -> Iterator[Candidate]:
    """A date that was printed before the one that counts: an upper bound if it left clearly less on the day of that one.

    The two are compared by the doses up to that day, so that a dose later on never makes an earlier bound go away.
    """
    then, now = carried(printout, _until(facts.changes, newest.printed_on)), carried(printout, facts.changes)
    if then is None or now is None:
        return
    gap = _before(facts, Origin.CLINIC_ALARM_DATE, newest.date) - _before(facts, origin, then)
    if gap.days > DISAGREEMENT_DAYS:
        refill_by = _before(facts, origin, now)
        yield Candidate(Origin.CARRIED_DATE, now, refill_by, in_force=False, bound=Bound.OLDER_PRINTOUT, carried_from=origin)


def _before(facts: Facts, origin: Origin, day: date) -> date:
    """The refill-by date of a clinic's date."""
    return add_days(day, -facts.buffer_days) if origin is Origin.CLINIC_ALARM_DATE else day


def _worked_out(facts: Facts, computed: Computation | None) -> Iterator[Candidate]:
    if computed is None:
        return
    is_plausible = computed.is_plausible(facts.record.pump.reservoir_ml)
    bound = None if is_plausible else Bound.IMPLAUSIBLE
    alarm = add_days(facts.refill.on, computed.days_to_alarm)
    yield Candidate(Origin.COMPUTED_ALARM_DATE, alarm, add_days(alarm, -facts.buffer_days), is_plausible, bound)
    empty = add_days(facts.refill.on, computed.days_to_empty_at_fastest)
    yield Candidate(Origin.FLOW_TOLERANCE, empty, add_days(empty, -1), is_plausible, bound)


def _with_the_dose_from_before(facts: Facts) -> Candidate | None:
    """An upper bound by the last dose from before this refill, if clearly earlier than the clinic's date, or without one."""
    if start_dose(facts.refill, facts.changes) is not None:
        return None
    before = facts.record.dose_on(add_days(facts.refill.on, -1))
    dose = before.dose_mcg_per_day if before else None
    computed = computation(facts, dose)
    is_plausible = computed is not None and computed.is_plausible(facts.record.pump.reservoir_ml)
    if computed is None or not is_plausible or not _is_clearly_earlier(facts, dose):
        return None
    alarm = add_days(facts.refill.on, computed.days_to_alarm)
    return Candidate(
        Origin.COMPUTED_ALARM_DATE,
        alarm,
        add_days(alarm, -facts.buffer_days),
        in_force=False,
        bound=Bound.DOSE_UNCONFIRMED,
        assumed_dose_mcg_per_day=dose,
    )


def _is_clearly_earlier(facts: Facts, dose: Decimal | None) -> bool:
    """Compared with the clinic's date by the doses up to its printing, as an older printout is; True if there is none."""
    newest = newest_printout(facts)
    given = refill_by_printout(facts.record, facts.refill)
    computed = computation(facts, dose, until=newest.printed_on if newest else facts.refill.on)
    if computed is None or (newest is None and given is None):
        return computed is not None
    alarm = add_days(facts.refill.on, computed.days_to_alarm)
    if newest is not None:
        return (newest.date - alarm).days > DISAGREEMENT_DAYS
    return given is not None and (given.date - add_days(alarm, -facts.buffer_days)).days > DISAGREEMENT_DAYS


def _interval(facts: Facts) -> Candidate:
    """The article's interval: the short one while the dose is being set, or if it rose since the refill."""
    rose = rises(facts.refill.dose_mcg_per_day, facts.changes)
    is_short = rose or facts.record.therapy.phase is Phase.TITRATING
    interval = add_months(facts.refill.on, TITRATING_MONTHS if is_short else STABLE_MONTHS)
    return Candidate(Origin.ARTICLE_INTERVAL, interval, interval, in_force=False)


def _until(changes: Sequence[DoseChange], day: date | None) -> tuple[DoseChange, ...]:
    return tuple(change for change in changes if day is None or change.on <= day)

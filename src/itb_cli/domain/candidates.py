"""Each known fact gives a candidate: a date by which the refill must be done, in force or only an upper bound. No forecast.

The contract is "When is the next refill?" in the package's README. A candidate in force may carry `ok`
and `soon`; of an upper bound it is only known that the truth is not later, so it can make things stricter and nothing else.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from itb_cli.domain.consumption import Computation, rises
from itb_cli.domain.dates import add_days, add_months
from itb_cli.domain.facts import (
    DISAGREEMENT_DAYS,
    Facts,
    computation,
    is_plausible,
    newest_printout,
    until,
    without_far,
)
from itb_cli.domain.printouts import (
    Printout,
    carried,
    refill_by_printout,
    rose_since,
    start_dose,
)
from itb_cli.domain.record import Phase
from itb_cli.domain.values import NamedTuple

DRUG_LIMIT_DAYS = 180
"""The longest that the drug is left in the pump (S102)."""
STABLE_MONTHS = 2
TITRATING_MONTHS = 1
"""The article's interval: every two to three months once stable, monthly before (S01); the shorter counts."""

Day = date
"""A day, for types with a field that is called `date`."""


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
"""The origins that may carry `ok` and `soon`: a clinic's date, one carried from it, one worked out from figures."""


class Bound(StrEnum):
    """Why a candidate is an upper bound only."""

    DOSE_ROSE = "dose_rose"
    OLDER_PRINTOUT = "older_printout"
    DOSE_UNCONFIRMED = "dose_unconfirmed"
    IMPLAUSIBLE = "implausible"
    DOSE_DOUBTED = "dose_doubted"


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


def candidates(facts: Facts, computed: Computation | None) -> tuple[Candidate, ...]:
    """Every candidate, in the order in which equal dates are credited."""
    believed = without_far(facts, computed)
    found = [*_printed(believed), *_worked_out(facts, computed)]
    if all(item.bound is Bound.IMPLAUSIBLE for item in found):  # a wrong figure or year never makes an answer milder than none
        found.append(_interval(facts))
    found += _too_far(facts, believed)
    assumed = _with_the_dose_from_before(facts)
    found += [assumed] if assumed else []
    limit = add_days(facts.refill.on, DRUG_LIMIT_DAYS)
    return (*found, Candidate(Origin.DRUG_LIMIT, limit, limit))


def without_doubt(found: Iterable[Candidate], given: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Of the candidates `found` without the doses that cannot be right, those that are not `given` with them: upper bounds."""
    known = {(item.origin, item.date) for item in given}
    return tuple(
        item._replace(in_force=False, bound=Bound.DOSE_DOUBTED)
        for item in found
        if (item.origin, item.date) not in known and item.origin not in (Origin.DRUG_LIMIT, Origin.ARTICLE_INTERVAL)
    )


def _printed(facts: Facts) -> Iterator[Candidate]:
    alarms = facts.printouts
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
            yield from _superseded_refill_by(facts, given, newest)


def _too_far(facts: Facts, believed: Facts) -> Iterator[Candidate]:
    """What the clinic printed last, if its year may be wrong: shown, and carries nothing."""
    given, newest = facts.refill.refill_by, newest_printout(facts)
    if given is not None and believed.refill.refill_by is None:
        yield Candidate(Origin.CLINIC_REFILL_BY, given, given, in_force=False)
    if newest is not None and newest not in believed.printouts:
        refill_by = _before(facts, Origin.CLINIC_ALARM_DATE, newest.date)
        yield Candidate(Origin.CLINIC_ALARM_DATE, newest.date, refill_by, in_force=False)


def _superseded_refill_by(facts: Facts, given: Printout, newest: Printout) -> Iterator[Candidate]:
    """The refill-by date of the refill once a newer alarm date is printed.

    One that was clearly earlier than its own visit's alarm date asked for is the clinic's plan, such as a fixed visit, and no sum
    of drug: it stays in force, a rise of the dose brings it nearer as any date, and it disagrees with nothing.
    """
    own = facts.refill.alarm_date
    if own and (_before(facts, Origin.CLINIC_ALARM_DATE, own) - given.date).days > DISAGREEMENT_DAYS:
        now = min(given.date, carried(given, facts.changes) or given.date)
        is_carried = now < given.date
        origin = Origin.CARRIED_DATE if is_carried else Origin.CLINIC_REFILL_BY
        yield Candidate(origin, now, now, carried_from=Origin.CLINIC_REFILL_BY if is_carried else None)
    else:
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

    The two are compared by the doses up to that day, so that a dose later on never makes an earlier bound go away. A newest
    one that cannot be carried, since the dose of then is not recorded, supersedes no earlier day of one that can.
    """
    then, now = carried(printout, until(facts.changes, newest.printed_on)), carried(printout, facts.changes)
    if then is None or now is None:
        return
    is_alone = carried(newest, facts.changes) is None
    earlier = min(then, now) if is_alone else then
    gap = _before(facts, Origin.CLINIC_ALARM_DATE, newest.date) - _before(facts, origin, earlier)
    if gap.days > (0 if is_alone else DISAGREEMENT_DAYS):
        refill_by = _before(facts, origin, now)
        yield Candidate(Origin.CARRIED_DATE, now, refill_by, in_force=False, bound=Bound.OLDER_PRINTOUT, carried_from=origin)


def _before(facts: Facts, origin: Origin, day: date) -> date:
    """The refill-by date of a clinic's date."""
    return add_days(day, -facts.buffer_days) if origin is Origin.CLINIC_ALARM_DATE else day


def _worked_out(facts: Facts, computed: Computation | None) -> Iterator[Candidate]:
    if computed is None:
        return
    in_force = is_plausible(facts, computed)
    bound = None if in_force else Bound.IMPLAUSIBLE
    alarm = add_days(facts.refill.on, computed.days_to_alarm)
    yield Candidate(Origin.COMPUTED_ALARM_DATE, alarm, add_days(alarm, -facts.buffer_days), in_force, bound)
    empty = add_days(facts.refill.on, computed.days_to_empty_at_fastest)
    yield Candidate(Origin.FLOW_TOLERANCE, empty, add_days(empty, -1), in_force, bound)


def _with_the_dose_from_before(facts: Facts) -> Candidate | None:
    """An upper bound by the last dose from before this refill, if clearly earlier than the clinic's date, or without one."""
    if start_dose(facts.refill, facts.changes) is not None:
        return None
    before = facts.record.dose_on(add_days(facts.refill.on, -1))
    dose = before.dose_mcg_per_day if before else None
    computed = computation(facts, dose)
    if computed is None or not computed.has_plausible_figures(facts.record.pump.reservoir_ml):
        return None
    if not _is_clearly_earlier(facts, dose):
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
    computed = computation(facts, dose, last=newest.printed_on if newest else facts.refill.on)
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

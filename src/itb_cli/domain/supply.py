"""When the next refill is due: the earliest candidate, the alarm and the empty date, what disagrees. No clock, no state.

The contract is "When is the next refill?" in the package's README. Everything rounds towards less time
(R76); a computed date never hides a clinic's (R75).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from itb_cli.domain.candidates import DRUG_LIMIT_DAYS, Bound, Candidate, Origin, candidates, without_doubt
from itb_cli.domain.consumption import Computation
from itb_cli.domain.counted import all_beside
from itb_cli.domain.dates import add_days, add_months, friday_before_weekend
from itb_cli.domain.doubted_doses import WithoutDoubted, without_doubted_doses
from itb_cli.domain.facts import (
    BUFFER_DAYS,
    DISAGREEMENT_DAYS,
    Facts,
    as_printed,
    computation,
    facts_of,
    newest_printout,
    without_far,
)
from itb_cli.domain.printouts import alarm_disproves_dates, carried, refill_by_printout, start_dose
from itb_cli.domain.record import DatedDose, Record, Refill
from itb_cli.domain.values import NamedTuple

LEAD_DAYS = 14
"""Days before the refill-by date to call for an appointment, unless recorded."""
CRITICAL_MONTHS = 3
"""On the article's interval alone, supply counts as critical after its longer end (S01)."""
LONE_REFILL_BY_DAYS = 3
"""Days after a lone refill-by date on which it turns critical if no buffer is recorded: the smallest that clinics publish."""


class Forecast(NamedTuple):
    """All dates that follow from a record, whatever the day it is asked on. None if a date does not exist.

    `critical_on`: the first day that is critical by the dates alone. `disagreement_days`: how far the clinic's alarm date and
    the worked-out one are apart, if too far. `alarm_disproves`: an alarm was heard and checked, and no date was printed since.
    `printed_far`: what was printed lies so far off that its year may be wrong, and no sum says the same.
    `bound_before`: why nothing carried by the doses up to the newest printout; a later dose takes no such doubt away.
    `doubted_doses`: those that cannot be right beside the other figures, so that what follows without them is counted too.
    """

    refill: Refill
    candidates: tuple[Candidate, ...]
    buffer_days: int
    lead_days: int
    computation: Computation | None
    missing: tuple[str, ...]
    implausible: bool
    earliest: Candidate
    book_by: date
    alarm_date: date | None
    empty_date: date | None
    critical_on: date | None
    disagreement_days: int | None
    alarm_disproves: bool
    printed_far: bool
    bound_before: tuple[Bound, ...]
    doubted_doses: tuple[DatedDose, ...] = ()

    @property
    def refill_by(self) -> date:
        """The earliest candidate (R75)."""
        return self.earliest.refill_by

    @property
    def is_estimate(self) -> bool:
        """Whether nothing but the article's interval and the drug limit stands behind the dates."""
        return any(candidate.origin is Origin.ARTICLE_INTERVAL for candidate in self.candidates)

    @property
    def dose_rose(self) -> bool:
        """Whether the dose went up after the clinic printed its date, so that it no longer holds as printed."""
        return any(candidate.bound is Bound.DOSE_ROSE for candidate in self.candidates)

    @property
    def binding(self) -> tuple[Bound, ...]:
        """Why nothing carries `ok` or `soon`: upper bounds before every date in force, now or before the later doses."""
        return tuple(dict.fromkeys((*_binding(self.candidates), *self.bound_before)))

    @property
    def carries(self) -> bool:
        """Whether the state can be `ok` or `soon`: a date in force is not later than every upper bound."""
        return not self.binding and any(candidate.carries for candidate in self.candidates)


def _binding(found: Iterable[Candidate]) -> tuple[Bound, ...]:
    """Why nothing of these carries: the upper bounds before every date in force; empty if one carries, or none is."""
    everything = tuple(found)
    first = min((item.refill_by for item in everything if item.carries), default=None)
    return tuple(item.bound for item in everything if item.bound is not None and (first is None or item.refill_by < first))


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
        alarm_date=_first(dates.alarm_date for dates in found),
        empty_date=_first(dates.empty_date for dates in found),
        critical_on=_first(dates.critical_on for dates in found),
    )


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def forecast_alone(record: Record) -> Forecast | None:
    """The dates of `record` by itself; if a dose cannot be right, never later than without it."""
    own = _as_recorded(record)
    if own is None:
        return None
    doubted = without_doubted_doses(facts_of(record, own.refill), own.computation)
    return _bounded(own, doubted) if doubted else own


def _bounded(own: Forecast, doubted: WithoutDoubted) -> Forecast:
    """The dates with what follows without the doubted doses as upper bounds."""
    left = _as_recorded(doubted.record)
    if left is None:
        return own
    found = (*own.candidates, *without_doubt(left.candidates, own.candidates))
    earliest = min(found, key=lambda candidate: candidate.refill_by)
    return own._replace(
        candidates=found,
        earliest=earliest,
        book_by=friday_before_weekend(add_days(earliest.refill_by, -own.lead_days)),
        alarm_date=_first((own.alarm_date, left.alarm_date)),
        empty_date=_first((own.empty_date, left.empty_date)),
        critical_on=_first((own.critical_on, left.critical_on)),
        doubted_doses=doubted.doses,
    )


def _as_recorded(record: Record) -> Forecast | None:
    refill = record.last_refill()
    if refill is None:
        return None
    facts = facts_of(record, refill)
    computed = computation(facts, start_dose(refill, facts.changes))
    found = candidates(facts, computed)
    implausible = any(item.bound is Bound.IMPLAUSIBLE for item in found)
    earliest = min(found, key=lambda candidate: candidate.refill_by)
    lead_days = LEAD_DAYS if record.plan.lead_days is None else record.plan.lead_days
    bound_before = _bound_before(facts, found)
    is_bound = bool(bound_before or _binding(found))
    alarm_date = min((item.date for item in found if item.is_alarm_date and _is_worth_showing(item, refill)), default=None)
    empty_date = add_days(refill.on, computed.days_to_empty_at_fastest) if computed and not implausible else None
    return Forecast(
        refill=refill,
        candidates=found,
        buffer_days=facts.buffer_days,
        lead_days=lead_days,
        computation=computed,
        missing=_missing_facts(facts),
        implausible=implausible,
        earliest=earliest,
        book_by=friday_before_weekend(add_days(earliest.refill_by, -lead_days)),
        alarm_date=alarm_date,
        empty_date=empty_date,
        critical_on=_critical_on(facts, found, alarm_date, is_bound=is_bound),
        disagreement_days=_disagreement(facts, found),
        alarm_disproves=alarm_disproves_dates(record, refill, facts.printouts),
        printed_far=_is_printed_far(facts, computed),
        bound_before=bound_before,
    )


def _bound_before(facts: Facts, found: Sequence[Candidate]) -> tuple[Bound, ...]:
    """The bounds of today that let nothing carry before the doses after the newest printout.

    The more a pump gives, the nearer all dates come together: two that disagreed by weeks may fall on one day, and prove no more.
    """
    then = as_printed(facts)
    today = {item.bound for item in found if item.bound is not None and item.bound is not Bound.IMPLAUSIBLE}
    if not today or then.changes == facts.changes:
        return ()
    before = candidates(then, computation(then, start_dose(then.refill, then.changes)))
    return tuple(bound for bound in _binding(before) if bound in today)


def _is_printed_far(facts: Facts, computed: Computation | None) -> bool:
    """Whether what was printed last may bear a wrong year, with no believed sum and no refill-by date of that visit beside it."""
    believed, newest = without_far(facts, computed), newest_printout(facts)
    given = refill_by_printout(facts.record, facts.refill)
    holds = given is not None and believed.refill.refill_by is not None
    if newest is None:
        return given is not None and not holds
    is_same_visit = holds and given is not None and given.printed_on == newest.printed_on
    return newest not in believed.printouts and not is_same_visit


def _missing_facts(facts: Facts) -> tuple[str, ...]:
    """What a computed date would need and the record lacks. No clinical figure has a default (F20)."""
    wanted = {
        "filled_ml": facts.refill.filled_ml,
        "strength_mcg_per_ml": facts.refill.strength_mcg_per_ml,
        "dose_mcg_per_day": start_dose(facts.refill, facts.changes),
    }
    return tuple(name for name, value in wanted.items() if value is None)


def _is_worth_showing(candidate: Candidate, refill: Refill) -> bool:
    """Every date but one worked out beyond the drug limit from figures that cannot be right: they may say the year 2036."""
    return candidate.bound is not Bound.IMPLAUSIBLE or candidate.date <= add_days(refill.on, DRUG_LIMIT_DAYS)


def _critical_on(facts: Facts, found: Sequence[Candidate], alarm_date: date | None, *, is_bound: bool) -> date | None:
    """The alarm or empty date; with no alarm date that holds, some days after the clinic's refill-by date, or the article's end.

    None holds if an upper bound lets nothing carry (`is_bound`). A wrong alarm date beside a refill-by date never makes an answer
    milder than that date alone.
    """
    longest_interval = add_months(facts.refill.on, CRITICAL_MONTHS)
    dry = [item.date for item in found if item.origin is Origin.FLOW_TOLERANCE and _is_worth_showing(item, facts.refill)]
    days = dry if alarm_date is None else [alarm_date, *dry]  # by figures that cannot be right too: a doubt comforts nobody
    given = [item.date for item in found if Origin.CLINIC_REFILL_BY in (item.origin, item.carried_from)]
    if given and (is_bound or not any(_holds(item, facts) for item in found if item.is_alarm_date)):
        recorded = facts.record.plan.buffer_days
        grace = LONE_REFILL_BY_DAYS if recorded is None else min(recorded, BUFFER_DAYS)
        days.append(add_days(min(given), grace))
        if min(given) < longest_interval:  # never milder than without the clinic's date, once it has passed
            days.append(longest_interval)
    if any(item.origin is Origin.ARTICLE_INTERVAL for item in found):
        days.append(longest_interval)
    return min(days, default=None)


def _holds(alarm: Candidate, facts: Facts) -> bool:
    """Whether nothing speaks against an alarm date: it is in force (none too far off is), and no alarm was heard before it."""
    return alarm.in_force and not alarm_disproves_dates(facts.record, facts.refill, facts.printouts)


def _disagreement(facts: Facts, found: Sequence[Candidate]) -> int | None:
    """Days between the clinic's and the computed alarm date, both through the doses since, if more than DISAGREEMENT_DAYS."""
    newest = newest_printout(facts)
    computed = next((item for item in found if item.origin is Origin.COMPUTED_ALARM_DATE and item.is_alarm_date), None)
    if newest is None or computed is None or not _is_worth_showing(computed, facts.refill):
        return None
    days = abs(((carried(newest, facts.changes) or newest.date) - computed.date).days)
    return days if days > DISAGREEMENT_DAYS else None

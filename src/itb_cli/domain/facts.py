"""What candidates are made from: the newest refill, the doses since, the newest printout, the sum of the figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from itb_cli.domain.consumption import (
    FASTEST_FLOW,
    LONGEST_PLAUSIBLE_DAYS,
    Computation,
    dose_pieces,
    most_days,
    whole_days,
)
from itb_cli.domain.dates import add_days
from itb_cli.domain.printouts import Printout, alarm_printouts, carried, changes_since, start_dose
from itb_cli.domain.record import DoseChange, Record, Refill
from itb_cli.domain.values import NamedTuple

BUFFER_DAYS = 10
"""Days before an alarm date unless the clinic's own figure is recorded: the larger that clinics publish (S31b, S34)."""
SHORTEST_USUAL_DAYS = 3
"""A buffer or a lead below this is asked about, and named beside every answer: the smallest that clinics publish (S31b, S34)."""
ALARM_VOLUME_ML = Decimal(4)
"""Stands in for an alarm volume that is not recorded: the larger of the published ones (S40)."""
DISAGREEMENT_DAYS = 7
"""Two alarm dates further apart than this are said to disagree."""


class Facts(NamedTuple):
    """What candidates are made from: the record, its newest refill, the dose changes and printouts since, the buffer in days."""

    record: Record
    refill: Refill
    changes: tuple[DoseChange, ...]
    buffer_days: int
    printouts: tuple[Printout, ...]


def facts_of(record: Record, refill: Refill) -> Facts:
    """The facts since `refill`, with the buffer that is recorded, 0 included, else BUFFER_DAYS (F12)."""
    recorded = record.plan.buffer_days
    changes = changes_since(record, refill)
    buffer_days = BUFFER_DAYS if recorded is None else recorded
    return Facts(record, refill, changes, buffer_days, alarm_printouts(record, refill, changes))


def is_short(days: int | None) -> bool:
    """Whether a buffer or a lead is so short that it is named beside every answer, even if it is the clinic's own."""
    return days is not None and days < SHORTEST_USUAL_DAYS


def computation(facts: Facts, dose: Decimal | None, last: date | None = None) -> Computation | None:
    """The arithmetic of the computed date from `dose` on, piece by piece; None if a figure is not recorded.

    `last`: dose changes after this day are left out. No clinical figure has a default but the alarm volume (F20).
    """
    filled, strength = facts.refill.filled_ml, facts.refill.strength_mcg_per_ml
    if filled is None or strength is None or dose is None:
        return None
    recorded = facts.record.pump.alarm_volume_ml
    alarm_volume = ALARM_VOLUME_ML if recorded is None else recorded
    changes = until(facts.changes, last)
    pieces, lowest = dose_pieces(facts.refill.on, dose, changes), _lowest(facts, dose, changes)
    usable_mcg = (filled - alarm_volume) * strength
    return Computation(
        filled_ml=filled,
        alarm_volume_ml=alarm_volume,
        alarm_volume_recorded=recorded is not None,
        strength_mcg_per_ml=strength,
        pieces=pieces,
        days_to_alarm=whole_days(usable_mcg, pieces),
        lowest_dose_mcg_per_day=lowest,
        most_days_to_alarm=most_days(usable_mcg, lowest),
        days_to_empty=whole_days(filled * strength, pieces),
        days_to_empty_at_fastest=whole_days(filled * strength, pieces, FASTEST_FLOW),
    )


def _lowest(facts: Facts, dose: Decimal, changes: Sequence[DoseChange]) -> Decimal:
    """The lowest of the dose to start with, those of all refills of that day, and all changes."""
    same_day = (item.dose_mcg_per_day for item in facts.record.refills if item.on == facts.refill.on)
    return min((dose, *(given for given in same_day if given is not None), *(item.dose_mcg_per_day for item in changes)))


def is_plausible(facts: Facts, computed: Computation) -> bool:
    """Whether the figures can be meant and do not last too long; as long as the clinic itself printed is not too long.

    What the clinic printed is compared by the doses of its day and by those of today: the more a pump gives, the nearer all dates
    come together.
    """
    if not computed.has_plausible_figures(facts.record.pump.reservoir_ml):
        return False
    if not computed.is_too_long:
        return True
    then = as_printed(facts)
    before = computation(then, start_dose(facts.refill, facts.changes))
    return before is not None and _is_as_printed(facts, computed) and _is_as_printed(then, before)


def _is_as_printed(facts: Facts, computed: Computation) -> bool:
    newest = newest_printout(facts)
    if newest is None:
        return False
    alarm = add_days(facts.refill.on, computed.days_to_alarm)
    return abs(((carried(newest, facts.changes) or newest.date) - alarm).days) <= DISAGREEMENT_DAYS


def as_printed(facts: Facts) -> Facts:
    """The same facts with the doses up to the day of the newest printout, else of the refill: before any later one."""
    newest = newest_printout(facts)
    return facts._replace(changes=until(facts.changes, newest.printed_on if newest else facts.refill.on))


def without_far(facts: Facts, computed: Computation | None) -> Facts:
    """The facts without printed dates so far off that their year may be wrong: farther than figures are believed to last.

    With a sum that is believed, nothing is left out. What is in doubt must not supersede what is not.
    """
    if computed is not None and is_plausible(facts, computed):
        return facts
    last = add_days(facts.refill.on, LONGEST_PLAUSIBLE_DAYS)
    refill = facts.refill._replace(
        alarm_date=_up_to(last, facts.refill.alarm_date), refill_by=_up_to(last, facts.refill.refill_by)
    )
    return facts._replace(refill=refill, printouts=tuple(item for item in facts.printouts if item.date <= last))


def _up_to(last: date, day: date | None) -> date | None:
    return day if day is not None and day <= last else None


def newest_printout(facts: Facts) -> Printout | None:
    """The alarm date that was printed last since the refill; of one day the earlier."""
    return facts.printouts[-1] if facts.printouts else None


def until(changes: Sequence[DoseChange], day: date | None) -> tuple[DoseChange, ...]:
    """The changes up to `day`, all of them without one."""
    return tuple(change for change in changes if day is None or change.on <= day)

"""Doses that cannot be right beside the other figures, and the record without them: what it would say stays an upper bound.

Nobody knows which figure is wrong if a sum cannot be meant. A dose that was typed wrong, as 24 for 240, must not take away the
date that the doses before it give.
"""

from datetime import date
from decimal import Decimal

from itb_cli.domain.consumption import LONGEST_PLAUSIBLE_DAYS, LOWEST_DOSE_MCG_PER_DAY, Computation, most_days
from itb_cli.domain.facts import Facts, is_plausible, without_far
from itb_cli.domain.record import DatedDose, DoseChange, Record
from itb_cli.domain.values import NamedTuple


class WithoutDoubted(NamedTuple):
    """The record without the `doses` since its newest refill that cannot be right."""

    record: Record
    doses: tuple[DatedDose, ...]


def without_doubted_doses(facts: Facts, computed: Computation | None) -> WithoutDoubted | None:
    """None if the sum is believed, or no dose by itself makes it one that is not.

    A change that the clinic printed a date with, or before the day of, is left alone: the newer date knows of it.
    """
    if computed is None or is_plausible(facts, computed):
        return None
    believed = without_far(facts, computed).printouts
    newest = max((item.printed_on for item in believed), default=date.min)
    printed = {(item.printed_on, item.date) for item in believed}

    def is_known(change: DoseChange) -> bool:
        return change.on < newest or (change.on, change.alarm_date) in printed

    record, since = facts.record, facts.refill.on
    changes = tuple(
        item for item in record.doses if item.on < since or is_known(item) or not _is_doubted(item.dose_mcg_per_day, computed)
    )
    refills = tuple(
        item._replace(dose_mcg_per_day=None) if item.on == since and _is_doubted(item.dose_mcg_per_day, computed) else item
        for item in record.refills
    )
    if (changes, refills) == (record.doses, record.refills):
        return None
    gone = {DatedDose(item.on, item.dose_mcg_per_day) for item in record.doses if item not in changes}
    gone |= {DatedDose(since, item.dose_mcg_per_day) for item in record.refills if item not in refills and item.dose_mcg_per_day}
    return WithoutDoubted(record._replace(doses=changes, refills=refills), tuple(sorted(gone)))


def _is_doubted(dose: Decimal | None, computed: Computation) -> bool:
    """Whether the sum could not be meant at this dose alone."""
    if dose is None:
        return False
    usable_mcg = (computed.filled_ml - computed.alarm_volume_ml) * computed.strength_mcg_per_ml
    return dose < LOWEST_DOSE_MCG_PER_DAY or most_days(usable_mcg, dose) > LONGEST_PLAUSIBLE_DAYS

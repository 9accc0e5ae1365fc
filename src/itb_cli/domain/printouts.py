"""The dates that a clinic printed since the last refill, and each of them carried through the doses. No candidates, no state.

A printed date says how much drug was left on the day it was printed: the days to it times the dose of then, in micrograms. Later
doses use that up. The whole days that it lasts give the date that the clinic would print today.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from itb_cli.domain.consumption import daily_doses, dose_pieces, rises, whole_days
from itb_cli.domain.dates import add_days
from itb_cli.domain.record import DoseChange, EventKind, Record, Refill
from itb_cli.domain.values import NamedTuple

Day = date
"""A day, for types with a field that is called `date`."""


class Printout(NamedTuple):
    """A printed date and the day it was printed on; `dose` is the one of then in mcg per day, None if it is not recorded."""

    printed_on: Day
    date: Day
    dose_mcg_per_day: Decimal | None


def changes_since(record: Record, refill: Refill) -> tuple[DoseChange, ...]:
    """The dose changes of the refill's day and later, in the order of their days; of one day the highest last.

    Of two refills of that day with two doses the higher counts, as a change on that day: the lower may be the printouts'.
    """
    changes = [dose for dose in record.doses if dose.on >= refill.on]
    changes += [
        DoseChange(item.id, item.on, item.dose_mcg_per_day)
        for item in record.refills
        if item.on == refill.on and item.dose_mcg_per_day is not None and item.dose_mcg_per_day != _dose_at_refill(record, refill)
    ]
    return tuple(sorted(changes, key=lambda dose: (dose.on, dose.dose_mcg_per_day)))


def start_dose(refill: Refill, changes: Sequence[DoseChange]) -> Decimal | None:
    """The dose on the day of the refill, if it was recorded with the refill or as a change on that day."""
    if refill.dose_mcg_per_day is not None:
        return refill.dose_mcg_per_day
    first = daily_doses(changes)[:1]
    return first[0][1] if first and first[0][0] == refill.on else None


def refill_by_printout(record: Record, refill: Refill) -> Printout | None:
    """The clinic's own refill-by date, as it was given at the refill."""
    return None if refill.refill_by is None else Printout(refill.on, refill.refill_by, _dose_at_refill(record, refill))


def alarm_printouts(record: Record, refill: Refill, changes: Sequence[DoseChange]) -> tuple[Printout, ...]:
    """Every alarm date printed since the refill, the newest last: at it, at a dose change, at the check after an event.

    Of one day the earliest date is last, since it counts; of the same date the one at the lowest dose that is recorded (R76).
    """
    at_refill = _dose_at_refill(record, refill)
    found = [] if refill.alarm_date is None else [Printout(refill.on, refill.alarm_date, at_refill)]
    at_changes = [Printout(change.on, change.alarm_date, change.dose_mcg_per_day) for change in changes if change.alarm_date]
    told = {(printout.printed_on, printout.date) for printout in at_changes}  # the same date at a check is the same printout
    found += at_changes
    for event in record.events:
        day = event.checked_on
        if event.alarm_date is not None and day is not None and day >= refill.on and (day, event.alarm_date) not in told:
            found.append(Printout(day, event.alarm_date, _dose_at_check(day, at_refill, changes)))
    return tuple(sorted(found, key=_counts_later))


def _counts_later(printout: Printout) -> tuple[date, int, Decimal]:
    dose = printout.dose_mcg_per_day
    return printout.printed_on, -printout.date.toordinal(), Decimal("-Infinity") if dose is None else -dose


def _dose_at_refill(record: Record, refill: Refill) -> Decimal | None:
    """The dose that was recorded with the refill; of several refills of that day the lowest: less drug was left (R76).

    A change of the same day without one may have come after the printing, from a dose that nobody recorded.
    """
    same_day = [item.dose_mcg_per_day for item in record.refills if item.on == refill.on]
    return min((dose for dose in same_day if dose is not None), default=None)


def _dose_at_check(day: date, before: Decimal | None, changes: Sequence[DoseChange]) -> Decimal | None:
    """The dose when something was printed on `day`, from the one at the refill (`before`) and the changes since.

    If it changed on that day, the lower of the two: less drug was left (R76).
    """
    for changed_on, dose in daily_doses(changes):
        if changed_on > day:
            break
        if changed_on == day:
            return None if before is None else min(before, dose)
        before = dose
    return before


def rose_since(printout: Printout, changes: Sequence[DoseChange]) -> bool:
    """Whether the dose went up after `printout` was printed, or may have: the dose before is not recorded."""
    return rises(printout.dose_mcg_per_day, _later(printout, changes))


def carried(printout: Printout, changes: Sequence[DoseChange]) -> date | None:
    """The date that the clinic would print by the doses since; None if they changed and the dose of then is not recorded."""
    dose, later = printout.dose_mcg_per_day, _later(printout, changes)
    if not later:
        return printout.date
    if dose is None:
        return None
    left_mcg = (printout.date - printout.printed_on).days * dose
    pieces = dose_pieces(printout.printed_on, dose, later)
    return add_days(printout.printed_on, whole_days(left_mcg, pieces))


def _later(printout: Printout, changes: Sequence[DoseChange]) -> tuple[DoseChange, ...]:
    """The changes of the printout's day, since days cannot order them, and later."""
    return tuple(change for change in changes if change.on >= printout.printed_on)


def alarm_disproves_dates(record: Record, refill: Refill, printouts: Sequence[Printout]) -> bool:
    """Whether an alarm was heard and checked since the refill and no date was printed after it, at the check or by a refill.

    The pump was then nearer to empty than the dates said, whatever they are.
    """
    printed = [refill.on, *(printout.printed_on for printout in printouts)]
    return any(
        event.kind is EventKind.ALARM
        and event.on >= refill.on
        and event.checked_on is not None
        and not any(day > event.on or day >= event.checked_on for day in printed)
        for event in record.events
    )

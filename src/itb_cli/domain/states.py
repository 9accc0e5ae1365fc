"""How the supply stands on a day: the five states, in the order in which they are decided."""

from datetime import date
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Bound
from itb_cli.domain.counted import all_beside
from itb_cli.domain.dates import add_days, add_months
from itb_cli.domain.entries import counted_entries
from itb_cli.domain.record import Appointment, AppointmentStatus, Event, EventKind, Record
from itb_cli.domain.supply import Forecast, forecast, forecast_alone
from itb_cli.domain.supply_state import RANK, SupplyState
from itb_cli.domain.unknown_keys import unknown_keys
from itb_cli.domain.values import NamedTuple

LAST_DAYS_BEFORE_ALARM = 3
"""From so many days before an alarm or the empty date on nothing is `ok`, however small the buffer (S31b)."""
ZONE_DAYS = 1
"""A file that was written in another time zone may bear the day before that of its entries."""
IMPLAUSIBLE_YEARS = 2
"""A day this far after the newest entry makes the device's date doubtful (R80)."""


class Doubt(StrEnum):
    """Why a state cannot be `ok` or `soon`."""

    NO_REFILL = "no_refill"
    ESTIMATE_ONLY = "estimate_only"
    DOSE_ROSE = "dose_rose"
    DOSE_UNCONFIRMED = "dose_unconfirmed"
    PRINTOUTS_DISAGREE = "printouts_disagree"
    ALARM_BEFORE_DATE = "alarm_before_date"
    EVENT_UNCHECKED = "event_unchecked"
    UNKNOWN_KEYS = "unknown_keys"
    CLOCK = "clock"
    ENTRY_AHEAD = "entry_ahead"
    PRINTED_FAR = "printed_far"
    EARLIER_PUMP = "earlier_pump"
    PUMP_OVERDUE = "pump_overdue"
    IMPLAUSIBLE = "implausible"


class Standing(NamedTuple):
    """The state on a day, and all that speaks against trusting the dates."""

    state: SupplyState
    doubts: tuple[Doubt, ...]
    unchecked: tuple[Event, ...]
    alarm_heard: bool

    @property
    def dates_hold(self) -> bool:
        """Whether nothing speaks against the dates, whatever the state: the one place that says so."""
        return not self.doubts

    def may_count(self, days: int | None) -> bool:
        """Whether `days` to a date may be said: none lead to one that may not hold; an overrun is never hidden (F15)."""
        return days is not None and (self.dates_hold or (days < 0 and self.state is not SupplyState.UNKNOWN))


def stand(record: Record, supply: Forecast | None, as_of: AsOf) -> Standing:
    """The state of the supply on `as_of`. With other copies beside the record, the gravest, and every doubt."""
    beside = all_beside(record)
    if not beside:
        return _stand_alone(record, supply, as_of)
    found = [_stand_alone(record, forecast_alone(record), as_of)]
    found += [stand(other, forecast(other), as_of) for other in beside]
    found.sort(key=lambda standing: RANK[standing.state])
    return found[0]._replace(
        doubts=tuple(dict.fromkeys(doubt for standing in found for doubt in standing.doubts)),
        unchecked=tuple({event.id: event for standing in found for event in standing.unchecked}.values()),
        alarm_heard=any(standing.alarm_heard for standing in found),
    )


def _stand_alone(record: Record, supply: Forecast | None, as_of: AsOf) -> Standing:
    """The state that one record gives; the order of the questions is the order of danger."""
    unchecked = unchecked_events(record, supply, as_of.day)
    if clock_runs_behind(record, as_of):  # an entry of a later day must not hide what happened before it
        past = as_known_then(record, as_of.day)
        then = unchecked_events(past, forecast(past), as_of.day)
        known = {(event.id, event.on, event.kind) for event in unchecked}
        unchecked = (*(event for event in then if (event.id, event.on, event.kind) not in known), *unchecked)
    alarm_heard = any(event.kind is EventKind.ALARM for event in unchecked)
    doubts = _doubts(record, supply, as_of, unchecked)
    state = _state(supply, as_of.day, doubts, alarm_heard=alarm_heard)
    if state is SupplyState.UNKNOWN and Doubt.CLOCK in doubts:
        state = _state_as_known_then(record, as_of.day)
    return Standing(state, doubts, unchecked, alarm_heard)


def days_of_change(record: Record, supply: Forecast | None) -> tuple[date, ...]:
    """Every day, in order, on which the state may differ from the day before, if the newest entry lies behind both."""
    found = {day for other in all_beside(record) for day in days_of_change(other, forecast(other))}
    if all_beside(record):
        supply = forecast_alone(record)
    if record.pump.replace_by is not None:
        found.add(add_days(record.pump.replace_by, 1))
    if supply is not None:
        found |= {_soon_on(supply), add_days(supply.refill_by, 1)}
        found |= {supply.critical_on} if supply.critical_on is not None else set()
    return tuple(sorted(found))


def _state_as_known_then(record: Record, day: date) -> SupplyState:
    """With entries of later days in doubt: critical or overdue if the earlier ones alone say so, else unknown."""
    past = as_known_then(record, day)
    state = _state(forecast(past), day, (Doubt.CLOCK,), alarm_heard=False)
    return state if state in (SupplyState.CRITICAL, SupplyState.OVERDUE) else SupplyState.UNKNOWN


def as_known_then(record: Record, day: date) -> Record:
    """The record without what is of days after `day`."""
    return record._replace(
        refills=tuple(refill for refill in record.refills if refill.on <= day),
        doses=tuple(dose for dose in record.doses if dose.on <= day),
        events=tuple(_event_as_known_then(event, day) for event in record.events if event.on <= day),
    )


def known_today(record: Record, as_of: AsOf) -> Record | None:
    """The record without entries of days still to come, if it has any: the refill before them still hurries."""
    newest = newest_entry_day(record)
    past = as_known_then(record, as_of.today) if newest is not None and newest > as_of.today else record
    return past if past is not record and past.refills else None


def _event_as_known_then(event: Event, day: date) -> Event:
    is_later = event.checked_on is not None and event.checked_on > day
    return event._replace(checked_on=None, alarm_date=None) if is_later else event


def unchecked_events(record: Record, supply: Forecast | None, day: date) -> tuple[Event, ...]:
    """Events since the last refill that the clinic had not checked by `day`, oldest first."""
    since = supply.refill.on if supply else date.min
    found = [event for event in record.events if event.on >= since and not is_checked(event, day)]
    return tuple(sorted(found, key=lambda event: event.on))


def is_checked(event: Event, day: date) -> bool:
    """Whether the clinic checked the pump after the event and by `day`; a check before the event proves nothing."""
    return event.checked_on is not None and event.on <= event.checked_on <= day


def newest_entry_day(record: Record) -> date | None:
    """The newest day on which something recorded happened; appointments lie ahead and do not count."""
    days = [entry.on for entry in counted_entries(record)]
    days += [event.checked_on for event in record.events if event.checked_on]
    return max(days, default=None)


def clock_runs_behind(record: Record, as_of: AsOf) -> bool:
    """Whether the day asked about lies before the newest entry, or today before the file was last written (R80)."""
    newest = newest_entry_day(record)
    written = as_of.written_on if as_of.is_today else None
    return any(day is not None and as_of.day < day for day in (newest, written))


def entry_lies_ahead(record: Record, as_of: AsOf) -> bool:
    """Whether an entry is of a day still to come, though the day asked about is later, or of one after its file was written.

    A stamp from years before it, such as one of 1970, is no day on which anything was written.
    """
    newest = newest_entry_day(record)
    if newest is None or newest > as_of.day:
        return False
    stamp = as_of.written_on
    is_after_stamp = stamp is not None and add_days(stamp, ZONE_DAYS) < newest <= add_months(stamp, 12 * IMPLAUSIBLE_YEARS)
    return newest > as_of.today or is_after_stamp


def clock_runs_ahead(record: Record, as_of: AsOf) -> bool:
    """Whether the day asked about lies more than two years after the newest entry (R80)."""
    newest = newest_entry_day(record)
    return newest is not None and as_of.day > add_months(newest, 12 * IMPLAUSIBLE_YEARS)


def next_appointment(record: Record, day: date) -> Appointment | None:
    """The first appointment booked for `day` or later that no refill has overtaken."""
    return next(iter(appointments_ahead(record, day)), None)


def visit_in_time(record: Record, refill_by: date, day: date) -> Appointment | None:
    """The first appointment booked for `day` or later, if it comes on or before the refill-by date."""
    visit = next_appointment(record, day)
    return None if visit is None or comes_late(visit, refill_by) else visit


def comes_late(visit: Appointment, refill_by: date | None) -> bool:
    """Whether the visit comes after the refill-by date; never if there is no such date."""
    return refill_by is not None and visit.on > refill_by


def appointments_ahead(record: Record, day: date) -> tuple[Appointment, ...]:
    """All appointments booked for `day` or later, the first one first."""
    return tuple(visit for visit in open_appointments(record) if visit.on >= day)


def open_appointments(record: Record) -> tuple[Appointment, ...]:
    """What stands as booked and no refill of its day or later has overtaken, earliest first."""
    newest_refill = max((refill.on for refill in record.refills), default=date.min)
    booked = (visit for visit in record.appointments if visit.status is AppointmentStatus.BOOKED and visit.on > newest_refill)
    return tuple(sorted(booked, key=lambda visit: visit.on))


def passed_appointment(record: Record, day: date) -> Appointment | None:
    """The newest appointment whose day passed as booked with no refill recorded on or after it."""
    return next((visit for visit in reversed(open_appointments(record)) if visit.on < day), None)


def _doubts(record: Record, supply: Forecast | None, as_of: AsOf, unchecked: tuple[Event, ...]) -> tuple[Doubt, ...]:
    binding = supply.binding if supply else ()
    found = {
        Doubt.NO_REFILL: supply is None,
        Doubt.ESTIMATE_ONLY: supply is not None and supply.is_estimate,
        Doubt.DOSE_ROSE: Bound.DOSE_ROSE in binding,
        Doubt.DOSE_UNCONFIRMED: Bound.DOSE_UNCONFIRMED in binding,
        Doubt.PRINTOUTS_DISAGREE: Bound.OLDER_PRINTOUT in binding,
        Doubt.ALARM_BEFORE_DATE: supply is not None and supply.alarm_disproves,
        Doubt.EVENT_UNCHECKED: bool(unchecked),
        Doubt.UNKNOWN_KEYS: bool(unknown_keys(record)),
        Doubt.CLOCK: clock_runs_behind(record, as_of),
        Doubt.ENTRY_AHEAD: entry_lies_ahead(record, as_of),
        Doubt.PRINTED_FAR: supply is not None and supply.printed_far,
        Doubt.EARLIER_PUMP: supply is not None and _is_before(supply.refill.on, record.pump.implanted_on),
        Doubt.PUMP_OVERDUE: _is_before(record.pump.replace_by, as_of.day),
        Doubt.IMPLAUSIBLE: supply is not None and supply.implausible and not supply.carries,
    }
    return tuple(doubt for doubt, applies in found.items() if applies)


def _state(supply: Forecast | None, day: date, doubts: tuple[Doubt, ...], *, alarm_heard: bool) -> SupplyState:
    if alarm_heard or (supply and supply.critical_on is not None and day >= supply.critical_on):
        return SupplyState.CRITICAL
    if supply and day > supply.refill_by:
        return SupplyState.OVERDUE
    if supply is None or doubts:
        return SupplyState.UNKNOWN
    return SupplyState.SOON if day >= _soon_on(supply) else SupplyState.OK


def _soon_on(supply: Forecast) -> date:
    """The day from which nothing is `ok`: the book-by date, or a few days before the alarm or the empty date."""
    dangers = (day for day in (supply.alarm_date, supply.empty_date) if day is not None)
    return min((supply.book_by, *(add_days(day, -LAST_DAYS_BEFORE_ALARM) for day in dangers)))


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other

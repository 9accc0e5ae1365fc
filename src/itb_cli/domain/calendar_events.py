"""What calendars were told, kept from going back: whatever else is taken back, no number of changes ever falls (R90).

What an entry is to say, and when, `services/calendars/calendar_file.py` decides.
"""

import re
from collections import Counter
from datetime import date

from itb_cli.domain.dates import add_days
from itb_cli.domain.record import AppointmentStatus, CalendarEvent, CalendarStatus, Record
from itb_cli.domain.states import open_appointments
from itb_cli.domain.supply import Forecast

KEPT_DAYS = 366
"""So long an entry that was taken back, or a visit that is over, is still told of; then it is forgotten for ever."""

Told = tuple[CalendarEvent, ...]
VISIT = "appointment "
"""The slot of a visit: this, and the visit's id."""
_NOT_KNOWN = "?"
"""In place of the mark of words that are not known: no file that is made says the same."""
_DAY_BEFORE = r" -\d+(?: \(\d+\))?$"


def said_in_file(event: CalendarEvent) -> str:
    """What the newest file for a calendar says of the entry: a mark of its words, and its day. Empty if it says nothing."""
    return f"{event.content or _NOT_KNOWN} {day_of(event)}" if event.in_file is None else event.in_file


def day_of(event: CalendarEvent) -> str:
    """The day of the entry, and its time if it has one."""
    return f"{event.on}T{event.at}" if event.at else f"{event.on}"


def file_is_behind(told: Told) -> bool:
    """Whether a file was made that shows other days than the folder, which hears of every change."""
    said = {event.uid: said_in_file(event) for event in told}
    shown = {event.uid for event in told if event.status is CalendarStatus.CONFIRMED}
    if not any(said.values()):
        return False
    other = [event for event in told if event.in_file]
    moved = any(event.uid not in shown or not said[event.uid].endswith(f" {day_of(event)}") for event in other)
    return moved or any(not said[uid] for uid in shown)


def is_behind(record: Record, supply: Forecast | None) -> bool:
    """Whether a calendar that was told of dates or visits still shows other days; False if none was told."""
    told = [event for event in record.calendar_events if event.status is CalendarStatus.CONFIRMED]
    if not told:
        return False
    shown = {event.slot: event.on for event in told}
    if any(shown.get(slot) not in days for slot, days in _days_of(record, supply).items()):
        return True
    visits = Counter(
        (event.on, event.at) for event in told if event.slot.startswith(VISIT) and not re.search(_DAY_BEFORE, event.slot)
    )
    ahead = Counter((visit.on, visit.at) for visit in open_appointments(record))
    kept = Counter((visit.on, visit.at) for visit in record.appointments if visit.status is not AppointmentStatus.CANCELLED)
    return bool(ahead - visits or visits - kept)


def _days_of(record: Record, supply: Forecast | None) -> dict[str, tuple[date | None, ...]]:
    """By slot the days on which a calendar may show it. With a visit in time the check moves, and no alarm date stands."""
    if supply is None:
        return {"book_by": (None,), "refill_by": (None,), "alarm_date": (None,)}
    in_time = [visit.on for visit in open_appointments(record) if visit.on <= supply.refill_by]
    return {
        "book_by": (supply.book_by, *(add_days(day, -1) for day in in_time)),
        "refill_by": (supply.refill_by,),
        "alarm_date": (supply.alarm_date, *((None,) if in_time else ())),
    }


def differ_in_calendars_only(one: Record, other: Record) -> bool:
    """Whether the two records differ, and in nothing but what calendars were told."""
    return one != other and one == other._replace(calendar_events=one.calendar_events)


def never_back(standing: Record | None, earlier: Record) -> Record:
    """An earlier state as it comes back: a calendar cannot be untold. `standing` None: what stood there cannot be read."""
    return earlier if standing is None else earlier._replace(calendar_events=standing.calendar_events)


def as_typed(told: Told, typed: Told) -> Told:
    """The entries of a record typed by hand. What was told is a fact: it stays as it is, and others may come to it."""
    known = {event.uid for event in told}
    return (*told, *(event for event in typed if event.uid not in known))


def joined(here: Told, there: Told) -> Told:
    """What both copies of a record told, by the ids. What only `there` told is taken back: ours stand for the same."""
    twins = {event.uid: event for event in there}
    known = {event.uid for event in here}
    new = [event for event in twins.values() if event.uid not in known]
    return (*(_joined(event, twins.get(event.uid, event)) for event in here), *(map(_taken_back, new) if here else new))


def changed(event: CalendarEvent, day: date) -> CalendarEvent:
    """One change more, on `day`. The day does not fall either, though a clock may."""
    return event._replace(sequence=event.sequence + 1, changed_on=max(event.changed_on, day))


def taken_back(told: Told, day: date) -> Told:
    """The same with every entry taken back: no calendar shows them any more."""
    is_shown = CalendarStatus.CONFIRMED
    return tuple(
        changed(event, day)._replace(status=CalendarStatus.CANCELLED, content="") if event.status is is_shown else event
        for event in told
    )


def _taken_back(event: CalendarEvent) -> CalendarEvent:
    return changed(event, event.changed_on)._replace(status=CalendarStatus.CANCELLED, content="")


def _joined(ours: CalendarEvent, theirs: CalendarEvent) -> CalendarEvent:
    """The later of two; if both may have told something else under one number, the next file says it under a new one."""
    if ours == theirs:
        return ours
    later = theirs if theirs.sequence > ours.sequence else ours
    if CalendarStatus.CANCELLED in (ours.status, theirs.status) and later.status is not CalendarStatus.CANCELLED:
        later = _taken_back(later)
    return later._replace(
        changed_on=max(ours.changed_on, theirs.changed_on),
        content="",
        in_file=ours.in_file if ours.in_file == theirs.in_file else _NOT_KNOWN,
        extra={**theirs.extra, **ours.extra},
    )

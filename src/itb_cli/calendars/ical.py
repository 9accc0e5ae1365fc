"""Entries to iCalendar text: whole days without a time zone, an alarm at nine with each (R85 to R94). Writes no file."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from itb_cli.domain.values import NamedTuple

PRODID = "-//itb//itb calendar//EN"
"""By this a file is known as an earlier one of ours. No version in it: the same entries are the same bytes."""
RINGS_AT = timedelta(hours=9)
AHEAD_OF_A_VISIT = timedelta(hours=2)
DAY = timedelta(days=1)


class Ringing(NamedTuple):
    """An alarm within an entry: so many days before it, with its own words."""

    days_before: int
    text: str


class Entry(NamedTuple):
    """One entry: a whole day, or from a time of that day wherever the person is. One that was taken back rings no more."""

    uid: str
    on: date
    at: time | None
    sequence: int
    is_cancelled: bool
    changed_on: date
    summary: str
    description: str
    place: str = ""
    alarms: tuple[Ringing, ...] = ()


def encode(entries: tuple[Entry, ...]) -> bytes:
    """The whole file. No METHOD: it is to be imported, not sent as an invitation."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def rings(at: time | None, days_before: int = 0) -> timedelta:
    """From an entry's start to its alarm: at nine, so many days before (R87). Of a visit's hour at nine, or two hours ahead."""
    if at is None:
        return RINGS_AT - days_before * DAY
    return -max(AHEAD_OF_A_VISIT, timedelta(hours=at.hour, minutes=at.minute) - RINGS_AT) - days_before * DAY


def _event(entry: Entry) -> Event:
    event = Event()
    changed = _stamp(entry)
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + DAY)
    else:
        event.add("dtstart", datetime.combine(entry.on, entry.at.replace(microsecond=0)))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for ringing in entry.alarms:
        event.add_component(_alarm(entry, ringing))
    return event


def _stamp(entry: Entry) -> datetime:
    """The day of the last change, and a second for each change ever: it rises with every SEQUENCE, and no clock is needed.

    A calendar on a phone may pass over an entry that is not stamped later than the one it has, whatever SEQUENCE says.
    """
    return datetime.combine(entry.changed_on, time(), UTC) + timedelta(seconds=entry.sequence)


def _alarm(entry: Entry, ringing: Ringing) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", rings(entry.at, ringing.days_before))
    alarm.add("description", ringing.text)
    return alarm

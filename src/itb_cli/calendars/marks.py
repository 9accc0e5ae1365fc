"""What an entry in a file shows, says and rings, as marks: by them it is known whether somebody changed it. Opens no file."""

from collections.abc import Iterable
from hashlib import sha256

from icalendar import Calendar, Component

from itb_cli.domain.calendar_folder import UNREADABLE, Mark

_SHOWS = ("UID", "DTSTART", "STATUS", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_SAYS = ("DTEND", "SUMMARY", "DESCRIPTION", "LOCATION")
_USUAL = {"STATUS": b"CONFIRMED"}
"""What an entry without it means."""


def mark(data: bytes) -> Mark:
    """Marks of an entry as calendars see it: whatever else a server adds, folds or puts in another order does not count."""
    try:
        events = Calendar.from_ical(data).walk("VEVENT")
        if not events:
            return UNREADABLE
        return Mark(_sum(_facts(events, _SHOWS)), _sum(_facts(events, _SAYS)), _sum(_alarms(events)))
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        return UNREADABLE


def _facts(events: Iterable[Component], names: tuple[str, ...]) -> list[tuple[bytes, ...]]:
    return sorted(tuple(_value(event, name) for name in names) for event in events)


def _value(event: Component, name: str) -> bytes:
    value = event.get(name)
    if value is None:
        return _USUAL.get(name, b"")
    values = value if isinstance(value, list) else [value]
    return b";".join(bytes(one.to_ical()) for one in values)


def _alarms(events: Iterable[Component]) -> list[bytes]:
    return sorted(_value(alarm, "TRIGGER") for event in events for alarm in event.walk("VALARM"))


def _sum(facts: list[tuple[bytes, ...]] | list[bytes]) -> str:
    """An empty one for nothing."""
    return sha256(repr(facts).encode()).hexdigest()[:24] if facts else ""

"""The entries for a calendar with their words, made harmless as on any page. Writes nothing."""

from itb_cli.calendars import ical
from itb_cli.domain.command import Lead, led, printed
from itb_cli.domain.record import CalendarStatus
from itb_cli.domain.text import harmless
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.services.calendars.calendar_file import CalendarFileView, ToldEntry


def worded(entry: ToldEntry, view: CalendarFileView, lead: Lead) -> ical.Entry:
    """An entry with its words; the commands in it are about the record of `lead`."""
    words = led(entry_words(entry, view), lead)
    return ical.Entry(
        uid=entry.uid,
        on=entry.on,
        at=entry.at,
        sequence=entry.sequence,
        is_cancelled=entry.status is CalendarStatus.CANCELLED,
        changed_on=entry.changed_on,
        summary=harmless(printed(words.summary)),
        description="\n".join(map(harmless, printed(words.description).split("\n"))),
        place=harmless(words.place),
        alarms=tuple(ical.Ringing(days, harmless(printed(text))) for days, text in words.alarms),
    )

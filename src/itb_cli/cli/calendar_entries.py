"""The entries for a calendar, and their words, made harmless as on any page. Writes nothing."""

from pathlib import Path

from itb_cli.calendars import ical
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Lead, led, printed
from itb_cli.domain.record import CalendarStatus, Record
from itb_cli.domain.text import harmless
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.services.calendars import calendar_file as services
from itb_cli.services.calendars.calendar_slots import most_new
from itb_cli.services.outcome import Outcome


def held(
    runtime: Runtime, path: Path, record: Record, request: services.CalendarFileRequest, as_of: AsOf
) -> Outcome[services.CalendarFileView]:
    """What a calendar is to hold, second copies counted in, with new ids for what is new; and the record that remembers it."""
    counted = counted_in(path, record, as_of)[0]
    uids = tuple(runtime.new_uid() for _ in range(most_new(counted)))
    return services.answer(record, request._replace(new_uids=uids, counted=counted), as_of)


def worded(entry: services.ToldEntry, view: services.CalendarFileView, lead: Lead) -> ical.Entry:
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

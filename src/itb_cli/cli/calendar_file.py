"""`itb calendar --ics`: the entries remembered in the record, then written to a file or to standard output. Decides nothing."""

from pathlib import Path

from itb_cli.calendars import files, ical
from itb_cli.cli.call import Call, counted_in
from itb_cli.cli.show import write_bytes
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import CalendarStatus, Record
from itb_cli.domain.text import harmless
from itb_cli.errors import UsageError
from itb_cli.pages import calendar_file as pages
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.services import calendar_file as services
from itb_cli.services.calendar_slots import most_new
from itb_cli.services.outcome import Outcome
from itb_cli.storage.reading import load


def exported(call: Call, place: str, *, detailed: bool) -> int:
    """The file written, and the page about it; with `-` the file goes to standard output and the page to standard error."""
    to_stream = place == pages.STANDARD_OUTPUT
    _check(call, to_stream=to_stream)
    path = Path(place).expanduser()
    found = None if to_stream else files.found_uids(path)
    as_of, record_path = _day(call), call.known_path

    def answer(record: Record) -> Outcome[services.CalendarFileView]:
        counted = counted_in(record_path, record, as_of)[0]
        uids = tuple(call.runtime.new_uid() for _ in range(most_new(counted)))
        return services.answer(record, services.CalendarFileRequest(place, detailed, uids, found, counted), as_of)

    outcome = call.write(lambda _said, record: answer(record))
    data = ical.encode(_entries(outcome.view))
    if to_stream and outcome.view.entries:
        write_bytes(call.runtime.stdout, data)
    elif outcome.view.entries:
        files.write(path, data)
    return _shown(call, outcome, to_stream=to_stream)


def _check(call: Call, *, to_stream: bool) -> None:
    if call.as_of_words is not None:
        raise UsageError("--ics is for today: a calendar is not told of another day.", "Leave out --as-of.")
    if to_stream and call.style.json:
        raise UsageError("--ics - and --json both write to standard output.", "Name a file: itb calendar --ics itb.ics --json")


def _day(call: Call) -> AsOf:
    """Today, beside the day on which the record was written: a clock that runs behind makes its dates doubtful (R80)."""
    modified = load(call.known_path).modified
    return call.as_of._replace(written_on=None if modified is None else call.runtime.day_of(modified))


def _entries(view: services.CalendarFileView) -> tuple[ical.Entry, ...]:
    """Each entry with its words, made harmless as on any page."""
    return tuple(_entry(entry, view) for entry in view.entries)


def _entry(entry: services.ToldEntry, view: services.CalendarFileView) -> ical.Entry:
    words = entry_words(entry, view)
    return ical.Entry(
        uid=entry.uid,
        on=entry.on,
        at=entry.at,
        sequence=entry.sequence,
        is_cancelled=entry.status is CalendarStatus.CANCELLED,
        changed_on=entry.changed_on,
        summary=harmless(words.summary),
        description="\n".join(map(harmless, words.description.split("\n"))),
        place=harmless(words.place),
        alarms=tuple(ical.Ringing(days, harmless(text)) for days, text in words.alarms),
    )


def _shown(call: Call, outcome: Outcome[services.CalendarFileView], *, to_stream: bool) -> int:
    if to_stream and outcome.view.entries:
        aside = call._replace(runtime=call.runtime._replace(stdout=call.runtime.stderr))
        return aside.show(outcome, lambda: pages.build(outcome, call.as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

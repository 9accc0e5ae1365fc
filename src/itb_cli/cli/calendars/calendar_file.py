"""`itb calendar --ics`: the entries remembered in the record, then written. Where they go: `output`."""

from itb_cli.calendars import files, ical
from itb_cli.cli.calendar_entries import held, worded
from itb_cli.cli.calendars.calendar_folder import note_file_beside
from itb_cli.cli.call import Call
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.output import Output, allowed, streamed, written
from itb_cli.cli.progress import load
from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import UsageError
from itb_cli.pages import calendar_file as pages
from itb_cli.services.calendars import calendar_file as services
from itb_cli.services.calendars.calendar_folder import FILES_BESIDE
from itb_cli.services.outcome import Outcome


def exported(call: Call, output: Output, *, detailed: bool) -> int:
    """The file written, and the page about it; with `-` the file goes to standard output and the page to standard error.

    Whether it can be written, and over what, is known before the record remembers that a calendar was told.
    """
    _check(call, to_stream=output.file is None)
    found = None
    if output.file is not None:
        earlier = files.found_uids(output.path)
        found = None if output.overwrite else earlier
        output = allowed(call, output, is_ours=earlier is not None)
    outcome = _remembered(call, services.CalendarFileRequest(output.place or "", detailed, (), found))
    if not outcome.view.entries:
        return call.show(outcome, lambda: pages.build(outcome, call.as_of))
    lead = call.chosen.lead_from_elsewhere
    if note_file_beside(call.known_path):
        outcome = outcome._replace(notices=(FILES_BESIDE, *outcome.notices))
    data = ical.encode(tuple(worded(entry, outcome.view, lead) for entry in outcome.view.entries))
    if output.file is None:
        streamed(call, data.decode())
        call = call._replace(runtime=call.runtime._replace(stdout=call.runtime.stderr))
        return call.show(outcome, lambda: pages.build(outcome, call.as_of))
    private = written(call, data, output)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, private=private))


def _remembered(call: Call, request: services.CalendarFileRequest) -> Outcome[services.CalendarFileView]:
    """The entries, remembered in the record before any calendar can hear of them. If there are none nothing is written."""
    path = call.known_path
    stored = load(call.runtime, path)
    as_of = call.runtime.as_of_file(call.as_of, stored.modified)

    def answer(record: Record) -> Outcome[services.CalendarFileView]:
        return held(call.runtime, path, record, request, as_of)

    outcome = answer(stored.record)
    if outcome.record is not None:
        return call.write(lambda _said, record: outcome if record == stored.record else answer(record))
    return call.as_read(path, outcome, counted_in(path, stored.record, as_of)[1], is_open=stored.is_open)


def _check(call: Call, *, to_stream: bool) -> None:
    if call.as_of_words is not None:
        raise UsageError("--ics is for today: a calendar is not told of another day.", "Leave out --as-of.")
    if to_stream and call.style.json:
        raise UsageError(
            "--ics - and --json both write to standard output.", f"Name a file: {Command('calendar --ics itb.ics --json')}"
        )

"""A run of the reminders: the record read, the line shown, the run written down. Carries, decides nothing."""

from typing import TypeVar

from itb_cli.cli.call import Call
from itb_cli.cli.show import show
from itb_cli.pages import remind as pages
from itb_cli.pages.blocks import Page
from itb_cli.pages.whose import addressed_page
from itb_cli.services import remind as services
from itb_cli.services.heartbeat import heartbeat
from itb_cli.services.outcome import Outcome
from itb_cli.services.remind import RemindRequest, RemindView, Subject
from itb_cli.storage.reading import real_file
from itb_cli.storage.reminders import remember, remembered

View = TypeVar("View")


def run_reminders(call: Call, *, exit_code: bool, once_a_day: bool) -> int:
    """Says what is due, and writes down that it ran: after it was said, never instead."""
    request = RemindRequest(remembered(call.known_path), once_a_day)
    subject = _subject(call, exit_code=exit_code)
    outcome = services.answer(subject, request, call.as_of)
    code = _say(call, outcome)
    _write_down(call, subject, request)
    return code


def show_heartbeat(call: Call) -> int:
    """Says when reminders last ran. That is no run."""
    outcome = call.of_person(heartbeat(remembered(call.known_path), call.as_of))
    return _show_line(call, outcome, pages.heartbeat(outcome, call.as_of))


def _subject(call: Call, *, exit_code: bool) -> Outcome[Subject]:
    return call.read(lambda record, as_of: services.subject(record, as_of, state_in_exit_code=exit_code))


def _say(call: Call, outcome: Outcome[RemindView]) -> int:
    """Not one letter where nothing is due; machines always get their envelope."""
    if outcome.view.silence and not call.style.json:
        return int(outcome.exit_code)
    return _show_line(call, outcome, pages.build(outcome, call.as_of))


def _show_line(call: Call, outcome: Outcome[View], page: Page) -> int:
    """Whose it is stands in the line itself, so that it stays one."""
    addressed = page if outcome.person is None or call.person_words is None else addressed_page(page, outcome.person)
    return show(call.runtime, call.style, call.command, call.as_of, outcome, lambda: addressed)


def _write_down(call: Call, subject: Outcome[Subject], request: RemindRequest) -> None:
    """A run for another day is none, and where there is no record nothing is written."""
    if call.as_of.is_today and real_file(call.path).exists():
        remember(call.path, services.remembering(subject, request, call.as_of))

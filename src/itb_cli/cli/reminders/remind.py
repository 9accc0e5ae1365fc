"""A run of the reminders: the record read, the line shown, the run written down."""

from typing import TypeVar

from itb_cli.cli.call import Call
from itb_cli.cli.show import write
from itb_cli.domain.command import Command, led, printed
from itb_cli.domain.reminders import ReminderMemory
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import RecordNotSavedError, UsageError
from itb_cli.files.whole import real_file
from itb_cli.pages import remind as pages
from itb_cli.pages.blocks import Page
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders import remind as services
from itb_cli.services.reminders.heartbeat import heartbeat
from itb_cli.services.reminders.remind import RemindRequest, RemindView, Subject
from itb_cli.storage.reminders import remember, remembered

View = TypeVar("View")


class Manner(NamedTuple):
    """How a run is to speak. `is_detailed`: a notification says what is due, where anybody may see it."""

    exit_code: bool = False
    once_a_day: bool = False
    notify: bool = False
    is_detailed: bool = False


def check_one(*, is_detailed: bool, **asked: bool) -> None:
    """Raises UsageError if two things are asked for at once, or details of what has none."""
    flags = [f"--{name}" for name, is_asked in asked.items() if is_asked]
    if len(flags) > 1:
        raise UsageError(f"{' and '.join(flags)} are different things.", f"Ask for one of them: {Command('remind --help')}")
    if is_detailed and flags not in (["--notify"], ["--message"]):
        raise UsageError("--detailed goes with --notify or with --message.", f"What can be typed: {Command('remind --help')}")


def run_reminders(call: Call, manner: Manner) -> int:
    """Says what is due, and writes down that it ran: after it was said, never instead."""
    try:
        request = RemindRequest(remembered(call.known_path), manner.once_a_day)
        subject = _subject(call, exit_code=manner.exit_code)
        outcome = services.answer(subject, request, call.as_of)
    except Exception:
        if manner.notify:
            _shown_on_desktop(call, pages.CANNOT_ANSWER, is_detailed=False)
        raise
    outcome = _notified(call, outcome, manner) if manner.notify else outcome
    code = _say(call, outcome)
    memory = services.remembering(outcome, subject, request, call.as_of)
    if memory != request.memory:
        _write_down(call, memory)
    return code


def by_itself(call: Call, way: str | None, *, uninstall: bool, yes: bool) -> int:
    """Installs by `way`, takes away, or tells what is installed. That is no run."""
    from itb_cli.cli.reminders import install

    if way is not None:
        return install.install(call, way, yes=yes)
    return install.uninstall(call, yes=yes) if uninstall else install.status(call)


def show_heartbeat(call: Call) -> int:
    """Says when reminders last ran. That is no run."""
    outcome = call.of_person(heartbeat(remembered(call.known_path), call.as_of))
    return _show_line(call, outcome, pages.heartbeat(outcome, call.as_of))


def put_off(call: Call, days: int) -> int:
    """Puts the reminder off, or says why not."""
    from itb_cli.services.reminders.snooze import snoozed

    if not call.as_of.is_today:
        raise UsageError("A reminder is put off from today on.", "Leave --as-of out.")
    memory = remembered(call.known_path)
    subject = services.with_memory(_subject(call, exit_code=False), memory, call.as_of)
    outcome, memory = snoozed(subject, memory, days, call.as_of)
    remember(call.path, memory)
    return _show_line(call, outcome, pages.snoozed(outcome))


def show_message(call: Call, manner: Manner) -> int:
    """The text for somebody who helps, in one line whatever the width, so that it can be copied whole."""
    from itb_cli.pages import share_text as pages
    from itb_cli.services.reminders import share_text as services

    request = services.MessageRequest(manner.is_detailed, manner.exit_code)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    if call.style.json:
        return call.show_unlabelled(outcome, lambda: Page(()))
    write(call.runtime.stdout, f"{pages.text(outcome, call.as_of)}\n")
    return int(outcome.exit_code)


def _subject(call: Call, *, exit_code: bool) -> Outcome[Subject]:
    return call.read(lambda record, as_of: services.subject(record, as_of, state_in_exit_code=exit_code))


def _say(call: Call, outcome: Outcome[RemindView]) -> int:
    """Not one letter if nothing is due; machines always get their envelope."""
    if outcome.view.silence and not call.style.json:
        return int(outcome.exit_code)
    return _show_line(call, outcome, pages.build(outcome, call.as_of))


def _show_line(call: Call, outcome: Outcome[View], page: Page) -> int:
    """Whose it is stands in the line itself, so that it stays one."""
    return call.show_unlabelled(outcome, lambda: page)


def _notified(call: Call, outcome: Outcome[RemindView], manner: Manner) -> Outcome[RemindView]:
    """The answer, and what became of its notification; there is none if nothing is to be said."""
    if outcome.view.silence:
        return outcome
    text = pages.notification(outcome, call.as_of, is_detailed=manner.is_detailed)
    return services.notified(outcome, _shown_on_desktop(call, text, is_detailed=manner.is_detailed))


def _shown_on_desktop(call: Call, text: str, *, is_detailed: bool) -> services.Desktop:
    from itb_cli.notify.notifications import notify

    lead = call.chosen.lead_on_desktop(is_detailed=is_detailed)
    attempt = notify("itb", printed(led(text, lead)), call.runtime.environment)
    return services.Desktop(attempt.by, bool(attempt.tried))


def _write_down(call: Call, memory: ReminderMemory) -> None:
    """A run for another day is none; without a record nothing is written; and what cannot be written hides nothing."""
    if not call.as_of.is_today or not real_file(call.path).exists():
        return
    try:
        remember(call.path, memory)
    except RecordNotSavedError as error:
        if remembered(call.path).last_run == memory.last_run:
            return  # another run was at it in the same moment
        write(call.runtime.stderr, call.printed(f"itb: {error.message}\n     {error.hint}\n"))

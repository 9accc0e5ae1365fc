"""`itb status`, or `itb` alone: everything at one glance; with `--all` everybody."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import EXIT_CODE, MORE, Flag, command
from itb_cli.files.whole import real_file
from itb_cli.pages import status as pages
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply import status as services
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView
from itb_cli.storage.paths import reminders_beside

ALL = Annotated[bool, Flag("--all", "Everybody who is recorded, the most urgent first.")]


@command()
def run(call: Call, everyone: ALL = False, more: MORE = False, exit_code: EXIT_CODE = False) -> int:
    """One glance: state, what to do now, the dates, what is missing.

    Examples: itb status --plain; itb status --more; itb status --all
    """
    if everyone or (call.runtime.stdout.isatty() and not call.style.json and call.chosen.people_instead):
        from itb_cli.cli.all_people import show_everyone

        return show_everyone(call, exit_code=exit_code)
    request = NextRefillRequest(state_in_exit_code=exit_code)
    outcome = _with_heartbeat(call, call.read(lambda record, as_of: services.answer(record, request, as_of)))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, more=more))


def _with_heartbeat(call: Call, outcome: Outcome[NextRefillView]) -> Outcome[NextRefillView]:
    """The answer, and what has to be said of reminders that once ran and stopped (F21); what stands last in it stays last."""
    path = call.path
    if not call.as_of.is_today or not reminders_beside(real_file(path)).exists():
        return outcome
    from itb_cli.services.reminders.heartbeat import notices
    from itb_cli.storage.reminders import remembered

    told = notices(remembered(path), call.as_of)
    return outcome._replace(notices=(*outcome.notices[:-1], *told, *outcome.notices[-1:]))

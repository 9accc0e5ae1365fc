"""`itb status`, or `itb` alone: everything at one glance; with `--all` everybody."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.reminders.heartbeat import with_heartbeat
from itb_cli.cli.words.options import EXIT_CODE, MORE, Flag, command
from itb_cli.pages import status as pages
from itb_cli.services.supply import status as services
from itb_cli.services.supply.next_refill import NextRefillRequest

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
    outcome = with_heartbeat(call, call.read(lambda record, as_of: services.answer(record, request, as_of)))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, more=more))

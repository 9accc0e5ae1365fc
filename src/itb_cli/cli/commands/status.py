"""`itb status`, or `itb` alone: everything at one glance."""

from itb_cli.cli.call import Call
from itb_cli.cli.options import EXIT_CODE, command
from itb_cli.pages import status as pages
from itb_cli.services import status as services
from itb_cli.services.next_refill import NextRefillRequest


@command()
def run(call: Call, exit_code: EXIT_CODE = False) -> int:
    """One glance: state, what to do now, the dates, what is missing.

    Example: itb status --plain
    """
    request = NextRefillRequest(state_in_exit_code=exit_code)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

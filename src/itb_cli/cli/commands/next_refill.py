"""`itb next-refill`: when the next refill is due, and how itb knows."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.options import EXIT_CODE, Flag, command
from itb_cli.pages import next_refill as pages
from itb_cli.services import next_refill as services


@command()
def run(
    call: Call,
    why: Annotated[bool, Flag("--why", "Show the working, with every candidate and its source.")] = False,
    exit_code: EXIT_CODE = False,
) -> int:
    """The next refill, days left, and how itb knows.

    Example: itb next-refill --why
    """
    request = services.NextRefillRequest(state_in_exit_code=exit_code)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, why=why))

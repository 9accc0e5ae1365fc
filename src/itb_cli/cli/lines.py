"""`itb next-refill --format`: one line, for programs that show it."""

from itb_cli.cli.call import Call
from itb_cli.cli.show import write
from itb_cli.domain.command import Command
from itb_cli.errors import UsageError
from itb_cli.pages import next_refill_line as pages
from itb_cli.services.supply import next_refill as services


def show_line(call: Call, form: str, *, exit_code: bool) -> int:
    """Writes the line, and ends with the answer's own code."""
    if call.style.json:
        raise UsageError("--json and --format are two answers.", f"Ask for one of them: {Command('next-refill --help')}")
    form = pages.checked(form)
    request = services.NextRefillRequest(state_in_exit_code=exit_code)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    write(call.runtime.stdout, f"{pages.line(outcome, call.as_of, form)}\n")
    return int(outcome.exit_code)

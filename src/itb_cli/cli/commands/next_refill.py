"""`itb next-refill`: when the next refill is due, and how itb knows."""

from typing import Annotated

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import EXIT_CODE, Flag, command
from itb_cli.pages import next_refill as pages
from itb_cli.services.supply import next_refill as services

WHY = Annotated[bool, Flag("--why", "Show the working, with every candidate and its source.")]
FORMAT = Annotated[str | None, Flag("--format", "One line of your own, such as '{word} {refill_by} {days_left}'.", "TEXT")]


@command()
def run(call: Call, why: WHY = False, form: FORMAT = None, exit_code: EXIT_CODE = False) -> int:
    """The next refill, days left, and how itb knows.

    With --format, for status bars and scripts: {state}, {word}, {refill_by}, {days_left}, {book_by}, {appointment}, {as_of}. A
    date that may not hold ends in a question mark, what is not known is "unknown".

    Examples: itb next-refill --why; itb next-refill --format "{word} {refill_by}"
    """
    if form is not None:
        from itb_cli.cli.show import write
        from itb_cli.pages import next_refill_line as lines

        form = lines.checked(form, with_json=call.style.json)
    request = services.NextRefillRequest(state_in_exit_code=exit_code)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    if form is not None:
        write(call.runtime.stdout, f"{lines.line(outcome, call.as_of, form)}\n")
        return int(outcome.exit_code)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, why=why))

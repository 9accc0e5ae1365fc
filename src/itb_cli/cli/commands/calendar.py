"""`itb calendar`: the months, with every date marked."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.options import command
from itb_cli.pages import calendar as pages
from itb_cli.services import calendar as services

MONTHS = Annotated[
    int | None,
    typer.Option("--months", metavar="NUMBER", help="How many months, 1 to 24; without it, as many as are needed."),
]


@command()
def run(call: Call, months: MONTHS = None) -> int:
    """The months, with the days to book, to refill, of the alarm, and of your visits.

    Example: itb calendar --months 3
    """
    request = services.CalendarRequest(months)
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

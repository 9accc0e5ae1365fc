"""`itb calendar`: the months, with every date marked; or a file for a calendar of one's own."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output
from itb_cli.cli.words.options import OVERWRITE, command
from itb_cli.domain.command import Command
from itb_cli.errors import UsageError
from itb_cli.pages import calendar as pages
from itb_cli.services.calendars import calendar as services

MONTHS = Annotated[
    int | None,
    typer.Option("--months", metavar="NUMBER", help="How many months, 1 to 24; without it, as many as are needed."),
]
ICS = Annotated[
    str | None,
    typer.Option("--ics", metavar="FILE", help="Write the dates for your own calendar to this file; - is standard output."),
]
DETAILED = Annotated[bool, typer.Option("--detailed", help="With --ics: name the pump, the clinic, the place, the sources.")]


@command()
def run(call: Call, months: MONTHS = None, ics: ICS = None, detailed: DETAILED = False, overwrite: OVERWRITE = False) -> int:
    """The months, with the days to book, to refill, of the alarm, and of your visits.

    With --ics: check that your calendar reminds you; some take alarms out.

    Examples: itb calendar --months 3; itb calendar --ics itb.ics
    """
    Output(ics, overwrite).check()
    if ics is not None and months is None:
        from itb_cli.cli.calendars.calendar_file import exported

        return exported(call, Output(ics, overwrite), detailed=detailed)
    if ics is not None or detailed:
        raise UsageError("These flags do not fit together.", f"Type it like this: {Command('calendar --ics itb.ics --detailed')}")
    outcome = call.read(lambda record, as_of: services.answer(record, services.CalendarRequest(months), as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

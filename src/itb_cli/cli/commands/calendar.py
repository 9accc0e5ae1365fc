"""`itb calendar`: the months, with every date marked; or a file for a calendar of one's own."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output
from itb_cli.cli.words.options import command
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
VDIR = Annotated[
    str | None,
    typer.Option("--vdir", metavar="FOLDER", help="Keep the dates right in this folder, for khal, vdirsyncer or Evolution."),
]
NO_VDIR = Annotated[bool, typer.Option("--no-vdir", help="Keep no folder any more; take away what was written there.")]
DETAILED = Annotated[
    bool, typer.Option("--detailed", help="With --ics, --vdir: name the pump, the clinic, the place, the sources.")
]

OVERWRITE = Annotated[
    bool, typer.Option("--overwrite", help="Replace a file that is there; with --vdir also what was changed by hand.")
]


@command()
def run(
    call: Call,
    months: MONTHS = None,
    ics: ICS = None,
    vdir: VDIR = None,
    no_vdir: NO_VDIR = False,
    detailed: DETAILED = False,
    overwrite: OVERWRITE = False,
) -> int:
    """The months, with the days to book, to refill, of the alarm, and of your visits.

    With --ics, --vdir: check that your calendar reminds you; some take alarms out. A folder is told of each later change.

    Examples: itb calendar --months 3; itb calendar --ics itb.ics; itb calendar --vdir ~/.calendars/itb
    """
    if vdir is not None or no_vdir:
        from itb_cli.cli.calendars import calendar_folder

        is_one = (months, ics) == (None, None) and (vdir is None or not no_vdir) and not (no_vdir and (detailed or overwrite))
        if not is_one:
            raise UsageError("These flags do not fit together.", f"Type it like this: {Command('calendar --vdir FOLDER')}")
        if vdir is None:
            return calendar_folder.ended(call)
        return calendar_folder.kept(call, vdir, detailed=detailed, overwrite=overwrite)
    Output(ics, overwrite).check()
    if ics is not None and months is None:
        from itb_cli.cli.calendars.calendar_file import exported

        return exported(call, Output(ics, overwrite), detailed=detailed)
    if ics is not None or detailed:
        raise UsageError("These flags do not fit together.", f"Type it like this: {Command('calendar --ics itb.ics --detailed')}")
    outcome = call.read(lambda record, as_of: services.answer(record, services.CalendarRequest(months), as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

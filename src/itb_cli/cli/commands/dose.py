"""`itb dose`: write down a dose change between refills."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import YES, command
from itb_cli.pages import dose as pages
from itb_cli.services.entries import dose as services

DOSE = Annotated[str, typer.Argument(metavar="MCG_PER_DAY", help="The new total over 24 hours, such as 350 or 350 mcg.")]
ON = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the change, such as 2026-10-01 or yesterday.")]
ALARM = Annotated[str | None, typer.Option("--alarm-date", metavar="DATE", help="The new alarm date, if the clinic printed one.")]
NOTE = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything to remember.")]
FORCE = Annotated[bool, typer.Option("--force", help="Allow a second change on one day, or a day before the implant.")]


@command(as_of=False)
def run(
    call: Call,
    mcg_per_day: DOSE,
    on: ON = None,
    alarm_date: ALARM = None,
    note: NOTE = None,
    force: FORCE = False,
    yes: YES = False,
) -> int:
    """Write down a dose that your clinic set. itb never says which dose is right.

    Example: itb dose 400 --on 2026-10-01 --alarm-date 2026-12-11
    """
    typed = services.DoseRequest(call.runtime.new_id(), mcg_per_day, on, alarm_date, note, force)
    outcome = call.write(lambda said, record: services.answer(record, typed._replace(answers=said), call.as_of), yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

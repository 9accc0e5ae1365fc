"""`itb log`: write down a refill."""

from typing import Annotated

import typer

from itb_cli.cli.asking.refill_day import with_a_day
from itb_cli.cli.call import Call
from itb_cli.cli.words.options import YES, command
from itb_cli.pages import log as pages
from itb_cli.services.entries import log as services
from itb_cli.services.outcome import Outcome

DAY = Annotated[str | None, typer.Argument(metavar="[DATE]", help="The day of the refill, such as 2026-09-01 or yesterday.")]
ALARM = Annotated[str | None, typer.Option("--alarm-date", metavar="DATE", help="Low-reservoir alarm date on the printout.")]
REFILL_BY = Annotated[str | None, typer.Option("--refill-by", metavar="DATE", help="Refill-by date, if the clinic gave one.")]
FILLED = Annotated[str | None, typer.Option("--filled", metavar="VOLUME", help="Volume put in, such as 20 mL.")]
STRENGTH = Annotated[str | None, typer.Option("--strength", metavar="STRENGTH", help="Such as 2000 mcg per mL.")]
DOSE = Annotated[str | None, typer.Option("--dose", metavar="DOSE", help="Total over 24 hours, such as 350 mcg.")]
NOTE = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything to remember.")]
PRINTOUT = Annotated[
    str | None, typer.Option("--printout", metavar="FILE", help="Read the clinic's printout as text; - pastes it.")
]
COMPLETE = Annotated[bool, typer.Option("--complete", help="Add what is missing to the refill of that day.")]
FORCE = Annotated[bool, typer.Option("--force", help="Allow a day before the implant: an earlier pump.")]


@command(as_of=False)
def run(
    call: Call,
    on: DAY = None,
    alarm_date: ALARM = None,
    refill_by: REFILL_BY = None,
    filled: FILLED = None,
    strength: STRENGTH = None,
    dose: DOSE = None,
    note: NOTE = None,
    printout: PRINTOUT = None,
    complete: COMPLETE = False,
    force: FORCE = False,
    yes: YES = False,
) -> int:
    """Write down a refill, with what the clinic's printout says.

    Example: itb log 2026-09-01 --alarm-date 2026-12-10
    """
    typed = services.LogRequest(
        call.runtime.new_id(),
        on,
        alarm_date,
        refill_by,
        filled,
        strength,
        dose,
        note,
        complete,
        force,
    )
    if printout is not None:
        from itb_cli.cli.asking.printout import run_printout

        return run_printout(call, printout, typed, yes=yes)

    def write(typed: services.LogRequest) -> Outcome[services.LogView]:
        return call.write(lambda said, record: services.answer(record, typed._replace(answers=said), call.as_of), yes=yes)

    outcome = with_a_day(call, typed, write)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

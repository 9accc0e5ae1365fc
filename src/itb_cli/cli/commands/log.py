"""`itb log`: write down a refill."""

from typing import Annotated

import typer

from itb_cli.cli.asking.again import kept
from itb_cli.cli.asking.refill_questions import asked_refill
from itb_cli.cli.call import Call
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import BEFORE_IMPLANT, YES, command
from itb_cli.domain.record import Refill
from itb_cli.pages import log as pages
from itb_cli.services.entries import log as services

DAY = Annotated[str | None, typer.Argument(metavar="[DATE]", help="The day of the refill, such as 2026-09-01 or yesterday.")]
HELP = {
    "alarm_date": "Low-reservoir alarm date on the printout.",
    "refill_by": "Refill-by date, if the clinic gave one.",
    "filled": "Volume put in, such as 20 mL.",
    "strength": "Such as 2000 mcg per mL.",
    "dose": "Total over 24 hours, such as 350 mcg.",
    "note": "Anything to remember.",
}
"""What `itb edit`, which corrects what stands, says in other words."""
ERI = Annotated[
    str | None, typer.Option("--eri-months", metavar="MONTHS", help="Months until the pump is replaced (ERI), from that day on.")
]
PRINTOUT = Annotated[
    str | None, typer.Option("--printout", metavar="FILE", help="Read the clinic's printout as text; - pastes it.")
]
COMPLETE = Annotated[bool, typer.Option("--complete", help="Add what is missing to the refill of that day.")]


def _run(
    call: Call,
    on: DAY = None,
    eri_months: ERI = None,
    printout: PRINTOUT = None,
    *,
    complete: COMPLETE = False,
    force: BEFORE_IMPLANT = False,
    yes: YES = False,
    **typed: str | None,
) -> int:
    """Write down a refill, with what the clinic's printout says. Alone, at a terminal, it asks.

    Example: itb log 2026-09-01 --alarm-date 2026-12-10
    """
    request = services.LogRequest(call.runtime.new_id(), on, typed, eri_months, complete, force)
    if printout is not None:
        from itb_cli.cli.asking.printout import run_printout

        return run_printout(call, printout, request, yes=yes)

    if call.can_ask and not yes and request.names_nothing:
        request = asked_refill(call, request)
    outcome = kept(call, request, Refill, lambda request: call.change(services.answer, request, yes=yes))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command(as_of=False)(with_facts(_run, "on", services.FACTS, HELP))

"""`itb dose`: write down a dose change between refills."""

from typing import Annotated

import typer

from itb_cli.cli.asking.again import kept
from itb_cli.cli.call import Call
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import YES, command
from itb_cli.domain.record import DoseChange
from itb_cli.pages import dose as pages
from itb_cli.services.entries import dose as services

DOSE = Annotated[str, typer.Argument(metavar="MCG_PER_DAY", help="The new total over 24 hours, such as 350 or 350 mcg.")]
ON = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the change, such as 2026-10-01 or yesterday.")]
HELP = {"alarm_date": "The new alarm date, if the clinic printed one.", "note": "Anything to remember."}
FORCE = Annotated[bool, typer.Option("--force", help="Allow a second change on one day, or a day before the implant.")]


def _run(call: Call, mcg_per_day: DOSE, on: ON = None, *, force: FORCE = False, yes: YES = False, **typed: str | None) -> int:
    """Write down a dose that your clinic set. itb never says which dose is right.

    Example: itb dose 400 --on 2026-10-01 --alarm-date 2026-12-11
    """
    request = services.DoseRequest(call.runtime.new_id(), mcg_per_day, on, typed, force)
    outcome = kept(call, request, DoseChange, lambda request: call.change(services.answer, request, yes=yes))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command(as_of=False)(with_facts(_run, "on", services.FACTS, HELP))

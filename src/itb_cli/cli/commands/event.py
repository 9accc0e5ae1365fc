"""`itb event`: write down what may upset the pump, and the clinic's check after it."""

from typing import Annotated

import typer

from itb_cli.cli.asking.again import kept
from itb_cli.cli.call import Call
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import BEFORE_IMPLANT, YES, command
from itb_cli.domain.record import Event, EventKind
from itb_cli.pages import event as pages
from itb_cli.services.entries import event as services

KIND = Annotated[EventKind | None, typer.Argument(metavar="[KIND]", help=f"One of: {', '.join(EventKind)}.")]
ON = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day on which it happened.")]
FACTS = {**services.FACTS, "checked": services.FACTS["checked"]._replace(metavar="[DATE]")}
HELP = {
    "checked": "The clinic has checked the pump since: on DATE, else today.",
    "alarm_date": "The low-reservoir alarm date that was printed at the check.",
    "note": "Anything to remember.",
}


def _run(
    call: Call, kind: KIND = None, on: ON = None, *, force: BEFORE_IMPLANT = False, yes: YES = False, **typed: str | None
) -> int:
    """Write down what may upset the pump. Until the clinic has checked it, no date holds.

    Examples: itb event mri --on yesterday; itb event alarm; itb event --checked; itb event mri --checked 2026-11-20;
    itb event alarm --checked 2026-11-20 --alarm-date 2026-12-10
    """
    request = services.EventRequest(call.runtime.new_id(), kind, on, typed, force)
    outcome = kept(call, request, Event, lambda request: call.change(services.answer, request, yes=yes))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command(as_of=False)(with_facts(_run, "on", FACTS, HELP))

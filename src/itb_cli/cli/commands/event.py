"""`itb event`: write down what may upset the pump, and the clinic's check after it."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import YES, command
from itb_cli.domain.record import EventKind
from itb_cli.pages import event as pages
from itb_cli.services.entries import event as services

KIND = Annotated[EventKind | None, typer.Argument(metavar="[KIND]", help=f"One of: {', '.join(EventKind)}.")]
ON = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day on which it happened.")]
CHECKED = Annotated[
    str | None,
    typer.Option("--checked", metavar="[DATE]", help="The clinic has checked the pump since: on DATE, else today."),
]
ALARM_DATE = Annotated[
    str | None, typer.Option("--alarm-date", metavar="DATE", help="The low-reservoir alarm date that was printed at the check.")
]
NOTE = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything to remember.")]
FORCE = Annotated[bool, typer.Option("--force", help="Allow a day before the implant: an earlier pump.")]


@command(as_of=False)
def run(
    call: Call,
    kind: KIND = None,
    on: ON = None,
    checked: CHECKED = None,
    alarm_date: ALARM_DATE = None,
    note: NOTE = None,
    force: FORCE = False,
    yes: YES = False,
) -> int:
    """Write down what may upset the pump. Until the clinic has checked it, no date holds.

    Examples: itb event mri --on yesterday; itb event alarm; itb event --checked; itb event mri --checked 2026-11-20;
    itb event alarm --checked 2026-11-20 --alarm-date 2026-12-10
    """
    typed = services.EventRequest(call.runtime.new_id(), kind, on, checked, alarm_date, note, force)
    outcome = call.write(lambda said, record: services.answer(record, typed._replace(answers=said), call.as_of), yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

"""`itb book`: an appointment made, moved, cancelled, done."""

from typing import Annotated

import typer

from itb_cli.cli.asking.visit_questions import booked
from itb_cli.cli.call import Call
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import YES, command
from itb_cli.pages import book as pages
from itb_cli.services.entries import book as services

DAY = Annotated[str | None, typer.Argument(metavar="[DATE]", help="The day, such as 2026-12-01 or friday.")]
HELP = {"at": "With 24 hours, such as 09:30.", "place": "Where."}
MOVE = Annotated[bool, typer.Option("--move", help="DATE is the new day of an appointment that stands.")]
FROM = Annotated[str | None, typer.Option("--from", metavar="DATE", help="With --move: which one, if several stand.")]
CANCEL = Annotated[bool, typer.Option("--cancel", help="It was cancelled; DATE names it if several stand.")]
DONE = Annotated[bool, typer.Option("--done", help="It took place; DATE names it if several stand.")]


def _run(
    call: Call,
    on: DAY = None,
    *,
    move: MOVE = False,
    from_day: FROM = None,
    cancel: CANCEL = False,
    done: DONE = False,
    yes: YES = False,
    **typed: str | None,
) -> int:
    """Write down an appointment for a refill. It changes no date: only a refill does. Alone, at a terminal, it asks.

    Examples: itb book 2026-11-26 --at 09:30; itb book 2026-11-27 --move; itb book --cancel; itb book --done
    """
    action = services.action_of(moved=move, cancelled=cancel, done=done)
    request = services.BookRequest(call.runtime.new_id(), action, on, typed, from_day)
    outcome = booked(call, request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command(as_of=False)(with_facts(_run, "on", services.FACTS, HELP))

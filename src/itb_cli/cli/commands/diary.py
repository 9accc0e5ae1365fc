"""`itb diary`: spasms, tightness and sleep, day by day."""

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import YES, command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import diary as pages
from itb_cli.services.entries import diary as services


class Action(StrEnum):
    """What to do with the diary; nothing named: show it."""

    ADD = "add"


ACTION = Annotated[Action | None, typer.Argument(metavar="[add]", help="Write down a day; without it: the list.")]
DAY = Annotated[str | None, typer.Argument(metavar="[DATE]", help="The day, if it is not today.")]
HELP = {
    "spasms": "Penn Spasm Frequency Scale: 0 none, 1 mild when set off, 2 fewer than 1 an hour, 3 more, 4 more than 10.",
    "tightness": "0 loose, 10 as tight as can be.",
    "sleep": "Hours of sleep, such as 7.5.",
    "note": "Anything else. Signs in it are answered at once.",
}
COMPLETE = Annotated[bool, typer.Option("--complete", help="Add what is missing to the entry of that day.")]
SINCE = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The list: only this day and later.")]


def _run(
    call: Call,
    action: ACTION = None,
    on: DAY = None,
    *,
    complete: COMPLETE = False,
    since: SINCE = None,
    yes: YES = False,
    **typed: str | None,
) -> int:
    """Spasms, tightness and sleep, day by day, for you and your clinic. It never changes a date.

    Examples: itb diary; itb diary add --spasms 1 --tightness 4 --sleep 7.5; itb diary add yesterday --note "stiff at night"
    """
    request = services.DiaryRequest(call.runtime.new_id(), on, typed, complete, since)
    know = packaged_knowledge()
    if action is None:
        outcome = call.read(lambda record, as_of: services.listed(record, request, as_of, know))
    else:
        outcome = call.change(partial(services.added, content=know), request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command()(with_facts(_run, "on", services.FACTS, HELP))

"""`itb restore`: the earlier states of the record."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.earlier_states import bring_back, kept_states
from itb_cli.cli.options import command
from itb_cli.pages import restore as pages
from itb_cli.services import restore as services

NUMBER = Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="The state to bring back; none: the list.")]


@command(as_of=False)
def run(call: Call, number: NUMBER = None) -> int:
    """See earlier states of the record, or bring one back. What stands there now is kept too.

    Example: itb restore 3
    """
    path = call.known_path
    if number is None:
        outcome = services.answer(kept_states(path))
    else:
        before, after = bring_back(path, call.runtime.today, number)
        outcome = services.brought_back(kept_states(path), number, before, after, call.as_of)
    return call.show(call.of_person(outcome), lambda: pages.build(outcome, call.as_of))

"""`itb restore`: the earlier states of the record."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.earlier_states import bring_back, kept_states
from itb_cli.cli.options import command
from itb_cli.cli.waiting import patience
from itb_cli.pages import restore as pages
from itb_cli.services import restore as services

NUMBER = Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="The state to bring back; none: the list.")]


@command(as_of=False)
def run(call: Call, number: NUMBER = None) -> int:
    """See earlier states of the record, or bring one back. What stands there now is kept too.

    Example: itb restore 3
    """
    place, today = call.known_path, call.runtime.today
    kept = kept_states(place) if number is None else bring_back(place, today, number, patience(call.runtime))
    outcome = call.of_person(services.answer(kept, number))
    return call.show(outcome, lambda: pages.build(outcome))

"""`itb restore`: the earlier states of the record."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.progress import announced_with_states
from itb_cli.cli.record.restore import kept_states, restored
from itb_cli.cli.words.options import YES, command
from itb_cli.errors import UsageError
from itb_cli.pages import restore as pages
from itb_cli.services.record import restore as services

NUMBER = Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="The state to bring back; none: the list.")]

MERGE = Annotated[str | None, typer.Option("--merge", metavar="COPY", help="Join a second copy of the record into this one.")]


@command(as_of=False)
def run(call: Call, number: NUMBER = None, merge: MERGE = None, yes: YES = False) -> int:
    """See earlier states of the record, or bring one back: it says what that takes away, and asks. What stands there is kept.

    Example: itb restore 3
    """
    if merge is not None:
        return joined(call, merge, number, yes=yes)
    path = announced_with_states(call.runtime, call.known_path)
    outcome = services.answer(kept_states(path, call.runtime)) if number is None else restored(call, path, number, yes=yes)
    return call.show(call.of_person(outcome), lambda: pages.build(outcome, call.as_of))


def joined(call: Call, name: str, number: int | None, *, yes: bool) -> int:
    """A second copy joined into the record."""
    from itb_cli.cli.record import merge_copy
    from itb_cli.pages import conflict_merge

    if number is not None:
        raise UsageError("--merge and NUMBER cannot stand together.", "Leave one of them out.")
    outcome = merge_copy.joined(call, name, yes=yes)
    return call.show(outcome, lambda: conflict_merge.build(outcome, call.as_of))

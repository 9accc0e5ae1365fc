"""`itb remove`: take one entry away."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.completion import complete_entry
from itb_cli.cli.words.options import YES, command
from itb_cli.domain.entries import EntryKind
from itb_cli.pages import edit as pages
from itb_cli.services.entries import remove as services

ENTRY = Annotated[
    str,
    typer.Argument(metavar="ENTRY", help="The day of the entry, or its id (itb history --json).", autocompletion=complete_entry),
]
KIND = Annotated[EntryKind | None, typer.Option("--kind", help="Which, if several entries are of that day.")]


@command(as_of=False)
def run(call: Call, entry: ENTRY, kind: KIND = None, yes: YES = False) -> int:
    """Take one entry away. It asks first, and can be taken back.

    Example: itb remove 2026-09-01 --kind refill
    """
    request = services.RemoveRequest(entry, kind)
    outcome = call.change(services.answer, request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

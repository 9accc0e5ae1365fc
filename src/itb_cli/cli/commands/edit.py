"""`itb edit`: correct one entry, or the whole record in an editor."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.completion import complete_entry
from itb_cli.cli.words.fact_flags import with_facts
from itb_cli.cli.words.options import BEFORE_IMPLANT, YES, command
from itb_cli.domain.command import Command
from itb_cli.domain.entries import EntryKind
from itb_cli.errors import UsageError
from itb_cli.pages import edit as pages
from itb_cli.services.entries import edit as services

ENTRY = Annotated[
    str | None,
    typer.Argument(
        metavar="[ENTRY]",
        help="The day of the entry, or its id (itb history --json); none: the whole record.",
        autocompletion=complete_entry,
    ),
]
KIND = Annotated[EntryKind | None, typer.Option("--kind", help="Which, if several entries are of that day.")]


def _run(
    call: Call, entry: ENTRY = None, kind: KIND = None, *, force: BEFORE_IMPLANT = False, yes: YES = False, **typed: str | None
) -> int:
    """Correct one entry; without ENTRY: the whole record in your editor (VISUAL, EDITOR). An empty text takes a fact away.

    Example: itb edit 2026-09-01 --alarm-date 2026-12-10
    """
    words = {name: given for name, given in typed.items() if given is not None}
    if entry is None:
        return rewritten(call, named=bool(words or kind), force=force, yes=yes)
    request = services.EditRequest(entry, words, kind, force)
    outcome = call.change(services.answer, request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


run = command(as_of=False)(with_facts(_run, "kind", services.FIELDS, {}, "The right"))


def rewritten(call: Call, *, named: bool, force: bool, yes: bool) -> int:
    """The whole record in an editor."""
    from itb_cli.cli.record.editor import edited
    from itb_cli.pages import rewrite

    if named:
        raise UsageError(
            "It is not clear which entry to correct.", f"Name it by its day or id: {Command('edit 2026-09-01 --note TEXT')}"
        )
    outcome = edited(call, force=force, yes=yes)
    return call.show(outcome, lambda: rewrite.build(outcome, call.as_of))

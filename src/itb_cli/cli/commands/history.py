"""`itb history`: all that is recorded, in order."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import command
from itb_cli.domain.entries import EntryKind
from itb_cli.pages import history as pages
from itb_cli.services.entries import history as services

SINCE = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only entries of this day and later.")]
KINDS = Annotated[list[EntryKind] | None, typer.Option("--kind", help="Only entries of this kind. Can be given again.")]
CHART = Annotated[bool, typer.Option("--chart", help="Draw the dose over time and the days between refills.")]


@command()
def run(call: Call, since: SINCE = None, kind: KINDS = None, chart: CHART = False) -> int:
    """All that is recorded, oldest first, with the days between refills.

    Examples: itb history --chart; itb history --since 2026-01-01 --kind refill --kind dose
    """
    request = services.HistoryRequest(since, tuple(kind or ()))
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, chart=chart))

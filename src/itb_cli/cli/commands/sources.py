"""`itb sources`: who says so."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.options import command
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import Knowledge
from itb_cli.pages import sources as pages
from itb_cli.services import sources as services


@command()
def run(
    call: Call, ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Such as S01 or S08.")] = None
) -> int:
    """Every source, its date, what rests on it.

    Example: itb sources S08
    """
    outcome = services.answer(services.SourcesRequest(tuple(ids or ())), Knowledge(), EMERGENCY_TEXT)
    return call.show(outcome, lambda: pages.build(outcome))

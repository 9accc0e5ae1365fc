"""`itb sources`: who says so, the review sheet for a clinician, and the safety case."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output, deliver_page
from itb_cli.cli.words.options import OVERWRITE, command
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import review as review_pages
from itb_cli.pages import safety as safety_pages
from itb_cli.pages import sources as pages
from itb_cli.services.knowledge import review as review_services
from itb_cli.services.knowledge import safety as safety_services
from itb_cli.services.knowledge import sources as services

IDS = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Such as S01 or S08.")]
REVIEW = Annotated[bool, typer.Option("--review", help="Every topic with its texts, for a clinician to read and sign.")]
SAFETY = Annotated[bool, typer.Option("--safety", help="The safety case: use, hazards, controls, evidence, limits.")]
HTML = Annotated[
    str | None,
    typer.Option("--html", metavar="FILE", help="Write the sheet or the case as HTML to this file; - for standard output."),
]


@command()
def run(
    call: Call,
    ids: IDS = None,
    review: REVIEW = False,
    safety: SAFETY = False,
    html: HTML = None,
    overwrite: OVERWRITE = False,
) -> int:
    """Every source, its date, what rests on it.

    Examples: itb sources S08; itb sources --review --html review.html; itb sources --safety
    """
    to = Output(html, overwrite)
    if safety:
        case = safety_services.answer(packaged_knowledge())
        return deliver_page(call, case, lambda: safety_pages.build(case), "itb safety case", to)
    if review or html is not None or overwrite:
        sheet = review_services.answer(packaged_knowledge())
        return deliver_page(call, sheet, lambda: review_pages.build(sheet), "itb review sheet", to)
    outcome = services.answer(services.SourcesRequest(tuple(ids or ())), packaged_knowledge(), EMERGENCY_TEXT, CARD_TEXT)
    return call.show(outcome, lambda: pages.build(outcome))

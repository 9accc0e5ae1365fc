"""`itb report`: what a clinic wants to see, on the terminal or as HTML for print."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output, deliver_page
from itb_cli.cli.words.options import OVERWRITE, command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import report as pages
from itb_cli.pages.blocks import Page
from itb_cli.pages.on_paper import on_paper
from itb_cli.services.papers import report as services

SINCE = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what was on this day and later.")]
REDACT = Annotated[bool, typer.Option("--redact", help="Leave out what tells whose report it is: it says what.")]
HTML = Annotated[
    str | None, typer.Option("--html", metavar="FILE", help="Write it as HTML to this file, to print; - for standard output.")
]


@command()
def run(call: Call, since: SINCE = None, redact: REDACT = False, html: HTML = None, overwrite: OVERWRITE = False) -> int:
    """What a clinic wants to see: refills, doses, events, diary, what to ask, what is missing.

    Examples: itb report; itb report --since 2026-01-01 --html report.html; itb report --redact --plain
    """
    request = services.ReportRequest(since, redact)
    call = call._replace(chosen=call.chosen._replace(is_redacted=redact))
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of, packaged_knowledge()))
    outcome = services.unnamed(outcome)

    def build() -> Page:
        shown = pages.build(outcome, call.as_of)
        return shown if html is None else on_paper(shown)

    return deliver_page(call, outcome, build, pages.title(call.as_of), Output(html, overwrite))

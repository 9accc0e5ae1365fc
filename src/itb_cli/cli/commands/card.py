"""`itb card`: the safety card, on the terminal, on paper, or as a picture."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output
from itb_cli.cli.words.options import MORE, OVERWRITE, command
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.paper import PaperForm, PaperSize
from itb_cli.pages import card as pages
from itb_cli.services.papers import card as services

FORMS = "text, markdown, html, svg, pdf or png; the last two need an extra."
FORM = Annotated[PaperForm | None, typer.Option("--format", metavar="FORM", help=FORMS)]
SIZE = Annotated[PaperSize | None, typer.Option("--size", metavar="SIZE", help="wallet (to fold), a4, letter or phone.")]
OUTPUT = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write; - for standard output.")]
OPEN = Annotated[bool, typer.Option("--open", help="Open the file that was written.")]
CODE = Annotated[bool, typer.Option("--qr", help="A square code with some of the card's words. Anyone can scan it.")]


@command()
def run(
    call: Call,
    form: FORM = None,
    size: SIZE = None,
    output: OUTPUT = None,
    open_it: OPEN = False,
    qr: CODE = False,
    overwrite: OVERWRITE = False,
    more: MORE = False,
) -> int:
    """The card that speaks for a person who cannot. Works without any record.

    Examples: itb card; itb card --more; itb card --format html --size wallet -o card.html --open
    """
    request = services.CardRequest
    outcome = call.read_anyway(
        lambda found, ok: services.answer(found, request(ok), call.as_of, EMERGENCY_TEXT, CARD_TEXT), with_copies=True
    )
    if (form, size, output, open_it, qr, overwrite) == (None, None, None, False, False, False):
        return call.show(outcome, lambda: pages.build(outcome, more=more))
    from itb_cli.cli.papers.card_files import Wish, print_card

    return print_card(call, outcome, Wish(form, size, Output(output, overwrite), open_it, qr))

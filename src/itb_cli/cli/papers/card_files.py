"""`itb card --format`: the card as text, document or picture, drawn. Where it goes: `output`."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output, Told, deliver
from itb_cli.domain.command import Command
from itb_cli.domain.paper import BINARY, DRAWN, PaperForm, PaperSize
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import UsageError
from itb_cli.pages import card, card_paper, card_written
from itb_cli.pages.blocks import Page
from itb_cli.pages.on_paper import on_paper, without_commands
from itb_cli.pages.person import of_person
from itb_cli.pages.unread import as_read
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.card import CardView, PaperFile

TITLE = "Baclofen pump card"
TEXT_WIDTH = 80
ENDINGS = {
    ".txt": PaperForm.TEXT,
    ".md": PaperForm.MARKDOWN,
    ".html": PaperForm.HTML,
    ".htm": PaperForm.HTML,
    ".svg": PaperForm.SVG,
    ".pdf": PaperForm.PDF,
    ".png": PaperForm.PNG,
}


class Wish(NamedTuple):
    """What was asked for on the command line."""

    form: PaperForm | None = None
    size: PaperSize | None = None
    output: Output = Output(None)
    open: bool = False
    code: bool = False


def checked(call: Call, wish: Wish) -> Wish:
    """The wish with its form and size filled in; UsageError if its parts do not fit together."""
    wish.output.check()
    file = wish.output.file
    form = wish.form or (ENDINGS.get(Path(file).suffix.lower()) if file else None)
    if form is None:
        raise UsageError(
            "It is not said in which form the card is to be written.",
            f"To print it, type: {Command('card -o card.html --open')} All forms: {Command('card --help')}",
        )
    if form not in DRAWN and (wish.size or wish.code):
        raise UsageError("Text has no size and no square code.", "Take --format html, svg, pdf or png for these.")
    if wish.open and file is None:
        raise UsageError("Only a file can be opened.", f"Name one: {Command('card --format html -o card.html --open')}")
    if call.style.json and file is None:
        raise UsageError("A card and its JSON cannot both stand on standard output.", "Name a file for the card with -o.")
    if form in BINARY and file is None and call.runtime.stdout.isatty():
        raise UsageError(f"A terminal cannot show a {form.value.upper()}.", f"Name a file: -o card.{form.value}")
    return wish._replace(form=form, size=(wish.size or PaperSize.WALLET) if form in DRAWN else None)


def print_card(call: Call, outcome: Outcome[CardView], wish: Wish) -> int:
    """Writes the card, and says where it went; returns the exit code."""
    wish = checked(call, wish)
    made, panels = _made(outcome, wish)

    def told(private: bool) -> Told:  # noqa: FBT001  # the one thing that is known of the file
        opened = _open(call, wish.output) if wish.open else None
        paper = PaperFile(wish.output.file or "", wish.form or PaperForm.TEXT, wish.size, panels, private, opened)
        written = outcome._replace(view=outcome.view._replace(paper=paper))
        return written, lambda: card_written.build(written, paper, with_code=wish.code)

    return deliver(call, outcome, made, wish.output, told, card_written.beside(outcome))


def _made(outcome: Outcome[CardView], wish: Wish) -> tuple[str | bytes, int | None]:
    """The card in its form, and how many panels, pages or screens it fills."""
    if wish.form is PaperForm.TEXT:
        from itb_cli.render import plain

        return plain.render(on_paper(_page(outcome)), TEXT_WIDTH), None
    if wish.form is PaperForm.MARKDOWN:
        from itb_cli.render import markdown

        return markdown.render(on_paper(_page(outcome))), None
    notices = tuple(notice._replace(text=without_commands(notice.text)) for notice in outcome.notices)
    return _drawn(outcome._replace(notices=notices), wish)


def _page(outcome: Outcome[CardView]) -> Page:
    """The card as text; whose it is stands there under the name that was chosen, if no other is recorded."""
    whole = as_read(card.build(outcome, more=True), outcome.notices)
    return of_person(whole, None if outcome.view.person.name else outcome.person)


def _drawn(outcome: Outcome[CardView], wish: Wish) -> tuple[str | bytes, int]:
    from itb_cli.render.card_layout import lay_out

    paper = as_read(card_paper.build(outcome, with_code=wish.code), outcome.notices)
    code = None
    if paper.code is not None:
        from itb_cli.render.qr import drawn

        code = drawn(paper.code)
    sheet = lay_out(paper, wish.size or PaperSize.WALLET, code)
    if wish.form is PaperForm.HTML:
        from itb_cli.render import card_html

        return card_html.render(sheet, TITLE), len(sheet.panels)
    if wish.form is PaperForm.SVG:
        from itb_cli.render import card_svg

        return card_svg.render(sheet, TITLE), len(sheet.panels)
    try:
        from itb_cli.render.card_print import render_print
    except ImportError:
        raise UsageError(
            "PDF and PNG need a part of itb that is not installed.",
            'To install it: pip install "itb-cli[print]". Without it: --format html, and print that from a browser.',
        ) from None
    return render_print(sheet, TITLE, wish.form or PaperForm.PDF), len(sheet.panels)


def _open(call: Call, output: Output) -> bool:
    from itb_cli.cli.papers.viewer import open_file

    return open_file(output.path, call.runtime.environment)

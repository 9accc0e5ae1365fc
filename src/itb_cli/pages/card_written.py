"""What is said of a card in a file: where it is, how to print it, what to record then. The card's words: `card_paper`."""

from itb_cli.domain.command import Command
from itb_cli.domain.paper import PaperForm, PaperSize
from itb_cli.domain.quantities import counted
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Tone, page
from itb_cli.pages.saved import readers
from itb_cli.pages.wording import notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.card import CardView, PaperFile

SIZE_WORDS = {
    PaperSize.WALLET: "wallet card",
    PaperSize.A4: "page in large print (A4)",
    PaperSize.LETTER: "page in large print (Letter)",
    PaperSize.PHONE: "picture for a locked phone",
}
RECORD_PRINTED = (
    f"itb tells you when a printed card is out of date. Printed it? Then type: {Command('setup --card-printed-on today')}"
)
CODE_WARNING = "Anyone who sees the square code can scan it and read what it says."


def build(outcome: Outcome[CardView], paper: PaperFile, *, with_code: bool = False) -> Page:
    """The file, whom it is open to, and what comes next."""
    what = SIZE_WORDS[paper.size] if paper.size else "card"
    said = (
        *_how_to_print(paper),
        *_more_panels(paper),
        *([CODE_WARNING] if with_code else []),
        readers(private=paper.private),
        *_opened(paper),
        *([RECORD_PRINTED] if paper.size is not PaperSize.PHONE else []),
    )
    return page(
        Headline("WRITTEN", f"{what} to {paper.file}", Tone.NEUTRAL),
        notes(outcome.notices),
        Notes(tuple(Statement(sentence) for sentence in said)),
    )


def beside(outcome: Outcome[CardView]) -> str:
    """What is to be known of a card that goes to standard output: one line each, for standard error."""
    return "".join(f"itb: {notice.text}\n" for notice in outcome.notices)


def _how_to_print(paper: PaperFile) -> tuple[str, ...]:
    if paper.size is PaperSize.WALLET:
        where = "Open it in a browser, and print it from there" if paper.format is PaperForm.HTML else "Print it"
        return (f"{where} at actual size (100 %). Cut along the lines, and fold between the two sides.",)
    if paper.size is PaperSize.PHONE:
        return (
            "A locked phone shows this to anybody who picks it up.",
            "Look at your locked phone: is all of it there? Some phones cut a picture.",
        )
    return ("Open it in a browser, and print it from there.",) if paper.format is PaperForm.HTML else ()


def _more_panels(paper: PaperFile) -> tuple[str, ...]:
    """Nothing is cut; if it needs more room than usual, somebody has to know that there is more than one."""
    if paper.panels is None or paper.size is None:
        return ()
    if paper.size is PaperSize.WALLET and paper.panels > 2:
        return (f"The text fills {paper.panels} sides, more than one folded card has. Keep all of them together.",)
    if paper.size is not PaperSize.WALLET and paper.panels > 1:
        return (f"The text fills {counted(paper.panels, 'page', 'pages')}, one under the other. Keep all of them together.",)
    return ()


def _opened(paper: PaperFile) -> tuple[str, ...]:
    if paper.opened is None:
        return ()
    return ("It was handed to your viewer.",) if paper.opened else ("It could not be opened from here: open it yourself.",)

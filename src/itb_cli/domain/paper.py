"""What the card says about everybody, and what it may look like on paper: its form, its size, its text. No measure, no medium."""

from collections.abc import Mapping
from enum import StrEnum

from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple

MOST_CODE_BYTES = 106
"""A code of so many bytes has 41 x 41 modules at level M: 18 mm wide with its quiet zone (R41 allows 150 bytes, 24 mm)."""


class CardText(NamedTuple):
    """What the card says about everybody beside the signs, and of MRI for each family of pumps; None: the family is not known."""

    first: tuple[Statement, ...]
    do: tuple[Statement, ...]
    carry: Statement
    mri: Mapping[PumpFamily | None, Statement]


class PaperForm(StrEnum):
    """How the card is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    SVG = "svg"
    PDF = "pdf"
    PNG = "png"


class PaperSize(StrEnum):
    """What the card is printed or shown on: a folded wallet card (ID-1), a page in large print, the picture on a locked phone."""

    WALLET = "wallet"
    A4 = "a4"
    LETTER = "letter"
    PHONE = "phone"


DRAWN = (PaperForm.HTML, PaperForm.SVG, PaperForm.PDF, PaperForm.PNG)
"""Forms that have a size."""
BINARY = (PaperForm.PDF, PaperForm.PNG)
"""Forms that no terminal can show."""


class Run(NamedTuple):
    """Words in a row. `own`: what a person recorded, which no direction of its script may carry beyond itself."""

    text: str
    bold: bool = False
    own: bool = False


class Role(StrEnum):
    """What a passage is for: the first line of all, what matters most, everything else."""

    FIRST = "first"
    STRONG = "strong"
    BODY = "body"


class Passage(NamedTuple):
    """A paragraph, and the ids of the sources it rests on. `opens`: it begins a new matter."""

    runs: tuple[Run, ...]
    role: Role = Role.BODY
    sources: tuple[str, ...] = ()
    opens: bool = False


class Group(NamedTuple):
    """Passages of one matter: on a small card they follow each other on the same line. `on_back`: never on the front."""

    passages: tuple[Passage, ...]
    on_back: bool = False


class Paper(NamedTuple):
    """All that the card says, in reading order; `code` is what its square code says, if one was asked for."""

    groups: tuple[Group, ...]
    code: str | None = None

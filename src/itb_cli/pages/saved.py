"""What is said of a page that was written to a file, and of who can read any file that was written."""

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Tone

PRIVATE = "Only you can read it now; a copy may be open to others."
OPEN = "Others who use this device may be able to read it. Keep it where they cannot."


def readers(*, private: bool | None) -> str:
    """Who can read a file that was written."""
    return PRIVATE if private else OPEN


def saved(title: str, place: str, *, private: bool) -> Page:
    """The page written to `place`, how to print it, who can read it."""
    said = ("Open it in a browser, and print it from there.", readers(private=private))
    return Page((Headline("WRITTEN", f"{title} to {place}", Tone.NEUTRAL), Notes(tuple(map(Statement, said)))))

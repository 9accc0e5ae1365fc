"""How a page's parts stand on a screen: with empty rows between them as far as it is to fit, and there is room."""

from collections.abc import Sequence

from itb_cli.pages.blocks import Page

ROWS = 23
"""What a screen of 24 rows shows of an answer: the last one is the shell's."""


def spaced(parts: Sequence[str], page: Page) -> str:
    """The parts with an empty row between them; those of a page in short with as many as there is room for."""
    gaps, room = len(parts) - 1, ROWS - sum(part.count("\n") for part in parts)
    if page.close:
        gaps = 0
    elif page.more and room >= 0:
        gaps = min(gaps, room)
    return "".join("\n" * (0 < number <= gaps) + part for number, part in enumerate(parts))

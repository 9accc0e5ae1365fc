"""How a page's parts stand on a screen: with empty rows between them as far as it is to fit, and there is room."""

from collections.abc import Callable, Sequence

from itb_cli.pages.blocks import Page

ROWS = 23
"""What a screen of 24 rows shows of an answer: the last one is the shell's."""

NEARLY = 5
"""A page with so many rows too many gets one empty row; a longer one is read by scrolling, and gets all of them."""


def laid_out(page: Page, draw: Callable[[Page], Sequence[str]]) -> str:
    """The page's parts as `draw` draws them, in its few words if it else does not fit.

    A page for an emergency is shortened only if it fits by it: a narrow window shows all of it, since it scrolls in any case.
    """
    parts, short = draw(page), page.in_short
    if short is page or _room(parts) >= 0:
        return _spaced(parts, page)
    few = draw(short)
    return _spaced(parts if page.close and _room(few) < 0 else few, page)


def _spaced(parts: Sequence[str], page: Page) -> str:
    """The parts with empty rows between them, as many as there is room for: above the last line first, then from the top."""
    gaps, room = len(parts) - 1, _room(parts)
    if page.close:
        gaps = 0
    elif room >= -NEARLY:
        gaps = min(gaps, room if room >= 0 else 1)
    empty = {len(parts) - 1, *range(1, gaps)} if gaps > 0 else set[int]()
    return "".join("\n" * (number in empty) + part for number, part in enumerate(parts))


def _room(parts: Sequence[str]) -> int:
    return ROWS - sum(part.count("\n") for part in parts)

"""What a check of `itb doctor` finds: its kinds, its words for people and machines. The checks themselves stand elsewhere."""

from collections.abc import Sequence
from enum import StrEnum

from itb_cli.domain.values import NamedTuple

MOST_SHOWN = 10
"""So many names or entries are shown in one line on a screen; the rest is counted."""


class Finding(StrEnum):
    """How grave it is. Only `wrong` tells by the exit code; `skipped` could not be looked at and proves nothing."""

    WRONG = "wrong"
    ADVICE = "advice"
    SKIPPED = "skipped"
    FINE = "fine"


class Check(NamedTuple):
    """One thing that was looked at. `ok` is None if it could not be.

    `text` and `hint` go into bug reports: no name, no day, no figure, no path. `only_on_screen` may hold them, and no machine
    gets it.
    """

    code: str
    ok: bool | None
    finding: Finding
    text: str
    hint: str = ""
    only_on_screen: tuple[str, ...] = ()


def fine(code: str, text: str, *shown: str) -> Check:
    """Nothing to do."""
    return Check(code, ok=True, finding=Finding.FINE, text=text, only_on_screen=shown)


def advice(code: str, text: str, hint: str, *shown: str) -> Check:
    """Something to look at that does the record no harm."""
    return Check(code, ok=False, finding=Finding.ADVICE, text=text, hint=hint, only_on_screen=shown)


def wrong(code: str, text: str, hint: str, *shown: str) -> Check:
    """Something that must be put right."""
    return Check(code, ok=False, finding=Finding.WRONG, text=text, hint=hint, only_on_screen=shown)


def skipped(code: str, text: str) -> Check:
    """Something that could not be looked at: never the same as fine."""
    return Check(code, ok=None, finding=Finding.SKIPPED, text=text)


def some(items: Sequence[str]) -> tuple[str, ...]:
    """The first items, and how many more there are: a line must not be a page."""
    more = len(items) - MOST_SHOWN
    return (*items[:MOST_SHOWN], f"And {more:,} more.") if more > 0 else tuple(items)

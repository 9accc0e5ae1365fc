"""Text that a person typed or a file held, made harmless to show. Not for packaged texts, which are checked in tests."""

import re
import unicodedata
from collections.abc import Iterator

from itb_cli.errors import InputRefusedError

LONGEST_TEXT = 10_000
"""Letters of a text that is typed for the record; what stands in a file already is shown whole, whatever its length."""
MOST_NAMED = 10
"""So many of a list are named in one sentence; what is left out is counted."""
_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
"""Persian and Indic scripts and flags need them between two of their signs; they neither hide nor reorder text."""
MOST_MARKS = 8
"""So many marks may stand on one sign, more than any language needs; hundreds would cover the lines around them."""
_BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters that show nothing: a text of them would look like none."""
_JOINED = rf"(?<=[^\x00-\x7f\s{_JOINERS}])[{_JOINERS}](?=[^\x00-\x7f\s{_JOINERS}])"


def harmless(text: str) -> str:
    r"""`text` on one line, with control, escape and direction signs in visible form: `\x1b` for ESC (R109).

    Line breaks and tabs become spaces, so that no value can pass for a line of `itb`'s own.
    """
    if text.isascii() and text.isprintable():
        return text
    joining = {found.start() for found in re.finditer(_JOINED, text)}
    return "".join(sign if place in joining else _visible(sign) for place, sign in _with_few_marks(text))


def for_record(text: str) -> str:
    """What a person typed, as it may stand in the record. Raises InputRefusedError if it is longer than any note."""
    if len(text) > LONGEST_TEXT:
        raise InputRefusedError(
            f"That text has {len(text):,} letters and signs. The record takes {LONGEST_TEXT:,} at most.",
            "Write down what matters in fewer words, and keep the long text elsewhere.",
        )
    return harmless(text)


def _with_few_marks(text: str) -> Iterator[tuple[int, str]]:
    """Each sign with its place; of marks on one sign those beyond MOST_MARKS come in visible form."""
    marks = 0
    for place, sign in enumerate(text):
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        yield place, sign if marks <= MOST_MARKS else _escaped(sign)


def _visible(sign: str) -> str:
    if len(sign) > 1:
        return sign
    if sign.isspace():
        return " "
    if unicodedata.category(sign) not in _HARMFUL and sign not in _BLANK_LETTERS:
        return sign
    return _escaped(sign)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def begun(text: str) -> str:
    """`text` as it begins a line: its first letter is a capital, and its other capitals stay."""
    return text[:1].upper() + text[1:]

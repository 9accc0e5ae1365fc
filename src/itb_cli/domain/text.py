"""Text that a person typed or a file held, made harmless to show. Not for packaged texts, which are checked in tests."""

import re
import unicodedata

from itb_cli.errors import InputRefusedError

LONGEST_TEXT = 10_000
"""Letters of a text that is typed for the record; what stands in a file already is shown whole, whatever its length."""
MOST_NAMED = 10
"""So many of a list are named in one sentence; what is left out is counted."""
_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
"""Persian and Indic scripts and flags need them between two of their signs; they neither hide nor reorder text."""
_JOINED = re.compile(rf"(?<=[^\x00-\x7f\s{_JOINERS}])[{_JOINERS}](?=[^\x00-\x7f\s{_JOINERS}])")


def harmless(text: str) -> str:
    r"""`text` on one line, with control, escape and direction signs in visible form: `\x1b` for ESC (R109).

    Line breaks and tabs become spaces, so that no value can pass for a line of `itb`'s own.
    """
    if text.isascii() and text.isprintable():
        return text
    joining = {found.start() for found in _JOINED.finditer(text)}
    return "".join(sign if place in joining else _visible(sign) for place, sign in enumerate(text))


def for_record(text: str) -> str:
    """What a person typed, as it may stand in the record. Raises InputRefusedError where it is longer than any note."""
    if len(text) > LONGEST_TEXT:
        raise InputRefusedError(
            f"That text has {len(text):,} letters and signs. The record takes {LONGEST_TEXT:,} at most.",
            "Write down what matters in fewer words, and keep the long text elsewhere.",
        )
    return harmless(text)


def _visible(sign: str) -> str:
    if sign.isspace():
        return " "
    if unicodedata.category(sign) not in _HARMFUL:
        return sign
    return sign.encode("unicode_escape").decode("ascii")

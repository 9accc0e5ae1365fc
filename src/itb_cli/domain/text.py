"""Text that a person typed or a file held, made harmless to show. Not for packaged texts, which are checked in tests."""

import unicodedata

_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_KEPT_FORMAT = {"\u200c", "\u200d"}
"""The joiners that Persian and Indic scripts and flags need; they neither hide nor reorder text."""


def harmless(text: str) -> str:
    r"""`text` on one line, with control, escape and direction signs in visible form: `\x1b` for ESC (R109).

    Line breaks and tabs become spaces, so that no value can pass for a line of `itb`'s own.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(sign) for sign in text)


def _visible(sign: str) -> str:
    if sign.isspace():
        return " "
    if unicodedata.category(sign) not in _HARMFUL or sign in _KEPT_FORMAT:
        return sign
    return sign.encode("unicode_escape").decode("ascii")

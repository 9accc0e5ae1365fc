"""What a person may be called, and which names mean the same person. Where their records lie: `storage.people`."""

import unicodedata

from itb_cli.domain.device_names import is_device_name
from itb_cli.errors import InputRefusedError

MOST_SIGNS = 60
MOST_BYTES = 180
"""With what `itb` adds for earlier states a file's name stays below the 255 bytes that file systems allow."""
SYNC_COPIES = (
    ".sync-conflict-",
    "conflicted copy",
    "conflicting copy",
    "_conflict",
    "_caseconflict",
    "content conflict",
    "case conflict",
    "case clash",
    "..path",
    "sfconflict",
    "conflict on ",
    "[conflict",
    ".conflict",
    "(conflict",
)
"""What programs that sync folders write into the names of second copies. Such a file is nobody's record."""

_INSIDE = frozenset("-'.")
_LETTERS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"}
_MARKS = {"Mn", "Mc"}
_UNSEEN = frozenset((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)))
"""Letters and marks that nobody can see: with them two names would look alike and be two people."""
_ALLOWED = (
    f"A name has 1 to {MOST_SIGNS} letters or digits of any script; inside it may stand spaces, hyphens, apostrophes and dots."
)


def slug(name: str) -> str:
    """The one spelling by which a person's file is called: `Alex`, `alex ` and `ALEX` are the same person.

    Case, accents typed in two ways, spaces around and the number of spaces between do not matter; a space is a hyphen.
    `slug(slug(name)) == slug(name)`. Raises InputRefusedError if the name could not be a file's, or not be seen.
    """
    words = name.replace("’", "'").split(" ")
    spelt = _folded("-".join(word for word in words if word))
    if reason := _wrong(spelt):
        raise InputRefusedError(f'"{name}" cannot be the name of a record: {reason}.', _ALLOWED)
    return spelt


def is_sync_copy(file_name: str) -> bool:
    """Whether a program that syncs folders made this file beside the real one."""
    return any(mark in file_name.casefold() for mark in SYNC_COPIES)


def _folded(text: str) -> str:
    """Unicode's caseless form, composed; folding again would change nothing."""
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", decomposed).casefold())


def _wrong(spelt: str) -> str:
    """Why `spelt` is refused; empty if it is not."""
    if not spelt:
        return "it is empty"
    if not all(sign in _INSIDE or _is_seen(sign) for sign in spelt):
        return "it holds a sign that is not allowed"
    if not _is_letter(spelt[0]) or spelt[-1] in _INSIDE:
        return "it must begin and end with a letter or a digit"
    if len(spelt) > MOST_SIGNS or len(spelt.encode()) > MOST_BYTES:
        return "it is too long"
    if is_device_name(spelt):
        return "Windows keeps this name for itself"
    return "programs that sync folders name their copies so" if is_sync_copy(spelt) else ""


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign) in _LETTERS and _is_seen(sign)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) in _LETTERS | _MARKS and ord(sign) not in _UNSEEN and not 0xE0000 <= ord(sign) < 0xE1000

"""Signs that a stream cannot show, in signs that it can: readable, and never with another meaning."""

import re
import unicodedata
from collections.abc import Iterator

_SPELT = {
    "•": "-",
    "█": "#",
    "░": ".",
    "…": "...",
    "·": ".",
    "°": " degrees ",
    "−": "-",
    "×": "x",
    "÷": "/",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "about ",
    "→": "->",
    "←": "<-",
    "⁄": "/",
    "№": "No. ",
    "€": "EUR ",
    "£": "GBP ",
    **dict.fromkeys("‐‑‒–—―", "-"),
    **dict.fromkeys("‘’‚′‹›ʼ", "'"),
    **dict.fromkeys("“”„″«»", '"'),
    "ß": "ss",
    "ẞ": "SS",
    "þ": "th",
    "Þ": "Th",
    "ð": "d",
    "Ð": "D",
    "ŋ": "ng",
    "Ŋ": "Ng",
    "ı": "i",
    "ə": "e",
    "Ə": "E",
    "œ": "oe",
    "Œ": "OE",
    "¿": "?",
    "¡": "!",
    "\u200c": "",
    "\u200d": "",
    "\u2028": " ",
    "\u2029": " ",
}
_OF_OTHER_SCRIPTS = {
    **dict(zip("абвгдезиклмнопрстуфыэіѕј", "abvgdeziklmnoprstufyeisj", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "й": "y",
    "є": "ye",
    "ї": "yi",
    "ґ": "g",
    "љ": "lj",
    "њ": "nj",
    "ђ": "dj",
    "ћ": "c",
    "џ": "dz",
    **dict(zip("αβγδεζηικλμνξοπρστυφως", "abgdeziiklmnxoprstyfos", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
_MICRO = r"[µμ](?![\u0370-\u03ff\u1f00-\u1fff])"
"""The sign for a millionth: as a Greek letter it would turn micrograms into milligrams, a thousand times as much."""
_LATIN = r"LATIN (?:CAPITAL|SMALL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .+)?"
_OVERLAY = 1
"""Marks that strike a sign out: without them it would say the opposite."""


def spelt(text: str, encoding: str) -> str:
    """`text` in signs of `encoding`: look-alikes, letters without their accents, other alphabets in Latin letters, else names."""
    text = re.sub(_MICRO, lambda micro: micro[0] if _fits(micro[0], encoding) else "mc", unicodedata.normalize("NFC", text))
    return "".join(sign if sign.isascii() or _fits(sign, encoding) else _spelt(sign, encoding) for sign in text)


def _spelt(sign: str, encoding: str) -> str:
    return next(attempt for attempt in _attempts(sign, encoding) if attempt is not None and _fits(attempt, encoding))


def _attempts(sign: str, encoding: str) -> Iterator[str | None]:
    """From the best likeness to the name, which always fits."""
    yield _SPELT.get(sign)
    yield _figure(sign)
    yield _letter(sign)
    yield _parts(sign, encoding)
    if unicodedata.category(sign) in ("Mn", "Me") and unicodedata.combining(sign) != _OVERLAY:
        yield ""
    yield _named(sign)


def _figure(sign: str) -> str | None:
    """A figure of another script; one that stands high or low, or is a fraction, is kept apart from those before it."""
    figure = unicodedata.decimal(sign, None)
    if figure is not None:
        return str(figure)
    how = unicodedata.decomposition(sign).partition(" ")[0]
    parts = unicodedata.normalize("NFKD", sign)
    marks = {"<super>": f"^{parts}", "<sub>": f"_{parts}", "<fraction>": f" {parts}".replace("⁄", "/"), "<circle>": f"({parts})"}
    return marks.get(how)


def _letter(sign: str) -> str | None:
    """A letter without its accents, in Latin ones."""
    if not unicodedata.category(sign).startswith("L"):
        return None
    for letter in (sign, _bare(sign)):
        latin = _OF_OTHER_SCRIPTS.get(letter.lower())
        if latin is not None:
            return latin.capitalize() if letter.isupper() else latin
        if letter.isascii():
            return letter
    named = re.fullmatch(_LATIN, unicodedata.name(sign, ""))
    if named is None:
        return None
    return named[1] if sign.isupper() else named[1].lower()


def _bare(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))


def _parts(sign: str, encoding: str) -> str | None:
    """A sign that is drawn for several, or in another shape, as those."""
    parts = unicodedata.normalize("NFKD", sign)
    if parts == sign or not unicodedata.decomposition(sign).startswith("<"):
        return None
    return spelt(parts, encoding)


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "").lower() or f"u+{ord(sign):04x}"
    return f"[{name.rpartition(' letter ')[2].replace('cjk unified ideograph-', 'cjk ')}]"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

"""Breaking text into lines that no number loses its unit in, and fitting it to what a stream can show. Knows no blocks."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import TypeVar

from itb_cli.domain.command import BEGIN, END, MARKED, each_text, names_its_record
from itb_cli.domain.dates import MONTHS
from itb_cli.domain.text import harmless
from itb_cli.render.look_alikes import spelt

Item = TypeVar("Item")

JOINT = "\ue000"
"""Stands for a space that must not break: one cell wide, in no font, never typed (domain.text makes it visible)."""

_UNITS = r"(?:mcg|mL|mg|hours?|days?|weeks?|degrees|months?|years?|settings?|refills?|sources?)\b|°"
_UNIT_JOINTS = rf"(?<=\d) (?={_UNITS})"
_DATE_JOINTS = rf"(?<=\d) ({'|'.join(MONTHS)}) (?=\d{{4}}\b)"
_COMMAND_JOINTS = r"\bitb ([a-z-]+)(?: (--person) ([^\s)]+)| (--[a-z-]+)|(?<= check) ([a-z-]{1,12})(?![a-z-]))?"
_PHONE_JOINTS = r"(?<=\d) (?=\d)"

_LEADING = rf"\bitb{JOINT}.*--(?:person|file){JOINT}"
_NO_COLUMN = ("Mn", "Me", "Cf")


def readable(text: str) -> str:
    """`text` on one line, made harmless; a command that names its record has joints, since half of it would lead elsewhere."""
    if BEGIN not in text:
        return harmless(text)
    outside, *rest = MARKED.split(text)
    said = [harmless(outside)]
    for command, following in zip(rest[::2], rest[1::2], strict=True):
        typed = harmless(command)
        said += (typed.replace(" ", JOINT) if names_its_record(command) else typed, harmless(following))
    return "".join(said)


def joined(text: str) -> str:
    """`text` with joints where a line must not break: inside quantities, dates, commands and phone numbers (R21)."""
    text = re.sub(_UNIT_JOINTS, JOINT, text)
    text = re.sub(_DATE_JOINTS, lambda match: f"{JOINT}{match[1]}{JOINT}", text)
    text = re.sub(_COMMAND_JOINTS, lambda match: JOINT.join(part for part in ("itb", *match.groups()) if part), text)
    return re.sub(_PHONE_JOINTS, JOINT, text)


def unjoined(text: str) -> str:
    """The joints as spaces again."""
    return text.replace(JOINT, " ")


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def longest_word(text: str) -> int:
    """How wide a column for `text` must be, so that nothing that stays whole is broken."""
    return max((cells(word) for word in joined(readable(text)).split(" ")), default=0)


def wrapped(text: str, width: int | None, hanging: str = "  ") -> str:
    """`text` in lines of at most `width` columns, later lines behind `hanging`; a word that is too long is folded, never cut.

    A command that names its record is not even folded: a terminal wraps it by itself, and what is copied is still one line.
    Without a width the text stays on one line.
    """
    if width is None:
        return unjoined(text)
    lines: list[str] = []
    line = text[: len(text) - len(text.lstrip(" "))]
    for word in joined(text[len(line) :]).split(" "):
        candidate = f"{line} {word}" if line.strip() else f"{line}{word}"
        if cells(candidate) <= width:
            line = candidate
            continue
        if line.strip():
            lines.append(line)
            line = hanging
        if re.search(_LEADING, word):
            line += word
            continue
        *full, line = _folded(line, word, width, hanging)
        lines.extend(full)
    return unjoined("\n".join([*lines, line]))


def stay_whole(names: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> bool:
    """Whether no command that names its record is broken if `rows` stand in columns, two signs apart."""
    columns = [[*map(readable, column)] for column in zip(names, *rows, strict=True)]
    if not any(re.search(_LEADING, cell) for column in columns for cell in column):
        return True
    return sum(max(map(cells, column)) + 2 for column in columns) <= room


def bar(value: Decimal, largest: Decimal, width: int) -> str:
    """A bar of at most `width` columns, part columns dropped; what is more than 0 shows, 0 and less draw nothing."""
    return "█" * max(1, int(width * value / largest)) if value > 0 else ""


def fitted(text: str, encoding: str) -> str:
    """`text` in signs that `encoding` has; what it has not is written readable (`look_alikes`)."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return spelt(text.replace(" °", "°"), encoding)
    return text


def page_fitted(item: Item, encoding: str) -> Item:
    """`item`, such as a page, in signs that `encoding` has; before its lines are broken, since a sign may become a word."""
    if encoding.casefold().startswith("utf"):
        return item
    return each_text(item, lambda text: re.sub(f"[^{BEGIN}{END}]+", lambda piece: fitted(piece[0], encoding), text))


def _folded(begun: str, word: str, width: int, hanging: str) -> list[str]:
    """`word` behind `begun`, a line that holds spaces only; one sign after the other, so that no length is counted twice."""
    most = max(width, len(hanging) + 2)
    pieces, piece, taken, is_empty = [], [begun], cells(begun), True
    for sign in word:
        columns = _cell(sign)
        if not is_empty and taken + columns > most:
            pieces.append("".join(piece))
            piece, taken = [hanging], len(hanging)
        piece.append(sign)
        taken, is_empty = taken + columns, False
    return [*pieces, "".join(piece)]


@cache
def _cell(sign: str) -> int:
    """Two columns for wide signs, none for what stands on the sign before or joins it."""
    if unicodedata.category(sign) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1

"""One cell of a CSV: what is written into it, what can be read in it. Rows and columns: `csv_form`.

A text that a spreadsheet could take for a formula gets an apostrophe before it, which reading takes off again (R111).
"""

import re
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from itb_cli.domain.dates import parse_date
from itb_cli.domain.times import parse_time
from itb_cli.errors import InputRefusedError
from itb_cli.storage.exchange.json_form import day_of, plain_number, time_of
from itb_cli.storage.field_types import NotRightError

_ALIKE = re.compile(r"'*(?:[=+\-@＝＋－＠\s\0]|\Z)")  # full-width signs are meant
"""What gets one more apostrophe: the beginnings of R111, full-width too, behind blanks or apostrophes, and no text at all."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_DAY_IN_FIGURES = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}", re.ASCII)
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)
_NO_SECONDS = re.compile(r"^(\d:\d\d):00$", re.ASCII)
"""How spreadsheets write `9:30`: it is read as if it had been typed."""
_MOST_DIGITS = 40


def cell_of(value: Any) -> str:
    """The cell of a field's value; nothing if it is not recorded."""
    match value:
        case None:
            return ""
        case Decimal():
            number = plain_number(value)
            return str(number) if isinstance(number, int) else f"{number:f}"
        case int():
            return str(value)
        case date() | time():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return guarded(value)


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula (R111)."""
    return f"'{text}" if _ALIKE.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _ALIKE.match(cell[1:]) else cell


def word_in(cell: str) -> str:
    """One of a few words."""
    return cell.strip().casefold()


def day_in(cell: str) -> date:
    """The day; one with its month in letters too, but none that can be read in two ways, as spreadsheets make them (R29)."""
    words = cell.strip()
    try:
        return day_of(words)
    except ValueError:
        pass
    try:
        if _YEAR.search(words) or _DAY_IN_FIGURES.fullmatch(words):
            return parse_date(words, date.min)
    except InputRefusedError as error:
        if _DAY_IN_FIGURES.fullmatch(words):
            raise NotRightError(f"{error.message.rstrip('.')}. Let the spreadsheet write days as 2026-12-01") from None
    raise NotRightError("it must be a day such as 2026-12-01")


def time_in(cell: str) -> time:
    """The time; never one of a zone. Raises NotRightError."""
    words = _NO_SECONDS.sub(r"\1", cell.strip())
    try:
        return time_of(words) if words[2:3] == ":" and words[-1].isdigit() else parse_time(words)
    except (ValueError, InputRefusedError):
        raise NotRightError("it must be a time such as 09:30") from None


def number_in(cell: str) -> Decimal:
    """The number, with nothing between thousands. Raises NotRightError."""
    words = cell.strip()
    if "," in words:
        raise NotRightError("a comma can part decimals or thousands: it must be a number such as 2.5 or 2500")
    if not _NUMBER.fullmatch(words) or len(words) > _MOST_DIGITS:
        raise NotRightError("it must be a number such as 350 or 2.5, without a unit")
    return Decimal(words)


def whole_in(cell: str) -> int:
    """The whole number, in figures only. Raises NotRightError."""
    words = cell.strip()
    if not (words.isascii() and words.isdigit()) or len(words) > _MOST_DIGITS:
        raise NotRightError("it must be a whole number such as 3")
    return int(words)


def number_in_elsewhere(cell: str) -> Decimal:
    """A number in a file of a spreadsheet that may part thousands by points (R20)."""
    if _GROUPED.fullmatch(cell.strip()):
        raise NotRightError("the point can part decimals or thousands: part the columns by commas, or leave the point out")
    return number_in(cell)

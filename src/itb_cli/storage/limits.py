"""How much a record may hold: far above any life with a pump, and so little that nothing ever hangs. Touches no file."""

import re
from typing import Any

from itb_cli.domain.command import Command
from itb_cli.domain.entries import lists_of
from itb_cli.domain.record import Record
from itb_cli.errors import RecordDamagedError, RecordNotSavedError, RecordTooLargeError
from itb_cli.files.whole import MEGABYTE

LARGEST_FILE = 4 * MEGABYTE
"""Forty years are a twentieth of this; the slowest text of this size still takes less than 5 seconds to read."""
MOST_ENTRIES = 20_000
MOST_PARTS = 100
"""Of a key such as `a.b.c`. The parser's time grows with the square of them; what is nested deeper than DEEPEST is refused."""
DEEPEST = 40
LARGEST_INTEGER = 2**63
_HINT = f"It was not changed. Earlier states: {Command('restore')}. Help now: {Command('emergency')}."
_LARGER = f"larger than {LARGEST_FILE // MEGABYTE} MB"
_MORE = f"more than {MOST_ENTRIES:,} entries"

_KEY = rb"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED = rb"(?<![\w-])(?:" + _KEY + rb"[ \t]*+\.[ \t]*+)++"
_QUOTED = rb"\"[^\"]*\"|'[^']*'"
"""Neither is compiled here: hardly any record has such keys, and every read would pay for them."""


def check_size(size: int) -> None:
    """Raises RecordTooLargeError if a text of `size` bytes is no record that `itb` wrote."""
    if size > LARGEST_FILE:
        raise RecordTooLargeError(f"The record is {_LARGER}: it cannot be one that itb wrote.", _HINT)


def check_keys(data: bytes) -> None:
    """Raises RecordDamagedError if a key has so many parts that reading it would take for ever."""
    for line in data.splitlines():
        if line.count(b".") > MOST_PARTS and any(_parts(found[0]) > MOST_PARTS for found in re.finditer(_DOTTED, line)):
            raise RecordDamagedError("The record cannot be read: it is nested too deeply.", _HINT)


def check_foreign(value: Any, depth: int = 0) -> None:
    """Refuses what could be read but not written back: numbers beyond TOML's 64 bits, and nesting without end."""
    if depth > DEEPEST or (isinstance(value, int) and not -LARGEST_INTEGER <= value < LARGEST_INTEGER):
        raise RecordDamagedError("The record cannot be read: it holds a number or a nesting beyond all bounds.", _HINT)
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            check_foreign(item, depth + 1)


def check_entries(record: Record) -> None:
    """Raises RecordTooLargeError if there are more entries than a life can fill."""
    if _entries(record) > MOST_ENTRIES:
        raise RecordTooLargeError(f"The record holds {_MORE}: that cannot be one person's.", _HINT)


def check_can_be_read_again(record: Record, data: bytes) -> None:
    """Raises RecordNotSavedError if `record`, written as `data`, would be refused at the next read."""
    too_much = f"be {_LARGER}" if len(data) > LARGEST_FILE else f"hold {_MORE}" if _entries(record) > MOST_ENTRIES else ""
    if too_much:
        raise RecordNotSavedError(
            f"NOT saved: the record would {too_much}, and could not be read again. It is as it was before.",
            f"Shorten a long note, or look what fills the record: {Command('history')}",
        )


def _parts(dotted: bytes) -> int:
    return re.sub(_QUOTED, b"", dotted).count(b".")


def _entries(record: Record) -> int:
    return sum(map(len, (*lists_of(record), record.calendar_events, record.contacts)))

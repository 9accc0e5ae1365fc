"""TOML as `itb` writes it, read line by line; whatever else stands there is read by the library, which is loaded only then.

A plain line is a remark, a table's name, or a key with a day, an hour, a number or a text without anything to unfold: it cannot
mean more than it says. The library reads the same from it, but takes five times as long, and a tenth of an answer to be loaded.
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

Table = dict[str, Any]

_LINE = re.compile(
    r"([A-Za-z0-9_-]+) = (?:"
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])"  # not 24:00:00, which some versions of Python call midnight
    r"|([0-9]|[1-9][0-9]{1,17})"
    r"|((?:0|[1-9][0-9]{0,17})\.[0-9]{1,17})"
    r'|"([^"\\\x00-\x1f\x7f]*)"'
    r")"
)
_NAME = re.compile(r"\[([A-Za-z0-9_-]+)\]")
_REMARK = re.compile(r"#[^\x00-\x1f\x7f]*")


def loads(text: str) -> Table:
    """What the library makes of `text`, numbers with a point as Decimal. Raises what the library raises."""
    plain = _plain(text)
    if plain is not None:
        return plain
    import tomllib  # noqa: PLC0415  # hardly any record needs it

    return tomllib.loads(text, parse_float=Decimal)


def _plain(text: str) -> Table | None:
    """None if a line is not plain, or names what was named before: that is for the library to judge."""
    document: Table = {}
    table = document
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            if not line or _REMARK.fullmatch(line):
                continue
            heading = _NAME.fullmatch(line)
            if heading is None or heading[1] in document:
                return None
            table = document[heading[1]] = {}
        elif found[1] in table:
            return None
        else:
            try:
                table[found[1]] = _value(found)
            except ValueError:  # no day of any month, no hour of any day
                return None
    return document


def _value(found: re.Match[str]) -> Any:
    _, day, hour, whole, broken, said = found.groups()
    if day is not None:
        return date.fromisoformat(day)
    if hour is not None:
        return time.fromisoformat(hour)
    if whole is not None:
        return int(whole)
    return said if broken is None else Decimal(broken)

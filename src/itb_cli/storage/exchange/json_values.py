"""Values of keys that `itb` does not know, exactly as TOML holds them, in JSON's types. What a key means, nobody here knows.

JSON has no days, times and exact fractions: `{"itb:type": "date", "itb:value": "2026-09-01"}` stands for one.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

_ESCAPED_HALF = re.compile(r"\\u[dD]")
TYPE, VALUE = "itb:type", "itb:value"
_TABLE = "table"
"""Marks a table that has a key called as ours."""


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if number.is_snan():
        raise ValueError
    return number


def _as_written(kind: type[date] | type[time]) -> Callable[[str], Any]:
    """Reads what `to_json` wrote, and no other way of writing it: later Pythons take 24:00 for the beginning of some day."""

    def read(text: str) -> Any:
        value = kind.fromisoformat(text)
        if value.isoformat() != text:
            raise ValueError
        return value

    return read


_READERS: Mapping[str, Callable[[str], Any]] = {
    "decimal": _decimal,
    "datetime": _as_written(datetime),
    "date": _as_written(date),
    "time": _as_written(time),
}


class NotJsonError(Exception):
    """Text that is not JSON as `itb` writes it; the message says where and why, and quotes nothing."""


def to_json(value: Any) -> Any:
    """`value` in JSON's types; what those cannot hold is marked."""
    if isinstance(value, Mapping):
        table = {key: to_json(item) for key, item in value.items()}
        return {TYPE: _TABLE, VALUE: table} if TYPE in value else table
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Decimal):
        return {TYPE: "decimal", VALUE: str(value)}
    if isinstance(value, (date, time)):
        return {TYPE: type(value).__name__, VALUE: value.isoformat()}
    return value


def from_json(value: Any) -> Any:
    """The value that `to_json` was given. Raises NotJsonError; a fraction without a mark becomes a Decimal."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if TYPE not in value:
        return {key: from_json(item) for key, item in value.items()}
    kind, held = value[TYPE], value.get(VALUE)
    if kind == _TABLE and isinstance(held, dict):
        return {key: from_json(item) for key, item in held.items()}
    try:
        return _READERS[kind](str(held))
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise NotJsonError(f'a value marked with "{TYPE}" is not of that type') from None


def parse(text: str) -> Any:
    """The JSON in `text`, strictly: no name twice in an object, no NaN, no half of a sign. Fractions are exact.

    Raises NotJsonError.
    """
    try:
        document = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
        if _ESCAPED_HALF.search(text):
            json.dumps(document, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        raise NotJsonError(f"line {error.lineno}, column {error.colno}: this is not JSON") from None
    except UnicodeEncodeError:
        raise NotJsonError("a text in it holds half of a sign") from None
    except RecursionError:
        raise NotJsonError("it is nested too deeply") from None
    except ValueError:
        raise NotJsonError("it holds a number beyond all bounds") from None
    return document


def _no_number(_name: str) -> Any:
    raise NotJsonError("it holds NaN or Infinity, which are no numbers")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise NotJsonError("a name stands twice in one of its objects")
    return table

"""The text of a record cut into its entries: what was read once is not read again in the next of many states. Touches no file."""

from collections.abc import Callable, Container
from typing import Any

from itb_cli.errors import RecordError
from itb_cli.storage.limits import check_foreign
from itb_cli.storage.plain_toml import loads

MOST_KEPT = 100_000
"""So many texts of entries are kept: five records as large as can be, of which no line is the same."""
_BEGINS = "\n[["
_TABLE_OR_LIST = (dict, list)

Table = dict[str, Any]
Reader = Callable[[str, Table, int], Any]
_known: dict[str, tuple[str, Any]] = {}
"""Of the text of an entry the name of its list, and what it is."""


def document_of(text: str, schema: int, lists: Container[str], read: Reader) -> Table | None:
    """What the parser makes of `text`, each entry of `lists` read already; None if only the parser itself can tell.

    The parser goes from left to right. So where a part is whole by itself, the next one begins a statement, and is no inside of
    a text or a list. An entry of plain values opens no other table. And what the first part names is named by no later one.
    """
    first, *parts = text.split(_BEGINS)
    try:
        document: Table = loads(first)
        if document.get("schema_version") != schema:
            return None
        found: dict[str, list[Any]] = {}
        for part in parts:
            known = _known.get(part)
            name, entry = known or _entry(part, lists, found, read)
            found.setdefault(name, []).append(entry)
    except (ValueError, ArithmeticError, RecursionError, RecordError):
        return None
    return None if document.keys() & found.keys() else document | found


def _entry(part: str, lists: Container[str], found: dict[str, list[Any]], read: Reader) -> tuple[str, Any]:
    """Raises ValueError if it is no entry of plain values; what `read` raises, for nothing of that is kept."""
    name, ends, inside = part.partition("]]\n")
    values = loads(inside)
    if not ends or name not in lists or any(isinstance(value, _TABLE_OR_LIST) for value in values.values()):
        raise ValueError(part)
    check_foreign(values)
    entry = read(name, values, len(found.get(name, ())) + 1)
    if "id" in values:
        if len(_known) >= MOST_KEPT:
            _known.clear()
        _known[part] = (name, entry)
    return name, entry

"""A record to TOML text. What can be read back, `decoding` knows."""

from decimal import Decimal
from typing import Any

import tomli_w

from itb_cli.domain.record import SCHEMA_VERSION, Record
from itb_cli.storage.decoding import LISTS, TABLES, Table
from itb_cli.storage.ends import CLOSING, HEADER


def encode(record: Record) -> bytes:
    """The record as TOML in UTF-8, each entry under a heading of its own, and a closing line. Nothing that is None is written."""
    tables = {name: _table(getattr(record, name)) for name in TABLES}
    lists = {name: [_table(entry) for entry in getattr(record, name)] for name in LISTS}
    odd = {name: entries for name, entries in lists.items() if any(map(_holds_tables, entries))}
    parts = [HEADER + tomli_w.dumps({"schema_version": SCHEMA_VERSION} | dict(record.extra) | odd)]
    parts += [f"[{name}]\n{tomli_w.dumps(table)}" for name, table in tables.items() if table and not _holds_tables(table)]
    parts += [tomli_w.dumps({name: table}) for name, table in tables.items() if _holds_tables(table)]
    parts += [f"[[{name}]]\n{tomli_w.dumps(entry)}" for name in LISTS if name not in odd for entry in lists[name]]
    return "\n".join([*parts, CLOSING]).encode()


def _holds_tables(table: Table) -> bool:
    """Whether a foreign key holds a table of its own, which only the library can place."""
    return any(isinstance(value, (dict, list)) and _is_nested(value) for value in table.values())


def _is_nested(value: dict[str, Any] | list[Any]) -> bool:
    return isinstance(value, dict) or any(isinstance(item, (dict, list)) for item in value)


def _table(entry: Any) -> Table:
    told = zip(entry._fields, entry, strict=True)
    known = {name: _plain(value) for name, value in told if name != "extra" and value not in (None, ())}
    return known | dict(entry.extra)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return str(value) if isinstance(value, str) else value

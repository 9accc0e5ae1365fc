"""Keys and tables of a record that `itb` does not know: a slip may hide the fact that matters. Not how they are kept."""

from collections.abc import Iterator
from typing import Any

from itb_cli.domain.record import Record

OTHER_PROGRAM = "x-"
"""A key or table of another program begins so: it is kept and in nobody's way."""


def unknown_keys(record: Record) -> tuple[str, ...]:
    """The names that are not known, each once: `dose` of a table, `alarm_dat in refills` of a key within one."""
    return tuple(dict.fromkeys(_found(record)))


def _found(record: Record) -> Iterator[str]:
    yield from filter(_is_ours, record.extra)
    for name, part in zip(record._fields, record, strict=True):
        if name == "extra":
            continue
        entries: tuple[Any, ...] = part if type(part) is tuple else (part,)
        for entry in entries:
            if entry.extra:
                yield from (f"{key} in {name}" for key in filter(_is_ours, entry.extra))


def _is_ours(key: str) -> bool:
    return not key.casefold().startswith(OTHER_PROGRAM)

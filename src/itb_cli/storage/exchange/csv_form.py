"""The entries of a record as CSV for spreadsheets, and back: one row an entry. Settings are not in it: `json_form`."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from itb_cli.domain.command import Command
from itb_cli.domain.entries import KINDS, LISTS, EntryKind
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import Record
from itb_cli.errors import RecordDamagedError
from itb_cli.storage.decoding import NEEDED, READERS, Table
from itb_cli.storage.exchange.csv_cells import (
    cell_of,
    day_in,
    number_in,
    number_in_elsewhere,
    time_in,
    unguarded,
    whole_in,
    word_in,
)
from itb_cli.storage.exchange.json_form import check_number, holds, refused
from itb_cli.storage.exchange.json_values import NotJsonError, from_json, parse, to_json
from itb_cli.storage.field_types import NotRightError
from itb_cli.storage.limits import check_foreign

COLUMNS = {fact.column or fact.field: fact.field for fact in FACTS}
"""From a column to the field of an entry. Before them stands the kind, after them what other programs wrote (`more`)."""
KIND, MORE = "kind", "more"
HEADER = (KIND, *COLUMNS, MORE)
DELIMITERS = ",;\t"
_HINT = f"Mend it there, or export it anew: {Command('export csv')}."


def encode(record: Record) -> str:
    """The entries of `record` as CSV (RFC 4180: lines end with CR LF), refills first, each list in its own order."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADER)
    for kind, row in KINDS.items():
        writer.writerows(_row(kind, entry) for entry in getattr(record, row.list_))
    return written.getvalue()


def decode(text: str, new_id: Callable[[], str]) -> Incoming:
    """The entries in a CSV of the columns of `encode`, in any order. Raises InputRefusedError with line, column and reason.

    Quotes nothing of the file but a day that can be read in two ways. An entry without an id gets a new one.
    """
    found: dict[str, list[Any]] = {name: [] for name in LISTS.values()}
    places: dict[str, list[str]] = {name: [] for name in LISTS.values()}
    for number, (place, row, delimiter) in enumerate(_rows(text), start=1):
        check_number(number)
        name, entry = _entry(place, row, delimiter, new_id)
        found[name].append(entry)
        places[name].append(place)
    entries: Table = {name: tuple(items) for name, items in found.items()}
    return Incoming(Record(**entries), FileForm.CSV, {name: tuple(items) for name, items in places.items()})


def _row(kind: str, entry: Any) -> list[str]:
    more = {key: to_json(value) for key, value in entry.extra.items()}
    cells = [cell_of(getattr(entry, field, None)) for field in COLUMNS.values()]
    return [kind, *cells, json.dumps(more, ensure_ascii=False) if more else ""]


def _rows(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Where each row stands, its cells by column, and what parts them. Rows without anything in them are passed over."""
    delimiter = _delimiter(text)
    limit = csv.field_size_limit(max(len(text), 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(cells for cells in reader if any(map(str.strip, cells))))
        line = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                yield f"line {line}", _by_column(f"line {line}", columns, cells), delimiter
            line = reader.line_num + 1
    except csv.Error:
        raise refused(f"line {reader.line_num}: a quotation mark is missing or too many", _HINT) from None
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str:
    """The sign that parts the names in the first line: German spreadsheets write semicolons."""
    first = text.lstrip("\r\n").partition("\n")[0]
    for delimiter in DELIMITERS:
        names = {_column(name.strip('"')) for name in first.split(delimiter)}
        if {KIND, "on"} <= names:
            return delimiter
    raise refused(
        "it is neither JSON nor CSV of itb's: the first line must name the columns, kind and on among them",
        f"To see how it looks: {Command('export csv')}. "
        f"Another record is read with --file, an earlier state with {Command('restore')}.",
    )


def _column(name: str) -> str:
    return name.strip().casefold()


def _columns(names: list[str]) -> list[str]:
    columns = [_column(name) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    for number, name in enumerate(columns, start=1):
        if name not in HEADER:
            raise refused(f"line 1, column {number}: itb has no column of this name", f"It knows: {', '.join(HEADER)}.")
        if name in columns[: number - 1]:
            raise refused(f"line 1, column {number}: {name} stands twice", _HINT)
    return columns


def _by_column(place: str, columns: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        raise refused(f"{place}: it has {len(cells)} cells, and the first line {len(columns)}", _HINT)
    return dict(zip(columns, cells, strict=False))


def _entry(place: str, row: dict[str, str], delimiter: str, new_id: Callable[[], str]) -> tuple[str, Any]:
    """The name of the list that the entry belongs to, and the entry."""
    kind = row.pop(KIND).strip().casefold()
    if kind not in tuple(KINDS):
        raise refused(f"{place}, column {KIND}: it must be one of {', '.join(KINDS)}", _HINT)
    name, type_ = KINDS[EntryKind(kind)][:2]
    values: Table = {}
    more = row.pop(MORE, "")
    for column, cell in row.items():
        if cell == "" or (cell.isspace() and not _is_text(type_, COLUMNS[column])):
            continue
        field = COLUMNS[column]
        if field not in READERS[type_]:
            raise refused(f"{place}, column {column}: an entry of the kind {kind} has none", _HINT)
        values[field] = _value(f"{place}, column {column}", type_, field, cell, delimiter)
    if "id" not in values:
        values["id"] = new_id()
    for field in NEEDED[type_]:
        if field not in values:
            raise refused(f"{place}, column {'event' if field == KIND else field}: it is empty", _HINT)
    return name, type_(**values, extra=_more(place, type_, more))


def _is_text(type_: type, field: str) -> bool:
    return field in READERS[type_] and holds(type_, field, str)


def _value(place: str, type_: type, field: str, cell: str, delimiter: str) -> Any:
    try:
        return READERS[type_][field](_reader(type_, field, delimiter)(cell))
    except NotRightError as error:
        raise refused(f"{place}: {str(error).removesuffix(', without quotes')}", _HINT) from None


def _reader(type_: type, field: str, delimiter: str) -> Callable[[str], Any]:
    """What reads the cells of a field."""
    if holds(type_, field, date):
        return day_in
    if holds(type_, field, time):
        return time_in
    if holds(type_, field, int):
        return whole_in
    if holds(type_, field, Decimal):
        return number_in if delimiter == "," else number_in_elsewhere
    return unguarded if holds(type_, field, str) else word_in


def _more(place: str, type_: type, cell: str) -> Table:
    """The keys of other programs."""
    if not cell.strip():
        return {}
    try:
        held = parse(unguarded(cell))
        more = {key: from_json(value) for key, value in held.items()} if isinstance(held, dict) else None
        check_foreign(more)
    except (NotJsonError, RecordDamagedError, RecursionError):
        more = None
    if more is None or set(more) & set(READERS[type_]):
        raise refused(f"{place}, column {MORE}: it must be JSON, an object with keys that itb does not know", _HINT)
    return more

"""TOML text to a record. Checks every type and range at the edge (R108); keeps keys it does not know. Writing: `encoding`."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from itb_cli.domain.command import Command
from itb_cli.domain.entries import KINDS
from itb_cli.domain.record import (
    SCHEMA_VERSION,
    CalendarEvent,
    Clinic,
    Contact,
    Person,
    Plan,
    PrintedCard,
    Pump,
    Record,
    StandbyTablets,
    Therapy,
)
from itb_cli.domain.scales import MOST_SPASMS, MOST_TIGHTNESS
from itb_cli.errors import RecordDamagedError, RecordError, RecordTooNewError
from itb_cli.storage import field_types
from itb_cli.storage.ends import is_cut_off, unmarked
from itb_cli.storage.entry_texts import document_of
from itb_cli.storage.limits import check_entries, check_foreign, check_keys, check_size
from itb_cli.storage.lines import line_of
from itb_cli.storage.migrations import migrate
from itb_cli.storage.plain_toml import loads

_DAMAGED_HINT = f"It was not changed. Earlier states: {Command('restore')}. Help now: {Command('emergency')}."

Table = dict[str, Any]


class WrongEntryError(Exception):
    """What is wrong in a table, in its entry of that number (None: it has none), under that key (None: as a whole)."""

    def __init__(self, why: str, table: str, entry: int | None = None, key: str | None = None) -> None:
        super().__init__(why)
        self.place = (table, entry, key)
        self.where = ", ".join(part for part in (table, entry and f"entry {entry}", key) if part)


@lru_cache(maxsize=4)
def decode(data: bytes) -> Record:
    """The record in `data`. Raises RecordDamagedError (with line and key), RecordTooNewError, RecordUnreadableError."""
    check_size(len(data))
    try:
        record = record_of(_by_entries(data) or _parse(data))
    except WrongEntryError as wrong:
        line = line_of(unmarked(data).decode(), *wrong.place)
        raise _unreadable(f"{f'line {line}: ' if line else ''}{wrong.where}: {wrong}") from None
    if is_cut_off(data):
        raise cut_off()
    return record


def cut_off() -> RecordDamagedError:
    """A record of which only the beginning is left."""
    return _unreadable("it was cut off, and what stood behind is missing")


def record_of(document: Table) -> Record:
    """The record in a document that was parsed already. Raises WrongEntryError, and as `decode` does."""
    document = migrate(document)
    version = document.pop("schema_version")
    if version > SCHEMA_VERSION:
        raise RecordTooNewError(
            f"A newer itb wrote this record (schema {version}; this program knows {SCHEMA_VERSION}). It was not changed.",
            f"Install the newest itb. Help now: {Command('emergency')}.",
        )
    check_foreign(document)
    tables: Table = {name: _entry(kind, document.pop(name, {}), name) for name, kind in TABLES.items()}
    lists: Table = {name: _entries(kind, document.pop(name, []), name) for name, kind in LISTS.items()}
    record = Record(**tables, **lists, extra=document)
    check_entries(record)
    return record


def _by_entries(data: bytes) -> Table | None:
    """The document with its entries read; None if something is not as `itb` writes it: then the parser judges the whole."""
    try:
        check_keys(data)
        return document_of(unmarked(data).decode(), SCHEMA_VERSION, LISTS, _read)
    except (UnicodeDecodeError, RecordError, WrongEntryError):
        return None


def _read(name: str, raw: Table, number: int) -> Any:
    return _entry(LISTS[name], raw, name, number)


def _parse(data: bytes) -> Table:
    if not data.strip():
        raise RecordDamagedError("The record's file is empty.", _DAMAGED_HINT)
    check_keys(data)
    try:
        return loads(unmarked(data).decode())
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _unreadable(f"line {line} is not UTF-8 text") from None
    except RecursionError:
        raise _unreadable("it is nested too deeply") from None
    except (ValueError, ArithmeticError) as error:
        last_line = data.rstrip().count(b"\n") + 1
        message = str(error).replace("(at end of document)", f"(at line {last_line}, its last)")
        raise _unreadable(_without_quotes(message)) from None


def _unreadable(why: str) -> RecordDamagedError:
    return RecordDamagedError(f"The record cannot be read: {why}.", _DAMAGED_HINT)


def _without_quotes(message: str) -> str:
    """The parser's line and reason, without what it quotes from the file: that may be health data."""
    reason, _, place = message.rpartition(" (at ")
    reason = "this is not TOML" if not reason or "'" in reason else reason[0].lower() + reason[1:]
    return f"{place.rstrip(')')}: {reason}" if place.endswith(")") else reason


def _entries(kind: type, raw: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise WrongEntryError("it must be a list of tables", where)
    return tuple(_entry(kind, item, where, number) for number, item in enumerate(raw, start=1))


def _entry(kind: type, raw: Any, where: str, number: int | None = None) -> Any:
    if isinstance(raw, kind):
        return raw
    if not isinstance(raw, dict):
        raise WrongEntryError("it must be a table", where, number)
    readers = READERS[kind]
    found: Table = {}
    for key, reader in readers.items():
        if key not in raw:
            continue
        try:
            found[key] = reader(raw[key])
        except field_types.NotRightError as error:
            raise WrongEntryError(str(error), where, number, key) from None
    if "id" in readers and "on" in found:
        found.setdefault("id", f"{found['on']}-{number}")
    for name in NEEDED[kind]:
        if name not in found:
            raise WrongEntryError(f'"{name}" is missing', where, number)
    return kind(**found, extra={key: value for key, value in raw.items() if key not in readers})


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field for field in kind.__annotations__ if field != "extra")


def _reader(kind: type, field: str) -> field_types.Reader:
    """What reads a fact or a setting: by the type of its values, if it has no limits of its own."""
    told = kind.__annotations__[field]
    holds = told if told in _BY_TYPE else getattr(told, "__args__", (told,))[0]
    return _LIMITED.get(field) or _BY_TYPE.get(holds) or field_types.one_of(holds)


_LIMITED: Mapping[str, field_types.Reader] = {
    "spasms": field_types.step(MOST_SPASMS),
    "tightness": field_types.step(MOST_TIGHTNESS),
    "sleep_hours": field_types.hours,
    "alarm_volume_ml": field_types.zero_or_more,
    "buffer_days": field_types.days,
    "lead_days": field_types.days,
    "uid": field_types.uid,
}
_BY_TYPE: Mapping[Any, field_types.Reader] = {
    str: field_types.text,
    tuple[str, ...]: field_types.texts,
    date: field_types.day,
    time: field_types.time_of_day,
    int: field_types.count,
    Decimal: field_types.more_than_zero,
}
TABLES: Mapping[str, type] = {
    "person": Person,
    "clinic": Clinic,
    "pump": Pump,
    "therapy": Therapy,
    "plan": Plan,
    "standby_tablets": StandbyTablets,
    "card": PrintedCard,
}
LISTS: Mapping[str, type] = {
    "contacts": Contact,
    **{kind.list_: kind.type_ for kind in KINDS.values()},
    "calendar_events": CalendarEvent,
}
READERS: Mapping[type, Mapping[str, field_types.Reader]] = {
    kind: {field: _reader(kind, field) for field in _fields(kind)} for kind in (*TABLES.values(), *LISTS.values())
}
NEEDED: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field for field in readers if field != "id" and field not in vars(kind)["_field_defaults"])
    for kind, readers in READERS.items()
}

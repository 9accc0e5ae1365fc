"""A record as JSON for other places, with everything that it holds, and back. The record's own file: `decoding`, `encoding`."""

import json
import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any, get_args

from itb_cli.domain.command import Command
from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import SCHEMA_VERSION, Record
from itb_cli.errors import InputRefusedError, RecordDamagedError, RecordUnreadableError
from itb_cli.storage.decoding import LISTS, READERS, TABLES, Table, WrongEntryError, record_of
from itb_cli.storage.exchange.json_values import NotJsonError, from_json, parse, to_json
from itb_cli.storage.limits import MOST_ENTRIES

FORMAT = "itb-export"
FORMAT_VERSION = 1
MADE_BY = "made_by"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HINT = f"To get a whole file: {Command('export json')}."
_ISO_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?", re.ASCII)
"""From Python 3.14 on `fromisoformat` takes 24:00 for the beginning of the same day: an appointment 24 hours early."""


def encode(record: Record, made_by: str) -> str:
    """The export of `record` as ASCII: the same record gives the same text. `made_by` names the program and its version."""
    tables = {name: _plain(getattr(record, name)) for name in TABLES}
    lists = {name: [_plain(entry) for entry in getattr(record, name)] for name in LISTS}
    held = {"schema_version": SCHEMA_VERSION, **tables, **lists, **_foreign(record.extra)}
    document = {"format": FORMAT, "schema_version": FORMAT_VERSION, MADE_BY: made_by, "record": held}
    return json.dumps(document, indent=2) + "\n"


def decode(text: str) -> Incoming:
    """The record in an export. Raises InputRefusedError with the place and the reason; quotes nothing of the file."""
    try:
        held = _record_in(parse(text))
        record = record_of(_as_toml(held))
    except NotJsonError as error:
        raise refused(str(error)) from None
    except WrongEntryError as wrong:
        raise refused(f"{wrong.where}: {wrong}") from None
    except RecordUnreadableError:
        raise too_many() from None
    except RecordDamagedError:
        raise refused("it holds a number or a nesting beyond all bounds") from None
    except RecursionError:
        raise refused("it is nested too deeply") from None
    return Incoming(record, FileForm.JSON, {name: tuple(_places(name, getattr(record, name))) for name in LISTS})


def refused(why: str, hint: str = _HINT) -> InputRefusedError:
    """For a file that holds no export."""
    return InputRefusedError(f"The file cannot be imported: {why}.", hint)


def too_many() -> InputRefusedError:
    """For a file of more entries than a record can hold."""
    return refused(f"it holds more than {MOST_ENTRIES:,} entries", "Look whether it is the right one.")


def check_number(entries: int) -> None:
    """Raises InputRefusedError before so many entries are read that nobody would wait for it."""
    if entries > MOST_ENTRIES:
        raise too_many()


def holds(kind: type, field: str, type_: type) -> bool:
    """Whether a field of one of the record's types holds values of `type_`."""
    annotation = kind.__annotations__[field]
    return type_ in (get_args(annotation) or (annotation,))


def day_of(words: str) -> date:
    """The day written as 2026-12-01 and in no other way. Raises ValueError."""
    if not _ISO_DAY.fullmatch(words):
        raise ValueError
    return date.fromisoformat(words)


def time_of(words: str) -> time:
    """The time written as 09:30:00 or 09:30, never 24:00 and never one of a zone. Raises ValueError."""
    if not _ISO_TIME.fullmatch(words):
        raise ValueError
    return time.fromisoformat(words)


def plain_number(value: Decimal) -> int | Decimal:
    """The number without needless zeros; whole ones as whole ones."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _plain(entry: Any) -> Table:
    known = {name: _plain_value(value) for name, value in entry._asdict().items() if name != "extra"}
    return {name: value for name, value in known.items() if value not in (None, [])} | _foreign(entry.extra)


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        number = plain_number(value)
        return number if isinstance(number, int) else float(number)  # at most 13 figures: a float holds them exactly
    return value.isoformat() if isinstance(value, (date, time)) else value


def _foreign(extra: Any) -> Table:
    return {key: to_json(value) for key, value in extra.items()}


def _places(name: str, entries: Iterable[Any]) -> Iterable[str]:
    return (f"{name}, entry {number}" for number, _ in enumerate(entries, start=1))


def _record_in(document: Any) -> Table:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NotJsonError(f'it is JSON, but no export of itb\'s: "format" is not "{FORMAT}"')
    held = document.get("record")
    if not isinstance(held, dict):
        raise NotJsonError('"record" is missing')
    for version, known in ((document.get("schema_version"), FORMAT_VERSION), (held.get("schema_version"), SCHEMA_VERSION)):
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise NotJsonError('"schema_version" is missing or is no whole number')
        if version > known:
            raise refused("a newer itb made it", "Install the newest itb, then do the same again.")
    return held


def _as_toml(held: Table) -> Table:
    """The record's document with days and times as TOML would give them."""
    document = {name: value for name, value in held.items() if name not in (*TABLES, *LISTS)}
    document = {name: from_json(value) for name, value in document.items()}
    for name, kind in TABLES.items():
        if name in held:
            document[name] = _typed(kind, held[name], name)
    for name, kind in LISTS.items():
        entries = held.get(name, [])
        if not isinstance(entries, list):
            raise NotJsonError(f"{name}: it must be a list")
        check_number(len(entries))
        document[name] = [_typed(kind, entry, f"{name}, entry {number}") for number, entry in enumerate(entries, start=1)]
    return document


def _typed(kind: type, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise NotJsonError(f"{where}: it must be an object")
    return {key: _value(kind, key, value, where) if key in READERS[kind] else from_json(value) for key, value in raw.items()}


def _value(kind: type, key: str, value: Any, where: str) -> Any:
    try:
        if holds(kind, key, date):
            return day_of(value)
        return time_of(value) if holds(kind, key, time) else value
    except (TypeError, ValueError):
        example = "a day such as 2026-12-01" if holds(kind, key, date) else "a time such as 09:30:00"
        raise NotJsonError(f"{where}, {key}: it must be {example}, in quotes") from None

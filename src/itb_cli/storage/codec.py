"""TOML text to a record. Checks every type and range at the edge (R108); keeps keys it does not know. Writing: `encoding`."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from itb_cli.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from itb_cli.domain.record import (
    SCHEMA_VERSION,
    Appointment,
    AppointmentStatus,
    Clinic,
    Contact,
    DiaryEntry,
    DoseChange,
    Event,
    EventKind,
    Person,
    Phase,
    Plan,
    PrintedCard,
    Pump,
    Record,
    Refill,
    StandbyTablets,
    Therapy,
)
from itb_cli.domain.scales import MOST_SLEEP_HOURS, MOST_SPASMS, MOST_TIGHTNESS
from itb_cli.errors import RecordDamagedError, RecordTooNewError
from itb_cli.storage.limits import check_entries, check_foreign, check_keys, check_size
from itb_cli.storage.lines import line_of
from itb_cli.storage.migrations import migrate

LARGEST_NUMBER = Decimal(10_000_000)
MOST_DECIMALS = 6
LONGEST_DAYS = 365
_DAMAGED_HINT = "It was not changed. Earlier states: itb restore. Help now: itb emergency."

Table = dict[str, Any]
Reader = Callable[[Any], Any]


class NotRightError(Exception):
    """A value that is not of its kind; the message says what it must be."""


class WrongEntryError(Exception):
    """What is wrong in a table, in its entry of that number (None: it has none), under that key (None: as a whole)."""

    def __init__(self, why: str, table: str, entry: int | None = None, key: str | None = None) -> None:
        super().__init__(why)
        self.place = (table, entry, key)
        self.where = ", ".join(part for part in (table, entry and f"entry {entry}", key) if part)


def decode(data: bytes) -> Record:
    """The record in `data`. Raises RecordDamagedError (with line and key), RecordTooNewError, RecordUnreadableError."""
    check_size(len(data))
    try:
        return record_of(_parse(data))
    except WrongEntryError as wrong:
        line = line_of(data.decode(), *wrong.place)
        raise _unreadable(f"{f'line {line}: ' if line else ''}{wrong.where}: {wrong}") from None


def record_of(document: Table) -> Record:
    """The record in a document that was parsed already. Raises WrongEntryError, and as `decode` does."""
    document = migrate(document)
    version = document.pop("schema_version")
    if version > SCHEMA_VERSION:
        raise RecordTooNewError(
            f"A newer itb wrote this record (schema {version}; this program knows {SCHEMA_VERSION}). It was not changed.",
            "Install the newest itb. Help now: itb emergency.",
        )
    check_foreign(document)
    tables: Table = {name: _entry(kind, document.pop(name, {}), name) for name, kind in TABLES.items()}
    lists: Table = {name: _entries(kind, document.pop(name, []), name) for name, kind in LISTS.items()}
    record = Record(**tables, **lists, extra=document)
    check_entries(record)
    return record


def _parse(data: bytes) -> Table:
    if not data.strip():
        raise RecordDamagedError("The record's file is empty.", _DAMAGED_HINT)
    check_keys(data)
    try:
        return tomllib.loads(data.decode(), parse_float=Decimal)
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
    if not isinstance(raw, dict):
        raise WrongEntryError("it must be a table", where, number)
    readers = READERS[kind]
    values: Table = {}
    for key, reader in readers.items():
        if key not in raw:
            continue
        try:
            values[key] = reader(raw[key])
        except NotRightError as error:
            raise WrongEntryError(str(error), where, number, key) from None
    if "id" in readers and "on" in values:
        values.setdefault("id", f"{values['on']}-{number}")
    for name in NEEDED[kind]:
        if name not in values:
            raise WrongEntryError(f'"{name}" is missing', where, number)
    return kind(**values, extra={key: value for key, value in raw.items() if key not in readers})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotRightError("it must be text in quotes")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise NotRightError("it must be a list of texts")
    return tuple(_text(item) for item in value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise NotRightError("it must be a day such as 2026-12-01, without quotes")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise NotRightError("the year cannot be right")
    return value


def _time(value: Any) -> time:
    if not isinstance(value, time):
        raise NotRightError("it must be a time such as 09:30:00, without quotes")
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise NotRightError("it must be a number without quotes")
    number = Decimal(value)
    if not number.is_finite() or not -LARGEST_NUMBER < number < LARGEST_NUMBER or number != round(number, MOST_DECIMALS):
        raise NotRightError("the number cannot be right")
    return number


def _more_than_zero(value: Any) -> Decimal:
    number = _number(value)
    if number <= 0:
        raise NotRightError("it must be more than 0")
    return number


def _zero_or_more(value: Any) -> Decimal:
    number = _number(value)
    if number < 0:
        raise NotRightError("it must not be less than 0")
    return number


def _hours(value: Any) -> Decimal:
    number = _number(value)
    if not 0 <= number <= MOST_SLEEP_HOURS:
        raise NotRightError(f"it must be from 0 to {MOST_SLEEP_HOURS}")
    return number


def _whole(most: int, of: str = "") -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise NotRightError(f"it must be a whole number{of} from 0 to {most}")
        return value

    return read


def _one_of(kind: type[Phase] | type[AppointmentStatus] | type[EventKind]) -> Reader:
    def read(value: Any) -> Any:
        try:
            return kind(_text(value))
        except ValueError:
            raise NotRightError("it must be one of " + ", ".join(kind)) from None

    return read


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
    "refills": Refill,
    "doses": DoseChange,
    "appointments": Appointment,
    "events": Event,
    "diary": DiaryEntry,
}
READERS: Mapping[type, Mapping[str, Reader]] = {
    Person: {"name": _text, "born": _day, "allergies": _texts},
    Contact: {"name": _text, "relation": _text, "phone": _text},
    Clinic: {"name": _text, "phone": _text, "out_of_hours_phone": _text},
    Pump: {
        "model": _text,
        "serial": _text,
        "implanted_on": _day,
        "replace_by": _day,
        "reservoir_ml": _more_than_zero,
        "alarm_volume_ml": _zero_or_more,
    },
    Therapy: {"phase": _one_of(Phase)},
    Plan: {**dict.fromkeys(("buffer_days", "lead_days"), _whole(LONGEST_DAYS, " of days")), "emergency_number": _text},
    StandbyTablets: {"use_before": _day},
    PrintedCard: {"printed_on": _day},
    Refill: {
        "id": _text,
        "on": _day,
        "alarm_date": _day,
        "refill_by": _day,
        "filled_ml": _more_than_zero,
        "strength_mcg_per_ml": _more_than_zero,
        "dose_mcg_per_day": _more_than_zero,
        "note": _text,
    },
    DoseChange: {"id": _text, "on": _day, "dose_mcg_per_day": _more_than_zero, "alarm_date": _day, "note": _text},
    Appointment: {"id": _text, "on": _day, "at": _time, "place": _text, "status": _one_of(AppointmentStatus)},
    Event: {"id": _text, "on": _day, "kind": _one_of(EventKind), "checked_on": _day, "note": _text},
    DiaryEntry: {
        "id": _text,
        "on": _day,
        "spasms": _whole(MOST_SPASMS),
        "tightness": _whole(MOST_TIGHTNESS),
        "sleep_hours": _hours,
        "note": _text,
    },
}
NEEDED: Mapping[type, tuple[str, ...]] = {
    **dict.fromkeys(READERS, ()),
    Refill: ("on",),
    DoseChange: ("on", "dose_mcg_per_day"),
    Appointment: ("on",),
    Event: ("on", "kind"),
    DiaryEntry: ("on",),
}

"""The table of entries: one row a kind, in the order in which entries of one day are told. What each fact is: `entry_facts`."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from itb_cli.domain.record import Appointment, DiaryEntry, DoseChange, Event, Record, Refill
from itb_cli.domain.values import NamedTuple


class EntryKind(StrEnum):
    """What sort of entry it is."""

    REFILL = "refill"
    DOSE = "dose"
    APPOINTMENT = "appointment"
    EVENT = "event"
    DIARY = "diary"


class Kind(NamedTuple):
    """One kind: its list in the record, the type of its entries, its name for people, and how two entries are compared.

    `same_visit` makes two entries with different ids the same visit, written down twice. `is_counted`: an answer about the supply
    follows from it. `near_supply`: what a new entry of the supply is compared with. `stricter_day`: which of two days of one
    entry is tried first when records are joined; without it ours stays.
    """

    list_: str
    type_: type
    label: str
    same_visit: Callable[[Any], Any]
    is_counted: bool = True
    near_supply: bool = True
    stricter_day: Callable[[Any, Any], Any] | None = None


KINDS: Mapping[EntryKind, Kind] = {
    # The same drug, begun earlier.
    EntryKind.REFILL: Kind("refills", Refill, "Refill", lambda refill: refill.on, stricter_day=min),
    # A rise uses up more if it is earlier; a fall less: then the later day is tried.
    EntryKind.DOSE: Kind("doses", DoseChange, "Dose change", lambda dose: (dose.on, dose.dose_mcg_per_day), stricter_day=min),
    # A visit too late is warned of, one in time comforts.
    EntryKind.APPOINTMENT: Kind(
        "appointments", Appointment, "Appointment", lambda visit: visit.on, is_counted=False, stricter_day=max
    ),
    # An event that was checked and one that was not may be two: both stay, and the unchecked one counts. One after the newest
    # refill counts, one before it does not.
    EntryKind.EVENT: Kind(
        "events", Event, "Event", lambda event: (event.on, event.kind, event.checked_on, event.alarm_date), stricter_day=max
    ),
    EntryKind.DIARY: Kind(
        "diary_entries",
        DiaryEntry,
        "Diary",
        lambda entry: (entry.on, entry.spasms, entry.tightness, entry.sleep_hours, entry.note),
        is_counted=False,
        near_supply=False,
    ),
}
LISTS: Mapping[EntryKind, str] = {kind: row.list_ for kind, row in KINDS.items()}


def counted_entries(record: Record) -> list[Any]:
    """The entries from which an answer about the supply follows."""
    return [entry for row in KINDS.values() if row.is_counted for entry in getattr(record, row.list_)]


def lists_of(record: Record) -> tuple[tuple[Any, ...], ...]:
    """The entries of a record, a list a kind."""
    return tuple(getattr(record, name) for name in LISTS.values())

"""The entries of a report, a type a kind, made from the table: the figures, the days that the clinic printed, and the note."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar  # a table makes them

from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.entry_facts import BY_FIELD
from itb_cli.services.entries.history import HistoryEntry, told_as

Entry = TypeVar("Entry")


def _made(kind: EntryKind, name: str, what: str) -> Any:
    row = KINDS[kind].type_.__annotations__
    facts = [field for field in row if field not in ("id", "on", "extra")]
    facts.sort(key=lambda field: (field == "note", field in BY_FIELD and BY_FIELD[field].is_printed))
    since = [("days_since_refill", int | None)] if kind is EntryKind.REFILL else []
    made: Any = NamedTuple
    entry = made(name, [("on", date), *since, *((field, row[field]) for field in facts)])
    entry.__doc__ = what
    return entry


if TYPE_CHECKING:

    class _Told(NamedTuple):
        """What is known of an entry without the table."""

        on: date

        def __getattr__(self, fact: str) -> Any: ...

    class ReportRefill(_Told):
        """A refill."""

    class ReportDose(_Told):
        """A dose change."""

    class ReportEvent(_Told):
        """An event."""

    class ReportVisit(_Told):
        """An appointment."""

else:
    ReportRefill = _made(EntryKind.REFILL, "ReportRefill", "A refill with the days since the one before.")
    ReportDose = _made(EntryKind.DOSE, "ReportDose", "A dose change between refills.")
    ReportEvent = _made(EntryKind.EVENT, "ReportEvent", "What may have upset the pump, and the clinic's check after it.")
    ReportVisit = _made(EntryKind.APPOINTMENT, "ReportVisit", "An appointment.")


def told(as_: type[Entry], entries: list[HistoryEntry]) -> tuple[Entry, ...]:
    """Entries of the history as the report has them."""
    make: Any = as_
    return tuple(make(*(getattr(entry, told_as(field)) for field in make._fields)) for entry in entries)

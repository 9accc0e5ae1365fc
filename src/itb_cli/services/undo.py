"""Going back to an earlier state: what that takes away and what it brings back. Which state it is, storage knows."""

from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.services.history import HistoryEntry, entries_of
from itb_cli.services.next_refill import NextRefillView, supply_view
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply_notices import supply_notices

_TABLES = ("person", "contacts", "clinic", "pump", "therapy", "plan", "standby_tablets", "card", "extra")


class UndoRequest(NamedTuple):
    """The state to go back to."""

    earlier: Record


class UndoView(NamedTuple):
    """Entries that are gone, entries that are back, and the tables of the record that changed."""

    taken_back: tuple[HistoryEntry, ...]
    brought_back: tuple[HistoryEntry, ...]
    tables_changed: tuple[str, ...]
    supply: NextRefillView


def answer(record: Record, request: UndoRequest, as_of: AsOf) -> Outcome[UndoView]:
    """The earlier state as the new record."""
    now, then = (_entries(state) for state in (record, request.earlier))
    stood, stands = frozenset(then), frozenset(now)
    supply = forecast(request.earlier)
    standing = stand(request.earlier, supply, as_of)
    return Outcome(
        UndoView(
            taken_back=tuple(entry for entry in now if entry not in stood),
            brought_back=tuple(entry for entry in then if entry not in stands),
            tables_changed=tuple(name for name in _TABLES if getattr(record, name) != getattr(request.earlier, name)),
            supply=supply_view(request.earlier, supply, standing, as_of),
        ),
        supply_notices(request.earlier, supply, standing, as_of),
        standing.state,
        record=request.earlier,
    )


def _entries(record: Record) -> tuple[HistoryEntry, ...]:
    """The entries without the days between refills, which change when others do."""
    return tuple(entry._replace(days_since_refill=None) for entry in entries_of(record))

"""Going back to an earlier state: what that takes away and what it brings back. Which state it is, storage knows."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import never_back
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes, changes
from itb_cli.services.record.milder import going_back, went_back
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

_TABLES = ("person", "contacts", "clinic", "pump", "therapy", "plan", "standby_tablets", "card", "extra")


class UndoRequest(NamedTuple):
    """The state to go back to."""

    earlier: Record


class UndoView(NamedTuple):
    """Entries that are gone, entries that are back, the tables of the record that changed, and all of that in full.

    An entry that was corrected is among both: as it was, and as it is again.
    """

    taken_back: tuple[HistoryEntry, ...]
    brought_back: tuple[HistoryEntry, ...]
    tables_changed: tuple[str, ...]
    supply: NextRefillView
    changes: Changes


def answer(record: Record, request: UndoRequest, as_of: AsOf) -> Outcome[UndoView]:
    """The earlier state as the new record."""
    earlier = never_back(record, request.earlier)
    made = changes(record, earlier)
    supply = supply_after(earlier, as_of)
    told = supply.told(
        UndoView(
            taken_back=(*made.gone, *(item.before for item in made.corrected)),
            brought_back=(*made.new, *(item.after for item in made.corrected)),
            tables_changed=tuple(name for name in _TABLES if getattr(record, name) != getattr(earlier, name)),
            supply=supply.view,
            changes=made,
        ),
        *went_back(going_back(record, earlier, as_of.day)),
    )
    return told._replace(record=earlier)

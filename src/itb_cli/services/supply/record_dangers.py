"""Whether the record makes every sign an emergency: a refill is overdue, or an alarm or an event was not checked."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record
from itb_cli.domain.supply_state import SupplyState
from itb_cli.services.knowledge.dangers import Danger, Dangers
from itb_cli.services.supply.next_refill import supply_after


def dangers_in_record(record: Record, as_of: AsOf) -> Dangers:
    """What stands in the record, with all other copies beside it, on the day of the answer."""
    standing = supply_after(record, as_of).standing
    found = [Danger.RECORD_ALARM] if standing.alarm_heard else []
    if standing.state is SupplyState.OVERDUE:
        found.append(Danger.RECORD_OVERDUE)
    if standing.state is SupplyState.CRITICAL and not standing.alarm_heard:
        found.append(Danger.RECORD_EMPTY)
    return tuple(found)

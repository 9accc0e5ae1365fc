"""What `itb status` says of reminders that once ran: nothing if none ever did."""

from typing import TypeVar

from itb_cli.cli.call import Call
from itb_cli.files.whole import real_file
from itb_cli.services.outcome import Outcome
from itb_cli.storage.paths import reminders_beside

View = TypeVar("View")


def with_heartbeat(call: Call, outcome: Outcome[View]) -> Outcome[View]:
    """The answer, and what has to be said of reminders that stopped (F21); what stands last in it stays last."""
    path = call.path
    if not call.as_of.is_today or not reminders_beside(real_file(path)).exists():
        return outcome
    from itb_cli.services.reminders.heartbeat import notices
    from itb_cli.storage.reminders import remembered

    told = notices(remembered(path), call.as_of)
    return outcome._replace(notices=(*outcome.notices[:-1], *told, *outcome.notices[-1:]))

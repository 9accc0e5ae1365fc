"""A refill whose day nobody typed: after a no to "today?" the day is asked for, at a terminal. Nothing is stored from here."""

from collections.abc import Callable

from itb_cli.cli.call import Call
from itb_cli.errors import ConfirmationNeededError
from itb_cli.services.entries.log import NO_DAY, LogRequest, LogView
from itb_cli.services.outcome import Outcome


def with_a_day(call: Call, typed: LogRequest, write: Callable[[LogRequest], Outcome[LogView]]) -> Outcome[LogView]:
    """The refill stored; asked once more if it was not filled today. Raises the question again if no day is named."""
    try:
        return write(typed)
    except ConfirmationNeededError as needed:
        day = _day(call) if needed.topic == NO_DAY and call.can_ask else ""
        if not day:
            raise
    return write(typed._replace(on=day))


def _day(call: Call) -> str:
    try:
        return call.runtime.ask("On which day, such as 2026-09-01 or yesterday? (Enter stops):").strip()
    except EOFError:
        return ""

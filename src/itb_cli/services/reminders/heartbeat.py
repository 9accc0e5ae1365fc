"""When reminders last ran, and what has to be said if that is long ago, unknown or in the future (F21)."""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_short
from itb_cli.domain.reminders import STALE_DAYS, ReminderMemory
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome

NOT_NOTIFIED = "not_notified"


class HeartbeatView(NamedTuple):
    """`is_alive`: reminders ran within the last two days."""

    is_alive: bool
    last_run: date | None
    days_since_last_run: int | None


def heartbeat(memory: ReminderMemory, as_of: AsOf) -> Outcome[HeartbeatView]:
    """When reminders last ran, for whoever watches over them: exit code 3 unless it was within the last two days."""
    days = memory.days_since_last_run(as_of.day)
    is_alive = memory.is_alive(as_of.day)
    exit_code = ExitCode.ANSWERED if is_alive else ExitCode.NOT_ANSWERABLE
    return Outcome(HeartbeatView(is_alive, memory.last_run, days), notices(memory, as_of), exit_code=exit_code)


def notices(memory: ReminderMemory, as_of: AsOf) -> tuple[Notice, ...]:
    """What `itb status` has to say of reminders that were once run. Nothing if none ever was."""
    return (*runs_ahead_notice(memory, as_of), *_stopped(memory, as_of), *_not_shown(memory))


def runs_ahead_notice(memory: ReminderMemory, as_of: AsOf) -> Iterator[Notice]:
    """The clock was set back since the last run, or had been ahead."""
    if memory.last_run is not None and memory.runs_ahead(as_of.day):
        yield Notice(
            "reminders_ahead",
            Signal.CAUTION,
            f"Check the date of this device. Reminders last ran on {spoken_short(memory.last_run)}, "
            f"but today is {spoken_short(as_of.day)} by its clock.",
        )


def _stopped(memory: ReminderMemory, as_of: AsOf) -> Iterator[Notice]:
    if memory.is_damaged:
        yield Notice(
            "reminders_unknown",
            Signal.CAUTION,
            f"It is not known when reminders last ran. A day may have passed unseen. To run them now: {Command('remind')}",
        )
    days = memory.days_since_last_run(as_of.day)
    if memory.last_run is not None and days is not None and days > STALE_DAYS:
        yield Notice(
            "reminders_stopped",
            Signal.CAUTION,
            f"Reminders last ran {distance(memory.last_run, as_of.day)}, on {spoken(memory.last_run)}. "
            f"No reminder reaches you while they do not run. To run them now: {Command('remind')}",
        )


def _not_shown(memory: ReminderMemory) -> Iterator[Notice]:
    if memory.not_notified_on is not None:
        yield Notice(
            "reminder_not_shown",
            Signal.CAUTION,
            f"The reminder of {spoken(memory.not_notified_on)} could not be shown on the desktop. "
            f"To try again: {Command('remind --notify')}",
        )


def not_notified(*, was_tried: bool) -> Notice:
    """For a reminder that was to be shown on the desktop."""
    why = (
        "The desktop did not take the notification. Is anybody logged in to it?"
        if was_tried
        else "Nothing that shows notifications was found. Install notify-send, or: pip install 'itb-cli[notify]'"
    )
    return Notice(NOT_NOTIFIED, Signal.CAUTION, why)

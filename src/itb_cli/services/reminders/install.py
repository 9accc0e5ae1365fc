"""`itb remind --install`, `--uninstall`, `--status`: what would change, what did, what stands. Writes nothing, asks nobody."""

from datetime import date
from typing import TypeVar

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.reminders import ReminderMemory
from itb_cli.domain.scheduled import Installed, Part, Standing, Way
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode, NotInstalledError
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.heartbeat import notices

View = TypeVar("View")


class InstallView(NamedTuple):
    """`is_done`: it was written; `changes`: something has to be, or had to."""

    is_done: bool
    changes: bool
    way: Way
    parts: tuple[Part, ...]
    is_active: bool | None


class UninstallView(NamedTuple):
    """`installed` is what would be taken away, or was."""

    is_done: bool
    installed: tuple[Installed, ...]


class InstallStatusView(NamedTuple):
    """What is installed, and whether it lives: `is_alive` if reminders ran within the last two days."""

    installed: tuple[Installed, ...]
    is_alive: bool
    last_run: date | None
    days_since_last_run: int | None


def plan(way: Way, parts: tuple[Part, ...], *, is_active: bool | None, can_show: bool) -> Outcome[InstallView]:
    """What installing would change. Raises NotInstalledError if something of somebody else's stands in the way."""
    for part in parts:
        if part.standing is Standing.FOREIGN:
            raise NotInstalledError(
                f"{part.place} is there already, and itb did not write it. Nothing was changed.",
                f"Move it away, or choose another way: {Command('remind --install --help')}",
            )
    changes = any(part.standing is not Standing.CURRENT for part in parts) or is_active is False
    view = InstallView(is_done=False, changes=changes, way=way, parts=parts, is_active=is_active)
    return Outcome(view, _nothing_shows(way, can_show=can_show))


def installed(outcome: Outcome[InstallView], *, is_active: bool | None) -> Outcome[InstallView]:
    """The same once it was written."""
    return outcome._replace(view=outcome.view._replace(is_done=True, is_active=is_active))


def unanswered(outcome: Outcome[View]) -> Outcome[View]:
    """The same if nobody could be asked: a script must not take the plan for the deed."""
    return outcome._replace(exit_code=ExitCode.REFUSED)


def removal(found: tuple[Installed, ...], *, is_done: bool) -> Outcome[UninstallView]:
    """What would be taken away, or was."""
    return Outcome(UninstallView(is_done, found))


def status(found: tuple[Installed, ...], memory: ReminderMemory, as_of: AsOf, *, can_show: bool) -> Outcome[InstallStatusView]:
    """What is installed and when it last ran: exit code 3 if nothing is, or if the system will not start it."""
    day = as_of.day
    view = InstallStatusView(found, memory.is_alive(day), memory.last_run, memory.days_since_last_run(day))
    warned = tuple(notice for one in found for notice in _nothing_shows(one.way, can_show=can_show))
    will_start = any(one.is_active is not False for one in found)
    exit_code = ExitCode.ANSWERED if will_start else ExitCode.NOT_ANSWERABLE
    return Outcome(view, (*notices(memory, as_of), *warned[:1]), exit_code=exit_code)


def _nothing_shows(way: Way, *, can_show: bool) -> tuple[Notice, ...]:
    """Reminders without a terminal reach nobody if no notification can be shown (F21)."""
    if can_show or way is Way.SHELL:
        return ()
    return (
        Notice(
            "nothing_shows_notifications",
            Signal.CAUTION,
            "Nothing that shows notifications was found here, so these reminders would reach nobody. Install notify-send, or: "
            f"pip install 'itb-cli[notify]'. Without a desktop: {Command('remind --install shell')}",
        ),
    )

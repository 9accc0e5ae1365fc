"""A line in the user's crontab: what it says, put in and taken out through `crontab`, every other line kept."""

import re
import shlex

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part, Standing
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import block
from itb_cli.scheduling.job import Job

PLACE = "your crontab"
HOURS = "9,13,18"
"""cron catches up on nothing: who was off at 9 is reminded at one of the next hours, and nobody twice of the same."""
_NOTHING_YET = (b"no crontab", b"no such file")


def parts(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The lines. Raises NotInstalledError if there is no cron, or if the crontab cannot be read."""
    if not machine.has("crontab"):
        raise NotInstalledError(
            "There is no cron here. Nothing was installed.", f"Another way: {Command('remind --install shell')}"
        )
    data = _read(machine) or b""
    standing = Standing.ABSENT
    if block.find(data, job.title, PLACE) is not None:
        standing = Standing.CURRENT if block.is_current(data, job.title, lines(job), PLACE) else Standing.OLDER
    return (Part(PLACE, lines(job), standing),)


def install(job: Job, machine: Machine) -> None:
    """Puts the lines above all others, where no variable that is set for others reaches them."""
    _write(machine, block.with_block(_read(machine), job.title, lines(job), PLACE))


def found(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The lines as they stand; none in a crontab that cannot be read: it cannot have been written either."""
    try:
        data = (_read(machine) if machine.has("crontab") else None) or b""
    except NotInstalledError:
        return ()
    stands = block.find(data, job.title, PLACE)
    return () if stands is None else (Part(PLACE, stands.decode(errors="replace"), Standing.CURRENT),)


def remove(job: Job, machine: Machine) -> None:
    """Takes the lines out, and the crontab itself if it was made for them."""
    data = _read(machine)
    if data is None:
        return
    rest = block.without_block(data, job.title, PLACE)
    if rest is None:
        _checked(machine.run("crontab", "-r").code)
    elif rest != data:
        _write(machine, rest)


def is_active(_job: Job, _machine: Machine) -> bool | None:
    """`crontab` does not tell whether cron runs: when reminders last ran does."""
    return None


def lines(job: Job) -> str:
    """What it says goes to nobody's mail. A percent sign would end the command, wherever it stands.

    Some crons take one of two adjacent backslashes away, and all take the one before a percent sign as theirs: in quotes,
    where alone a backslash can stand here, two quotes part them.
    """
    parted = re.sub(r"\\(?=[\\%])", r"\\''", shlex.join(job.for_desktop))
    command = parted.replace("%", "\\%")
    return f"0 {HOURS} * * * {command} >/dev/null 2>&1\n"


def _read(machine: Machine) -> bytes | None:
    """The crontab; None if there is none, which is never the same as one that cannot be read."""
    ended = machine.run("crontab", "-l")
    if ended.code == 0:
        return ended.out
    if any(word in ended.err.lower() for word in _NOTHING_YET):
        return None
    raise NotInstalledError("Your crontab cannot be read. Nothing was changed.", "To see why: crontab -l")


def _write(machine: Machine, data: bytes) -> None:
    _checked(machine.run("crontab", "-", given=data).code)
    if (_read(machine) or b"") != data:
        raise NotInstalledError("Your crontab does not hold what was written.", "Look at it: crontab -l")


def _checked(code: int) -> None:
    if code != 0:
        raise NotInstalledError("Your crontab cannot be changed. It is as it was.", "To see why: crontab -e")

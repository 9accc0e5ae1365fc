"""An agent of the user's own launchd on macOS: its property list, where it lies, loading and unloading it."""

import plistlib
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine, user_number
from itb_cli.scheduling import files
from itb_cli.scheduling.job import Job


def parts(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The property list. Raises NotInstalledError if there is no launchd."""
    if not machine.has("launchctl"):
        raise NotInstalledError(
            "There is no launchd here. Nothing was installed.", f"The way that fits: {Command('remind --install')}"
        )
    return (files.whole(_place(job, machine), text(job)),)


def install(job: Job, machine: Machine) -> None:
    """Writes the list and loads it; leaves nothing if that fails."""
    place = _place(job, machine)
    with files.restored_on_failure((place,)):
        files.replace(place, text(job).encode())
        machine.run("launchctl", "bootout", f"{_domain()}/{label(job)}")
        if machine.run("launchctl", "bootstrap", _domain(), str(place)).code != 0:
            raise NotInstalledError(
                "launchd did not take the agent. Nothing was installed.",
                f"Do it once more from a terminal on your desktop, or another way: {Command('remind --install shell')}",
            )


def found(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The list of ours as it stands."""
    return tuple(files.found(_place(job, machine)))


def remove(job: Job, machine: Machine) -> None:
    """Unloads the agent and takes its list away."""
    for part in found(job, machine):
        machine.run("launchctl", "bootout", f"{_domain()}/{label(job)}")
        files.remove(Path(part.place))


def is_active(job: Job, machine: Machine) -> bool | None:
    """Whether launchd has it; None if launchd does not answer."""
    return machine.run("launchctl", "print", f"{_domain()}/{label(job)}").code == 0 if machine.has("launchctl") else None


def text(job: Job) -> str:
    """Runs at 9, after a sleep that lasted longer, and at login; without a place for it, what it says goes nowhere."""
    agent = {
        "Label": label(job),
        "ProgramArguments": list(job.for_desktop),
        "StartCalendarInterval": {"Hour": 9, "Minute": 0},
        "RunAtLoad": True,
        "ProcessType": "Background",
    }
    head, start, rest = plistlib.dumps(agent, sort_keys=False).decode().partition("<plist ")
    return f"{head}<!-- {files.MARK} -->\n{start}{rest}"


def label(job: Job) -> str:
    """What launchd calls it."""
    return f"local.{job.name}"


def _domain() -> str:
    return f"gui/{user_number()}"


def _place(job: Job, machine: Machine) -> Path:
    return machine.home / "Library" / "LaunchAgents" / f"{label(job)}.plist"

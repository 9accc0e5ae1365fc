"""Which way fits this machine, and every way by its name. Writes nothing."""

import sys
from pathlib import Path
from typing import Protocol

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part, Way
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import cron, launchd, shell_startup, systemd, task_scheduler
from itb_cli.scheduling.job import Job


class Scheduler(Protocol):
    """What every way can do; each is a module."""

    def parts(self, job: Job, machine: Machine) -> tuple[Part, ...]:
        """What installing writes, and how it stands. Raises NotInstalledError if this way cannot be gone."""

    def install(self, job: Job, machine: Machine) -> None:
        """Writes and starts it, or leaves everything as it was and raises NotInstalledError."""

    def found(self, job: Job, machine: Machine) -> tuple[Part, ...]:
        """What of ours is there, as it stands."""

    def remove(self, job: Job, machine: Machine) -> None:
        """Takes away what of ours is there."""

    def is_active(self, job: Job, machine: Machine) -> bool | None:
        """Whether the system will start it; None if it does not tell."""


SCHEDULERS: dict[Way, Scheduler] = {
    Way.SYSTEMD: systemd,
    Way.CRON: cron,
    Way.LAUNCHD: launchd,
    Way.WINDOWS: task_scheduler,
    Way.SHELL: shell_startup,
}


def fitting_way(machine: Machine) -> Way:
    """The system's own scheduler; the shell if there is no desktop, since what nobody sees is no reminder.

    Raises NotInstalledError if nothing fits.
    """
    if machine.platform in ("win32", "darwin"):
        return Way.WINDOWS if machine.platform == "win32" else Way.LAUNCHD
    shell = shell_startup.shell_of(machine)
    if shell and not has_desktop(machine):
        return Way.SHELL
    if machine.has("systemctl") and runs_systemd(machine):
        return Way.SYSTEMD
    if machine.has("crontab"):
        return Way.CRON
    if shell:
        return Way.SHELL
    raise NotInstalledError(
        "Neither systemd nor cron nor a shell that is known was found. Nothing was installed.",
        f"Let whatever starts programs here run this once a day: {Command('remind --notify')}",
    )


def has_desktop(machine: Machine) -> bool:
    """Whether somebody looks at a desktop here."""
    return machine.platform in ("win32", "darwin") or any(
        machine.environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def runs_systemd(machine: Machine) -> bool:
    """Whether this person has a systemd of their own that runs."""
    folder = machine.environment.get("XDG_RUNTIME_DIR", "")
    return bool(folder) and sys.platform != "win32" and (Path(folder) / "systemd").is_dir()

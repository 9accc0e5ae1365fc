"""A timer and a service of the user's own systemd: the units, where they lie, starting and stopping the timer."""

from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling import files
from itb_cli.scheduling.job import Job

_SERVICE = f"""\
# {files.HEAD}
[Unit]
Description=itb reminders

[Service]
Type=oneshot
ExecStart=:{{command}}
SuccessExitStatus=3
StandardOutput=null
StandardError=null
"""
"""What it says goes to nobody's journal. Exit code 3 is an answer: something is not known, and was said."""
_TIMER = f"""\
# {files.HEAD}
[Unit]
Description=itb reminders, every day

[Timer]
OnCalendar=*-*-* 09:00:00
OnStartupSec=2min
Persistent=true

[Install]
WantedBy=timers.target
"""
"""A run that was missed is caught up, and once more when the desktop is there: the first may come too early for it."""

_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')


def parts(job: Job, machine: Machine) -> tuple[Part, ...]:
    """Both units. Raises NotInstalledError if there is no systemd."""
    if not machine.has("systemctl"):
        raise NotInstalledError(
            "There is no systemd here. Nothing was installed.", f"Another way: {Command('remind --install cron')}"
        )
    service, timer = _places(job, machine)
    return tuple(
        files.whole(place, job.said(text))
        for place, text in ((service, _SERVICE.format(command=command(job.for_desktop))), (timer, _TIMER))
    )


def install(job: Job, machine: Machine) -> None:
    """Writes the units and starts the timer; leaves nothing if that fails."""
    was_enabled = _link(job, machine).is_symlink()
    with files.restored_on_failure(_places(job, machine)):
        for part in parts(job, machine):
            files.replace(Path(part.place), part.text.encode())
        for words in (("daemon-reload",), ("enable", _timer(job)), ("restart", _timer(job))):
            if machine.run("systemctl", "--user", *words).code != 0:
                if not was_enabled:
                    files.remove(_link(job, machine), 1)
                raise NotInstalledError(
                    "The systemd of your session did not take the timer. Nothing was installed.",
                    f"Do it once more from your desktop or after logging in, or another way: {Command('remind --install cron')}",
                )


def found(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The units of ours as they stand."""
    return tuple(part for place in _places(job, machine) for part in files.found(place))


def remove(job: Job, machine: Machine) -> None:
    """Stops the timer and takes the units of ours away, with what systemd kept for them."""
    ours = [Path(part.place) for part in found(job, machine)]
    stamp = machine.folder("XDG_DATA_HOME", ".local", "share") / "systemd" / "timers" / f"stamp-{_timer(job)}"
    if _places(job, machine)[1] in ours:
        machine.run("systemctl", "--user", "disable", "--now", _timer(job))
        ours = [_link(job, machine), stamp, *ours]
    for place in ours:
        files.remove(place, 2)
    machine.run("systemctl", "--user", "daemon-reload")


def is_active(job: Job, machine: Machine) -> bool | None:
    """Whether the timer is enabled and runs; None if systemd does not answer."""
    if not machine.has("systemctl"):
        return None
    enabled = machine.run("systemctl", "--user", "is-enabled", _timer(job))
    return enabled.code == 0 and machine.run("systemctl", "--user", "is-active", _timer(job)).code == 0


def command(words: tuple[str, ...]) -> str:
    """The words for ExecStart, where a colon before them keeps dollar signs as they are.

    systemd starts no program whose path holds a quote or a backslash, but a shell does.
    """
    by_shell = _BY_SHELL if set(words[0]) & set("'\"\\") else ()
    return " ".join(map(_quoted, (*by_shell, *words)))


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _timer(job: Job) -> str:
    return f"{job.name}.timer"


def _places(job: Job, machine: Machine) -> tuple[Path, Path]:
    folder = _folder(machine)
    return folder / f"{job.name}.service", folder / _timer(job)


def _link(job: Job, machine: Machine) -> Path:
    return _folder(machine) / "timers.target.wants" / _timer(job)


def _folder(machine: Machine) -> Path:
    return machine.folder("XDG_CONFIG_HOME", ".config") / "systemd" / "user"

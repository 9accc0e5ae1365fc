"""A task of the Windows Task Scheduler: its definition, where that lies, making and deleting the task."""

import subprocess
from html import escape
from pathlib import Path, PureWindowsPath

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part, Standing
from itb_cli.errors import NotInstalledError
from itb_cli.machine import WINDOWLESS, Machine
from itb_cli.scheduling import files
from itb_cli.scheduling.job import Job

ENCODING = "utf-16"
"""What schtasks reads."""
_TASK = f"""\
<?xml version="1.0" encoding="UTF-16"?>
<!-- {files.MARK} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{files.MARK}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T09:00:00</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{{command}}</Command>
      <Arguments>{{arguments}}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
"""Local time, whatever the zone; on battery too; a run that was missed is caught up. Nobody's name stands in it."""


def parts(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The definition. Raises NotInstalledError if there is no Task Scheduler, or a task of this name that is not ours."""
    if not machine.has("schtasks"):
        raise NotInstalledError(
            "There is no Task Scheduler here. Nothing was installed.", f"The way that fits: {Command('remind --install')}"
        )
    part = files.whole(_place(job, machine), text(job), ENCODING)
    if part.standing is Standing.ABSENT and machine.run("schtasks", "/Query", "/TN", job.name).code == 0:
        return (part._replace(place=f"the task {job.name}", standing=Standing.FOREIGN),)
    return (part,)


def install(job: Job, machine: Machine) -> None:
    """Writes the definition and makes the task of it; leaves nothing if that fails."""
    place = _place(job, machine)
    with files.restored_on_failure((place,)):
        files.replace(place, text(job).encode(ENCODING))
        if machine.run("schtasks", "/Create", "/TN", job.name, "/XML", str(place), "/F").code != 0:
            raise NotInstalledError(
                "The Task Scheduler did not take the task. Nothing was installed.", "To see its tasks: schtasks /Query"
            )


def found(job: Job, machine: Machine) -> tuple[Part, ...]:
    """The definition of ours as it stands."""
    return tuple(files.found(_place(job, machine), ENCODING))


def remove(job: Job, machine: Machine) -> None:
    """Deletes the task and takes its definition away."""
    for part in found(job, machine):
        machine.run("schtasks", "/Delete", "/TN", job.name, "/F")
        files.remove(Path(part.place), 1)


def is_active(job: Job, machine: Machine) -> bool | None:
    """Whether the task is there; None if the Task Scheduler does not answer."""
    return machine.run("schtasks", "/Query", "/TN", job.name).code == 0 if machine.has("schtasks") else None


def text(job: Job) -> str:
    """The task's definition. Raises NotInstalledError if Windows would put something else in place of a part of a path."""
    program, *words = without_window(job.for_desktop[0]), *job.for_desktop[1:]
    if any("%" in word or "$(" in word for word in job.for_desktop):
        raise NotInstalledError(
            "A path holds % or $(, in place of which Windows would put something else. Nothing was installed.",
            "Move the record to a place with a plain name, and name it with --file.",
        )
    return _TASK.format(command=escape(program), arguments=escape(subprocess.list2cmdline(words)))


def without_window(program: str) -> str:
    """The Python beside `program` that opens no console, if there is one: a black window each morning is switched off by hand.

    The program for people without Python has none beside it, and hides its console itself (`.ci/one-folder`).
    """
    beside = Path(program).with_name(WINDOWLESS)
    return str(beside) if PureWindowsPath(program).name.casefold() == "python.exe" and beside.exists() else program


def _place(job: Job, machine: Machine) -> Path:
    return machine.folder("LOCALAPPDATA", "AppData", "Local") / "itb" / f"{job.name}.xml"

"""What is to be started, as words and under which name; and whether it starts at all. Not when, nor by whom."""

import hashlib
import os
import sys
from pathlib import Path

from itb_cli.domain.command import Lead, led, printed
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine, run_to_end


def program_of(executable: str, *, is_one_folder: bool) -> tuple[str, ...]:
    """By its whole path, whatever PATH says then; deaf to PYTHON* variables and to modules in the folder where it is started.

    `is_one_folder`: the executable is `itb` itself, with a Python of its own that hears none of them.
    """
    return (executable,) if is_one_folder else (executable, "-E", "-P", "-m", "itb_cli")


PROGRAM = program_of(sys.executable, is_one_folder=getattr(sys, "frozen", False))
LONGEST_WAIT_SECONDS = 60


class Job(NamedTuple):
    """The reminders of one record. `tag` tells those of several records apart, without a name; empty for the usual record."""

    record: Path
    person: str | None = None
    tag: str = ""
    program: tuple[str, ...] = PROGRAM

    @property
    def name(self) -> str:
        """What units, tasks and files of it are called."""
        return f"itb-reminders-{self.tag}" if self.tag else "itb-reminders"

    @property
    def title(self) -> str:
        """What its lines in other people's files are called."""
        return f"itb reminders {self.tag}".rstrip()

    @property
    def lead(self) -> Lead:
        """What leads a command in a file of it to the same record."""
        return Lead(self.person) if self.person else Lead(file=str(self.record) if self.tag else None)

    def said(self, text: str) -> str:
        """`text` as it stands in a file of it, its commands about this record."""
        return printed(led(text, self.lead))

    @property
    def for_desktop(self) -> tuple[str, ...]:
        """For what runs without a terminal. The record by its place: which folder is the usual one is not known there."""
        return (*self.program, "remind", "--notify", "--once-a-day", "--file", str(self.record))

    @property
    def for_terminal(self) -> tuple[str, ...]:
        """For what prints where a person reads."""
        whose = ("--person", self.person) if self.person else ("--file", str(self.record))
        return (*self.program, "remind", *whose)


def job_of(record: Path, person: str | None, *, is_usual: bool) -> Job:
    """The job of a record. Raises NotInstalledError if its place cannot be written into a line."""
    place = Path(os.path.abspath(record))  # noqa: PTH100  # links stay: a record that is a link may point elsewhere tomorrow
    job = Job(place, person, "" if is_usual else hashlib.sha256(os.fsencode(place)).hexdigest()[:8])
    for word in (*job.for_desktop, *job.for_terminal):
        if not word.isprintable():
            raise NotInstalledError(
                "A path holds signs that cannot be written into a line, so nothing was installed.",
                "Move the record to a place with a plain name, and name it with --file.",
            )
    return job


def check_starts(job: Job, machine: Machine) -> None:
    """Raises NotInstalledError if the program does not start in surroundings as bare as those of a scheduler."""
    bare = {name: value for name, value in machine.environment.items() if name in ("HOME", "USERPROFILE", "SYSTEMROOT")}
    ended = run_to_end((*job.program, "--version"), {**bare, "PATH": os.defpath}, longest=LONGEST_WAIT_SECONDS)
    if ended.code != 0 or not ended.out.startswith(b"itb "):
        raise NotInstalledError(
            "itb does not start outside this terminal, so no reminder would run. Nothing was installed.",
            "Install it in a place of its own, for example: pipx install itb-cli. Then do the same again.",
        )

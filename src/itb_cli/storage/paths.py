"""Where the record's companions lie: beside it; and what a file's mode says. Opens no file."""

import os
from pathlib import Path, PurePath

from itb_cli.domain.command import Command
from itb_cli.errors import RecordUnreadableError
from itb_cli.files.device_names import is_device
from itb_cli.files.whole import real_file

PEOPLE = "people"
GENERATIONS = ".generations"
LOCK = ".lock"
DRAFT = ".draft"
REMINDERS = ".reminders"
CALENDAR = ".calendar"
COMPANIONS = (GENERATIONS, LOCK, DRAFT, REMINDERS, CALENDAR)
"""What the names of a record's companions end with."""
HAS_PERMISSIONS = os.name != "nt"
"""On Windows a file's mode says nothing about who may read it."""


def named_record(words: str) -> Path:
    """The place that was named. Raises RecordUnreadableError if that can be no file's, RuntimeError without a home."""
    place = Path(words).expanduser()
    check_is_no_device(place)
    return place


def check_is_no_device(place: PurePath) -> None:
    """Raises RecordUnreadableError if nothing can be kept under this name."""
    if is_device(place):
        raise RecordUnreadableError(
            f"The record at {place} cannot be read: Windows keeps this name for a device.",
            f"Name another file with --file. Help now: {Command('emergency')}.",
        )


def lock_beside(record: Path) -> Path:
    """The lock's file: separate from the record, since replacing the record makes a new file (R102)."""
    return record.with_name(record.name + LOCK)


def holder_beside(record: Path) -> Path:
    """The note of who holds the lock. It is there only while a record is written."""
    return record.with_name(f".{record.name}.holder")


def generations_beside(record: Path) -> Path:
    """The folder of the record's earlier states."""
    return record.with_name(record.name + GENERATIONS)


def drafts_beside(record: Path) -> Path:
    """The folder of the copy that is being edited by hand."""
    return record.with_name(record.name + DRAFT)


def people_beside(record: Path) -> Path:
    """The folder of the records of people who were named."""
    return record.with_name(PEOPLE)


def reminders_beside(record: Path) -> Path:
    """The file in which reminders remember when they last ran, and what was put off."""
    return record.with_name(record.name + REMINDERS)


def calendar_beside(record: Path) -> Path:
    """The file in which it is remembered which folder a calendar reads, and what was written there."""
    return record.with_name(record.name + CALENDAR)


def keeps_calendar_folder(record: Path) -> bool:
    """Whether a calendar reads a folder that is kept for it; not if that cannot be looked at: no save is to fail by it."""
    return os.path.exists(calendar_beside(real_file(record)))  # noqa: PTH110  # Path.exists raises what the system refuses


def is_open_to_others(mode: int) -> bool:
    """Whether a file with this mode may be used by anybody but its owner (R104)."""
    return HAS_PERMISSIONS and bool(mode & 0o077)

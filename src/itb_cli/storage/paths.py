"""Where the record's companions lie: beside it; and what a file's mode says. Touches no file."""

import os
from pathlib import Path, PurePath, PureWindowsPath

from itb_cli.domain.command import Command
from itb_cli.domain.device_names import is_device_name
from itb_cli.errors import RecordUnreadableError

GENERATIONS = ".generations"
HAS_PERMISSIONS = os.name != "nt"
"""On Windows a file's mode says nothing about who may read it."""


def named_record(words: str) -> Path:
    """The place that was named. Raises RecordUnreadableError where that can be no file's, RuntimeError without a home."""
    place = Path(words).expanduser()
    check_is_no_device(place)
    return place


def check_is_no_device(place: PurePath) -> None:
    """Raises RecordUnreadableError where nothing can be kept under this name."""
    if is_device(place):
        raise RecordUnreadableError(
            f"The record at {place} cannot be read: Windows keeps this name for a device.",
            f"Name another file with --file. Help now: {Command('emergency')}.",
        )


def lock_beside(record: Path) -> Path:
    """The lock's file: separate from the record, since replacing the record makes a new file (R102)."""
    return record.with_name(record.name + ".lock")


def holder_beside(record: Path) -> Path:
    """The note of who holds the lock. It is there only while a record is written."""
    return record.with_name(f".{record.name}.holder")


def temporary_beside(record: Path) -> Path:
    """The file that becomes the record. One name for ever, so that what a killed save left is taken away by the next."""
    return record.with_name(f".{record.name}.tmp")


def probe_beside(record: Path) -> Path:
    """The file that shows to whom a new file here belongs."""
    return record.with_name(f".{record.name}.probe")


def left_by_saves(record: Path) -> tuple[Path, ...]:
    """What a save or a reminder that was killed may leave beside the record until the next one."""
    return temporary_beside(record), holder_beside(record), probe_beside(record), temporary_beside(reminders_beside(record))


def generations_beside(record: Path) -> Path:
    """The folder of the record's earlier states."""
    return record.with_name(record.name + GENERATIONS)


def drafts_beside(record: Path) -> Path:
    """The folder of the copy that is being edited by hand."""
    return record.with_name(record.name + ".draft")


def people_beside(record: Path) -> Path:
    """The folder of the records of people who were named."""
    return record.with_name("people")


def reminders_beside(record: Path) -> Path:
    """The file in which reminders remember when they last ran, and what was put off."""
    return record.with_name(record.name + ".reminders")


def is_open_to_others(mode: int) -> bool:
    """Whether a file with this mode may be used by anybody but its owner (R104)."""
    return HAS_PERMISSIONS and bool(mode & 0o077)


def is_device(place: PurePath) -> bool:
    """Whether Windows keeps a name in this path for a device; elsewhere such a name is one as any other."""
    return isinstance(place, PureWindowsPath) and any(map(is_device_name, place.parts))

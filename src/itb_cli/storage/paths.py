"""Where the record's companions lie: beside it. Touches no file."""

from pathlib import Path

GENERATIONS = ".generations"


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


def generations_beside(record: Path) -> Path:
    """The folder of the record's earlier states."""
    return record.with_name(record.name + GENERATIONS)


def people_beside(record: Path) -> Path:
    """The folder of the records of people who were named."""
    return record.with_name("people")

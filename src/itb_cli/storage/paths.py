"""Where the record's companions lie: beside it. Touches no file."""

from pathlib import Path

GENERATIONS = ".generations"


def lock_beside(record: Path) -> Path:
    """The lock's file: separate from the record, since replacing the record makes a new file (R102)."""
    return record.with_name(record.name + ".lock")


def generations_beside(record: Path) -> Path:
    """The folder of the record's earlier states."""
    return record.with_name(record.name + GENERATIONS)


def drafts_beside(record: Path) -> Path:
    """The folder of the copy that is being edited by hand."""
    return record.with_name(record.name + ".draft")


def people_beside(record: Path) -> Path:
    """The folder of the records of people who were named."""
    return record.with_name("people")

"""Where the record and its companions are kept. Reads the environment it is given; touches no file."""

from collections.abc import Mapping
from pathlib import Path

import platformdirs

RECORD_NAME = "record.toml"


def default_record(environment: Mapping[str, str]) -> Path:
    """The record in the platform's data folder; a relative XDG_DATA_HOME is ignored, as its rules ask (R105)."""
    folder = environment.get("XDG_DATA_HOME", "")
    if folder and not Path(folder).is_absolute():
        return Path.home() / ".local" / "share" / "itb" / RECORD_NAME
    return Path(platformdirs.user_data_dir("itb", appauthor=False)) / RECORD_NAME


def lock_beside(record: Path) -> Path:
    """The lock's file: separate from the record, since replacing the record makes a new file (R102)."""
    return record.with_name(record.name + ".lock")


def generations_beside(record: Path) -> Path:
    """The folder of the record's earlier states."""
    return record.with_name(record.name + ".generations")

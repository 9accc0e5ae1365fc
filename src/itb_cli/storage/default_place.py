"""Where the record is kept unless a person says otherwise. Its companions' places stand in `paths`."""

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

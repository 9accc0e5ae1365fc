"""Where the record is kept unless a person says otherwise. Its companions' places stand in `paths`."""

import sys
from collections.abc import Mapping
from pathlib import Path

RECORD_NAME = "record.toml"
_USUAL = Path(".local", "share", "itb")


def default_record(environment: Mapping[str, str]) -> Path:
    """The record in the platform's data folder; a relative XDG_DATA_HOME is ignored, as its rules ask (R105).

    On Linux that is the whole rule, and the library that knows the other systems' costs each start a tenth of its time.
    """
    folder = Path(environment.get("XDG_DATA_HOME", ""))
    if folder != Path() and not folder.is_absolute():
        return Path.home() / _USUAL / RECORD_NAME
    if sys.platform == "linux" and "ANDROID_ROOT" not in environment:
        return (folder / "itb" if folder.is_absolute() else Path.home() / _USUAL) / RECORD_NAME
    import platformdirs  # not needed on Linux

    return Path(platformdirs.user_data_dir("itb", appauthor=False)) / RECORD_NAME

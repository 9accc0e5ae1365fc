"""A written file handed to the system's own viewer. Never through a shell; what the viewer does is its own affair."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 5.0
"""Seconds in which a viewer that cannot start says so. One that runs on then has opened the file."""


def open_file(path: Path, environment: Mapping[str, str]) -> bool:
    """Whether a viewer took the file."""
    if sys.platform == "win32":
        return _started_by_windows(path)
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open", path=environment.get("PATH", os.defpath))
    if opener is None:
        return False
    try:
        process = subprocess.Popen(
            [opener, str(path.absolute())],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return process.wait(timeout=PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False


def _started_by_windows(path: Path) -> bool:
    try:
        os.startfile(path.absolute())  # type: ignore[attr-defined,unused-ignore]  # noqa: S606  # on Windows only, no shell
    except OSError:
        return False
    return True

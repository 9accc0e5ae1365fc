"""The passing files from which others are made: a name of one's own for each, and which of them a killed process left.

Two writers that share no lock (two machines on one synced folder) never move each other's file into place. The name tells
which process is at work on it: if that one is gone, the next that writes into the folder takes the file away.
"""

import contextlib
import os
import re
import stat
from pathlib import Path

ENDING = ".itb-tmp"
_NAME = r"\.(?P<target>.+)\.(?P<process>\d{1,10})-[0-9a-f]{12}\.itb-tmp"


def passing_beside(target: Path) -> Path:
    """A name beside `target` that no other writer has, on this machine or another."""
    return target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(6).hex()}{ENDING}")


def is_passing(name: str) -> bool:
    """Whether a file of this name is one that becomes another."""
    return re.fullmatch(_NAME, name, re.DOTALL) is not None


def target_of(passing: Path) -> str:
    """The name of the file that `passing` was to become."""
    name = re.fullmatch(_NAME, passing.name, re.DOTALL)
    return name["target"] if name else ""


def passing_in(folder: Path) -> list[Path]:
    """The passing files in `folder`, in order of their names, of whatever process; none if nobody may look."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ENDING) and is_passing(path.name))
    except OSError:
        return []


def clear(folder: Path) -> None:
    """Takes away what killed processes left in `folder`, unread, before another file is begun there.

    What bears the number of this process is of an earlier one that had it too. What cannot be taken away stays.
    """
    for path in passing_in(folder):
        with contextlib.suppress(OSError):
            if not _is_at_work(path) and not stat.S_ISDIR(path.lstat().st_mode):
                path.unlink()


def _is_at_work(passing: Path) -> bool:
    """Whether another process is making it. Windows is not asked whether a process lives: there none counts as at work."""
    name = re.fullmatch(_NAME, passing.name, re.DOTALL)
    process = int(name["process"]) if name else 0
    if os.name == "nt" or process in (0, os.getpid()):
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True

"""What must not stand where a record and its lock are written: what is no file, and what is not ours (R106). Reads nothing."""

import os
import stat
import sys
from pathlib import Path

from itb_cli.errors import RecordNotSavedError
from itb_cli.storage.paths import lock_beside, probe_beside
from itb_cli.storage.replacing import PRIVATE_FILE

ROOT = 0


def check_place(target: Path) -> None:
    """Raises RecordNotSavedError where the record at `target` or its lock is no regular file, or is somebody else's.

    Comes before the lock is made: a lock that root makes beside a person's record would lock that person out. For the same reason
    root begins no record in a person's folder; both are the usual end of `sudo itb`.
    """
    standing = _status(target)
    if standing is not None and not stat.S_ISREG(standing.st_mode):
        raise RecordNotSavedError(f"NOT saved: {target} is not a regular file.", "Choose another with --file.")
    if sys.platform != "win32":
        us = os.geteuid()
        if standing.st_uid != us if standing else us == ROOT and _folder(target).stat().st_uid != ROOT:
            _check_owner(target, standing, us)
        _check_lock(lock_beside(target))


def _check_lock(lock: Path) -> None:
    """Not on Windows, where a lock that is just being given back can be asked nothing."""
    standing = _status(lock)
    if standing is not None and not stat.S_ISREG(standing.st_mode):
        raise RecordNotSavedError(
            f"NOT saved: {lock} is not a regular file, so it cannot be the record's lock.",
            "Look at what it is and move it away, then do the same again.",
        )


def _status(place: Path) -> os.stat_result | None:
    """What stands at `place` itself, never behind a link."""
    try:
        return place.lstat()
    except FileNotFoundError:
        return None


def _folder(target: Path) -> Path:
    return next(folder for folder in target.parents if folder.exists())


def _check_owner(target: Path, standing: os.stat_result | None, us: int) -> None:
    """Raises unless what is made here has the same owner all the same: disks without owners give every file the same one."""
    owner = standing.st_uid if standing else _folder(target).stat().st_uid
    if _owner_of_a_new_file(_folder(target) / probe_beside(target).name) == owner:
        return
    whose = f"the record at {target}" if standing else f"the folder of {target}"
    way_out = "Type it again as its owner, without sudo" if us == ROOT else "Ask its owner to write it down"
    raise RecordNotSavedError(
        f"NOT saved: {whose} belongs to another user. Nothing was changed.",
        f"{way_out}, or use a record of your own with --file.",
    )


def _owner_of_a_new_file(probe: Path) -> int:
    probe.unlink(missing_ok=True)
    descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        return os.fstat(descriptor).st_uid
    finally:
        os.close(descriptor)
        probe.unlink()

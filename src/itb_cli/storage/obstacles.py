"""What must not stand where a record and its lock are written: what is no file, and what is not ours (R106). Reads nothing."""

import os
import stat
from pathlib import Path

from itb_cli.errors import RecordNotSavedError
from itb_cli.storage.paths import lock_beside, probe_beside
from itb_cli.storage.replacing import PRIVATE_FILE

ROOT = 0


def check_place(target: Path) -> None:
    """Raises RecordNotSavedError where the record at `target` or its lock is no regular file, or is somebody else's.

    Comes before the lock is made: a lock that root makes beside a person's record would lock that person out.
    """
    standing = _status(target)
    if standing is not None and not stat.S_ISREG(standing.st_mode):
        raise RecordNotSavedError(f"NOT saved: {target} is not a regular file.", "Choose another with --file.")
    if os.name == "posix" and (standing.st_uid != os.geteuid() if standing else _is_root_in_a_folder_of_another(target)):
        _check_owner(target, standing)
    lock = lock_beside(target)
    barrier = _status(lock)
    if barrier is not None and not stat.S_ISREG(barrier.st_mode):
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


def _is_root_in_a_folder_of_another(target: Path) -> bool:
    """Whether root would begin a record that its owner could then not read: the usual end of `sudo itb`."""
    return os.geteuid() == ROOT and _folder(target).stat().st_uid != ROOT


def _folder(target: Path) -> Path:
    return next(folder for folder in target.parents if folder.exists())


def _check_owner(target: Path, standing: os.stat_result | None) -> None:
    """Raises unless what is made here has the same owner all the same: disks without owners give every file the same one."""
    owner = standing.st_uid if standing else _folder(target).stat().st_uid
    if _owner_of_a_new_file(_folder(target) / probe_beside(target).name) == owner:
        return
    whose = f"the record at {target}" if standing else f"the folder of {target}"
    way_out = "Type it again as its owner, without sudo" if os.geteuid() == ROOT else "Ask its owner to write it down"
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

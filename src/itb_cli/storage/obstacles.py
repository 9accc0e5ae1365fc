"""What must not stand where a record and its lock are written: what is no file, and what is not ours (R106). Reads nothing."""

import os
import stat
import sys
from pathlib import Path

from itb_cli.errors import RecordNotSavedError
from itb_cli.files.owners import is_ours, is_root
from itb_cli.files.whole import is_of_the_system
from itb_cli.storage.paths import lock_beside


def check_place(target: Path) -> None:
    """Raises RecordNotSavedError if the record at `target` or its lock is no regular file, or is somebody else's.

    Comes before the lock is made: a lock that root makes beside a person's record would lock that person out. For the same reason
    root begins no record in a person's folder; both are the usual end of `sudo itb`.
    """
    if is_of_the_system(target):
        raise RecordNotSavedError(f"NOT saved: {target} is in a folder of the system itself.", "Choose another with --file.")
    standing = _status(target)
    if standing is not None and not stat.S_ISREG(standing.st_mode):
        raise RecordNotSavedError(f"NOT saved: {target} is not a regular file.", "Choose another with --file.")
    if sys.platform != "win32":
        if not is_ours(target):
            raise _somebody_elses(target, is_there=standing is not None)
        _check_lock(lock_beside(target))


def check_state(state: Path, target: Path) -> None:
    """Raises RecordNotSavedError if the earlier state is another user's, left in a folder that others may write to."""
    if sys.platform == "win32":
        return
    record = _status(target)
    ours = {os.geteuid(), record.st_uid if record else os.geteuid()}
    if state.lstat().st_uid not in ours:
        raise RecordNotSavedError(
            f"NOT saved: the earlier state {state.name} belongs to another user. Nothing was changed.",
            "Look who put it there, and move it away.",
        )


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


def _somebody_elses(target: Path, *, is_there: bool) -> RecordNotSavedError:
    whose = f"the record at {target}" if is_there else f"the folder of {target}"
    way_out = "Type it again as its owner, without sudo" if is_root() else "Ask its owner to write it down"
    return RecordNotSavedError(
        f"NOT saved: {whose} belongs to another user. Nothing was changed.",
        f"{way_out}, or use a record of your own with --file.",
    )

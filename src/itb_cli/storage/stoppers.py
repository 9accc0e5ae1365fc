"""What would stop the next save of a record, looked at without trying one: makes no file, opens nothing for writing."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from itb_cli.domain.examined import Stop, Stopper
from itb_cli.files.owners import nearest_folder
from itb_cli.storage.paths import generations_beside, lock_beside

MOUNTS = Path("/proc/self/mountinfo")
_OTHERS_WRITE = 0o022
_ROOT = 0


def stoppers(target: Path) -> tuple[Stopper, ...]:
    """What stands in the way of a save at `target`, and what lets others put something there. Nothing that a save heals."""
    found = (*_places(target), *_mounted(target), *_full(target), *_of_others(target))
    return tuple(dict.fromkeys(found))


def _places(target: Path) -> Iterator[Stopper]:
    places: tuple[tuple[Path, Stop, Callable[[int], bool]], ...] = (
        (target, Stop.NO_FILE, stat.S_ISREG),
        (lock_beside(target), Stop.NO_FILE, stat.S_ISREG),
        (generations_beside(target), Stop.NO_FOLDER, stat.S_ISDIR),
    )
    for place, stop, is_right in places:
        status = _status(place)
        if status and not is_right(status.st_mode):
            yield Stopper(stop, place.name)
        elif status and not os.access(place, os.W_OK | (os.X_OK if stat.S_ISDIR(status.st_mode) else 0)) and place != target:
            yield Stopper(Stop.NOT_WRITABLE, place.name)


def _mounted(target: Path) -> Iterator[Stopper]:
    """A container may be given a record as one file: nothing can be moved over that."""
    if target.is_file() and (os.path.ismount(target) or _is_a_mount(target)):
        yield Stopper(Stop.MOUNTED, target.name)


def _is_a_mount(target: Path) -> bool:
    try:
        lines = MOUNTS.read_bytes().splitlines()
    except OSError:
        return False
    points = (line.split(b" ")[4] for line in lines if line.count(b" ") > 4)  # the fifth word is the place
    return os.fsencode(target) in (point.replace(rb"\040", b" ").replace(rb"\134", b"\\") for point in points)


def _full(target: Path) -> Iterator[Stopper]:
    folder = nearest_folder(target)
    if sys.platform != "win32" and os.statvfs(folder).f_bavail == 0:
        yield Stopper(Stop.FULL, folder.name)


def _of_others(target: Path) -> Iterator[Stopper]:
    """What another user owns, root too if we are not; and a folder in which others may put a record in place of this one."""
    if sys.platform == "win32":
        return
    folder = nearest_folder(target)
    standing = _status(target)
    whose = standing.st_uid if standing else os.geteuid()
    states = generations_beside(target)
    inside = sorted(states.iterdir()) if states.is_dir() and not states.is_symlink() and os.access(states, os.R_OK) else []
    for place in (lock_beside(target), states, *inside):
        status = _status(place)
        if status and status.st_uid not in {whose, os.geteuid()}:
            yield Stopper(Stop.LEFT_BY_ANOTHER, place.name)
    if standing is None and os.geteuid() == _ROOT and folder.stat().st_uid != _ROOT:
        yield Stopper(Stop.OF_ANOTHER, folder.name)
    mode = folder.stat().st_mode
    if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
        yield Stopper(Stop.OPEN_FOLDER, folder.name)


def _status(place: Path) -> os.stat_result | None:
    try:
        return place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None

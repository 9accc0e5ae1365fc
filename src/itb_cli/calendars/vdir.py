"""A folder with one file an entry, as khal, vdirsyncer and Evolution read it (vdir): only files of given ids are touched.

Which files are written is decided elsewhere.
"""

import errno
import os
import stat
from pathlib import Path

from itb_cli.calendars.marks import mark
from itb_cli.domain.calendar_folder import UNREADABLE, Mark
from itb_cli.files.new_file import write_new, write_over
from itb_cli.files.whole import MEGABYTE, whole

LARGEST_FILE = MEGABYTE
ENDING = ".ics"


def check_folder(folder: Path) -> None:
    """Raises OSError unless files can be written in `folder`: it is gone, no folder, or read-only."""
    if not folder.exists():
        raise FileNotFoundError(errno.ENOENT, "it is not there", str(folder))
    if not stat.S_ISDIR(folder.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "it is read-only", str(folder))


def place_of(folder: Path, uid: str) -> Path:
    """The file of the entry with this id."""
    return folder / f"{uid}{ENDING}"


def found(folder: Path, uid: str) -> Mark | None:
    """The mark of what stands there for the entry; None if nothing does. Raises OSError if the system refuses."""
    place = place_of(folder, uid)
    if not os.path.lexists(place):
        return None
    if not stat.S_ISREG(place.lstat().st_mode):
        return UNREADABLE
    try:
        return mark(whole(place, LARGEST_FILE))
    except PermissionError:
        raise
    except (OSError, ValueError):
        return UNREADABLE


def write(folder: Path, uid: str, data: bytes) -> None:
    """The file of the entry, whole, private. Raises OSError; over a link or a folder in its place, nothing is written."""
    place = place_of(folder, uid)
    if not os.path.lexists(place):
        write_new(place, data)
    elif stat.S_ISREG(place.lstat().st_mode):
        write_over(place, data)
    else:
        raise FileExistsError(errno.EEXIST, "something that is no file stands in its place", str(place))


def remove(folder: Path, uid: str) -> None:
    """Takes the file of the entry away. Raises OSError."""
    place_of(folder, uid).unlink(missing_ok=True)

"""A file that others read: private, whole or not there, over another only if told. The record's: `storage.record_writer`."""

import errno
import os
import stat
from pathlib import Path

from itb_cli.files.atomic import PRIVATE_FILE, made_beside, put, take_away
from itb_cli.files.device_names import check_name
from itb_cli.files.folders import sync_folder
from itb_cli.files.owners import check_ours
from itb_cli.files.passing import clear

FOR_OTHERS = 0o077
WRITABLE = 0o222
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
"""What file systems say that know no second name for a file, as those of USB sticks."""


def write_new(path: Path, data: bytes) -> bool:
    """Makes the file at `path`; tells whether its file system keeps it from others, which not every one does.

    Raises FileExistsError if something stands there, a broken link too; OSError if it cannot be.
    The whole file gets the name, if nobody has it: who is killed before leaves nothing under it.
    """
    check_name(path)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    check_ours(path)
    clear(path.parent)
    with made_beside(path, data) as passing:
        _name(passing, path)
    try:
        sync_folder(path.parent)
    except BaseException:
        take_away(path)
        raise
    return _is_private(path)


def write_over(path: Path, data: bytes) -> bool:
    """Replaces the file at `path`, through links; else as `write_new`. Raises UnconfirmedError if it may not last.

    OSError if nothing was changed, as of a file that its owner has made read-only.
    """
    target = Path(os.path.realpath(path))
    check_name(target)
    check_ours(target)
    if target.exists() and not target.stat().st_mode & WRITABLE:
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    put(target, data)
    return _is_private(target)


def _is_private(path: Path) -> bool:
    return os.name != "nt" and not stat.S_IMODE(path.stat().st_mode) & FOR_OTHERS


def _name(passing: Path, path: Path) -> None:
    """Gives the whole file its name. Windows moves over nothing; elsewhere a second name is given, and the first goes."""
    if os.name == "nt":
        passing.rename(path)
        return
    try:
        os.link(passing, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _take_the_name(passing, path)
    else:
        take_away(passing)


def _take_the_name(passing: Path, path: Path) -> None:
    """The name is taken first and the whole file moved onto it at once: no other way never to write over another's."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    try:
        passing.replace(path)
    except BaseException:
        take_away(path)
        raise

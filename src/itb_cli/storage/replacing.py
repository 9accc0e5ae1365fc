"""A file replaced whole or not at all, in the order of calls of R95; private folders. What is written when: `writing`."""

import contextlib
import errno
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
MOVES = 40 if os.name == "nt" else 1
"""Windows refuses to replace a file that somebody is just reading, so there it is tried for two seconds."""

_NOT_KNOWN_HERE = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY, errno.ENOSYS}


def replace(target: Path, data: bytes, temporary: Path, check: Callable[[], None] = lambda: None) -> None:
    """`temporary`, beside the target, is made, written, synced, read back; then `check`, and at once moved over the target.

    The temporary file never outlives a failure, and what could not be synced is not synced again but thrown away (R96).
    What an earlier save that was killed left in its place is taken away first.
    """
    _clear(temporary)
    make_synced(temporary, data)
    try:
        _check_written(temporary, data)
        check()
        _move(temporary, target)
    except BaseException:
        _take_away(temporary)
        raise


def _clear(temporary: Path) -> None:
    """Takes away whatever stands there, unread; a folder is named in the same way on every system."""
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISDIR(temporary.lstat().st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(temporary))
        temporary.unlink()


def make_synced(place: Path, data: bytes) -> None:
    """A new file for its owner only, with `data` written and synced; taken away again if that fails."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        try:
            write(descriptor, data)
            _sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _take_away(place)
        raise


def _check_written(temporary: Path, data: bytes) -> None:
    if temporary.read_bytes() != data:
        raise OSError(errno.EIO, "the disk does not give back what was written", str(temporary))


def write(descriptor: int, data: bytes) -> None:
    """All of `data`, however little the system takes at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def sync_folder(folder: Path) -> None:
    """Makes a new name in `folder` last. Where a file system knows no such thing, there is nothing to ask for."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_KNOWN_HERE:
            raise
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """The folder and its missing parents, each for its owner only whatever the umask (R104). Existing ones stay as they are."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(parent.parent)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  # exists on macOS and Linux only

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:  # a network drive may know the plain call only; a sync that failed is no such thing (R96)
            if error.errno not in _NOT_KNOWN_HERE:
                raise
        else:
            return
    os.fsync(descriptor)


def _move(temporary: Path, target: Path) -> None:
    for _ in range(MOVES - 1):
        try:
            temporary.replace(target)
        except PermissionError:
            threading.Event().wait(0.05)
        else:
            return
    temporary.replace(target)


def _take_away(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()

"""A private file replaced whole or not at all: a passing file of its own, synced, read back, moved, the folder synced (R95).

Every file that `itb` writes is written here or in `new_file`. What is written when is its owner's affair.
"""

import contextlib
import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from itb_cli.files.folders import NOT_KNOWN_HERE, sync_folder
from itb_cli.files.passing import clear, passing_beside

PRIVATE_FILE = 0o600
MOVES = 40 if os.name == "nt" else 1
"""Windows refuses to replace a file that somebody is just reading, so there it is tried for two seconds."""


class UnconfirmedError(OSError):
    """The file is in its place, but the system did not confirm that it lasts, or somebody else replaced it at once."""


def put(target: Path, data: bytes, *, mode: int = PRIVATE_FILE, stamp_ns: int | None = None) -> None:
    """Replaces `target`, and makes it last. Raises OSError if nothing was changed, UnconfirmedError if that is not known."""
    replace(target, data, mode=mode, stamp_ns=stamp_ns)
    try:
        sync_folder(target.parent)
        check_stands(target, data)
    except UnconfirmedError:
        raise
    except OSError as error:
        raise UnconfirmedError(error.errno, error.strerror, str(target)) from None


def replace(
    target: Path,
    data: bytes,
    check: Callable[[], None] = lambda: None,
    *,
    mode: int = PRIVATE_FILE,
    stamp_ns: int | None = None,
) -> None:
    """A passing file is made, written, synced, read back; then `check`, and at once it is moved over the target.

    The passing file never outlives a failure, and what could not be synced is not synced again but thrown away (R96).
    What a save that was killed left in this folder is taken away first. The folder is not synced here.
    """
    clear(target.parent)
    with made_beside(target, data, mode=mode, stamp_ns=stamp_ns) as passing:
        check()
        _move(passing, target)


@contextlib.contextmanager
def made_beside(target: Path, data: bytes, *, mode: int = PRIVATE_FILE, stamp_ns: int | None = None) -> Iterator[Path]:
    """A passing file with `data`, synced and read back; taken away if what is done with it fails."""
    passing = passing_beside(target)
    make_synced(passing, data, mode=mode, stamp_ns=stamp_ns)
    try:
        _check_written(passing, data)
        yield passing
    except BaseException:
        take_away(passing)
        raise


def make_synced(place: Path, data: bytes, *, mode: int = PRIVATE_FILE, stamp_ns: int | None = None) -> None:
    """A new file with `data` written and synced, for its owner only until it is whole; taken away again if that fails."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        try:
            write(descriptor, data)
            if mode != PRIVATE_FILE:
                place.chmod(mode)
            if stamp_ns is not None:
                os.utime(place, ns=(stamp_ns, stamp_ns))
            _sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        take_away(place)
        raise


def check_stands(target: Path, data: bytes) -> None:
    """Raises UnconfirmedError unless `target` holds `data`: somebody who shares no lock may have replaced it at once."""
    if target.read_bytes() != data:
        raise UnconfirmedError(errno.EBUSY, "something else wrote it at the same moment", str(target))


def write(descriptor: int, data: bytes) -> None:
    """All of `data`, however little the system takes at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def take_away(passing: Path) -> None:
    """Takes a file away if the system lets it."""
    with contextlib.suppress(OSError):
        passing.unlink()


def _check_written(passing: Path, data: bytes) -> None:
    if passing.read_bytes() != data:
        raise OSError(errno.EIO, "the disk does not give back what was written", str(passing))


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  # exists on macOS and Linux only

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:  # a network drive may know the plain call only; a sync that failed is no such thing (R96)
            if error.errno not in NOT_KNOWN_HERE:
                raise
        else:
            return
    os.fsync(descriptor)


def _move(passing: Path, target: Path) -> None:
    for _ in range(MOVES - 1):
        try:
            passing.replace(target)
        except PermissionError:
            threading.Event().wait(0.05)
        else:
            return
    passing.replace(target)

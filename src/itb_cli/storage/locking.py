"""The record's lock (R102), and who holds it since when. The lock is the system's own: it is freed when its process ends."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock

from itb_cli.domain.values import NamedTuple
from itb_cli.errors import RecordLockedError
from itb_cli.files.atomic import PRIVATE_FILE, write
from itb_cli.files.whole import whole
from itb_cli.storage.paths import holder_beside, lock_beside

LOCK_SECONDS = 10
SILENT_SECONDS = 1.5
"""So long is waited without a word."""

_LONGEST_NOTE = 400
_FREED = "Close the other itb, then do the same again. Its lock is freed by itself when it ends."


class Holder(NamedTuple):
    """The process that holds the lock, and since when; `machine` tells whether its number and moment mean anything here."""

    process: int
    since: float
    machine: str


class Patience(NamedTuple):
    """What waiting for the lock needs from outside.

    `moment`: seconds on a clock that all processes of this machine share and that nobody sets back.
    `tell` is called once, with the seconds that it can take, when waiting begins to be long.
    """

    moment: Callable[[], float]
    tell: Callable[[int], None]


@contextlib.contextmanager
def locked(target: Path, patience: Patience | None) -> Iterator[None]:
    """The lock of the record at `target`, with a note of who holds it. RecordLockedError if it is held too long.

    Without `patience` nobody is told of the waiting, and no note is left.
    """
    lock = filelock.FileLock(lock_beside(target), mode=PRIVATE_FILE)
    _acquire(lock, target, patience)
    note = holder_beside(target)
    try:
        if patience:
            _leave_note(note, patience.moment())
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()
        with contextlib.suppress(OSError):  # the lock goes with the process; what was saved stays saved
            lock.release()


def holder_of(target: Path) -> Holder | None:
    """Who says to hold the lock of the record at `target`; None if nobody does. The lock itself is not asked."""
    return _holder(holder_beside(target))


def _acquire(lock: filelock.BaseFileLock, target: Path, patience: Patience | None) -> None:
    try:
        with contextlib.suppress(filelock.Timeout):
            lock.acquire(timeout=SILENT_SECONDS)
            return
        if patience:
            patience.tell(LOCK_SECONDS)
        lock.acquire(timeout=LOCK_SECONDS - SILENT_SECONDS)
    except filelock.Timeout:
        holder = holder_of(target)
        raise _held_too_long(holder, patience.moment() - holder.since if holder and patience else None) from None
    except NotImplementedError:
        raise OSError(errno.ENOLCK, "this disk knows no locks") from None


def _held_too_long(holder: Holder | None, age: float | None) -> RecordLockedError:
    if holder is None or age is None or age < 0:
        return RecordLockedError(
            f"Another itb has been writing this record for more than {LOCK_SECONDS} seconds. Nothing was saved.", _FREED
        )
    if age < LOCK_SECONDS / 2:
        return RecordLockedError(
            f"Several itb have been writing this record, one after the other, for more than {LOCK_SECONDS} seconds; "
            f"the one at work now (process {holder.process}) began {_spoken(age)} ago. Nothing was saved.",
            "Do the same again in a moment.",
        )
    return RecordLockedError(
        f"Another itb (process {holder.process}) has been writing this record for {_spoken(age)}. Nothing was saved.", _FREED
    )


def _spoken(age: float) -> str:
    seconds = int(age)
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return "1 second" if seconds == 1 else f"{seconds} seconds"


def _leave_note(note: Path, moment: float) -> None:
    """Who holds the lock since when, and nothing else. A note that cannot be left hinders no save."""
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)
        descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            write(descriptor, f"{os.getpid()} {moment:.3f} {_machine()}\n".encode())
        finally:
            os.close(descriptor)


_NO_CLOCK = 10**11
"""No clock that rises since a machine began shows so many seconds, and no process has such a number: the note is not ours."""


def _holder(note: Path) -> Holder | None:
    try:
        process, since, machine = whole(note, _LONGEST_NOTE).decode().split()
        holder = Holder(int(process), float(since), machine)
    except (OSError, ValueError):
        return None
    if not (abs(holder.since) < _NO_CLOCK and 0 < holder.process < _NO_CLOCK):
        return None
    return holder if holder.machine == _machine() else None


def _machine() -> str:
    return os.uname().nodename if hasattr(os, "uname") else "this"

"""Saving the record: locked, whole or not at all, with the state before kept. The order of calls is R95's."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import filelock

from itb_cli.domain.calendar_events import never_back
from itb_cli.domain.record import Record
from itb_cli.errors import (
    RecordChangedError,
    RecordLockedError,
    RecordNotSavedError,
    RecordUnconfirmedError,
)
from itb_cli.storage.codec import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.generations import (
    BEFORE_ALL,
    Generation,
    generation_name,
    generations,
    gone_back_to,
)
from itb_cli.storage.going_back import newest_readable, read_or_none, state_before
from itb_cli.storage.paths import generations_beside, lock_beside
from itb_cli.storage.reading import load, real_file, why
from itb_cli.storage.thinning import outgrown

LOCK_SECONDS = 10
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def update(path: Path, today: date, change: Callable[[Record], Record | None]) -> None:
    """Reads the record, lets `change` make a new one, and saves that; all under the lock (R102).

    `change` gives None where there is nothing to save.
    Raises RecordLockedError, RecordChangedError, RecordNotSavedError, RecordUnconfirmedError, or what `load` and `change` raise.
    """
    with _held(path) as target:
        stored = load(target)
        record = change(stored.record)
        if record is not None:
            _save(target, record, stored.data, today)


def undo(path: Path, today: date, change: Callable[[Record, Record], Record | None]) -> None:
    """Goes back to the state before the last change; `change` sees the record and that state. Raises as `update` does."""
    with _held(path) as target:
        stored = load(target)
        with _not_saved(target):
            earlier, state = state_before(target, stored)
        record = change(stored.record, state)
        if record is not None:
            _save(target, record, stored.data, today, gone_back_to(earlier.state if earlier else BEFORE_ALL))


def rewrite(
    path: Path, today: date, base: bytes | None, data: bytes, change: Callable[[Record | None, Record], Record | None]
) -> None:
    """Replaces the record by what was typed by hand, `data`, if the file still holds `base`, from which the typing began.

    `change` sees the record that stands (None: not to be read) and the one typed. Raises RecordDamagedError where `data` is no
    record, RecordChangedError where the file holds something else, and as `update` does.
    """
    typed = decode(data)
    with _held(path) as target:
        with _not_saved(target):
            standing = _bytes_of(target)
        if standing != base:
            raise _changed_meanwhile()
        record = change(Record() if base is None else read_or_none(base), typed)
        if record is not None:
            _save(target, record, base, today)


def bring_back(path: Path, today: date, generation: Generation) -> tuple[Record | None, Record]:
    """Replaces whatever stands at `path`, damaged or gone, by an earlier state; what stood there is kept first.

    Gives what stood there, None where it could not be read, and what stands there now.
    """
    with _held(path) as target:
        with _not_saved(target):
            data = generation.path.read_bytes()
            standing = _bytes_of(target)
        before_it = read_or_none(standing)
        record = never_back(before_it or newest_readable(target), decode(data))
        _save(target, record, standing, today)
    return before_it, record


@contextlib.contextmanager
def _held(path: Path) -> Iterator[Path]:
    """The real file behind `path`, under its lock, in a folder that exists. What happens meanwhile is not judged here."""
    with _not_saved(path):
        target = real_file(path)
        if target.exists() and not target.is_file():
            raise RecordNotSavedError(f"{path} is not a regular file. Nothing was saved.", "Choose another with --file.")
        make_private_folder(target.parent)
        lock = _acquired(target)
    try:
        yield target
    finally:
        with contextlib.suppress(OSError):  # the lock goes with the process; what was saved stays saved
            lock.release()


def _save(target: Path, record: Record, read: bytes | None, today: date, label: str = "") -> None:
    """Keeps what was there, replaces the record if nobody else changed it, then keeps what is new.

    The new state is kept last: a save that fails or is killed before leaves nothing behind that undo could mistake.
    """
    with _not_saved(target):
        data = encode(record)
        decode(data)
        if _bytes_of(target) != read:
            raise _changed_meanwhile()
        if read is not None:
            _keep_generation(target, read, today, "")
        _replace(target, data)
    with _saved_but(target):
        _sync_folder(target.parent)
        _keep_generation(target, data, today, label)
    _thin(target)


def _changed_meanwhile() -> RecordChangedError:
    return RecordChangedError(
        "Something else changed the record meanwhile. Nothing was overwritten, nothing of yours was saved.",
        "Do the same again. If it keeps happening, look for a program that syncs this folder.",
    )


def _bytes_of(target: Path) -> bytes | None:
    return target.read_bytes() if target.exists() else None


def _keep_generation(target: Path, data: bytes, today: date, label: str) -> None:
    """Adds `data` to the generations unless it is the newest of them."""
    folder = generations_beside(target)
    make_private_folder(folder)
    kept = generations(target)
    if kept and not label and kept[-1].path.read_bytes() == data:
        return
    _replace(folder / generation_name(kept[-1].number + 1 if kept else 1, today, label), data)
    _sync_folder(folder)


def _thin(target: Path) -> None:
    """Takes away earlier states that have grown old (`thinning`). What cannot be taken away stays, and nobody need know."""
    with contextlib.suppress(OSError):
        for state in outgrown(generations(target)):
            state.path.unlink()


def _replace(target: Path, data: bytes) -> None:
    """Temp file beside the target, written, synced, moved over it (R95). The temp file never outlives a failure."""
    temporary = target.with_name(f".{target.name}.tmp")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  # exists on macOS and Linux only

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """The folder and its missing parents, each for its owner only whatever the umask (R104). Existing ones stay as they are."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        _sync_folder(parent.parent)


def _acquired(target: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(lock_beside(target), timeout=LOCK_SECONDS, mode=PRIVATE_FILE)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise RecordLockedError(
            f"Another itb has been writing this record for more than {LOCK_SECONDS} seconds. Nothing was saved.",
            "Close the other itb, then do the same again.",
        ) from None
    return lock


@contextlib.contextmanager
def _not_saved(target: Path) -> Iterator[None]:
    """Turns what the system refuses before the record is in place into a word about it."""
    try:
        yield
    except (OSError, ValueError, RecursionError) as error:
        raise RecordNotSavedError(
            f"NOT saved: {why(error)}. The record at {target} is as it was before.",
            "Free some space or choose another place with --file, then do the same again.",
        ) from None


@contextlib.contextmanager
def _saved_but(target: Path) -> Iterator[None]:
    """Turns what the system refuses once the record is in place into a word that does not call it unsaved."""
    try:
        yield
    except OSError as error:
        raise RecordUnconfirmedError(
            f"Your change stands in the record at {target}, but the system did not confirm it: {why(error)}.",
            "Look at it: itb history. Do not type it again unless it is missing there.",
        ) from None

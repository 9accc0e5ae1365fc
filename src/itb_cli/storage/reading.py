"""Reading the record from its file. Changes not one byte; writing lives in `writing`."""

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from itb_cli.domain.record import Record
from itb_cli.errors import RecordUnreadableError, RecordVanishedError
from itb_cli.storage.codec import decode
from itb_cli.storage.generations import generations

LARGEST_FILE = 32 * 1024 * 1024
_HINT = "It was not changed. Help now: itb emergency."


class Stored(NamedTuple):
    """A record as read: `data` and `modified` (seconds) tell whether the file changes later; None without a file."""

    record: Record
    data: bytes | None
    modified: float | None


def load(path: Path) -> Stored:
    """The record at `path`; an empty one where there has never been any.

    Raises RecordVanishedError where the file is gone but earlier states are left (F2), RecordUnreadableError where the
    system refuses or the file is none, RecordDamagedError and RecordTooNewError from the codec.
    """
    target = real_file(path)
    try:
        status = target.stat()
        data = _read(target, status, LARGEST_FILE)
    except FileNotFoundError:
        _check_never_written(target)
        return Stored(Record(), None, None)
    except (OSError, ValueError) as error:
        raise RecordUnreadableError(f"The record at {path} cannot be read: {why(error)}.", _HINT) from None
    return Stored(decode(data), data, status.st_mtime)


def real_file(path: Path) -> Path:
    """The file behind a link: what is read, replaced and kept lies beside it, never beside the link (R106)."""
    return Path(os.path.realpath(path))


def why(error: Exception) -> str:
    """The system's reason in its own words, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or "the system refuses"


def whole(file: Path, largest: int | None = None) -> bytes:
    """The file's bytes. OSError where it is no regular file: nothing is opened that could hold everybody up, as a pipe could."""
    return _read(file, file.stat(), largest)


def _read(file: Path, status: os.stat_result, largest: int | None) -> bytes:
    _check_file(file, status, largest)
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as opened:
        _check_file(file, os.fstat(descriptor), largest)
        return opened.read()


def _check_file(file: Path, status: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENXIO, "it is not a regular file", str(file))
    if largest is not None and status.st_size > largest:
        raise OSError(errno.EFBIG, "it is larger than 32 MB, so it cannot be one that itb wrote", str(file))


def _check_never_written(path: Path) -> None:
    try:
        left = generations(path)
    except OSError as error:
        raise RecordUnreadableError(f"The earlier states of {path} cannot be read: {why(error)}.", _HINT) from None
    if left:
        raise RecordVanishedError(
            f"The record at {path} is gone, but earlier states of it are left. Nothing was changed.",
            "To see them and bring one back: itb restore. Help now: itb emergency.",
        )

"""Reading the record from its file. Changes not one byte; writing lives in `writing`."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from itb_cli.domain.record import Record
from itb_cli.errors import RecordUnreadableError, RecordVanishedError
from itb_cli.storage.codec import decode
from itb_cli.storage.generations import generations
from itb_cli.storage.limits import check_size

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
        data = _whole(target, status)
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


def _whole(target: Path, status: os.stat_result) -> bytes:
    """The file's bytes. Looks before it opens: a pipe in the record's place would hold everybody up."""
    if not stat.S_ISREG(status.st_mode):
        raise RecordUnreadableError(f"{target} is not a regular file.", "Choose the record's file with --file.")
    check_size(status.st_size)
    return target.read_bytes()


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

"""Reading the record from its file. Changes not one byte; writing lives in `writing`."""

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
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = _whole(file.read(LARGEST_FILE + 1), status.st_mode)
    except FileNotFoundError:
        _check_never_written(path)
        return Stored(Record(), None, None)
    except OSError as error:
        raise RecordUnreadableError(f"The record at {path} cannot be read: {error.strerror}.", _HINT) from None
    return Stored(decode(data), data, status.st_mtime)


def _whole(data: bytes, mode: int) -> bytes:
    if not stat.S_ISREG(mode):
        raise RecordUnreadableError("The record is not a regular file.", _HINT)
    if len(data) > LARGEST_FILE:
        raise RecordUnreadableError("The record is larger than 32 MB: it cannot be one that itb wrote.", _HINT)
    return data


def _check_never_written(path: Path) -> None:
    if generations(path):
        raise RecordVanishedError(
            f"The record at {path} is gone, but earlier states of it are left. Nothing was changed.",
            "To see them and bring one back: itb restore. Help now: itb emergency.",
        )

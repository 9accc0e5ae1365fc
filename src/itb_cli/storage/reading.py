"""Reading the record from its file. Changes not one byte; writing lives in `writing`."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError, RecordError, RecordUnreadableError, RecordVanishedError
from itb_cli.storage.codec import decode
from itb_cli.storage.generations import generations
from itb_cli.storage.paths import is_open_to_others

LARGEST_FILE = 32 * 1024 * 1024
_HINT = "It was not changed. Help now: itb emergency."


class Stored(NamedTuple):
    """A record as read: `data` and `modified` (seconds) tell whether the file changes later; None without a file.

    `is_open`: others than its owner may use the file (R104).
    """

    record: Record
    data: bytes | None
    modified: float | None
    is_open: bool = False


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
    return Stored(decode(data), data, status.st_mtime, is_open_to_others(status.st_mode))


def load_copy(path: Path) -> Record:
    """The record in a file that is not the record's own: it must be there. Raises InputRefusedError with what is wrong."""
    try:
        target = real_file(path)
        return decode(_whole(target, target.stat()))
    except (OSError, ValueError) as error:
        raise InputRefusedError(f"{path.name} cannot be read: {why(error)}.", "Look at the name of the file again.") from None
    except RecordUnreadableError as error:
        raise InputRefusedError(error.message, "Look at the name of the file again.") from None
    except RecordError as error:
        message = error.message.replace("The record", f"{path.name}", 1).replace("this record", path.name, 1)
        raise InputRefusedError(message, "It was not changed. Help now: itb emergency.") from None


def lookalikes(record: Path) -> list[Path]:
    """The files beside the record whose names begin and end as its own; which of them are copies of it, `copies` tells."""
    target = real_file(record)
    try:
        beside = [path for path in target.parent.iterdir() if path.name.startswith(target.stem)]
    except OSError:
        return []
    return sorted(path for path in beside if path.name.endswith(target.suffix) and path.name != target.name)


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
    if status.st_size > LARGEST_FILE:
        raise RecordUnreadableError("The record is larger than 32 MB: it cannot be one that itb wrote.", _HINT)
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

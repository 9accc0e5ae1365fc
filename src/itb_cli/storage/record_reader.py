"""Reading the record from its file. Changes not one byte; writing: `record_writer`. Any file: `files.whole`."""

import errno
import stat
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import (
    InputRefusedError,
    RecordError,
    RecordTooLargeError,
    RecordUnreadableError,
    RecordVanishedError,
)
from itb_cli.files.whole import real_file, whole, why
from itb_cli.storage.decoding import cut_off, decode
from itb_cli.storage.ends import ends_whole, is_beginning_of, is_cut_off, unmarked
from itb_cli.storage.limits import LARGEST_FILE
from itb_cli.storage.paths import COMPANIONS, is_open_to_others
from itb_cli.storage.snapshots import generations, newest_generation

LONGEST_NAME = 255
_HINT = f"It was not changed. Help now: {Command('emergency')}."


class Stored(NamedTuple):
    """A record as read: `data` and `modified` (seconds) tell whether the file changes later; None without a file.

    `is_open`: others than its owner may use the file (R104).
    """

    record: Record
    data: bytes | None
    modified: float | None
    is_open: bool = False


def load(path: Path) -> Stored:
    """The record at `path`; an empty one if there has never been any.

    Raises RecordVanishedError if the file is gone but earlier states are left (F2), RecordUnreadableError if the
    system refuses or the file is none, RecordDamagedError and RecordTooNewError from the codec.
    """
    try:
        target = real_file(path)
        status = target.stat()
        data = whole(target, LARGEST_FILE, status)
    except FileNotFoundError:
        return _never_written(path, target)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    return Stored(decode_at(target, data), data, status.st_mtime, is_open_to_others(status.st_mode))


def decode_at(target: Path, data: bytes) -> Record:
    """The record in `data`, which stands at `target`. Raises RecordDamagedError also if it lacks the end of what was kept."""
    record = decode(data)
    if not ends_whole(data) and _lacks_its_end(target, data):
        raise cut_off()
    return record


def is_not_all(target: Path, data: bytes) -> bool:
    """Whether the end is missing in `data`, which stands or is to stand at `target`."""
    return is_cut_off(data) or (not ends_whole(data) and _lacks_its_end(target, data))


def _lacks_its_end(target: Path, data: bytes) -> bool:
    """Whether `data` is the beginning of the newest earlier state: records by hand and older ones have no closing line.

    Sizes are compared first. What cannot be looked at takes no answer away.
    """
    try:
        newest = newest_generation(target)
        if newest is None or newest.path.stat().st_size <= len(unmarked(data).rstrip()):
            return False
        return is_beginning_of(data, whole(newest.path, LARGEST_FILE))
    except (OSError, ValueError):
        return False


def load_copy(path: Path) -> Record:
    """The record in a file that is not the record's own: it must be there. Raises InputRefusedError with what is wrong."""
    try:
        return decode(whole(real_file(path), LARGEST_FILE))
    except (OSError, ValueError) as error:
        raise InputRefusedError(f"{path.name} cannot be read: {why(error)}.", "Look at the name of the file again.") from None
    except RecordUnreadableError as error:
        raise InputRefusedError(error.message, "Look at the name of the file again.") from None
    except RecordError as error:
        message = error.message.replace("The record", f"{path.name}", 1).replace("this record", path.name, 1)
        raise InputRefusedError(message, f"It was not changed. Help now: {Command('emergency')}.") from None


def lookalikes(record: Path) -> list[Path]:
    """The files beside the record whose names begin as its own; which of them are copies of it, `conflict_copies` tells."""
    target = real_file(record)
    try:
        beside = [path for path in target.parent.iterdir() if path.name.startswith(target.stem)]
    except OSError:
        return []
    return sorted(path for path in beside if path.name != target.name and not path.name.endswith(COMPANIONS))


def check_can_be_there(target: Path) -> None:
    """Raises OSError if no record can be at `target` just now: what cannot be reached is not "never any record".

    Windows says "not found" of all of these: a place below a file, a name too long, a drive that is not there.
    """
    if any(len(part) > LONGEST_NAME for part in target.parts):
        raise OSError(errno.ENAMETOOLONG, "a name in its path is too long", str(target))
    for folder in target.parents:
        try:
            mode = folder.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        if not stat.S_ISDIR(mode):
            raise OSError(errno.ENOTDIR, f"{folder} is a file, not a folder", str(target))
        return
    raise OSError(errno.ENODEV, f"{target.anchor} is not there", str(target))


def _never_written(path: Path, target: Path) -> Stored:
    try:
        check_can_be_there(target)
    except OSError as error:
        raise _unreadable(path, error) from None
    _check_never_written(target)
    from itb_cli.storage.reachable import check_reachable  # noqa: PLC0415  # only if there is nothing to read

    check_reachable(path)
    return Stored(Record(), None, None)


def _unreadable(path: Path, error: Exception) -> RecordUnreadableError:
    is_too_large = isinstance(error, OSError) and error.errno == errno.EFBIG
    kind = RecordTooLargeError if is_too_large else RecordUnreadableError
    return kind(f"The record at {path} cannot be read: {why(error)}.", _HINT)


def _check_never_written(path: Path) -> None:
    try:
        left = generations(path)
    except OSError as error:
        raise RecordUnreadableError(f"The earlier states of {path} cannot be read: {why(error)}.", _HINT) from None
    if left:
        raise RecordVanishedError(
            f"The record at {path} is gone, but earlier states of it are left. Nothing was changed.",
            f"To see them and bring one back: {Command('restore')}. Help now: {Command('emergency')}.",
        )

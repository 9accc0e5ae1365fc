"""Reading the record from its file. Changes not one byte; writing lives in `writing`."""

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError, RecordError, RecordUnreadableError, RecordVanishedError
from itb_cli.storage.codec import cut_off, decode
from itb_cli.storage.ends import ends_whole, is_beginning_of, is_cut_off, unmarked
from itb_cli.storage.generations import generations, newest_generation
from itb_cli.storage.limits import LARGEST_FILE, MEGABYTE
from itb_cli.storage.paths import COMPANIONS, is_of_the_system, is_open_to_others

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
    """The record at `path`; an empty one where there has never been any.

    Raises RecordVanishedError where the file is gone but earlier states are left (F2), RecordUnreadableError where the
    system refuses or the file is none, RecordDamagedError and RecordTooNewError from the codec.
    """
    try:
        target = real_file(path)
        status = target.stat()
        data = _read(target, status, LARGEST_FILE)
    except FileNotFoundError:
        return _never_written(path, target)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    return Stored(decode_at(target, data), data, status.st_mtime, is_open_to_others(status.st_mode))


def decode_at(target: Path, data: bytes) -> Record:
    """The record in `data`, which stands at `target`. Raises RecordDamagedError also where it lacks the end of what was kept."""
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
    """The files beside the record whose names begin as its own; which of them are copies of it, `copies` tells."""
    target = real_file(record)
    try:
        beside = [path for path in target.parent.iterdir() if path.name.startswith(target.stem)]
    except OSError:
        return []
    return sorted(path for path in beside if path.name != target.name and not path.name.endswith(COMPANIONS))


def real_file(path: Path) -> Path:
    """The file behind a link: what is read, replaced and kept lies beside it, never beside the link (R106).

    Where Windows cannot follow it, as to a device, the place itself: whoever opens that is told why it cannot be.
    """
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return path.absolute()


def why(error: Exception) -> str:
    """The system's reason in its own words, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or "the system refuses"


def whole(file: Path, largest: int | None = None) -> bytes:
    """The file's bytes. Nothing is opened that could hold everybody up, as a pipe could.

    Raises OSError where it is no regular file, or larger than `largest` bytes.
    """
    return _read(file, file.stat(), largest)


def _read(file: Path, status: os.stat_result, largest: int | None) -> bytes:
    _check_file(file, status, largest)
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as opened:
        _check_file(file, os.fstat(descriptor), largest)
        data = opened.read(-1 if largest is None else largest + 1)  # some files of the system have no size, and no end
        if largest is not None and len(data) > largest:
            raise _too_large(file, largest)
        return data


def _check_file(file: Path, status: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENXIO, "it is not a regular file", str(file))
    if is_of_the_system(file):
        raise OSError(errno.ENXIO, "it is a file of the system itself", str(file))
    if largest is not None and status.st_size > largest:
        raise _too_large(file, largest)


def _too_large(file: Path, largest: int) -> OSError:
    return OSError(errno.EFBIG, f"it is larger than {largest // MEGABYTE} MB, so it cannot be one that itb wrote", str(file))


def check_can_be_there(target: Path) -> None:
    """Raises OSError where no record can be at `target` just now: what cannot be reached is not "never any record".

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
    from itb_cli.storage.reachable import check_reachable  # noqa: PLC0415  # only where there is nothing to read

    check_reachable(path)
    return Stored(Record(), None, None)


def _unreadable(path: Path, error: Exception) -> RecordUnreadableError:
    return RecordUnreadableError(f"The record at {path} cannot be read: {why(error)}.", _HINT)


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

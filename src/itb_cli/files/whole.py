"""The one way to read a file: whole, and never one that holds everybody up or has no end. Knows no record."""

import errno
import os
import stat
from pathlib import Path, PurePath

MEGABYTE = 1024 * 1024


def real_file(path: Path) -> Path:
    """The file behind a link: what is read and replaced lies beside it, never beside the link (R106).

    If Windows cannot follow it, as to a device, the place itself: whoever opens that is told why it cannot be.
    """
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return path.absolute()


def why(error: Exception) -> str:
    """The system's reason in its own words, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or "the system refuses"


def whole(file: Path, largest: int | None = None, status: os.stat_result | None = None) -> bytes:
    """The file's bytes. Nothing is opened that could hold everybody up, as a pipe could. `status`: if it was asked for already.

    Raises OSError if it is no regular file, or larger than `largest` bytes.
    """
    _check_file(file, status or file.stat(), largest)
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


def is_of_the_system(place: PurePath) -> bool:
    """Whether Linux makes it up while it is read: it may have no end, and nothing can be kept, nor locked, beside it."""
    return place.parts[:2] in {("/", "proc"), ("/", "sys")}

"""What the system refuses, turned into words: before the record is in place, and after. Opens nothing."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.errors import RecordNotSavedError, RecordUnconfirmedError
from itb_cli.files.whole import why

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_THE_WAY = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENXIO, errno.ENOTEMPTY}


@contextlib.contextmanager
def not_saved(target: Path) -> Iterator[None]:
    """Turns what the system refuses before the record is in place into a word about it."""
    try:
        yield
    except (OSError, ValueError, RecursionError) as error:
        raise RecordNotSavedError(
            f"NOT saved: {why(error)}. The record at {target} is as it was before.",
            f"{_way_out(error, target)}, then do the same again.",
        ) from None


@contextlib.contextmanager
def saved_but(target: Path) -> Iterator[None]:
    """Turns what the system refuses once the record is in place into a word that does not call it unsaved."""
    try:
        yield
    except OSError as error:
        raise RecordUnconfirmedError(
            f"Your change stands in the record at {target}, but the system did not confirm it: {why(error)}{_where(error)}.",
            f"Look at it: {Command('history')}. Do not type it again unless it is missing there.",
        ) from None


def _where(error: OSError) -> str:
    return f" at {error.filename}" if error.errno in _IN_THE_WAY and error.filename else ""


def _way_out(error: Exception, target: Path) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        return "Free some space or choose another place with --file"
    if number == errno.EBUSY:
        return "A record that is mounted as a single file cannot be replaced: mount its folder instead"
    if number in _FORBIDDEN:
        return f"Look at who may write in {target.parent}, or choose another place with --file"
    if isinstance(error, OSError) and _where(error):
        return f"Something stands in the way{_where(error)}: move it away"
    return "Look whether the disk is well, or choose another place with --file"

"""The file for a calendar: replaced only if it is an earlier one of ours, whole or not at all. Makes no entries."""

import os
import re
import stat
from pathlib import Path

from itb_cli.calendars.ical import PRODID
from itb_cli.errors import InputRefusedError
from itb_cli.files.atomic import UnconfirmedError, put
from itb_cli.files.device_names import is_device
from itb_cli.files.owners import check_ours

LARGEST_FILE = 32 * 1024 * 1024
ENDING = ".ics"


def place(words: str) -> Path:
    """The file that was named. Raises InputRefusedError if it is a device, or lies in a home folder that nobody knows."""
    try:
        named = Path(words).expanduser()
    except RuntimeError:
        raise InputRefusedError("It is not known where that home folder is.", "Name the whole path of the file.") from None
    if is_device(named):
        raise InputRefusedError(f"{named} cannot be written: Windows keeps this name for a device.", "Name another file.")
    return named


def found_uids(path: Path) -> frozenset[str] | None:
    """The ids in the file that is to be replaced; None if none is there.

    Raises InputRefusedError if the name is none for a calendar, or what is there is not an earlier file of ours.
    """
    if path.suffix.casefold() != ENDING:
        raise InputRefusedError(f"A file for a calendar has a name that ends in {ENDING}.", "Name it like this: itb.ics")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputRefusedError(f"{path} is not a regular file. It was not changed.", "Name another file.")
        data = path.read_bytes() if status.st_size <= LARGEST_FILE else b""
    except FileNotFoundError as error:
        if not path.parent.is_dir():
            raise _refused(path, error) from None
        return None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    return _uids(path, data)


def write(path: Path, data: bytes) -> None:
    """Replaces the file, for its owner only (R104), whole and to last. Raises InputRefusedError."""
    target = Path(os.path.realpath(path))
    try:
        check_ours(target)
        put(target, data)
    except UnconfirmedError as error:
        raise InputRefusedError(
            f"{path} is written, but the system did not confirm it: {_why(error)}.", "Write it once more before you use it."
        ) from None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None


def _uids(path: Path, data: bytes) -> frozenset[str]:
    """The ids of a file that is ours as a whole. Long lines are joined again first: they are folded."""
    lines = re.sub(rb"\r?\n[ \t]", b"", data).splitlines()
    of_ours = f"PRODID:{PRODID}".encode()
    if lines[:1] != [b"BEGIN:VCALENDAR"] or lines.count(b"BEGIN:VCALENDAR") != 1 or of_ours not in lines:
        raise InputRefusedError(f"{path} is there already, and itb did not make it. It was not changed.", "Name another file.")
    return frozenset(line[4:].decode("ascii", "replace") for line in lines if line.startswith(b"UID:"))


def _refused(path: Path, error: Exception) -> InputRefusedError:
    return InputRefusedError(f"{path} cannot be written: {_why(error)}. Nothing there was changed.", "Name another file.")


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "the system refuses"

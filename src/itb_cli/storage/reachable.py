"""Whether a record that is not there may be on a drive that is not connected, or behind a link to nothing. Opens nothing."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.errors import RecordUnreadableError

_HINT = f"Is it on a drive or in a folder that must be connected first? Nothing was changed. Help now: {Command('emergency')}."


def check_reachable(record: Path) -> None:
    """Raises RecordUnreadableError if nothing at `record`, as it was named, does not mean that there has never been anything.

    So it is behind a link to nothing, and below a missing folder that only the system makes, as where drives are mounted.
    What cannot be looked at is for others to name.
    """
    for place in (record.absolute(), *record.absolute().parents):
        try:
            status = place.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError):
            return
        if stat.S_ISLNK(status.st_mode) and _leads_nowhere(place):
            which = "it is" if place == record.absolute() else f"{place} is"
            raise _not_reachable(record, f"{which} a link to a place that is not there")
        if stat.S_ISDIR(status.st_mode) and place != record.absolute().parent and not os.access(place, os.W_OK | os.X_OK):
            raise _not_reachable(record, f"its folder is not there, and in {place} none can be made")
        return


def leads_nowhere(record: Path) -> bool:
    """Whether `record` is a link to a place that is not there."""
    return record.is_symlink() and _leads_nowhere(record)


def check_data_folder(environment: Mapping[str, str], usual: Path) -> None:
    """Raises RecordUnreadableError if XDG_DATA_HOME, in which the record is kept, is not there.

    The folder that a new home has none of yet is no such case: it is made as where the variable is not set.
    """
    folder = Path(environment.get("XDG_DATA_HOME", ""))
    if not folder.is_absolute() or folder.exists() or not usual.is_relative_to(folder):
        return
    if folder != Path.home() / ".local" / "share":
        raise RecordUnreadableError(
            f"The record at {usual} is not reachable: XDG_DATA_HOME names {folder}, and that is not there.",
            "Connect the drive that it is on. If a record is to begin there, make that folder first. "
            f"Help now: {Command('emergency')}.",
        )


def _leads_nowhere(link: Path) -> bool:
    try:
        link.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _not_reachable(record: Path, reason: str) -> RecordUnreadableError:
    return RecordUnreadableError(f"The record at {record} is not reachable: {reason}.", _HINT)

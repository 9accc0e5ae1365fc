"""The file for a calendar that is there already: whether it is an earlier one of ours, and what it holds. Writes nothing."""

import re
from pathlib import Path

from itb_cli.calendars.ical import PRODID
from itb_cli.errors import InputRefusedError
from itb_cli.files.whole import MEGABYTE, whole

LARGEST_FILE = 32 * MEGABYTE
ENDING = ".ics"


def found_uids(path: Path) -> frozenset[str] | None:
    """The ids in an earlier file of ours; None if there is none, whatever else is there. InputRefusedError for another ending."""
    if path.suffix.casefold() != ENDING:
        raise InputRefusedError(f"A file for a calendar has a name that ends in {ENDING}.", "Name it like this: itb.ics")
    try:
        return _uids(whole(path, LARGEST_FILE))
    except (OSError, ValueError):
        return None  # whoever writes there is told why it cannot be


def _uids(data: bytes) -> frozenset[str] | None:
    """The ids of a file that is ours as a whole. Long lines are joined again first: they are folded."""
    lines = re.sub(rb"\r?\n[ \t]", b"", data).splitlines()
    of_ours = f"PRODID:{PRODID}".encode()
    if lines[:1] != [b"BEGIN:VCALENDAR"] or lines.count(b"BEGIN:VCALENDAR") != 1 or of_ours not in lines:
        return None
    return frozenset(line[4:].decode("ascii", "replace") for line in lines if line.startswith(b"UID:"))

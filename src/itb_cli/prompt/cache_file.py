"""The prompt's status file: the days on which the state turns, where a shell can read them.

It lies in the cache folder, only for its owner, and names nothing but days and states. Its own stamp is the record's: a shell
trusts it only while the two are the same, so that a record that was changed elsewhere is noticed, an older one put back too.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from itb_cli.files.atomic import put
from itb_cli.files.folders import make_private_folder
from itb_cli.files.owners import check_ours
from itb_cli.files.whole import whole
from itb_cli.services.reminders.prompt import Turn

FORMAT = 1
NO_RECORD = "none"
_BEGINNING = "0"


def status_file_of(record: Path, folder: Path) -> Path:
    """The status file of one record: its name tells nobody which one it is."""
    spelt = os.fsencode(os.path.realpath(record))
    return folder / f"prompt-{hashlib.sha256(spelt).hexdigest()[:16]}"


def is_of(place: Path, stamp_ns: int | None) -> bool:
    """Whether the status file is whole, and of the record with that stamp. Raises OSError if there is none."""
    is_whole = whole(place).endswith(f"end {FORMAT}\n".encode())
    return is_whole and (stamp_ns is None or place.stat().st_mtime_ns == stamp_ns)


def encoded(turns: Iterable[Turn]) -> str:
    """A line a turn, day and word; without a turn there is no record. The last line tells that the file is whole.

    Days are written as numbers: every shell compares those, whatever its locale.
    """
    lines = [f"{_BEGINNING if turn.on == date.min else turn.on.strftime('%Y%m%d')} {turn.state}" for turn in turns]
    return "\n".join([*(lines or [f"{_BEGINNING} {NO_RECORD}"]), f"end {FORMAT}", ""])


def write_status(place: Path, turns: Iterable[Turn], stamp_ns: int | None) -> None:
    """Replaces the status file as a whole. `stamp_ns` is the record's own, None without a record. Raises OSError.

    In a cache folder of somebody else's nothing is made: root (`sudo`) would lock its owner out.
    """
    check_ours(place)
    make_private_folder(place.parent)
    put(place, encoded(turns).encode("ascii"), stamp_ns=stamp_ns)

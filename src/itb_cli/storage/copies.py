"""Second copies of a record that programs which sync folders leave beside it, and what earlier states held. Writes nothing."""

import contextlib
import re
from pathlib import Path

from itb_cli.domain.merging import is_related
from itb_cli.domain.people import is_sync_copy
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError
from itb_cli.storage.generations import generations
from itb_cli.storage.reading import load_copy, lookalikes, real_file, whole

_NUMBERED = re.compile(r" ?\(\d{1,3}\)| \d{1,3}")
"""`record (1).toml` of Google Drive and MEGA, `record 2.toml` of iCloud."""
_OF_OURS = b"schema_version"
_ENTRIES = ("refills", "doses", "appointments", "events", "diary_entries")


def sync_copies(record: Path) -> list[Path]:
    """The second copies beside the record, in order of their names; none if nobody may look.

    By name, if programs that sync folders are known to name copies so: Syncthing, Dropbox, Nextcloud, ownCloud, Seafile, pCloud,
    Resilio, Unison, Google Drive, iCloud, Parsec, rclone. OneDrive adds a hyphen and the device's name, and nothing else. By
    content, whatever the name adds: one that was named by hand, in another language, by a program that nobody here has met.
    """
    target = real_file(record)
    return [path for path in lookalikes(record) if path.is_file() and is_copy(path, target) and not _is_of_another(path, target)]


def is_copy(path: Path, target: Path) -> bool:
    """Whether the file `path`, whose name begins as that of the record at `target`, may be a copy of it.

    After the name comes no letter and no digit: `alexandra.toml` is no copy of `alex.toml`.
    """
    added = _added(path, target)
    if not added or added[0].isalnum():
        return False
    return _is_named_so(added) or added.startswith("-") or _reads_as_ours(path)


def shares_entries(path: Path, target: Path) -> bool:
    """Whether both hold an entry of the same id: another person's record never does."""
    try:
        return bool(_ids(load_copy(path)) & _ids(load_copy(target)))
    except InputRefusedError:
        return False


def refills_once_held(record: Path) -> frozenset[str]:
    """The ids of the refills that earlier states of the record held, as far as they can be read."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for earlier in generations(real_file(record)):
            with contextlib.suppress(InputRefusedError):
                found |= {refill.id for refill in load_copy(earlier.path).refills}
    return frozenset(found)


def _added(path: Path, target: Path) -> str:
    return path.name[len(target.stem) :].removesuffix(target.suffix)


def _is_named_so(added: str) -> bool:
    """Whether the name alone tells: then it is a copy even if it cannot be read."""
    return is_sync_copy(added) or _NUMBERED.fullmatch(added) is not None


def _is_of_another(path: Path, target: Path) -> bool:
    """Whether it is somebody else's record: both can be read, both have entries, and none of them is the same."""
    if _is_named_so(_added(path, target)):
        return False
    try:
        here, there = load_copy(target), load_copy(path)
    except InputRefusedError:
        return False
    return bool(_ids(here) and _ids(there)) and not is_related(here, there)


def _ids(record: Record) -> set[str]:
    return {entry.id for name in _ENTRIES for entry in getattr(record, name)}


def _reads_as_ours(path: Path) -> bool:
    try:
        load_copy(path)
        return _OF_OURS in whole(path)
    except (InputRefusedError, OSError):
        return False

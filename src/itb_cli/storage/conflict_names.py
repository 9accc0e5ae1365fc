"""By what a file beside a record is known as a copy of it: by its name, by what it holds. Joins and judges nothing."""

import re
from pathlib import Path

from itb_cli.domain.entries import lists_of
from itb_cli.domain.people import is_sync_copy
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError
from itb_cli.files.whole import whole
from itb_cli.storage.record_reader import load_copy

_NUMBERED = re.compile(r" ?\(\d{1,3}\)| \d{1,3}")
"""`record (1).toml` of Google Drive and MEGA, `record 2.toml` of iCloud."""
_OF_OURS = b"schema_version"


def is_copy(path: Path, target: Path) -> bool:
    """Whether the file `path`, whose name begins as that of the record at `target`, may be a copy of it.

    After the name comes no letter and no digit: `alexandra.toml` is no copy of `alex.toml`.
    """
    added = _added(path, target)
    if not added or added[0].isalnum():
        return False
    return is_named_as_copy(path, target) or added.startswith("-") or _reads_as_ours(path)


def is_named_as_copy(path: Path, target: Path) -> bool:
    """Whether the name alone tells: then it is a copy even if it cannot be read."""
    added = _added(path, target)
    return is_sync_copy(added) or _NUMBERED.fullmatch(added) is not None


def shares_entries(path: Path, target: Path) -> bool:
    """Whether both hold an entry of the same id: another person's record never does."""
    try:
        return bool(ids(load_copy(path)) & ids(load_copy(target)))
    except InputRefusedError:
        return False


def ids(record: Record) -> set[str]:
    """The ids of all entries."""
    return {entry.id for entries in lists_of(record) for entry in entries}


def _added(path: Path, target: Path) -> str:
    return path.name[len(target.stem) :].removesuffix(target.suffix)


def _reads_as_ours(path: Path) -> bool:
    try:
        load_copy(path)
        return _OF_OURS in whole(path)
    except (InputRefusedError, OSError):
        return False

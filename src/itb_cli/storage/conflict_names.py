"""By what a file beside a record is known as a copy of it: by its name, by what it holds. Joins and judges nothing."""

import re
from pathlib import Path

from itb_cli.domain.entries import lists_of
from itb_cli.domain.merging import is_related
from itb_cli.domain.people import is_sync_copy, slug
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError
from itb_cli.files.whole import whole
from itb_cli.storage.paths import PEOPLE
from itb_cli.storage.record_reader import load_copy

_NUMBERED = re.compile(r" ?\(\d{1,3}\)| \d{1,3}")
"""`record (1).toml` of Google Drive and MEGA, `record 2.toml` of iCloud."""
_OF_OURS = b"schema_version"
_BY_DAY = re.compile(r"\d{4}-\d{2}-\d{2}-\d+")
"""The id of an entry that was written by hand without one: made of its day, so two people's can be the same."""


def is_copy(path: Path, target: Path) -> bool:
    """Whether the file `path`, whose name begins as that of the record at `target`, may be a copy of it.

    If a letter or a digit follows at once, only if both hold one and the same entry: `alexandra.toml` is no copy of `alex.toml`,
    but `alexold.toml` may be.
    """
    added = _added(path, target)
    if not added or added[0].isalnum():
        return bool(added) and _holds_an_entry_of(path, target)
    return is_named_as_copy(path, target) or added.startswith("-") or _reads_as_ours(path)


def is_named_as_copy(path: Path, target: Path) -> bool:
    """Whether the name alone tells: then it is a copy even if it cannot be read."""
    added = _added(path, target)
    return is_sync_copy(added) or _NUMBERED.fullmatch(added) is not None


def is_of_another(path: Path, target: Path) -> bool:
    """Whether the file is another person's record, though it begins as the one at `target`: it shares no entry and says so.

    By another date of birth; among people also by its name, if that is one that `itb` gives: `alex-maria.toml` by `alex.toml`.
    """
    if is_named_as_copy(path, target):
        return False
    try:
        here, there = load_copy(target), load_copy(path)
    except InputRefusedError:
        return False
    if _ids(here) & _ids(there):
        return False
    if target.parent.name == PEOPLE and path.suffix == target.suffix and _is_a_slug(path.stem):
        return True  # a refill of the same day says nothing of two people
    born, other = here.person.born, there.person.born
    return born is not None and other is not None and born != other and not is_related(here, there)


def _holds_an_entry_of(path: Path, target: Path) -> bool:
    """Whether both hold an entry of one id, which is made by chance."""
    try:
        shared = _ids(load_copy(target)) & _ids(load_copy(path))
    except InputRefusedError:
        return False
    return any(_BY_DAY.fullmatch(each) is None for each in shared)


def _ids(record: Record) -> set[str]:
    return {entry.id for entries in lists_of(record) for entry in entries}


def _is_a_slug(name: str) -> bool:
    try:
        return slug(name) == name
    except InputRefusedError:
        return False


def _added(path: Path, target: Path) -> str:
    return path.name[len(target.stem) :].removesuffix(target.suffix)


def _reads_as_ours(path: Path) -> bool:
    try:
        load_copy(path)
        return _OF_OURS in whole(path)
    except (InputRefusedError, OSError):
        return False

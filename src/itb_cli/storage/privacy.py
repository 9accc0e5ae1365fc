"""Who may read the files of a record: seen, made right, and new files made private. Reads and writes no record."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from itb_cli.domain.examined import FOLDERS, Guarded, Part, Repair
from itb_cli.files.atomic import PRIVATE_FILE
from itb_cli.files.folders import PRIVATE_FOLDER
from itb_cli.storage.left_over import left_by_saves
from itb_cli.storage.paths import (
    HAS_PERMISSIONS,
    calendar_beside,
    drafts_beside,
    generations_beside,
    lock_beside,
    reminders_beside,
)


def guarded(target: Path, folders: tuple[Path, ...]) -> tuple[Guarded, ...]:
    """Who may use the record at `target`, what lies beside it, and `folders` of itb's own. Empty if modes say nothing."""
    return tuple(found for part, path in _parts(target, folders) if (found := _guarded(part, path)))


def repair(target: Path, folders: tuple[Path, ...]) -> tuple[Repair, ...]:
    """Makes everything that `guarded` sees its owner's only; changes nothing but permissions, and links not at all."""
    repairs = []
    for part, path in _parts(target, folders):
        found = _guarded(part, path)
        if found and (found.is_open_to_others or found.is_closed_to_owner):
            repairs.append(_repaired(path, found))
    return tuple(repairs)


def _repaired(path: Path, found: Guarded) -> Repair:
    if not found.is_ours:
        return Repair(found.part, found.name, found.mode, "another user owns it")
    try:
        path.chmod(PRIVATE_FOLDER if found.is_folder else PRIVATE_FILE)
    except OSError as error:
        return Repair(found.part, found.name, found.mode, error.strerror or "the system refuses")
    after = _guarded(found.part, path)
    is_right = after is not None and not after.is_open_to_others
    return Repair(found.part, found.name, found.mode, None if is_right else "this disk keeps no permissions")


def _parts(target: Path, folders: tuple[Path, ...]) -> Iterator[tuple[Part, Path]]:
    """What belongs to a record, folders before what is in them: a closed one hides the rest until it has been repaired."""
    yield from ((Part.FOLDER, folder) for folder in folders)
    yield Part.RECORD, target
    yield Part.LOCK, lock_beside(target)
    yield Part.REMINDERS, reminders_beside(target)
    yield Part.CALENDAR, calendar_beside(target)
    yield from ((Part.LEFT_OVER, path) for path in left_by_saves(target))
    yield from _with_its_files(generations_beside(target), Part.STATES_FOLDER, Part.STATE)
    yield from _with_its_files(drafts_beside(target), Part.DRAFT_FOLDER, Part.DRAFT)


def _with_its_files(folder: Path, part: Part, of_files: Part) -> Iterator[tuple[Part, Path]]:
    yield part, folder
    if not folder.is_symlink():
        with contextlib.suppress(OSError):
            yield from ((of_files, path) for path in sorted(folder.iterdir()))


def _guarded(part: Part, path: Path) -> Guarded | None:
    """None if nothing is there, if it is a link or something odd, or if modes say nothing."""
    if not HAS_PERMISSIONS:
        return None
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return None
    is_right_kind = stat.S_ISDIR(status.st_mode) if part in FOLDERS else stat.S_ISREG(status.st_mode)
    if not is_right_kind:
        return None
    return Guarded(part, path.name, stat.S_IMODE(status.st_mode), status.st_uid == os.geteuid())

"""The prompt's status files, kept as new as the records of those who use them. Nothing that a person asked for fails by it."""

import contextlib
import os
from pathlib import Path

from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.examined import PromptFile
from itb_cli.errors import RecordError
from itb_cli.files.whole import real_file
from itb_cli.prompt.cache_file import is_of, status_file_of, write_status
from itb_cli.services.reminders.prompt import UNREADABLE, Turn, turns
from itb_cli.storage.record_reader import load

IN_USE = "ITB_PROMPT"
"""The variable by which a shell whose prompt shows a record names that record."""


def place_of(runtime: Runtime, record: Path) -> Path | None:
    """Where the status file of `record` lies or would lie; None if there is no cache folder."""
    folder = runtime.cache_folder(runtime.environment)
    return None if folder is None else status_file_of(record, folder)


def renew(runtime: Runtime, record: Path, place: Path) -> None:
    """Writes the status file of a record as it stands. Raises OSError.

    The stamp is taken before the record is read: if somebody replaces it between the two, the shell sees two stamps.
    """
    stamp_ns = _stamp_ns(record)
    write_status(place, _turns(runtime, record), stamp_ns)


def renew_if_used(runtime: Runtime, record: Path) -> None:
    """The same, for those who use a prompt: there is a status file, or this shell says so. A failure is nobody's concern here."""
    with contextlib.suppress(Exception):  # the shell sees that the two stamps differ, and says so
        place = place_of(runtime, record)
        if place is not None and (place.exists() or _is_shown_here(runtime, record)):
            renew(runtime, record, place)


def renew_if_shown(runtime: Runtime, record: Path) -> None:
    """The same, if the prompt of this very shell shows the record."""
    with contextlib.suppress(Exception):
        if _is_shown_here(runtime, record):
            renew_if_used(runtime, record)


def standing(runtime: Runtime, record: Path) -> PromptFile:
    """How the status file of `record` stands. Writes nothing."""
    try:
        place = place_of(runtime, record)
        if place is None or not place.exists():
            return PromptFile.ABSENT
        return PromptFile.CURRENT if is_of(place, _stamp_ns(record)) else PromptFile.STALE
    except OSError:
        return PromptFile.UNKNOWN


def _is_shown_here(runtime: Runtime, record: Path) -> bool:
    named = runtime.environment.get(IN_USE)
    return bool(named) and os.path.realpath(named or "") == os.path.realpath(record)


def _stamp_ns(record: Path) -> int | None:
    try:
        return real_file(record).stat().st_mtime_ns
    except FileNotFoundError:
        return None


def _turns(runtime: Runtime, record: Path) -> tuple[Turn, ...]:
    """No turn if there has never been a record."""
    try:
        stored = load(record)
    except RecordError:
        return UNREADABLE
    if stored.modified is None:
        return ()
    written_on = runtime.day_of(stored.modified)
    counted, warnings = counted_in(record, stored.record, AsOf(runtime.today, runtime.today, written_on))
    return turns(counted, written_on, is_in_doubt=bool(warnings))

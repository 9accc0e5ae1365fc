"""What saves, reminders and exports that were killed left beside a record, until the next one clears it up. Changes nothing."""

import os
from pathlib import Path

from itb_cli.files.passing import passing_in, target_of
from itb_cli.storage.paths import drafts_beside, generations_beside, holder_beside


def left_by_saves(record: Path) -> tuple[Path, ...]:
    """The passing files of the record at `record` and its companions, of files written beside it, and the note of a holder."""
    beside = [path for path in passing_in(record.parent) if _concerns(target_of(path), record)]
    inside = [path for folder in (generations_beside(record), drafts_beside(record)) for path in passing_in(folder)]
    holder = holder_beside(record)
    return (*beside, *((holder,) if os.path.lexists(holder) else ()), *inside)


def _concerns(target: str, record: Path) -> bool:
    """Whether a file of this name is the record's or nobody's: other people's records have left-overs of their own."""
    return target.startswith(record.name) or record.suffix not in target

"""What is remembered of the folder of a person's calendar, in a small file beside the record: it is about this machine."""

import tomllib
import zlib
from pathlib import Path
from typing import Any

import tomli_w

from itb_cli.domain.calendar_folder import FolderMemory, Mark
from itb_cli.domain.command import Command
from itb_cli.errors import RecordNotSavedError
from itb_cli.files.atomic import put
from itb_cli.files.owners import check_ours
from itb_cli.files.whole import MEGABYTE, real_file, whole, why
from itb_cli.storage.limits import LARGEST_FILE
from itb_cli.storage.paths import calendar_beside

LARGEST_MEMORY = 8 * MEGABYTE
_HEADER = "# Kept by itb: the folder of your calendar, and what was written there. No fact of the record stands here.\n"


def remembered(record: Path) -> FolderMemory | None:
    """What is remembered of the folder of `record`; None if none is kept. Never an error: what cannot be read is damaged."""
    try:
        return _decoded(tomllib.loads(whole(calendar_beside(real_file(record)), LARGEST_MEMORY).decode()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return FolderMemory("", is_damaged=True)


def remember(record: Path, memory: FolderMemory) -> None:
    """Replaces what is remembered, whole or not at all, for its owner only. Raises RecordNotSavedError."""
    place = calendar_beside(real_file(record))
    try:
        check_ours(place)
        put(place, (_HEADER + tomli_w.dumps(_encoded(memory))).encode())
    except (OSError, ValueError) as error:
        raise _not_written_down(error) from None


def forget(record: Path) -> None:
    """From now on no folder is kept. Raises RecordNotSavedError."""
    try:
        calendar_beside(real_file(record)).unlink(missing_ok=True)
    except OSError as error:
        raise _not_written_down(error) from None


def mark_of(record: Path) -> str:
    """A mark of the record as it stands; an empty one if it cannot be read. Two sums: cheap, since every answer pays for them."""
    try:
        data = whole(real_file(record), LARGEST_FILE)
    except (OSError, ValueError):
        return ""
    return f"{len(data)}-{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def _not_written_down(error: Exception) -> RecordNotSavedError:
    return RecordNotSavedError(
        f"It could not be written down which folder your calendar reads: {why(error)}. Your record is as it was.",
        f"To see what is wrong with the record's folder: {Command('doctor')}",
    )


def _encoded(memory: FolderMemory) -> dict[str, Any]:
    written = {uid: ["-".join(mark) for mark in marks] for uid, marks in memory.written.items()}
    fields = {name: value for name, value in memory._asdict().items() if name not in ("written", "is_damaged")}
    return {**fields, "by_hand": list(memory.by_hand), "written": written}


def _decoded(document: dict[str, Any]) -> FolderMemory:
    """Raises TypeError, ValueError, KeyError or AttributeError if it is not what was written."""
    return FolderMemory(
        folder=_text(document["folder"]),
        detailed=document["detailed"] is True,
        is_alone=document["is_alone"] is True,
        overwrites=document["overwrites"] is True,
        told_of=_text(document["told_of"]),
        trouble=_text(document["trouble"]),
        by_hand=tuple(map(_text, document["by_hand"])),
        written={uid: tuple(map(_mark, marks)) for uid, marks in document["written"].items()},
    )


def _mark(value: Any) -> Mark:
    shows, says, rings = _text(value).split("-")
    return Mark(shows, says, rings)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value

"""Looking at a record and all that lies beside it. Opens nothing for writing, and what cannot be seen hides nothing else."""

import os
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from itb_cli.domain.examined import Examined, KeptStates, LockState
from itb_cli.errors import RecordError
from itb_cli.files.whole import real_file, whole, why
from itb_cli.storage.conflict_copies import sync_copies
from itb_cli.storage.decoding import decode
from itb_cli.storage.drafts import begun
from itb_cli.storage.ends import unmarked
from itb_cli.storage.left_over import left_by_saves
from itb_cli.storage.limits import LARGEST_FILE, check_keys
from itb_cli.storage.locking import holder_of
from itb_cli.storage.paths import HAS_PERMISSIONS, lock_beside
from itb_cli.storage.privacy import guarded
from itb_cli.storage.record_reader import load
from itb_cli.storage.reminders import remembered
from itb_cli.storage.snapshots import Generation, generations
from itb_cli.storage.stoppers import stoppers

MOST_STATES_READ = 40
"""So many of the newest earlier states are looked into: the older ones would take too long."""

Found = TypeVar("Found")


def examined(path: Path, folders: tuple[Path, ...]) -> Examined:
    """Everything at `path`; `folders` are those that itb made for itself and that are to be private."""
    target = real_file(path)
    status = _or_none(target.stat)
    data = _bytes_of(target, status)
    holder = _or_none(lambda: holder_of(target))
    return _with_record(
        Examined(
            exists=_or_none(lambda: _exists(target)),
            is_link=bool(_or_none(path.is_symlink)),
            schema=_schema(data),
            written=status.st_mtime if status else None,
            is_ours=status.st_uid == os.geteuid() if status and HAS_PERMISSIONS else None,
            is_writable=_or_none(lambda: _is_writable(target.parent)),
            guarded=_or_none(lambda: guarded(target, folders)),
            states=_or_none(lambda: _states(target, data)),
            has_draft=_or_none(lambda: begun(path) is not None),
            left_over=_or_none(lambda: _left_over(target)),
            held_by=holder.process if holder else None,
            held_since=holder.since if holder else None,
            lock=_or_none(lambda: _lock_state(lock_beside(target))) or LockState.UNKNOWN,
            copies=_or_none(lambda: _copies(target)),
            stops=_or_none(lambda: stoppers(target)),
            reminders=_or_none(lambda: remembered(path)),
        ),
        path,
    )


def _exists(target: Path) -> bool:
    """Raises OSError if nobody may look: that is not the same as nothing there."""
    try:
        target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _with_record(found: Examined, path: Path) -> Examined:
    """The record itself is read as every command reads it, so that both say the same."""
    try:
        return found._replace(record=load(path).record)
    except RecordError as error:
        return found._replace(error=error.code, told=error.message)


def _or_none(look: Callable[[], Found]) -> Found | None:
    """What `look` sees; None if the system does not let it."""
    try:
        return look()
    except (OSError, ValueError):
        return None


def _bytes_of(target: Path, status: os.stat_result | None) -> bytes | None:
    if status is None or not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_FILE:
        return None
    return _or_none(lambda: whole(target))


def _schema(data: bytes | None) -> int | None:
    try:
        number = _first_keys(unmarked(data or b"")).get("schema_version")
    except (ValueError, ArithmeticError, RecursionError, RecordError):
        return None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _first_keys(data: bytes) -> dict[str, Any]:
    """The keys above all tables of a record that can be read; of any other all that is in it, or what is wrong with it."""
    try:
        decode(data)
        return tomllib.loads(data.partition(b"\n[")[0].decode())
    except (ValueError, RecordError):
        check_keys(data)
        return tomllib.loads(data.decode())


def _is_writable(folder: Path) -> bool:
    """Whether something can be saved in `folder`, or in the one in which it would be made."""
    standing = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return standing.is_dir() and os.access(standing, os.W_OK | os.X_OK)


def _states(target: Path, data: bytes | None) -> KeptStates:
    try:
        kept = generations(target)
    except OSError as error:
        return KeptStates(refused=why(error))
    if not kept:
        return KeptStates()
    looked_into = kept[-MOST_STATES_READ:]
    newest = _or_none(lambda: whole(kept[-1].path))
    return KeptStates(
        in_all=len(kept),
        newest_on=kept[-1].kept_on,
        read=len(looked_into),
        unreadable=tuple(item.number for item in looked_into if not _is_readable(item)),
        newest_is_record=None if data is None or newest is None else newest == data,
    )


def _is_readable(kept: Generation) -> bool:
    try:
        decode(whole(kept.path))
    except (RecordError, OSError):
        return False
    return True


def _left_over(target: Path) -> tuple[str, ...]:
    """What saves that were cut short have left: beside the record, and among its earlier states."""
    return tuple(path.name for path in left_by_saves(target))


def _lock_state(lock: Path) -> LockState:
    """Asks for a share of the lock and gives it back at once: opens nothing for writing, makes no file, waits for nobody."""
    if sys.platform == "win32":
        return LockState.UNKNOWN
    import fcntl  # noqa: PLC0415  # exists on macOS and Linux only

    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except FileNotFoundError:
        return LockState.ABSENT
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return LockState.HELD
    finally:
        os.close(descriptor)
    return LockState.FREE


def _copies(target: Path) -> tuple[str, ...]:
    """The names of second copies. Raises OSError if the folder may not be read: that is not the same as none."""
    if not target.parent.exists():
        return ()
    os.scandir(target.parent).close()
    return tuple(path.name for path in sync_copies(target))

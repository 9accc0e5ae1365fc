"""Saving the record: locked, whole or not at all, with the state before kept. The order of calls is R95's."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from itb_cli.domain.calendar_events import never_back
from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import RecordChangedError, RecordUnconfirmedError
from itb_cli.files.atomic import replace
from itb_cli.files.folders import make_private_folder, sync_folder
from itb_cli.files.whole import real_file, whole
from itb_cli.services.notices import REMARKS_DROPPED, Notice
from itb_cli.services.outcome import Outcome
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.ends import has_remarks
from itb_cli.storage.limits import check_can_be_read_again
from itb_cli.storage.locking import Patience, locked
from itb_cli.storage.obstacles import check_place, check_state
from itb_cli.storage.os_errors import not_saved, saved_but
from itb_cli.storage.paths import generations_beside
from itb_cli.storage.reachable import check_reachable
from itb_cli.storage.record_reader import load
from itb_cli.storage.retention import outgrown
from itb_cli.storage.snapshots import (
    BEFORE_ALL,
    FIRST,
    FIRST_FOUND,
    Generation,
    generation_name,
    generations,
    gone_back_to,
)
from itb_cli.storage.undo import newest_readable, standing_or_none, state_before

View = TypeVar("View")


def update(
    path: Path,
    today: date,
    change: Callable[[Record], Outcome[View]],
    losing: Callable[[], None],
    patience: Patience | None = None,
) -> Outcome[View]:
    """Reads the record, lets `change` answer, and saves the record in its answer, if there is one; all under the lock (R102).

    `losing` is called before remarks by hand are lost, here and in all that saves: what it raises leaves all as it is.
    The answer that comes back tells of them.
    Raises RecordLockedError, RecordChangedError, RecordNotSavedError, RecordUnconfirmedError, or what `load` and `change` raise.
    """
    with _held(path, patience) as target:
        stored = load(target)
        outcome = change(stored.record)
        if outcome.record is None:
            return outcome
        lost = _remarks_lost(losing, stored.data)
        _save(target, outcome.record, stored.data, today)
    return _telling(outcome, lost)


def undo(
    path: Path,
    today: date,
    change: Callable[[Record, Record], Outcome[View]],
    losing: Callable[[], None],
    patience: Patience | None = None,
) -> Outcome[View]:
    """Goes back to the state before the last change; `change` sees the record and that state. Else as `update`."""
    with _held(path, patience) as target:
        stored = load(target)
        with not_saved(target):
            earlier, state = state_before(target, stored)
            if earlier:
                check_state(earlier.path, target)
        outcome = change(stored.record, state)
        if outcome.record is None:
            return outcome
        with not_saved(target):
            lost = _remarks_lost(losing, stored.data, whole(earlier.path) if earlier else None)
        _save(target, outcome.record, stored.data, today, gone_back_to(earlier.state if earlier else BEFORE_ALL))
    return _telling(outcome, lost)


def rewrite(
    path: Path,
    today: date,
    base: bytes | None,
    data: bytes,
    change: Callable[[Record | None, Record], Outcome[View]],
    losing: Callable[[], None],
    patience: Patience | None = None,
) -> Outcome[View]:
    """Replaces the record by what was typed by hand, `data`, if the file still holds `base`, from which the typing began.

    `change` sees the record that stands (None: not to be read) and the one typed, and tells of remarks that were typed.
    Raises RecordDamagedError if `data` is no record, RecordChangedError if the file holds something else, and as `update`
    does.
    """
    typed = decode(data)
    with _held(path, patience) as target:
        with not_saved(target):
            _check_unchanged(target, base)
        outcome = change(Record() if base is None else standing_or_none(target, base), typed)
        if outcome.record is not None:
            _remarks_lost(losing, data)
            _save(target, outcome.record, base, today)
    return outcome


def bring_back(
    path: Path,
    today: date,
    generation: Generation,
    judge: Callable[[Record | None, Record], None],
    losing: Callable[[], None],
    patience: Patience | None = None,
) -> tuple[Record | None, Record, tuple[Notice, ...]]:
    """Replaces whatever stands at `path`, damaged or gone, by an earlier state; what stood there is kept first.

    `judge` sees what stands there, None if it cannot be read, an empty record if nothing is, and what would stand there;
    what it raises leaves all as it is. Gives both, None if there was none to be read, and what was lost with it.
    """
    with _held(path, patience) as target:
        with not_saved(target):
            check_state(generation.path, target)
            data = whole(generation.path)
            standing = _bytes_of(target)
        before_it = standing_or_none(target, standing)
        record = never_back(before_it or newest_readable(target), decode(data))
        judge(Record() if standing is None else before_it, record)
        lost = _remarks_lost(losing, standing, data)
        _save(target, record, standing, today)
    return before_it, record, lost


@contextlib.contextmanager
def _held(path: Path, patience: Patience | None) -> Iterator[Path]:
    """The real file behind `path`, under its lock, in a folder that exists. What happens meanwhile is not judged here."""
    with contextlib.ExitStack() as held:
        with not_saved(path):
            target = real_file(path)
            if not target.exists() and not generations(target):
                check_reachable(path)
            check_place(target)
            make_private_folder(target.parent)
            held.enter_context(locked(target, patience))
        yield target


def _save(target: Path, record: Record, read: bytes | None, today: date, label: str = "") -> None:
    """Keeps what was there, replaces the record if nobody else changed it, then keeps what is new.

    The new state is kept last: a save that fails or is killed before leaves nothing behind that undo could mistake. An undo
    (`label`) keeps it first: then it is the state to which the next undo goes, whether this one came to its end or not.
    Others are looked for before anything is done, at the last moment before the new record takes its place, and after all.
    """
    with not_saved(target):
        data = encode(record)
        check_can_be_read_again(record, data)
        decode(data)
        _check_unchanged(target, read)
        if read is not None:
            _keep_generation(target, read, today, "", FIRST_FOUND)
        if label:
            _keep_generation(target, data, today, label)
        seen = {state.number for state in generations(target)}
        replace(target, data, lambda: _check_unchanged(target, read))
    with saved_but(target):
        sync_folder(target.parent)
        if not label:
            _keep_generation(target, data, today, "")
        _check_alone(target, data, seen)
    _thin(target)


def _remarks_lost(losing: Callable[[], None], *held: bytes | None) -> tuple[Notice, ...]:
    """Calls `losing` if what stands there, or what is brought back, holds remarks by hand: a record keeps none."""
    if any(data is not None and has_remarks(data) for data in held):
        losing()
        return (REMARKS_DROPPED,)
    return ()


def _telling(outcome: Outcome[View], lost: tuple[Notice, ...]) -> Outcome[View]:
    return outcome._replace(notices=(*lost, *outcome.notices)) if lost else outcome


def _bytes_of(target: Path) -> bytes | None:
    try:
        return whole(target)
    except FileNotFoundError:
        return None


def _check_unchanged(target: Path, read: bytes | None) -> None:
    if _bytes_of(target) != read:
        raise RecordChangedError(
            "Something else changed the record meanwhile. Nothing was overwritten, nothing of yours was saved.",
            "Do the same again. If it keeps happening, look for a program that syncs this folder.",
        )


def _check_alone(target: Path, data: bytes, seen: set[int]) -> None:
    """Raises RecordUnconfirmedError if somebody without this lock saved at the same moment, over this change or under it.

    Whoever came last finds the state that the other kept, or finds another record than its own: one of the two tells.
    """
    came = [state for state in generations(target) if state.number not in seen and whole(state.path) != data]
    if came:
        raise RecordUnconfirmedError(
            "Your change is saved, but another itb that shares no lock with this one saved at the same moment. "
            "What it saved may be missing in the record: it stands among the earlier states.",
            f"Compare: {Command('history')}, and {Command('restore')}.",
        )
    if _bytes_of(target) != data:
        raise RecordUnconfirmedError(
            f"NOT known to be saved: something else wrote the record at {target} at the same moment.",
            f"Look at it: {Command('history')}. Your change stands among the earlier states: {Command('restore')}.",
        )


def _keep_generation(target: Path, data: bytes, today: date, label: str, first: int = FIRST) -> None:
    """Adds `data` to the generations unless it is the newest of them; if there is none yet, as number `first`."""
    folder = generations_beside(target)
    make_private_folder(folder)
    kept = generations(target)
    if kept and not label and whole(kept[-1].path) == data:
        return
    name = generation_name(kept[-1].number + 1 if kept else first, today, label)
    replace(folder / name, data)
    sync_folder(folder)


def _thin(target: Path) -> None:
    """Takes away earlier states that have grown old (`retention`). What cannot be taken away stays, and nobody need know."""
    with contextlib.suppress(OSError):
        for state in outgrown(generations(target)):
            state.path.unlink()

"""Which earlier state an undo goes back to, and what can still be read of a record. Writes nothing: `record_writer` does."""

from pathlib import Path

from itb_cli.domain.calendar_events import differ_in_calendars_only
from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError, RecordError
from itb_cli.files.whole import whole
from itb_cli.storage.decoding import decode
from itb_cli.storage.ends import begins_as_ours
from itb_cli.storage.record_reader import Stored, decode_at
from itb_cli.storage.snapshots import FIRST, Generation, NotKeptError, before, before_newest, generations


def state_before(target: Path, stored: Stored) -> tuple[Generation | None, Record]:
    """The state before the last change of the record at `target`, and what it holds; None: before the first save.

    A calendar cannot be untold, so what calendars were told is no change to take back. Raises InputRefusedError if nothing
    is left or not known, OSError if the system refuses, RecordDamagedError if that state is none.
    """
    kept = generations(target)
    try:
        earlier, record = _before_last(kept, stored)
    except NotKeptError as unknown:
        raise _not_known(unknown.earlier) from None
    except LookupError:
        raise _nothing_left() from None
    if earlier is None and differ_in_calendars_only(record, stored.record):
        raise _nothing_left()
    return earlier, record


def _before_last(kept: list[Generation], stored: Stored) -> tuple[Generation | None, Record]:
    earlier = before_newest(kept, record_is_newest=bool(kept) and whole(kept[-1].path) == stored.data)
    while earlier is not None:
        record = decode(whole(earlier.path))
        if not differ_in_calendars_only(record, stored.record):
            return earlier, record
        earlier = before(kept, earlier.state)
    if kept[0].number == FIRST and not begins_as_ours(whole(kept[0].path)):
        raise NotKeptError(None)
    return None, Record()


def _not_known(earlier: Generation | None) -> InputRefusedError:
    hint = f"To see the earlier states: {Command('restore')}"
    if earlier is not None:
        back = Command(f"restore {earlier.number}")
        hint = f"The newest state before it that is kept is {earlier.number}. To bring that one back: {back}"
    return InputRefusedError("What stood before the last change is not known any more, so nothing was taken back.", hint)


def _nothing_left() -> InputRefusedError:
    return InputRefusedError("There is no change left to take back.", f"To see the earlier states: {Command('restore')}")


def newest_readable(target: Path) -> Record | None:
    """The newest earlier state that can be read; None if there is none."""
    try:
        kept = generations(target)
        return next((found for state in reversed(kept) if (found := read_or_none(whole(state.path)))), None)
    except OSError:
        return None


def read_or_none(data: bytes | None) -> Record | None:
    """The record in `data`; None if there is none to be read."""
    try:
        return None if data is None else decode(data)
    except RecordError:
        return None


def standing_or_none(target: Path, data: bytes | None) -> Record | None:
    """The record in `data`, which stands at `target`; None if there is none to be read, or not all of it is there."""
    try:
        return None if data is None else decode_at(target, data)
    except RecordError:
        return None

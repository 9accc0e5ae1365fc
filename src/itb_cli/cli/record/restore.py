"""The earlier states of a record for `itb restore`: read what can be read, bring one back."""

from datetime import date
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError, RecordError, RecordUnreadableError
from itb_cli.files.whole import real_file, whole, why
from itb_cli.services.notices import Notice
from itb_cli.services.record.restore import Kept
from itb_cli.storage.decoding import decode
from itb_cli.storage.locking import Patience
from itb_cli.storage.os_errors import saved_but
from itb_cli.storage.reachable import check_reachable
from itb_cli.storage.snapshots import Generation, generations


def kept_states(path: Path) -> tuple[Kept, ...]:
    """Every earlier state, oldest first; one that cannot be read has no record."""
    return tuple(map(_kept, _generations(path)))


def kept_states_after(path: Path) -> tuple[Kept, ...]:
    """The earlier states once one was brought back; if they cannot be listed then, nothing calls that one not brought back."""
    with saved_but(path):
        return tuple(map(_kept, generations(real_file(path))))


def bring_back(path: Path, today: date, number: int, patience: Patience) -> tuple[Record | None, Record, tuple[Notice, ...]]:
    """Makes state `number` the record; what stood there (None: not to be read), what stands there now, what was lost.

    Raises InputRefusedError if there is no such state, and what writing raises.
    """
    from itb_cli.storage import record_writer

    chosen = next((item for item in _generations(path) if item.number == number), None)
    if chosen is None:
        raise InputRefusedError(f"There is no earlier state {number}.", f"To see which there are: {Command('restore')}")
    return record_writer.bring_back(path, today, chosen, patience)


def _generations(path: Path) -> list[Generation]:
    try:
        found = generations(real_file(path))
    except OSError as error:
        raise RecordUnreadableError(
            f"The earlier states of {path} cannot be read: {why(error)}.", "Look at who may read its folder."
        ) from None
    if not found and not path.exists():
        check_reachable(path)
    return found


def _kept(generation: Generation) -> Kept:
    try:
        return Kept(generation.number, generation.kept_on, decode(whole(generation.path)))
    except (RecordError, OSError):
        return Kept(generation.number, generation.kept_on, None)

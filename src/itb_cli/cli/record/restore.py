"""The earlier states of a record for `itb restore`: read what can be read, bring one back once somebody said yes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import width_of
from itb_cli.cli.storing import storing
from itb_cli.domain.command import Command, led
from itb_cli.domain.record import Record
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, RecordError, RecordUnreadableError
from itb_cli.files.whole import real_file, whole, why
from itb_cli.pages import restore as pages
from itb_cli.services.answers import Answers
from itb_cli.services.outcome import Outcome
from itb_cli.services.record import restore as services
from itb_cli.services.record.changes import changes
from itb_cli.services.record.restore import Kept
from itb_cli.storage.decoding import decode
from itb_cli.storage.os_errors import saved_but
from itb_cli.storage.reachable import check_reachable
from itb_cli.storage.snapshots import Generation, generations

Judge = Callable[[Record | None, Record], None]


def kept_states(path: Path, world: Runtime) -> tuple[Kept, ...]:
    """Every earlier state, oldest first; one that cannot be read has no record."""
    return tuple(_kept(item, world) for item in _generations(path))


def restored(call: Call, path: Path, number: int, *, yes: bool) -> Outcome[services.RestoreView]:
    """The answer with state `number` made the record. What it takes away is shown and asked about before.

    Raises InputRefusedError if there is no such state, ConfirmationNeededError if nobody says yes, and what writing raises.
    """
    said = Answers(yes_to_all=yes)
    while True:
        try:
            return _brought_back(call, path, number, partial(_judged, call, number, said))
        except ConfirmationNeededError as needed:
            said = call.asked(needed, said)


def _brought_back(call: Call, path: Path, number: int, judge: Judge) -> Outcome[services.RestoreView]:
    from itb_cli.storage import record_writer

    chosen = next((item for item in _generations(path) if item.number == number), None)
    if chosen is None:
        raise InputRefusedError(f"There is no earlier state {number}.", f"To see which there are: {Command('restore')}")
    with storing(call.runtime, path, call.chosen) as patience:
        before, after, lost = record_writer.bring_back(path, call.runtime.today, chosen, patience, judge)
    outcome = services.brought_back(_kept_after(path, call.runtime), number, before, after, call.as_of)
    return outcome._replace(notices=(*lost, *outcome.notices))


def _judged(call: Call, number: int, said: Answers, before: Record | None, after: Record) -> None:
    try:
        services.check(before, after, number, said, call.as_of.day)
    except ConfirmationNeededError:
        if before is not None and call.can_ask:
            from itb_cli.render import plain

            page = led(pages.preview(changes(before, after), number), call.chosen.lead)
            call.runtime.say(f"{plain.render(page, width_of(call.runtime))}\n")
        raise


def _kept_after(path: Path, world: Runtime) -> tuple[Kept, ...]:
    """The earlier states once one was brought back; if they cannot be listed then, nothing calls that one not brought back."""
    with saved_but(path):
        return tuple(_kept(item, world) for item in generations(real_file(path)))


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


def _kept(generation: Generation, world: Runtime) -> Kept:
    """The time is that of the file's stamp, unless the file is of another day than its name says: a copy has a new stamp."""
    try:
        stamp = generation.path.stat().st_mtime
        at = world.time_of(stamp) if world.day_of(stamp) == generation.kept_on else None
    except (OSError, OverflowError, ValueError):
        at = None
    try:
        return Kept(generation.number, generation.kept_on, decode(whole(generation.path)), at)
    except (RecordError, OSError):
        return Kept(generation.number, generation.kept_on, None, at)

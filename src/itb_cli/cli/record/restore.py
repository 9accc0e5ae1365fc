"""The earlier states of a record for `itb restore`: read what can be read, bring one back once somebody said yes."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.remarks import losing_remarks
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
from itb_cli.services.record.restore import Kept
from itb_cli.storage.decoding import decode
from itb_cli.storage.os_errors import saved_but
from itb_cli.storage.reachable import check_reachable
from itb_cli.storage.snapshots import Generation, generations


class Comparing:
    """What bringing a state back does, worked out again only if one of the two records is another than before."""

    def __init__(self, call: Call) -> None:
        self.today = call.as_of.day
        self.given: tuple[Record | None, Record] | None = None
        self.made = services.GoingBack(None, "")

    def made_of(self, before: Record | None, after: Record) -> services.GoingBack:
        """What it does to `before`, None if that cannot be read."""
        if self.given != (before, after):
            self.given, self.made = (before, after), services.compared(before, after, self.today)
        return self.made


def kept_states(path: Path, world: Runtime) -> tuple[Kept, ...]:
    """Every earlier state, oldest first; one that cannot be read has no record."""
    return tuple(_kept(item, world) for item in _generations(path))


def restored(call: Call, path: Path, number: int, *, yes: bool) -> Outcome[services.RestoreView]:
    """The answer with state `number` made the record. What it takes away is shown and asked about before.

    Raises InputRefusedError if there is no such state, ConfirmationNeededError if nobody says yes, and what writing raises.
    """
    said, compare = Answers(yes_to_all=yes), Comparing(call)
    while True:
        try:
            return _brought_back(call, path, number, said, compare)
        except ConfirmationNeededError as needed:
            said = call.asked(needed, said)


def _brought_back(call: Call, path: Path, number: int, said: Answers, compare: Comparing) -> Outcome[services.RestoreView]:
    from itb_cli.storage import record_writer

    def judge(before: Record | None, after: Record) -> None:
        _judged(call, number, said, compare.made_of(before, after))

    chosen, losing = _state_of(path, number), losing_remarks(call.runtime, said, can_ask=call.can_ask)
    with storing(call.runtime, path, call.chosen) as patience:
        before, after, lost = record_writer.bring_back(path, call.runtime.today, chosen, judge, losing, patience)
    outcome = services.brought_back(_kept_after(path, call.runtime), number, compare.made_of(before, after), after, call.as_of)
    return outcome._replace(notices=(*lost, *outcome.notices))


def _state_of(path: Path, number: int) -> Generation:
    """The state of that number. Raises InputRefusedError, which says between which numbers to look."""
    kept = _generations(path)
    chosen = next((item for item in kept if item.number == number), None)
    if chosen is None:
        there = f"The oldest that is kept is {kept[0].number}, the newest {kept[-1].number}." if kept else "None is kept."
        raise InputRefusedError(f"There is no earlier state {number}. {there}", f"To see which there are: {Command('restore')}")
    return chosen


def _judged(call: Call, number: int, said: Answers, made: services.GoingBack) -> None:
    try:
        services.check(made, number, said)
    except ConfirmationNeededError:
        if made.changes is not None and call.can_ask:
            from itb_cli.render import plain

            page = led(pages.preview(made.changes, number), call.chosen.lead)
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

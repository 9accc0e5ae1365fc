"""The earlier states of a record, what each change did, and what follows when one is brought back. Storage finds them."""

from datetime import date, time

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.entries import KINDS, lists_of
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.services.answers import Answers
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes, changes
from itb_cli.services.record.milder import going_back, went_back
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

BRING_BACK = "bring_back"
"""The topic of the question before a state is brought back."""
MOST_NAMED = 5
"""So many things that are taken away are named in one question; on a terminal all of them stand above it."""


class Kept(NamedTuple):
    """An earlier state as storage found it; `record` is None if it cannot be read, `kept_at` if the time is not known."""

    number: int
    kept_on: date
    record: Record | None
    kept_at: time | None = None


class EarlierState(NamedTuple):
    """What one earlier state holds, and what differs from the state before it; None if one of the two cannot be read.

    `kept_at` is the time of day; None if it is not known, since the file was copied later.
    """

    number: int
    kept_on: date
    kept_at: time | None
    readable: bool
    refills: int
    newest_refill_on: date | None
    other_entries: int
    changes: Changes | None


class GoingBack(NamedTuple):
    """What bringing back a state does: what differs, None if what stands there cannot be read, and what turns milder by it.

    Worked out once, for the question before it and for the answer after it.
    """

    changes: Changes | None
    milder: str


class RestoreView(NamedTuple):
    """Newest first. `restored` is the number that was brought back, if one was; then what differs from what stood there.

    `changes` is None if what stood there could not be read.
    """

    states: tuple[EarlierState, ...]
    restored: int | None
    changes: Changes | None = None
    supply: NextRefillView | None = None


def answer(kept: tuple[Kept, ...]) -> Outcome[RestoreView]:
    """The list, newest first."""
    return Outcome(RestoreView(_states(kept), None))


def compared(before: Record | None, after: Record, today: date) -> GoingBack:
    """What becomes of the record; `before` is None if what stands there cannot be read, and empty if nothing does."""
    if before is None:
        return GoingBack(None, "")
    return GoingBack(changes(before, after), going_back(before, after, today))


def check(made: GoingBack, number: int, said: Answers) -> None:
    """Raises ConfirmationNeededError with what it takes away and what turns milder; nothing is asked if neither does."""
    if made.changes is None:
        said.require(BRING_BACK, f"What stands in the record now cannot be read. It is kept. Bring back state {number}?")
        return
    lost = taken_away(made.changes)
    if lost or made.milder:
        taken = f"Bringing back state {number} takes away: {'; '.join(lost)}." if lost else f"Bringing back state {number}."
        said.require(BRING_BACK, " ".join(filter(None, (taken, made.milder, "Bring it back?"))))


def taken_away(made: Changes) -> tuple[str, ...]:
    """What stands there now and would not then, in the words of the entries: a few by name, the others counted."""
    corrected = [f"what was corrected or added in the {_named(item.before)}" for item in made.corrected]
    settings = [item.title.lower() for item in made.settings if item.before not in (None, ())]
    others = ["keys that itb does not know"] if made.foreign else []
    lost = [*(f"the {_named(entry)}" for entry in made.gone), *corrected, *settings, *others]
    more = len(lost) - MOST_NAMED
    return (*lost[:MOST_NAMED], *((f"{more:,} more",) if more > 0 else ()))


def _named(entry: HistoryEntry) -> str:
    return f"{KINDS[entry.kind].label.lower()} of {spoken_short(entry.on)}"


def brought_back(kept: tuple[Kept, ...], number: int, made: GoingBack, after: Record, as_of: AsOf) -> Outcome[RestoreView]:
    """What the state `number` changed in the record, which is `after` now."""
    supply = supply_after(after, as_of)
    return supply.told(RestoreView(_states(kept), number, made.changes, supply.view), *went_back(made.milder))


def _states(kept: tuple[Kept, ...]) -> tuple[EarlierState, ...]:
    before = (Kept(0, date.min, Record()), *kept)
    return tuple(reversed([_state(item, earlier) for earlier, item in zip(before, kept, strict=False)]))


def _state(item: Kept, earlier: Kept) -> EarlierState:
    record = item.record or Record()
    refill = record.last_refill()
    made = None if item.record is None or earlier.record is None else changes(earlier.record, item.record)
    return EarlierState(
        number=item.number,
        kept_on=item.kept_on,
        kept_at=item.kept_at,
        readable=item.record is not None,
        refills=len(record.refills),
        newest_refill_on=refill.on if refill else None,
        other_entries=sum(map(len, lists_of(record))) - len(record.refills),
        changes=made,
    )

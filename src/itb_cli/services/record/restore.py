"""The earlier states of a record, what each change did, and what follows when one is brought back. Storage finds them."""

from datetime import date
from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.entries import lists_of
from itb_cli.domain.record import Record
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes, changes
from itb_cli.services.supply.next_refill import NextRefillView, supply_after


class Kept(NamedTuple):
    """An earlier state as storage found it; `record` is None if it cannot be read."""

    number: int
    kept_on: date
    record: Record | None


class EarlierState(NamedTuple):
    """What one earlier state holds, and what differs from the state before it; None if one of the two cannot be read."""

    number: int
    kept_on: date
    readable: bool
    refills: int
    newest_refill_on: date | None
    other_entries: int
    changes: Changes | None


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


def brought_back(kept: tuple[Kept, ...], number: int, before: Record | None, after: Record, as_of: AsOf) -> Outcome[RestoreView]:
    """What the state `number` changed in the record, which was `before` (None: not to be read) and is `after`."""
    supply = supply_after(after, as_of)
    made = None if before is None else changes(before, after)
    return supply.told(RestoreView(_states(kept), number, made, supply.view))


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
        readable=item.record is not None,
        refills=len(record.refills),
        newest_refill_on=refill.on if refill else None,
        other_entries=sum(map(len, lists_of(record))) - len(record.refills),
        changes=made,
    )

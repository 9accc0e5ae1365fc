"""A second copy of a record, as programs that sync folders leave it: what it holds besides, and the two joined."""

from datetime import date
from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command, quoted
from itb_cli.domain.merging import Difference, is_related, merged
from itb_cli.domain.record import Record
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.text import harmless
from itb_cli.services.answers import Answers
from itb_cli.services.changes import Changes, changes
from itb_cli.services.history import HistoryEntry
from itb_cli.services.next_refill import NextRefillView, supply_view
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply_notices import supply_notices

MERGE = "merge"
"""The topic of the question whether to join the two."""
_ORDER = tuple(SupplyState)
UNREADABLE = "It cannot be read, so it is not known what it holds. Look at it, then move it elsewhere."
LACKS = "It holds what this record lacks."
WORSE = " With that your supply stands worse, so the dates and states that itb shows count it in."


class MergeRequest(NamedTuple):
    """The copy as it was read, and the name of its file."""

    copy: Record
    name: str
    answers: Answers = Answers()


class MergeView(NamedTuple):
    """What came from the copy, what stands only here, and facts on which the two differ (`taken` stands now)."""

    copy: str
    from_copy: Changes
    only_here: tuple[HistoryEntry, ...]
    differences: tuple[Difference, ...]
    supply: NextRefillView


class FoundCopy(NamedTuple):
    """A file named as a copy of the record. `record` is None where it cannot be read; `surely`: no other file is named so."""

    name: str
    record: Record | None
    surely: bool


def answer(record: Record, request: MergeRequest, as_of: AsOf) -> Outcome[MergeView]:
    """The two records joined. Raises ConfirmationNeededError where that would change the record."""
    joined, view = _joined(record, request, as_of)
    if joined != record:
        request.answers.require(MERGE, "Join the two?")
    supply = forecast(joined)
    standing = stand(joined, supply, as_of)
    notices = supply_notices(joined, supply, standing, as_of)
    return Outcome(view, notices, standing.state, record=None if joined == record else joined)


def preview(record: Record, request: MergeRequest, as_of: AsOf) -> MergeView:
    """What `answer` would do."""
    return _joined(record, request, as_of)[1]


def counted_in(record: Record, found: tuple[FoundCopy, ...], as_of: AsOf) -> tuple[Record, tuple[Notice, ...]]:
    """The record that an answer is to come from, and a warning for each copy that holds what the record lacks, or may do so.

    Where the supply stands worse with what a copy holds, the answer counts that in: of two sources the stricter counts.
    """
    notices = []
    counted = record
    for copy in found:
        if copy.record is None and copy.surely:
            notices.append(Notice("copy_unreadable", Signal.WARNING, f"{_named(copy)} {UNREADABLE}"))
        if not _holds_more(record, copy):
            continue
        joined = merged(counted, copy.record or record).record
        is_worse = _standing(joined, as_of) < _standing(counted, as_of)
        counted = joined if is_worse else counted
        told = f"{LACKS}{WORSE if is_worse else ''}"
        name = quoted(harmless(copy.name))
        join = Command(f"restore --merge {name}" if name != copy.name else f'restore --merge "{name}"')
        notices.append(Notice("copy_holds_more", Signal.WARNING, f"{_named(copy)} {told} To look, and to join the two: {join}"))
    return counted, tuple(notices)


def _holds_more(record: Record, copy: FoundCopy) -> bool:
    if copy.record is None or not (copy.surely or is_related(record, copy.record)):
        return False
    return merged(record, copy.record).record != record


def _standing(record: Record, as_of: AsOf) -> tuple[int, date]:
    """What can be compared: less is worse."""
    supply = forecast(record)
    return _ORDER.index(stand(record, supply, as_of).state), supply.refill_by if supply else date.max


def _joined(record: Record, request: MergeRequest, as_of: AsOf) -> tuple[Record, MergeView]:
    joined, differences = merged(record, request.copy)
    supply = forecast(joined)
    view = MergeView(
        copy=request.name,
        from_copy=changes(record, joined),
        only_here=changes(request.copy, joined).new,
        differences=differences,
        supply=supply_view(joined, supply, stand(joined, supply, as_of), as_of),
    )
    return joined, view


def _named(copy: FoundCopy) -> str:
    return f'There is a second copy of this record, "{harmless(copy.name)}", such as programs that sync folders make.'

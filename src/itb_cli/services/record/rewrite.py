"""A record that was typed by hand as a whole: what in it can be true, what differs, what follows. One entry: `edit`."""

from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import as_typed
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.entries import LISTS
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.doubts import met
from itb_cli.services.checks.neighbours import Neighbours
from itb_cli.services.checks.setting_checks import setting_doubts
from itb_cli.services.entries.edit import check_entry
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.notices import REMARKS_QUESTION, Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes, changes
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

COMMENTS_DROPPED = Notice(
    "comments_dropped",
    Signal.NOTICE,
    "What stood behind # was not kept. To keep a remark with an entry, write it as its note.",
)
CALENDAR_KEPT = Notice(
    "calendar_kept",
    Signal.NOTICE,
    "The entries under calendar_events were kept as they were: calendars were told of them. The next file counts on from there.",
)
NOT_READ_BEFORE = Notice(
    "not_read_before",
    Signal.NOTICE,
    f"What stood there before could not be read, so it is not compared. It is kept: {Command('restore')}",
)


SAVE = "save"
"""The topic of the last question: whether to save what differs."""


class RewriteRequest(NamedTuple):
    """The record as it was typed. `comments`: the text held remarks, which a record does not keep.

    `force` allows days before the implant (an earlier pump).
    """

    typed: Record
    comments: bool = False
    force: bool = False
    answers: Answers = Answers()


class RewriteView(NamedTuple):
    """What was changed by hand, and the refill-by date before and the supply now."""

    changes: Changes
    supply: NextRefillView


def answer(before: Record | None, request: RewriteRequest, as_of: AsOf) -> Outcome[RewriteView]:
    """The record as typed. `before` None: what stood there could not be read; then everything in it counts as new.

    Raises InputRefusedError or ConfirmationNeededError, each naming the entry; then nothing is stored.
    """
    told = () if before is None else before.calendar_events
    after = request.typed._replace(calendar_events=as_typed(told, request.typed.calendar_events))
    made = changes(before or Record(), after)
    if before is None or not made.is_none:
        met(setting_doubts(after, as_of.day, {f"{item.group}.{item.name}" for item in made.settings}), request.answers)
        _check_entries(before or Record(), after, made, request, as_of)
        if request.comments:
            request.answers.require(*REMARKS_QUESTION)
        request.answers.require(SAVE, "Save this?")
    supply = supply_after(after, as_of)
    notices = (
        *((NOT_READ_BEFORE,) if before is None else ()),
        *((COMMENTS_DROPPED,) if request.comments and after != before else ()),
        *((CALENDAR_KEPT,) if after != request.typed else ()),
    )
    outcome = supply.told(RewriteView(made, supply.view), *notices)
    return outcome._replace(record=None if after == before else after)


def _check_entries(before: Record, after: Record, made: Changes, request: RewriteRequest, as_of: AsOf) -> None:
    """What holds for an entry that is typed into a command. Every question and refusal says which entry it is about."""
    entries = [(entry, _stored(after, entry)) for entry in (*made.new, *(item.after for item in made.corrected))]
    around = Neighbours(after, [one for _, one in entries])
    for entry, one in entries:
        was = next((item for item in getattr(before, LISTS[entry.kind]) if item.id == one.id), None)
        which = f"The {entry.kind} of {spoken(entry.on)}"
        try:
            check_entry(around.of(one), one, request.answers.about(which), as_of.day, force=request.force, before=was)
        except ConfirmationNeededError:
            raise
        except InputRefusedError as refused:
            raise InputRefusedError(f"{which}: {refused.message}", refused.hint) from None


def _stored(record: Record, entry: HistoryEntry) -> Any:
    return next(item for item in getattr(record, LISTS[entry.kind]) if item.id == entry.id and item.on == entry.on)

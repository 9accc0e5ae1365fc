"""A second copy of a record, as programs that sync folders leave it: what it holds besides, and the two joined."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command, quoted
from itb_cli.domain.dates import spoken
from itb_cli.domain.merging import Difference, counting_in, made_milder, merged
from itb_cli.domain.pumps import pump_family
from itb_cli.domain.record import Record
from itb_cli.domain.strictness import Milder, is_overtaken
from itb_cli.domain.text import harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.services.answers import Answers
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes, changes
from itb_cli.services.record.milder import in_words
from itb_cli.services.supply.next_refill import NextRefillView, Supply, supply_after

MERGE = "merge"
"""The topic of the question whether to join the two."""
MADE_MILDER = "made_milder"
"""The topic of the question whether an answer may become milder than one of the two gives alone."""
TAKEN_OUT = "taken_out"
"""The topic of the question whether a refill that was taken out of the record is to come back."""
UNREADABLE = "It cannot be read, so it is not known what it holds. Look at it, then move it elsewhere."
LACKS = "It holds what this record lacks."
DIFFERS = "It says something else than this record."
WORSE = " With that your supply stands worse, so the dates and states that itb shows count it in."


class MergeRequest(NamedTuple):
    """The copy as it was read, the name of its file, and the ids of the refills that earlier states of the record held."""

    copy: Record
    name: str
    answers: Answers = Answers()
    once_held: frozenset[str] = frozenset()


class MergeView(NamedTuple):
    """What came from the copy, what stands only here, and facts on which the two differ (`taken` stands now).

    `milder`: where the answer is milder than one of the two gives alone, and no newer refill explains it.
    """

    copy: str
    from_copy: Changes
    only_here: tuple[HistoryEntry, ...]
    differences: tuple[Difference, ...]
    milder: tuple[Milder, ...]
    supply: NextRefillView


class FoundCopy(NamedTuple):
    """A file named as a copy of the record. `record` is None if it cannot be read; `surely`: no other file is named so."""

    name: str
    record: Record | None
    surely: bool


def answer(record: Record, request: MergeRequest, as_of: AsOf) -> Outcome[MergeView]:
    """The two records joined. Raises ConfirmationNeededError if that would change the record.

    If the answer would be milder than one of the two gives alone, somebody has to say yes to that too.
    """
    known, view = _joined(record, request, as_of)
    if known.record != record:
        request.answers.require(MERGE, "Join the two?")
        _require_what_is_milder(record, request, view)
    return known.told(view, before=record)


def _require_what_is_milder(record: Record, request: MergeRequest, view: MergeView) -> None:
    """What no yes to all answers: an answer milder than one of the two alone, and a refill that was taken out here."""
    if view.milder:
        told = (
            f"Joined, the two would say less than one of them alone. {in_words(view.milder)} Look at your printout. Is it right?"
        )
        request.answers.require_by_itself(MADE_MILDER, told)
    newest = request.copy.last_refill()
    if newest and is_overtaken(record, request.copy) and newest.id in request.once_held:
        told = f"The refill of {spoken(newest.on)} was in this record before, and was taken out. Is it to come back?"
        request.answers.require_by_itself(TAKEN_OUT, told)


def preview(record: Record, request: MergeRequest, as_of: AsOf) -> MergeView:
    """What `answer` would do."""
    return _joined(record, request, as_of)[1]


def counted_in(record: Record, found: tuple[FoundCopy, ...], as_of: AsOf) -> tuple[Record, tuple[Notice, ...]]:
    """The record that an answer is to come from, and a warning for each copy that holds what the record lacks, or may do so.

    If the supply stands worse with what a copy holds, the answer counts that in: of two sources the stricter counts.
    """
    notices = []
    counted = record
    models = [record.pump.model]
    for copy in found:
        if copy.record is None and copy.surely:
            notices.append(Notice("copy_unreadable", Signal.WARNING, f"{_named(copy)} {UNREADABLE}"))
        if copy.record is None:
            continue
        before, counted = counted, counting_in(counted, copy.record, as_of.day)
        models.append(copy.record.pump.model)
        told = _told(record, copy.record, is_worse=counted is not before)
        if told:
            name = quoted(harmless(copy.name))
            join = Command(f"restore --merge {name}" if name != copy.name else f'restore --merge "{name}"')
            text = f"{_named(copy)} {told} To look, and to join the two: {join}"
            notices.append(Notice("copy_holds_more", Signal.WARNING, text))
    return _of_all_pumps(counted, models), tuple(notices)


def _of_all_pumps(record: Record, models: list[str | None]) -> Record:
    """With all the models if they are of several families: then no rule of one pump alone may answer (R77)."""
    named = [model for model in models if model]
    if record.pump.model is None or len({pump_family(model) for model in named}) < 2:
        return record
    return record._replace(pump=record.pump._replace(model=" or ".join(dict.fromkeys(named))))


def _told(record: Record, copy: Record, *, is_worse: bool) -> str:
    """What has to be said of a copy; nothing if it says no more, nothing else that matters, and nothing stricter."""
    joined, differences = merged(record, copy)
    if joined != record:
        told = LACKS
    elif is_worse or any(map(_matters, differences)):
        told = DIFFERS
    else:
        return ""
    return f"{told}{WORSE if is_worse else ''}"


def _matters(difference: Difference) -> bool:
    """Whether it is about more than words: a fact from which an answer or a call for help may follow."""
    return difference.name != "note" and difference.where not in ("diary_entries", "card", "record")


def _joined(record: Record, request: MergeRequest, as_of: AsOf) -> tuple[Supply, MergeView]:
    joined, differences = merged(record, request.copy)
    known = supply_after(joined, as_of)
    view = MergeView(
        copy=request.name,
        from_copy=changes(record, joined),
        only_here=changes(request.copy, joined).new,
        differences=differences,
        milder=made_milder(joined, record, request.copy),
        supply=known.view,
    )
    return known, view


def _named(copy: FoundCopy) -> str:
    return f'There is a second copy of this record, "{harmless(copy.name)}", such as programs that sync folders make.'

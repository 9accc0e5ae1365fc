"""Reading a file from elsewhere into the record: what it would change, and, once somebody said yes, the record with it.

What is new and what clashes: `import_plan`. What cannot be true or is unlikely: `import_checks`.
"""

from datetime import date
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.entries import LISTS, EntryKind
from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import Record
from itb_cli.domain.strictness import Milder
from itb_cli.domain.supply import forecast
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.entries.history import HistoryEntry, all_entries_of
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.import_checks import Doubtful, check
from itb_cli.services.record.import_plan import Clash, ImportPlan, Placed, SettingBrought, planned
from itb_cli.services.record.milder import in_words
from itb_cli.services.record.stricter_import import left_milder, made_strict
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

MADE_MILDER = "made_milder"
"""The topic of the question whether an answer may become milder than the record or the file gives alone."""


class ImportRequest(NamedTuple):
    """What the file holds. `force` allows days before the implant (an earlier pump); `store`: not only to be looked at.

    `seen` is what was shown to whoever says yes.
    """

    incoming: Incoming
    force: bool = False
    store: bool = False
    seen: "ImportView | None" = None
    answers: Answers = Answers()


class LeftOut(NamedTuple):
    """An entry of the file that is left out: where it stands there, and the one of the record that stays."""

    place: str
    in_file: HistoryEntry
    here: HistoryEntry


class ImportView(NamedTuple):
    """What is or would be stored, what the record has already, what is left out, and how the refill-by date moves.

    `calendar`: the file knows what calendars were told, and the record did not. `milder`: where the answer is milder than the
    record or the file gives alone, and no newer refill explains it. `supply` is how the supply stands once it is stored; None
    before.
    """

    form: FileForm
    stored: bool
    added: tuple[HistoryEntry, ...]
    known: int
    left_out: tuple[LeftOut, ...]
    filled: tuple[SettingBrought, ...]
    kept: tuple[SettingBrought, ...]
    calendar: bool
    doubtful: tuple[Doubtful, ...]
    milder: tuple[Milder, ...]
    refill_by_before: date | None
    refill_by: date | None
    supply: NextRefillView | None

    @property
    def brings_something(self) -> bool:
        """Whether there is anything to store."""
        return bool(self.added or self.filled or self.calendar)

    @property
    def leaves_out_what_is_stricter(self) -> bool:
        """Whether there is nothing to store, and yet the file alone gives a stricter answer: no yes would mend that."""
        return bool(self.milder) and not self.brings_something


def answer(record: Record, request: ImportRequest, as_of: AsOf) -> Outcome[ImportView]:
    """What the file would change; with `store` the record with it. Raises InputRefusedError or ConfirmationNeededError."""
    if request.incoming.record == Record():
        raise InputRefusedError(
            "The file cannot be imported: it holds no entry and no setting.", "Look whether it is the right one."
        )
    result = made_strict(record, request.incoming, planned(record, request.incoming))
    view = _view(record, result, request, check(result, as_of.day, force=request.force))
    if view.leaves_out_what_is_stricter:
        return Outcome(view, exit_code=ExitCode.REFUSED)
    if not request.store or not view.brings_something:
        return Outcome(view)
    if request.seen not in (None, view):
        raise InputRefusedError("The record was changed meanwhile: this is not what was shown.", "Do the same again.")
    request.answers.require("import", "Store this?")
    if view.milder:
        told = f"The answer would say less than your record or the file alone. {in_words(view.milder)} Is it right all the same?"
        request.answers.require_by_itself(MADE_MILDER, told)
    known = supply_after(result.record, as_of)
    return known.told(view._replace(stored=True, supply=known.view))._replace(record=result.record)


def unanswered(plan: Outcome[ImportView]) -> Outcome[ImportView]:
    """The plan if nobody could say yes: a script must not take it for done."""
    return plan._replace(exit_code=ExitCode.REFUSED)


def _view(record: Record, result: ImportPlan, request: ImportRequest, doubtful: tuple[Doubtful, ...]) -> ImportView:
    before, after = forecast(record), forecast(result.record)
    return ImportView(
        form=request.incoming.form,
        stored=False,
        added=_entries(result.added),
        known=result.known,
        left_out=tuple(_left_out(clash) for clash in result.clashes),
        filled=result.filled,
        kept=result.kept,
        calendar=result.calendar,
        doubtful=doubtful,
        milder=left_milder(record, request.incoming, result),
        refill_by_before=before.refill_by if before else None,
        refill_by=after.refill_by if after else None,
        supply=None,
    )


def _entries(placed: tuple[Placed, ...]) -> tuple[HistoryEntry, ...]:
    """The entries as the history shows them, without the days between refills: others may lie between."""
    lists: dict[str, Any] = {name: tuple(item.entry for item in placed if item.kind is kind) for kind, name in LISTS.items()}
    return tuple(entry._replace(days_since_refill=None) for entry in all_entries_of(Record(**lists)))


def _left_out(clash: Clash) -> LeftOut:
    return LeftOut(clash.placed.place, _entry(clash.placed.kind, clash.placed.entry), _entry(clash.placed.kind, clash.here))


def _entry(kind: EntryKind, entry: Any) -> HistoryEntry:
    return _entries((Placed(kind, entry, ""),))[0]

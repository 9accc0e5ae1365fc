"""Correcting one entry: which one is meant, what can be true, what it does to the dates.

Taking one away: `remove`. Whole states of the record go back and forth in `undo` and `restore`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken
from itb_cli.domain.entries import KINDS, LISTS, EntryKind
from itb_cli.domain.entry_facts import BY_FIELD
from itb_cli.domain.record import Record, Refill
from itb_cli.domain.supply import forecast
from itb_cli.domain.text import MOST_NAMED, harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError, UsageError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries.history import HistoryEntry, all_entries_of
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

CLEARED = ("", "-")
"""What is typed to take a fact away."""


_NAMES = dict.fromkeys(name for row in KINDS.values() for name in row.type_.__annotations__ if name in BY_FIELD)
FIELDS = {fact.flag: fact for name in sorted(_NAMES, key=lambda name: name == "note") if (fact := BY_FIELD[name]).flag}
"""The facts that can be corrected, by the name of their flag; in the order of the kinds, the note last."""


class EditRequest(NamedTuple):
    """The entry by its day or id, its kind if several are of that day, and the words by flag."""

    entry: str
    words: Mapping[str, str]
    kind: EntryKind | None = None
    force: bool = False
    answers: Answers = Answers()


class EditView(NamedTuple):
    """The entry before, and after (None if it was taken away), and the forecast before and after."""

    before: HistoryEntry
    after: HistoryEntry | None
    changed: bool
    refill_by_before: date | None
    supply: NextRefillView


def answer(record: Record, request: EditRequest, as_of: AsOf) -> Outcome[EditView]:
    """The record with the entry corrected. Raises InputRefusedError, UsageError or ConfirmationNeededError."""
    entry = found(record, request.entry, request.kind, as_of.day)
    others, old = without(record, entry)
    new = _corrected(old, entry.kind, request.words, as_of.day)
    check_entry(others, new, request.answers, as_of.day, force=request.force, before=old)
    name = LISTS[entry.kind]
    after = _with(record, name, tuple(new if item is old else item for item in getattr(record, name)))
    return outcome(record, after, entry, as_of)


def without(record: Record, entry: HistoryEntry) -> tuple[Record, Any]:
    """The record without an entry, and the entry as it is stored."""
    name = LISTS[entry.kind]
    stored = getattr(record, name)
    old = next(item for item in stored if (item.id, item.on) == (entry.id, entry.on))
    return _with(record, name, tuple(item for item in stored if item is not old)), old


def _with(record: Record, name: str, items: tuple[Any, ...]) -> Record:
    changes: dict[str, Any] = {name: items}
    return record._replace(**changes)


def found(record: Record, words: str, kind: EntryKind | None, today: date) -> HistoryEntry:
    """The one entry that is meant by its id or its day; of several on one day none is guessed. Raises InputRefusedError."""
    known = [item for item in all_entries_of(record) if kind in (None, item.kind)]
    by_id = [item for item in known if item.id == words]
    if len(by_id) == 1:
        return by_id[0]
    day = parse_date(words, today, Direction.PAST)
    of_the_day = [item for item in known if item.on == day]
    if len(of_the_day) == 1:
        return of_the_day[0]
    if not of_the_day:
        raise InputRefusedError(f"Nothing is recorded of {spoken(day)}.", f"To see what is recorded: {Command('history')}")
    kinds = ", ".join(dict.fromkeys(item.kind for item in of_the_day))
    ids = ", ".join(item.id for item in of_the_day[:MOST_NAMED])
    more = f"; {len(of_the_day) - MOST_NAMED:,} more: {Command('history --json')}" if len(of_the_day) > MOST_NAMED else ""
    raise InputRefusedError(
        f"More than one entry is of {spoken(day)}: {kinds}.", f"Name one with --kind, or by its id: {harmless(ids)}{more}."
    )


def _corrected(old: Any, kind: EntryKind, words: Mapping[str, str], today: date) -> Any:
    changes = {}
    for flag, typed in words.items():
        field, read = FIELDS[flag].field, FIELDS[flag].read
        if field not in old._fields:
            raise InputRefusedError(
                f"An entry of the kind {kind} has no --{flag.replace('_', '-')}.", f"To see what it has: {Command('history')}"
            )
        cleared = typed.strip() in CLEARED
        if cleared and field not in old._field_defaults:
            raise InputRefusedError("That cannot be left empty.", f"To take the whole entry away: {Command('remove')}")
        changes[field] = None if cleared else read(typed, today)
    if not changes:
        raise UsageError(
            "Nothing to correct.", f"Name what was wrong, for example: {Command('edit 2026-09-01 --alarm-date 2026-12-10')}"
        )
    return old._replace(**changes)


def check_entry(others: Record, new: Any, answers: Answers, today: date, *, force: bool, before: Any = None) -> None:
    """What holds for a new entry holds for a corrected one; `others` is the record without it, `before` the entry as it was."""
    is_moved = before is None or before.on != new.on
    if is_moved and isinstance(new, Refill) and any(item.on == new.on for item in others.refills):
        raise InputRefusedError(
            f"A refill on {spoken(new.on)} is recorded already.", f"To see what is recorded: {Command('history')}"
        )
    settle(others, new, today, answers, force=force, before=before)


def outcome(before: Record, after: Record, entry: HistoryEntry, as_of: AsOf) -> Outcome[EditView]:
    """The view of an entry that was changed or taken away, and what follows for the supply."""
    supply, supply_before = supply_after(after, as_of), forecast(before)
    return supply.told(
        EditView(
            before=entry,
            after=next((item for item in all_entries_of(after) if (item.kind, item.id) == (entry.kind, entry.id)), None),
            changed=after != before,
            refill_by_before=supply_before.refill_by if supply_before else None,
            supply=supply.view,
        ),
        before=before,
    )

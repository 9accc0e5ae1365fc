"""Entries that stand in a record and would be refused or asked about if they were typed today. The rules: `services.checks`."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from itb_cli.domain.entries import LISTS, EntryKind
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.services.checks.doubts import is_refused
from itb_cli.services.checks.entry_checks import entry_doubts
from itb_cli.services.checks.neighbours import Neighbours
from itb_cli.services.entries.history import all_entries_of


class DoubtfulEntry(NamedTuple):
    """An entry and all that speaks against it. `cannot_be`: it would be refused, not only asked about."""

    kind: EntryKind
    on: date
    why: str
    cannot_be: bool


def doubtful_entries(record: Record, today: date) -> tuple[DoubtfulEntry, ...]:
    """Every entry that is doubtful on `today`, oldest first."""
    around = Neighbours(record)
    found = [item for kind, name in LISTS.items() for item in _doubtful(kind, getattr(record, name), around, today)]
    return tuple(sorted((*found, *_twice(record)), key=lambda item: item.on))


def _doubtful(kind: EntryKind, entries: Iterable[Any], around: Neighbours, today: date) -> Iterable[DoubtfulEntry]:
    """A day before the implant can be of an earlier pump: it is named, not called impossible."""
    for entry in entries:
        doubts = entry_doubts(around.of(entry), entry, today)
        if doubts:
            cannot_be = any(is_refused(doubt, force=True) for doubt in doubts)
            yield DoubtfulEntry(kind, entry.on, " ".join(doubt.text for doubt in doubts), cannot_be)


def _twice(record: Record) -> list[DoubtfulEntry]:
    """Ids that two entries share: what is corrected then may be the wrong one."""
    entries = all_entries_of(record)
    ids = Counter(entry.id for entry in entries)
    shared = [entry for entry in entries if ids[entry.id] > 1]
    return [DoubtfulEntry(entry.kind, entry.on, "Another entry has the same id.", cannot_be=False) for entry in shared]

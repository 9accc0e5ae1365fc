"""Whether two records can be of one person, by the entries that stand in both. Joins nothing: `merging`."""

from datetime import date
from typing import Any

from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.record import Record


def is_related(here: Record, there: Record) -> bool:
    """Whether the two can be copies of one record: they share an entry, by its id or as the same visit."""
    for kind, row in KINDS.items():
        same = _kind_and_day if kind is EntryKind.EVENT else row.same_visit
        ours, theirs = getattr(here, row.list_), getattr(there, row.list_)
        if {item.id for item in ours} & {item.id for item in theirs} or set(map(same, ours)) & set(map(same, theirs)):
            return True
    return False


def _kind_and_day(event: Any) -> tuple[date, Any]:
    return event.on, event.kind

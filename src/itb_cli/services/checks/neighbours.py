"""The entries around one of many, each compared with a few others: in a long record all of them would take too long."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

from itb_cli.domain.entries import KINDS
from itb_cli.domain.record import Record

LOOKED_AT = 20
"""So many entries of each kind on either side of one are compared with it."""
_LISTS = tuple(kind.list_ for kind in KINDS.values() if kind.near_supply)


class Neighbours:
    """A record whose entries are looked at one by one.

    Of two that are both `new`, only the later is compared with the other, so that what speaks against the two is told once.
    Without `new` all are.
    """

    def __init__(self, record: Record, new: Iterable[Any] | None = None) -> None:
        ids = None if new is None else {id(entry) for entry in new}
        self._record = record._replace(diary_entries=())
        self._sorted = {name: sorted(getattr(record, name), key=lambda entry: entry.on) for name in _LISTS}
        self._days = {name: [entry.on for entry in entries] for name, entries in self._sorted.items()}
        self._places = {id(entry): place for entries in self._sorted.values() for place, entry in enumerate(entries)}
        self._new = ids

    def of(self, entry: Any) -> Record:
        """The record with the entries around `entry` alone, and without it: what a new entry of that day is compared with."""
        around: dict[str, Any] = {name: self._around(name, entry) for name in _LISTS}
        return self._record._replace(**around)

    def _around(self, name: str, entry: Any) -> tuple[Any, ...]:
        """Refills of a day count as before its dose changes and visits."""
        entries = self._sorted[name]
        place = self._places.get(id(entry), 0)
        is_own = place < len(entries) and entries[place] is entry
        end = place if is_own else (bisect_right if name == "refills" else bisect_left)(self._days[name], entry.on)
        earlier = entries[max(0, end - LOOKED_AT) : end]
        if self._new is None:
            return tuple(earlier)
        later = [item for item in entries[end : end + LOOKED_AT] if item is not entry and id(item) not in self._new]
        return (*earlier, *later)

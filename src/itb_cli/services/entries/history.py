"""All that is recorded in the order of its days. Nothing is worked out but the days between refills."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple  # a table makes one of them

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import parse_date, spoken
from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.entry_facts import BY_FIELD
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError
from itb_cli.services.notices import not_today
from itb_cli.services.outcome import Outcome

_NOTE = "note"
_MAY_BE: Mapping[str, Any] = {
    field: hint
    for row in KINDS.values()
    for field, hint in row.type_.__annotations__.items()
    if field not in ("id", "on", "extra")
}
_ON_THE_SUPPLY = [field for row in KINDS.values() if row.near_supply for field in row.type_.__annotations__ if field in _MAY_BE]
_FACTS = tuple(dict.fromkeys([*(field for field in _ON_THE_SUPPLY if field != _NOTE), _NOTE, *_MAY_BE]))
"""The facts that an entry may have, in the order in which JSON has them: of the supply, the note, and then of the diary."""


def told_as(field: str) -> str:
    """The kind of an event stands as `event`: `kind` is what sort of entry it is."""
    return (BY_FIELD[field].column if field in BY_FIELD else "") or field


if TYPE_CHECKING:

    class HistoryEntry(NamedTuple):
        """What is known of its fields without the table: the facts of the kinds come from there."""

        id: str
        kind: EntryKind
        on: date
        days_since_refill: int | None

        def __getattr__(self, fact: str) -> Any: ...

else:
    HistoryEntry = NamedTuple(
        "HistoryEntry",
        [
            *(("id", str), ("kind", EntryKind), ("on", date), ("days_since_refill", int | None)),
            *((told_as(field), _MAY_BE[field] | None) for field in _FACTS),
        ],
    )
    HistoryEntry.__doc__ = (
        "One entry; what does not belong to its kind is None. `days_since_refill`: from the refill before to this one."
    )
_EMPTY = dict.fromkeys(("days_since_refill", *map(told_as, _FACTS)))


class Interval(NamedTuple):
    """From one day with a refill to the next. Two refills of one day are one end of an interval."""

    from_: date
    to: date
    days: int


class KnownDose(NamedTuple):
    """A recorded dose, the day from which it holds, and the entry that says so: a refill or a dose change."""

    on: date
    dose_mcg_per_day: Decimal
    entry_id: str


class HistoryRequest(NamedTuple):
    """Which entries: from the day `since`, as typed; of these `kinds`, none meaning all."""

    since: str | None = None
    kinds: tuple[EntryKind, ...] = ()


class HistoryView(NamedTuple):
    """Oldest first. `intervals` end, `doses` hold on or after `since`; both whatever the kinds, from all that is recorded.

    `days_since_last_refill` is None without a refill, and if the newest lies after the day of the answer. The diary stands
    among the entries if its kind was asked for; `diary_entries` is how many it has in all.
    """

    entries: tuple[HistoryEntry, ...]
    entries_in_all: int
    since: date | None
    kinds: tuple[EntryKind, ...]
    intervals: tuple[Interval, ...]
    doses: tuple[KnownDose, ...]
    last_refill_on: date | None
    days_since_last_refill: int | None
    diary_entries: int


def answer(record: Record, request: HistoryRequest, as_of: AsOf) -> Outcome[HistoryView]:
    """What is recorded and was asked for; the days between refills are counted in the whole record."""
    since = _since(request, as_of)
    recorded = all_entries_of(record) if EntryKind.DIARY in request.kinds else entries_of(record)
    wanted = [entry for entry in recorded if not request.kinds or entry.kind in request.kinds]
    newest = max((refill.on for refill in record.refills), default=None)
    view = HistoryView(
        entries=tuple(entry for entry in wanted if since is None or entry.on >= since),
        entries_in_all=len(recorded),
        since=since,
        kinds=tuple(dict.fromkeys(request.kinds)),
        intervals=tuple(interval for interval in _intervals(record) if since is None or interval.to >= since),
        doses=_holding_since(since, _doses(recorded)),
        last_refill_on=newest,
        days_since_last_refill=(as_of.day - newest).days if newest and newest <= as_of.day else None,
        diary_entries=len(record.diary_entries),
    )
    return Outcome(view, () if as_of.is_today else (not_today(as_of.day),))


def entries_of(record: Record) -> tuple[HistoryEntry, ...]:
    """What was done to the pump and planned, oldest first; of one day refills, dose changes, appointments, events. No diary."""
    return tuple(sorted([*_refills(record), *_others(record)], key=lambda entry: entry.on))


def all_entries_of(record: Record) -> tuple[HistoryEntry, ...]:
    """Everything recorded, oldest first; of one day the diary last."""
    return tuple(sorted([*entries_of(record), *diary_of(record)], key=lambda entry: entry.on))


def diary_of(record: Record) -> tuple[HistoryEntry, ...]:
    """The diary, oldest first."""
    return tuple(sorted(_told(record, EntryKind.DIARY), key=lambda entry: entry.on))


def _since(request: HistoryRequest, as_of: AsOf) -> date | None:
    if request.since is None:
        return None
    since = parse_date(request.since, as_of.day)
    if since > as_of.day:
        said = "today" if as_of.is_today else spoken(as_of.day)
        raise InputRefusedError(
            f"{spoken(since)} comes after {said}.", f"Type a day that has been, such as: {Command('history --since 2026-01-01')}"
        )
    return since


def _intervals(record: Record) -> list[Interval]:
    days = sorted({refill.on for refill in record.refills})
    return [Interval(before, after, (after - before).days) for before, after in pairwise(days)]


def _doses(recorded: tuple[HistoryEntry, ...]) -> list[KnownDose]:
    """Every dose that is known; of one day the one that holds is last: a change after a refill's own, the highest of them."""
    known = [
        (entry.on, entry.kind is EntryKind.DOSE, entry.dose_mcg_per_day, entry.id)
        for entry in recorded
        if entry.kind in (EntryKind.REFILL, EntryKind.DOSE) and entry.dose_mcg_per_day is not None
    ]
    return [KnownDose(on, dose, id_) for on, _, dose, id_ in sorted(known, key=lambda item: item[:3])]


def _holding_since(since: date | None, doses: list[KnownDose]) -> tuple[KnownDose, ...]:
    """The doses from `since` on, and before them the one that was in force on that day."""
    if since is None:
        return tuple(doses)
    before = [dose for dose in doses if dose.on < since]
    after = [dose for dose in doses if dose.on >= since]
    begins_then = bool(after) and after[0].on == since
    return tuple(after if begins_then else [*before[-1:], *after])


def _told(record: Record, kind: EntryKind) -> list[HistoryEntry]:
    """The entries of a kind with all their facts; the kind of an event stands as `event`."""
    row = KINDS[kind]
    facts = [(name, told_as(name)) for name in row.type_.__annotations__ if name != "extra"]
    entries = getattr(record, row.list_)
    return [HistoryEntry(**{**_EMPTY, "kind": kind, **{to: getattr(entry, name) for name, to in facts}}) for entry in entries]


def _refills(record: Record) -> list[HistoryEntry]:
    entries: list[HistoryEntry] = []
    for refill in sorted(_told(record, EntryKind.REFILL), key=lambda entry: entry.on):
        days = (refill.on - entries[-1].on).days if entries else None
        entries.append(refill._replace(days_since_refill=days))
    return entries


def _others(record: Record) -> list[HistoryEntry]:
    return [entry for kind in KINDS if kind not in (EntryKind.REFILL, EntryKind.DIARY) for entry in _told(record, kind)]

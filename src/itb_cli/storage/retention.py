"""Which earlier states of a record may go as they age, and that a fuller one never goes for an emptier. Deletes nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from itb_cli.domain.record import Record
from itb_cli.errors import RecordError
from itb_cli.files.whole import whole
from itb_cli.storage.decoding import LISTS, TABLES, decode
from itb_cli.storage.snapshots import Generation

NEWEST_KEPT = 30
"""So many changes can be taken back one by one (issue: all of the last 30)."""
WEEKLY_DAYS = 366
"""One state a week is kept so far back; one a month before."""
MOST_READ = 12
"""So many states are read after one save: a save stays quick, and a long history thins out over the next saves."""

Holdings = frozenset[tuple[str, ...]]


def outgrown(kept: Sequence[Generation]) -> list[Generation]:
    """Those of `kept`, oldest first, that may go now. Reads files; one that cannot be read, or is damaged, never goes.

    Days are counted back from the oldest of the states that all stay, so that a clock far ahead takes nothing away.
    """
    groups = [group for group in _aged(kept) if len(group) > 1]
    if not groups:
        return []
    return may_go([(state, _held_in(state)) for state in groups[kept[-1].number % len(groups)][:MOST_READ]])


def may_go(group: Sequence[tuple[Generation, Holdings | None]]) -> list[Generation]:
    """Of states of one week or month those whose every entry and fact stands in another that stays; None: not readable."""
    staying: list[Holdings] = []
    going: list[Generation] = []
    readable = [(state, held) for state, held in group if held is not None]
    for state, held in sorted(readable, key=lambda item: (len(item[1]), item[0].number), reverse=True):
        if any(held <= other for other in staying):
            going.append(state)
        else:
            staying.append(held)
    return going


def holdings(record: Record) -> Holdings:
    """What is recorded, without its values: every setting, entry and fact by name. More of it is a fuller record."""
    found: set[tuple[str, ...]] = {(name, fact) for name in TABLES for fact in _facts(getattr(record, name))}
    for name in LISTS:
        for entry in getattr(record, name):
            which = getattr(entry, "id", None) or getattr(entry, "uid", None) or repr(entry)
            found |= {(name, which, ""), *((name, which, fact) for fact in _facts(entry))}
    return frozenset(found | {(key,) for key, _ in _pairs(record.extra)})


def _aged(kept: Sequence[Generation]) -> list[list[Generation]]:
    """The states before the newest NEWEST_KEPT changes, by their week, and by their month if they are older than a year.

    States with which an undo went back are no changes: taking back many would else push out what can be taken back.
    """
    changes = [state for state in kept if state.same_as is None]
    if len(changes) <= NEWEST_KEPT:
        return []
    first = changes[-NEWEST_KEPT]
    groups: dict[tuple[str, int, int], list[Generation]] = {}
    for state in kept:
        if state.number < first.number:
            groups.setdefault(_span(state, (first.kept_on - state.kept_on).days), []).append(state)
    return list(groups.values())


def _span(state: Generation, age_days: int) -> tuple[str, int, int]:
    if age_days > WEEKLY_DAYS:
        return "month", state.kept_on.year, state.kept_on.month
    return "week", *state.kept_on.isocalendar()[:2]


def _held_in(state: Generation) -> Holdings | None:
    try:
        return holdings(decode(whole(state.path)))
    except (RecordError, OSError):
        return None


def _facts(table: Any) -> Iterable[str]:
    known = (name for name, value in table._asdict().items() if name != "extra" and value not in (None, ()))
    return (*known, *(f"extra {key}" for key, _ in _pairs(table.extra)))


def _pairs(extra: Any) -> Iterable[tuple[str, Any]]:
    return dict(extra).items()

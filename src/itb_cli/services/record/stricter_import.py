"""An import that makes no answer milder: what of a file is taken, or left, against the usual.

Usually an entry of the file stays out if other facts of that day stand in the record, and a setting fills what is not recorded.
Not if the answer would then be milder than the record or the file gives alone, and no newer refill explains it.
"""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Any

from itb_cli.domain.entries import KINDS, LISTS
from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.merging import COUNTED_TABLES, MOST_TRIED, comparable, made_milder
from itb_cli.domain.record import Record
from itb_cli.domain.strictness import Milder, Outlook, loss, milder_than, outlook
from itb_cli.services.record.import_plan import Clash, ImportPlan, SettingBrought


def made_strict(record: Record, incoming: Incoming, result: ImportPlan) -> ImportPlan:
    """The import with stricter entries as one more of their day, and without settings that make it milder than it was."""
    others = [outlook(item) for item in comparable(record, alone(record, incoming))]
    with_stricter = reduce(lambda best, clash: _with_if_stricter(best, clash, others), _newest(result.clashes), result)
    return reduce(lambda best, brought: _without_if_milder(best, brought, others), result.filled, with_stricter)


def alone(record: Record, incoming: Incoming) -> Record:
    """What the file says by itself. A CSV holds no settings, so it is read with those of the record."""
    if incoming.form is FileForm.CSV:
        return record._replace(**{name: getattr(incoming.record, name) for name in LISTS.values()})
    return incoming.record


def left_milder(record: Record, incoming: Incoming, result: ImportPlan) -> tuple[Milder, ...]:
    """Where the answer is milder than the record or the file gives alone, all the same."""
    return made_milder(result.record, record, alone(record, incoming))


def _newest(clashes: tuple[Clash, ...]) -> list[Clash]:
    """Those that can say something of the supply as it stands."""
    counted = [clash for clash in clashes if KINDS[clash.placed.kind].is_counted]
    return sorted(counted, key=_day, reverse=True)[:MOST_TRIED]


def _day(clash: Clash) -> date:
    day: date = clash.placed.entry.on
    return day


def _with_if_stricter(result: ImportPlan, clash: Clash, others: list[Outlook]) -> ImportPlan:
    """With the entry that was left out, if the answer is then stricter and milder nowhere, or less milder than those alone.

    An entry can make the answer stricter now and milder years from now: figures that are no longer believed give no date.
    """
    added = _with(result, clash)
    now, then = outlook(result.record), outlook(added.record)
    is_stricter = milder_than(now, [then]) and not milder_than(then, [now])
    return added if is_stricter or loss(then, others) < loss(now, others) else result


def _without_if_milder(result: ImportPlan, brought: SettingBrought, others: list[Outlook]) -> ImportPlan:
    """Without the setting, if the answer is then less milder than what the record and the file give alone."""
    if brought.table not in COUNTED_TABLES or brought.foreign:
        return result
    without = _without(result, brought)
    return without if loss(outlook(without.record), others) < loss(outlook(result.record), others) else result


def _without(result: ImportPlan, brought: SettingBrought) -> ImportPlan:
    """A setting stays unrecorded, and is named with those that stay as they are."""
    table = getattr(result.record, brought.table)._replace(**{brought.name: brought.here})
    changes: dict[str, Any] = {brought.table: table}
    return result._replace(
        record=result.record._replace(**changes),
        filled=tuple(item for item in result.filled if item is not brought),
        kept=(*result.kept, brought),
    )


def _with(result: ImportPlan, clash: Clash) -> ImportPlan:
    """An entry that was left out is added after all, beside the one of that day; by an id of its own."""
    name = LISTS[clash.placed.kind]
    standing: tuple[Any, ...] = getattr(result.record, name)
    taken = {entry.id for entry in standing}
    new_id = next(id_ for id_ in _ids(clash.placed.entry.id) if id_ not in taken)
    placed = clash.placed._replace(entry=clash.placed.entry._replace(id=new_id))
    changes: dict[str, Any] = {name: (*standing, placed.entry)}
    return result._replace(
        record=result.record._replace(**changes),
        added=(*result.added, placed),
        clashes=tuple(item for item in result.clashes if item is not clash),
    )


def _ids(first: str) -> Iterator[str]:
    yield first
    yield from (f"{first}-{number}" for number in range(2, 1_000_000))

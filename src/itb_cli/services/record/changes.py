"""What differs between two states of a record: entries by their ids, settings by their names. Judges nothing."""

from collections import Counter
from typing import Any

from itb_cli.domain.entries import LISTS, lists_of
from itb_cli.domain.record import Record
from itb_cli.domain.settings import SETTINGS, Group, current
from itb_cli.domain.values import NamedTuple
from itb_cli.services.entries.history import HistoryEntry, all_entries_of


class Correction(NamedTuple):
    """One entry that stands in both states, with other facts."""

    before: HistoryEntry
    after: HistoryEntry


class SettingChange(NamedTuple):
    """One setting with two values; None or an empty tuple if it is not recorded."""

    group: Group
    name: str
    question: str
    before: Any
    after: Any

    @property
    def title(self) -> str:
        """The setting's name for people."""
        return self.question.partition(":")[0].partition(",")[0]


class Changes(NamedTuple):
    """What a second state has that the first has not, and the other way round. `foreign`: in keys that `itb` does not know.

    `calendar`: calendars were told something else.
    """

    new: tuple[HistoryEntry, ...]
    gone: tuple[HistoryEntry, ...]
    corrected: tuple[Correction, ...]
    settings: tuple[SettingChange, ...]
    foreign: bool
    calendar: bool = False

    @property
    def is_none(self) -> bool:
        """Whether both states are the same."""
        return not any(self)


def changes(before: Record, after: Record) -> Changes:
    """What it takes to come from `before` to `after`; entries in the order of their days."""
    if before == after:
        return Changes((), (), (), (), foreign=False)
    then, now = map(_by_id, _without_alike(before, after))
    return Changes(
        new=tuple(entry for key, entry in now.items() if key not in then),
        gone=tuple(entry for key, entry in then.items() if key not in now),
        corrected=tuple(Correction(then[key], entry) for key, entry in now.items() if key in then and then[key] != entry),
        settings=tuple(_settings(before, after)),
        foreign=_foreign(before) != _foreign(after),
        calendar=before.calendar_events != after.calendar_events,
    )


def _settings(before: Record, after: Record) -> list[SettingChange]:
    values = [(setting, current(before, setting), current(after, setting)) for setting in SETTINGS]
    return [SettingChange(item.group, item.name, item.question, old, new) for item, old, new in values if old != new]


def _without_alike(before: Record, after: Record) -> tuple[Record, Record]:
    """Both without the entries that stand in both alike, and whose id stands there once: of large records most do."""
    then: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for name in LISTS.values():
        then[name], now[name] = _differing(getattr(before, name), getattr(after, name))
    return before._replace(**then), after._replace(**now)


def _differing(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    if before == after:
        return (), ()
    then, now = (Counter(item.id for item in items) for items in (before, after))
    standing = {item.id: item for item in before if then[item.id] == 1}
    alike = {item.id for item in after if now[item.id] == 1 and standing.get(item.id) == item}
    return tuple(item for item in before if item.id not in alike), tuple(item for item in after if item.id not in alike)


def _by_id(record: Record) -> dict[tuple[str, str, int], HistoryEntry]:
    """Entries by kind, id and their count: one id may stand twice in a file edited by hand. No days between refills."""
    found: dict[tuple[str, str, int], HistoryEntry] = {}
    for entry in all_entries_of(record):
        count = 0
        while (entry.kind, entry.id, count) in found:
            count += 1
        found[entry.kind, entry.id, count] = entry._replace(days_since_refill=None)
    return found


def _foreign(record: Record) -> list[Any]:
    """Everything under keys that `itb` does not know, and where it stands."""
    tables: list[Any] = [
        record.person,
        record.clinic,
        record.pump,
        record.therapy,
        record.plan,
        record.standby_tablets,
        record.card,
    ]
    lists = (record.contacts, *lists_of(record))
    kept = ({_key(item): item.extra for item in items if item.extra} for items in lists)
    return [record.extra, *(table.extra for table in tables), *kept]


def _key(item: Any) -> Any:
    return getattr(item, "id", None) or item._replace(extra=())

"""What of a record from elsewhere is new, known already or in conflict, and the record with the new in it.

Nothing that stands in the record is changed; only of what calendars were told the later counts, as between two copies.
What can be true: `import_checks`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from itb_cli.domain import calendar_events
from itb_cli.domain.entries import LISTS, EntryKind
from itb_cli.domain.exchange import Incoming
from itb_cli.domain.record import Contact, DiaryEntry, Event, Record
from itb_cli.domain.values import NamedTuple

EMPTY = (None, ())
FOREIGN_KEYS = "extra"


class Placed(NamedTuple):
    """An entry of the record's own type, and where in the file it stands."""

    kind: EntryKind
    entry: Any
    place: str


class Clash(NamedTuple):
    """An entry of the file that is left out, and the one of the record that stands in its way."""

    placed: Placed
    here: Any


class SettingBrought(NamedTuple):
    """A setting in the file and in the record. What another program wrote bears its name only: `foreign`."""

    table: str
    name: str
    here: Any
    in_file: Any
    foreign: bool = False


class ImportPlan(NamedTuple):
    """The record with what is new, and what became of everything in the file. `calendar`: it tells of more for calendars."""

    record: Record
    added: tuple[Placed, ...]
    known: int
    clashes: tuple[Clash, ...]
    filled: tuple[SettingBrought, ...]
    kept: tuple[SettingBrought, ...]
    calendar: bool


def planned(record: Record, incoming: Incoming) -> ImportPlan:
    """`record` with what the file has and it lacks; if both have something, the record's own stays."""
    filled: list[SettingBrought] = []
    kept: list[SettingBrought] = []
    changes: dict[str, Any] = {}
    for name, here in zip(record._fields, record, strict=True):
        if hasattr(here, "_fields"):
            changes[name] = _table(name, here, getattr(incoming.record, name), filled, kept)
    changes["contacts"] = _contacts(record.contacts, incoming.record.contacts, filled, kept)
    changes["calendar_events"] = calendar_events.joined(record.calendar_events, incoming.record.calendar_events)
    changes["extra"] = _foreign("", record.extra, incoming.record.extra, filled, kept)
    added, known, clashes = list[Placed](), 0, list[Clash]()
    for kind, name in LISTS.items():
        entries = [Placed(kind, *item) for item in zip(getattr(incoming.record, name), incoming.places[name], strict=True)]
        new, old, in_the_way = _sorted_out(getattr(record, name), entries)
        changes[name] = (*getattr(record, name), *(placed.entry for placed in new))
        added, known, clashes = [*added, *new], known + old, [*clashes, *in_the_way]
    is_told_more = changes["calendar_events"] != record.calendar_events
    return ImportPlan(record._replace(**changes), tuple(added), known, tuple(clashes), tuple(filled), tuple(kept), is_told_more)


def _sorted_out(here: Sequence[Any], brought: list[Placed]) -> tuple[list[Placed], int, list[Clash]]:
    """What is new, how many are known already, and what clashes.

    Known: the same day and the same facts, whatever the id. A clash: the same id, or the same day, with other facts. An entry
    of the record that the file knows too stands in nobody's way: then the file tells of both.
    """
    by_id = {entry.id: entry for entry in here if entry.id}
    by_day = defaultdict[Any, list[Any]](list)
    for entry in here:
        by_day[_day(entry)].append(entry)
    unknown, found_again = [], set()
    for placed in brought:
        same = [entry for entry in by_day[_day(placed.entry)] if _facts(entry) == _facts(placed.entry)]
        found_again |= {id(entry) for entry in same}
        if not same:
            unknown.append(placed)
    new, clashes, taken = list[Placed](), list[Clash](), dict.fromkeys(by_id, 1)
    for placed in unknown:
        of_the_day = [entry for entry in by_day[_day(placed.entry)] if id(entry) not in found_again]
        other = by_id.get(placed.entry.id) or next(_in_the_way(placed.entry, of_the_day), None)
        if other is None:
            new.append(placed._replace(entry=_with_its_own_id(placed.entry, taken)))
        else:
            clashes.append(Clash(placed, other))
    return new, len(brought) - len(unknown), clashes


def _with_its_own_id(entry: Any, taken: dict[str, int]) -> Any:
    """The entry under an id that nothing else has: a file may give one id to two, and neither may be lost for it."""
    name = entry.id
    while name in taken:
        taken[entry.id] += 1
        name = f"{entry.id}-{taken[entry.id]}"
    taken[name] = 1
    return entry._replace(id=name)


def _day(entry: Any) -> Any:
    """What two entries of one kind cannot share: the day, of events the day and what happened."""
    return (entry.on, entry.kind) if isinstance(entry, Event) else entry.on


def _facts(entry: Any) -> Any:
    return entry._replace(id="")


def _in_the_way(entry: Any, of_the_day: Iterable[Any]) -> Iterator[Any]:
    """An event that was checked does not stand in the way of one that was not: days cannot order them, the stricter counts.

    A day can have several entries in the diary.
    """
    if isinstance(entry, DiaryEntry):
        return iter(())
    is_unchecked = isinstance(entry, Event) and entry.checked_on is None
    return (other for other in of_the_day if not is_unchecked or other.checked_on is None)


def _table(name: str, here: Any, in_file: Any, filled: list[SettingBrought], kept: list[SettingBrought]) -> Any:
    changes = {"extra": _foreign(name, here.extra, in_file.extra, filled, kept)}
    for field in here._fields:
        brought = SettingBrought(name, field, getattr(here, field), getattr(in_file, field))
        if field == "extra" or brought.in_file in (*EMPTY, brought.here):
            continue
        if brought.here in EMPTY:
            changes[field] = brought.in_file
            filled.append(brought)
        else:
            kept.append(brought)
    return here._replace(**changes)


def _foreign(table: str, here: Any, in_file: Any, filled: list[SettingBrought], kept: list[SettingBrought]) -> Any:
    """The keys of other programs, in the record's order, then the new ones in the file's."""
    for key, value in in_file.items():
        if key not in here:
            filled.append(SettingBrought(table, key, None, None, foreign=True))
        elif here[key] != value:
            kept.append(SettingBrought(table, key, None, None, foreign=True))
    return {**here, **{key: value for key, value in in_file.items() if key not in here}}


def _contacts(
    here: tuple[Contact, ...], in_file: tuple[Contact, ...], filled: list[SettingBrought], kept: list[SettingBrought]
) -> tuple[Contact, ...]:
    """Whoever is not among the record's own yet; somebody of the same name with other facts is left out."""
    named = {contact.name.casefold(): contact for contact in here if contact.name}
    new = []
    for contact in in_file:
        if contact in here:
            continue
        standing = named.get(contact.name.casefold()) if contact.name else None
        brought = SettingBrought("contacts", "contacts", standing, contact)
        if standing:
            kept.append(brought)
        else:
            new.append(contact)
            filled.append(brought)
    return (*here, *new)

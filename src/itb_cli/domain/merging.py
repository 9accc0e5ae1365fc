"""Two records of one person joined: what stands in either, and of two different facts the one with the stricter answer.

A record in a synced folder may be changed on two devices at once. Which change came later cannot be known, so nothing that stands
in one is taken for removed (R76, R103). A fact by itself is not strict or mild: so what a rule takes first (`stricter`) is tried
against both records alone, and the other value too if the answer would be milder than either gives (`strictness`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from itb_cli.domain import calendar_events
from itb_cli.domain.counted import counting
from itb_cli.domain.entries import KINDS, EntryKind
from itb_cli.domain.record import DoseChange, Record
from itb_cli.domain.stricter import ASSUMED, BothDoses, to_be_filled, to_be_tried
from itb_cli.domain.strictness import Loss, Milder, Outlook, is_overtaken, loss, milder_than, outlook
from itb_cli.domain.values import NamedTuple

TABLES = ("person", "clinic", "pump", "therapy", "plan", "standby_tablets", "card")
_COUNTED = tuple(kind.list_ for kind in KINDS.values() if kind.is_counted)
"""The lists from which an answer about the supply follows."""
COUNTED_TABLES = ("pump", "therapy", "plan")
MOST_TRIED = 24
"""So many facts are tried one by one, the newest first: older ones say little about the supply, and a look must not take long."""

_MOST_ROUNDS = 4
"""So often two copies are joined again while that still changes what was taken."""

Key = tuple[str, Any, str]
"""A fact by its table or list, its entry's place there, and its name."""


class Difference(NamedTuple):
    """A fact that the two do not hold alike: its list or table, its entry's id and day (None in a table), and what was taken."""

    where: str
    entry_id: str | None
    on: date | None
    name: str
    here: Any
    there: Any
    taken: Any


class Merged(NamedTuple):
    """The joined record, and the facts on which the two did not agree."""

    record: Record
    differences: tuple[Difference, ...]


class _Choice(NamedTuple):
    """What may be taken of a fact, the first if nothing speaks against it."""

    on: date | None
    options: tuple[Any, ...]


_Chosen = Mapping[Key, Any]


def merged(here: Record, there: Record) -> Merged:
    """What stands in `here` or in `there`. To join either to the outcome once more changes nothing.

    If an entry is on another day in the other copy, what is strictest depends on the days of those beside it: then the outcome is
    joined with both again until it stays as it is.
    """
    first = found = _once(here, there)
    for _ in range(_MOST_ROUNDS if any(item.name == "on" for item in first.differences) else 0):
        again = _once(_once(found.record, there).record, here).record
        if again == found.record:
            break
        found = Merged(again, tuple(item._replace(taken=_now(again, item)) for item in first.differences))
    return found


def _once(here: Record, there: Record) -> Merged:
    joining, others = _Joining(here, there), [outlook(record) for record in comparable(here, there)]
    return joining.joined(joining.strictest(others))


def _now(record: Record, told: Difference) -> Any:
    """What `record` holds of a fact on which two records differed."""
    part: Any = getattr(record, told.where, record)
    entry = next((item for item in part if item.id == told.entry_id), None) if told.entry_id is not None else part
    return getattr(entry, told.name, told.taken)


def counting_in(record: Record, there: Record, asked_on: date) -> Record:
    """`record`, its answers counting in what stands `there` while nobody has joined the two; itself if that changes none.

    Counted are both alone and both joined. If `there` is without the newest refill, what it says alone is over. A newer refill
    there makes no answer milder, since nobody has looked at it; so it is not shown as the last one either.
    """
    joined = merged(record, there).record
    is_old = is_overtaken(there, record)
    readings = (record, joined) if is_old else (record, joined, there)
    shown = record if is_overtaken(record, there) else joined
    counted = counting(shown, readings)
    return counted if milder_than(outlook(record), [outlook(counted)], asked_on) else record


def comparable(here: Record, there: Record) -> tuple[Record, ...]:
    """Those of the two that hold the newest refill: no joined answer may be milder than they give alone."""
    ours = () if is_overtaken(here, there) else (here,)
    return (*ours, *(() if is_overtaken(there, here) else (there,)))


def made_milder(joined: Record, here: Record, there: Record) -> tuple[Milder, ...]:
    """Where the answer from `joined` is milder than one of the two gives alone, and no newer refill explains it."""
    return milder_than(outlook(joined), [outlook(record) for record in comparable(here, there)])


class _Joining:
    """Two records on their way into one: each `joined` takes of every fact what was chosen, or the first that may be taken."""

    def __init__(self, here: Record, there: Record) -> None:
        self.here, self.there = here, there
        self.fills = is_overtaken(here, there)
        self.choices: dict[Key, _Choice] = {}
        self.chosen: _Chosen = {}
        self.differences: list[Difference] = []
        self.more_doses: list[DoseChange] = []
        self.joined({})

    def joined(self, chosen: _Chosen) -> Merged:
        """The one record, with what was chosen."""
        self.chosen, self.differences, self.more_doses = chosen, [], []
        changes: dict[str, Any] = {}
        for name in TABLES:
            changes[name] = self._one(getattr(self.here, name), getattr(self.there, name), name, None)
        for row in KINDS.values():
            changes[row.list_] = self._entries(row.list_, row.same_visit)
        known = {(dose.on, dose.dose_mcg_per_day) for dose in changes["doses"]}
        changes["doses"] += tuple(dose for dose in self.more_doses if (dose.on, dose.dose_mcg_per_day) not in known)
        changes["contacts"] = _union(self.here.contacts, self.there.contacts)
        changes["calendar_events"] = calendar_events.joined(self.here.calendar_events, self.there.calendar_events)
        changes["extra"] = self._foreign(self.here.extra, self.there.extra, "record", self.here)
        return Merged(self.here._replace(**changes), tuple(self.differences))

    def strictest(self, others: list[Outlook]) -> _Chosen:
        """The choices with which the answer is least milder than any of the others.

        One fact after the other is taken otherwise if that makes the answer stricter, until nothing does.
        """
        chosen: _Chosen = {}
        least, before = self._loss(chosen, others), None
        while not least.is_none and least != before:
            before = least
            for key, option in self._others_to_try():
                trial = {**chosen, key: option}
                lost = self._loss(trial, others)
                if lost < least:
                    chosen, least = trial, lost
        return chosen

    def _loss(self, chosen: _Chosen, others: list[Outlook]) -> Loss:
        return loss(outlook(self.joined(chosen).record), others)

    def _others_to_try(self) -> list[tuple[Key, Any]]:
        counted = {key: item for key, item in self.choices.items() if key[0] in (*_COUNTED, *COUNTED_TABLES)}
        newest = sorted(counted.items(), key=lambda item: item[1].on or date.max, reverse=True)[:MOST_TRIED]
        return [(key, option) for key, choice in newest for option in choice.options]

    def _entries(self, where: str, same_visit: Callable[[Any], Any]) -> tuple[Any, ...]:
        """Ours in their order, each joined with its own entry there; then what stands there only."""
        here, left = getattr(self.here, where), list(getattr(self.there, where))
        twins: dict[int, Any] = {}
        for same in (lambda item: item.id, same_visit):
            left = _paired(here, left, same, twins)
        ours = [self._one(entry, twins[at], where, at) if at in twins else entry for at, entry in enumerate(here)]
        return (*ours, *left)

    def _one(self, ours: Any, theirs: Any, where: str, at: int | None) -> Any:
        """One table or entry out of two. The id stays ours."""
        changes: dict[str, Any] = {}
        for name in ours._fields:
            here, there = getattr(ours, name), getattr(theirs, name)
            if name == "id" or here == there:
                continue
            if name == "extra":
                changes[name] = self._foreign(here, there, where, ours)
            elif isinstance(here, tuple):
                changes[name] = _union(here, there)
            else:
                changes[name] = self._fact(ours, (where, at, name), here, there)
        return ours._replace(**changes)

    def _fact(self, ours: Any, key: Key, here: Any, there: Any) -> Any:
        where, _, name = key
        is_said_twice = here is not None and there is not None
        options = to_be_tried(where, name, here, there) if is_said_twice else self._fillings(where, name, here, there)
        taken = self._taken(key, _Choice(getattr(ours, "on", None), options))
        if isinstance(taken, BothDoses):
            self.more_doses.append(DoseChange(f"{ours.id}-dose", ours.on, taken.higher))
            taken = taken.lower
        if is_said_twice or taken is None:
            self.differences.append(Difference(where, *_which(ours), name, here, there, taken))
        return taken

    def _fillings(self, where: str, name: str, here: Any, there: Any) -> tuple[Any, ...]:
        """What is recorded in one only is kept; a setting from there not, if what is assumed without one is stricter."""
        recorded = there if here is None else here
        if here is None and f"{where}.{name}" in ASSUMED and not self.fills:
            return to_be_filled(where, name, recorded)
        return (recorded,)

    def _taken(self, key: Key, choice: _Choice) -> Any:
        if len(choice.options) > 1:
            self.choices[key] = choice
        return self.chosen.get(key, choice.options[0])

    def _foreign(self, here: Mapping[str, Any], there: Mapping[str, Any], where: str, ours: Any) -> Mapping[str, Any]:
        """Keys that `itb` does not know: all of them, ours if both have one."""
        differing = [key for key, value in there.items() if here.get(key, value) != value]
        self.differences += [Difference(where, *_which(ours), key, here[key], there[key], here[key]) for key in differing]
        return {**there, **here}


def _paired(here: tuple[Any, ...], there: list[Any], same: Callable[[Any], Any], twins: dict[int, Any]) -> list[Any]:
    """Adds to `twins` each of ours that has none yet and one of `there` that is the same; gives those that are nobody's."""
    waiting: dict[Any, list[Any]] = {}
    for item in there:
        waiting.setdefault(same(item), []).append(item)
    for at, ours in enumerate(here):
        if at not in twins and waiting.get(same(ours)):
            twins[at] = waiting[same(ours)].pop(0)
    return [item for item in there if any(item is other for other in waiting[same(item)])]


def _union(here: tuple[Any, ...], there: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*here, *(item for item in there if item not in here))


def _which(entry: Any) -> tuple[str | None, date | None]:
    """An entry's id and day; a table has neither."""
    return getattr(entry, "id", None), getattr(entry, "on", None)


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

"""Two records of one person joined: everything that stands in either, and of two different facts the stricter.

A record in a synced folder may be changed on two devices at once. Which change came later cannot be known, so nothing that stands
in one is taken for removed, and where both say something else the one that leaves less time counts (R76, R103).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from itb_cli.domain import calendar_events
from itb_cli.domain.record import AppointmentStatus, EventKind, Phase, Record

TABLES = ("person", "clinic", "pump", "therapy", "plan", "standby_tablets", "card")
ENTRIES: Mapping[str, Callable[[Any], Any]] = {
    "refills": lambda refill: refill.on,
    "doses": lambda dose: (dose.on, dose.dose_mcg_per_day),
    "appointments": lambda visit: visit.on,
    "events": lambda event: (event.on, event.kind),
    "diary_entries": lambda entry: (entry.on, entry.spasms, entry.tightness, entry.sleep_hours, entry.note),
}
"""The lists of entries, and what makes two entries with different ids the same visit, written down twice."""


class Difference(NamedTuple):
    """A fact that both records hold with different values: its list or table, its entry's id and day (None in a table)."""

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


def merged(here: Record, there: Record) -> Merged:
    """Everything in `here` and in `there`. To join `there` to the outcome once more changes nothing."""
    differences: list[Difference] = []
    changes: dict[str, Any] = {}
    for name in TABLES:
        changes[name] = _joined(getattr(here, name), getattr(there, name), name, differences)
    for name, same_visit in ENTRIES.items():
        changes[name] = _entries(getattr(here, name), getattr(there, name), name, same_visit, differences)
    changes["contacts"] = _union(here.contacts, there.contacts)
    changes["calendar_events"] = calendar_events.joined(here.calendar_events, there.calendar_events)
    changes["extra"] = _foreign(here.extra, there.extra, "record", here, differences)
    return Merged(here._replace(**changes), tuple(differences))


def is_related(here: Record, there: Record) -> bool:
    """Whether the two can be copies of one record: they share an entry, by its id or as the same visit."""
    for name, same_visit in ENTRIES.items():
        ours, theirs = getattr(here, name), getattr(there, name)
        if {item.id for item in ours} & {item.id for item in theirs} or set(map(same_visit, ours)) & set(map(same_visit, theirs)):
            return True
    return False


def _entries(
    here: tuple[Any, ...], there: tuple[Any, ...], where: str, same_visit: Callable[[Any], Any], found: list[Difference]
) -> tuple[Any, ...]:
    """Ours in their order, each joined with its own entry there; then what stands there only."""
    twins: dict[int, Any] = {}
    left = list(there)
    for same in (lambda item: item.id, same_visit):
        left = _paired(here, left, same, twins)
    joined = (_joined(ours, twins[at], where, found) if at in twins else ours for at, ours in enumerate(here))
    return (*joined, *left)


def _paired(here: tuple[Any, ...], there: list[Any], same: Callable[[Any], Any], twins: dict[int, Any]) -> list[Any]:
    """Adds to `twins` each of ours that has none yet and one of `there` that is the same; gives those that are nobody's."""
    waiting: dict[Any, list[Any]] = {}
    for item in there:
        waiting.setdefault(same(item), []).append(item)
    for at, ours in enumerate(here):
        if at not in twins and waiting.get(same(ours)):
            twins[at] = waiting[same(ours)].pop(0)
    return [item for item in there if any(item is other for other in waiting[same(item)])]


def _joined(ours: Any, theirs: Any, where: str, found: list[Difference]) -> Any:
    """One table or entry out of two. The id stays ours."""
    changes: dict[str, Any] = {}
    for name in ours._fields:
        here, there = getattr(ours, name), getattr(theirs, name)
        if name == "id" or here == there:
            continue
        if name == "extra":
            changes[name] = _foreign(here, there, where, ours, found)
        elif isinstance(here, tuple):
            changes[name] = _union(here, there)
        elif here is None or there is None:
            changes[name] = there if here is None else here
        else:
            stricter = _STRICTER.get(f"{where}.{name}") or _STRICTER.get(name, _ours)
            changes[name] = stricter(here, there)
            found.append(
                Difference(where, getattr(ours, "id", None), getattr(ours, "on", None), name, here, there, changes[name])
            )
    return ours._replace(**changes)


def _union(here: tuple[Any, ...], there: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*here, *(item for item in there if item not in here))


def _foreign(
    here: Mapping[str, Any], there: Mapping[str, Any], where: str, ours: Any, found: list[Difference]
) -> Mapping[str, Any]:
    """Keys that `itb` does not know: all of them, ours where both have one."""
    differing = [key for key, value in there.items() if here.get(key, value) != value]
    found += [Difference(where, *_which(ours), key, here[key], there[key], here[key]) for key in differing]
    return {**there, **here}


def _which(entry: Any) -> tuple[str | None, date | None]:
    """An entry's id and day; a table has neither."""
    return getattr(entry, "id", None), getattr(entry, "on", None)


def _ours(here: Any, _there: Any) -> Any:
    return here


def _note(here: str, there: str) -> str:
    """Both notes; one that stands within the other is not said twice."""
    return here if there in here else there if here in there else f"{here} / {there}"


def _kind(here: EventKind, there: EventKind) -> EventKind:
    """An alarm stands over everything else that may upset a pump."""
    return there if there is EventKind.ALARM else here


def _status(here: AppointmentStatus, there: AppointmentStatus) -> AppointmentStatus:
    """What has happened stands over what was planned."""
    return there if here is AppointmentStatus.BOOKED else here


_STRICTER: Mapping[str, Callable[[Any, Any], Any]] = {
    "refills.on": min,
    "doses.on": min,
    "events.on": max,
    "events.kind": _kind,
    **dict.fromkeys(("alarm_date", "refill_by", "replace_by", "use_before", "printed_on"), min),
    **dict.fromkeys(("filled_ml", "strength_mcg_per_ml", "reservoir_ml"), min),
    **dict.fromkeys(("dose_mcg_per_day", "alarm_volume_ml", "buffer_days", "lead_days"), max),
    "checked_on": max,
    **dict.fromkeys(("spasms", "tightness"), max),
    "note": _note,
    "status": _status,
    "phase": lambda _here, _there: Phase.TITRATING,
}
"""Of two values the one that leaves less time or says more. What is not named here has no stricter: ours stays."""

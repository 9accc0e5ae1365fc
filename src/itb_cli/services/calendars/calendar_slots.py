"""What a person's own calendar is to hold: each entry with its day and what it speaks of. Facts; the words are the page's.

Which ids and numbers of changes they get: `calendar_file`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, time
from enum import StrEnum

from itb_cli.domain.calendar_events import VISIT
from itb_cli.domain.candidates import Origin
from itb_cli.domain.dates import add_days
from itb_cli.domain.record import Appointment, AppointmentStatus, Record
from itb_cli.domain.states import comes_late, open_appointments, visit_in_time
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.services.calendars.calendar import Caveat, MarkKind, dates_that_follow
from itb_cli.services.supply.next_refill import Supply


class Speaks(StrEnum):
    """What an entry speaks of.

    `call_now`: the first critical day, if it is not the alarm date. `call`: the state on the day of the file asks for one, and
    `call_at_once`: for one at any hour.
    """

    BOOK_BY = "book_by"
    REFILL_BY = "refill_by"
    ALARM_DATE = "alarm_date"
    CALL_NOW = "call_now"
    APPOINTMENT = "appointment"
    CALL = "call"
    CALL_AT_ONCE = "call_at_once"


DAYS_BEFORE = {
    Speaks.BOOK_BY: (7, 1),
    Speaks.REFILL_BY: (7, 3, 1, -1),
    Speaks.ALARM_DATE: (),
    Speaks.CALL_NOW: (),
    Speaks.APPOINTMENT: (1,),
}
"""The entries beside each date, since a calendar may drop the alarms within an entry (R88): days before it, -1 the day after.

14 days before the refill-by date is what book-by is for, unless the clinic's own lead time is recorded.
"""


_LAST = (Speaks.REFILL_BY, Speaks.ALARM_DATE, Speaks.CALL_NOW)
"""What is due if no visit took place."""


class Within(NamedTuple):
    """What would be an entry of its own, and only rings within another one."""

    speaks: Speaks
    on: date
    days: int
    caveats: tuple[Caveat, ...]


class Due(NamedTuple):
    """One entry. `slot` stays while the day moves; `days` from `on` to the date it speaks of, negative once that has passed.

    `is_late`: a visit after the refill-by date. `booked_on`: a visit in time stands already, so that none is to be made; then
    book-by asks whether it is still right. `within`: what rings within this entry.
    """

    slot: str
    speaks: Speaks
    on: date
    days: int = 0
    at: time | None = None
    place: str | None = None
    origin: Origin | None = None
    caveats: tuple[Caveat, ...] = ()
    is_late: bool = False
    booked_on: date | None = None
    within: tuple[Within, ...] = ()


def due(known: Supply, told: frozenset[str]) -> tuple[Due, ...]:
    """Everything to hold. `told`: the slots that a calendar shows already; they stay, though their day has passed."""
    day, booked = known.as_of.day, _visit_in_time(known)
    entries = [*_dates(known, booked), *_visits(known, told), *_call(known, booked)]
    if booked is not None and _is_relied_on(known):
        entries = list(_around(booked.on, entries, day))
    kept = (entry for entry in entries if entry.days == 0 or entry.on >= day or entry.slot in told)
    return tuple(sorted(_of_different_slots(kept), key=lambda entry: (entry.on, tuple(Speaks).index(entry.speaks))))


def _visit_in_time(known: Supply) -> Appointment | None:
    return known.forecast and visit_in_time(known.record, known.forecast.refill_by, known.as_of.day)


def _is_relied_on(known: Supply) -> bool:
    """Whether nothing speaks against the dates that a visit in time comes before, and a day is left behind them."""
    supply = known.forecast
    if supply is None or supply.critical_on is None or known.standing.state not in (SupplyState.OK, SupplyState.SOON):
        return False
    return supply.refill_by < supply.critical_on


def _around(visit_on: date, entries: list[Due], day: date) -> Iterator[Due]:
    """Three entries for a visit: itself, whether it is still right, and the refill-by date, in which all rings that comes after.

    The refill-by date stays, not the alarm date: if the visit fell through there is time left to call.
    """
    for entry in entries:
        if entry.is_late:
            yield entry
        elif entry.days:
            continue
        elif entry.speaks is Speaks.APPOINTMENT:
            yield entry._replace(within=_within(other for other in entries if other.slot.startswith(f"{entry.slot} -")))
        elif entry.speaks is Speaks.BOOK_BY:
            yield entry._replace(on=entry.on if day <= entry.on < visit_on else add_days(visit_on, -1))
        elif entry.speaks is Speaks.REFILL_BY:
            after = (other for other in entries if other.speaks in _LAST and other is not entry and other.on > visit_on)
            yield entry._replace(booked_on=visit_on, within=_within(after))


def _within(entries: Iterable[Due]) -> tuple[Within, ...]:
    return tuple(Within(entry.speaks, entry.on, entry.days, entry.caveats) for entry in entries)


def _dates(known: Supply, booked: Appointment | None) -> Iterator[Due]:
    supply = known.forecast
    marks = {mark.kind: mark for mark in dates_that_follow(supply, known.standing.doubts, known.as_of)}
    if supply and supply.critical_on and supply.critical_on != supply.alarm_date:
        rests_on = marks[MarkKind.EMPTY_DATE if supply.critical_on == supply.empty_date else MarkKind.REFILL_BY]
        yield Due("call_now", Speaks.CALL_NOW, supply.critical_on, origin=rests_on.origin, caveats=rests_on.caveats)
    for mark in marks.values():
        if mark.kind is not MarkKind.EMPTY_DATE:
            speaks = Speaks(mark.kind.value)
            on_the_day = Due(speaks.value, speaks, mark.on, origin=mark.origin, caveats=mark.caveats)
            yield from _with_days_before(
                on_the_day._replace(booked_on=booked and booked.on) if speaks is Speaks.BOOK_BY else on_the_day
            )


def _visits(known: Supply, told: frozenset[str]) -> Iterator[Due]:
    """Visits that stand. Those that are over stay where a calendar shows them: they took place. Cancelled ones fall away."""
    record, supply = known.record, known.forecast
    standing = open_appointments(record)
    for visit in record.appointments:
        slot = f"{VISIT}{visit.id}"
        if visit in standing or (visit.status is not AppointmentStatus.CANCELLED and slot in told):
            is_late = visit in standing and supply is not None and comes_late(visit, supply.refill_by)
            entry = Due(slot, Speaks.APPOINTMENT, visit.on, at=visit.at, place=visit.place, is_late=is_late)
            yield from _with_days_before(entry)


def _with_days_before(entry: Due) -> Iterator[Due]:
    """The entry, and those before and after it; a time of day belongs to the entry itself only."""
    yield entry
    for days in DAYS_BEFORE[entry.speaks]:
        yield entry._replace(slot=f"{entry.slot} {-days:+}", on=add_days(entry.on, -days), days=days, at=None)


def _call(known: Supply, booked: Appointment | None) -> Iterator[Due]:
    """A call on the day of the file itself: what is unknown or late must not be silent until the next date ahead (F10)."""
    state = known.standing.state
    speaks = Speaks.CALL_AT_ONCE if state is SupplyState.CRITICAL else Speaks.CALL
    if state is not SupplyState.OK and not (state is SupplyState.SOON and booked):
        yield Due(Speaks.CALL.value, speaks, known.as_of.day)


def _of_different_slots(entries: Iterator[Due]) -> Iterator[Due]:
    """Two appointments may bear one id in a file edited by hand; each is its own entry all the same."""
    seen: dict[str, int] = {}
    for entry in entries:
        seen[entry.slot] = seen.get(entry.slot, 0) + 1
        yield entry if seen[entry.slot] == 1 else entry._replace(slot=f"{entry.slot} ({seen[entry.slot]})")


def is_empty(record: Record) -> bool:
    """Whether there is nothing that a calendar could hold or has held."""
    return not (record.refills or record.appointments or record.calendar_events)


def most_new(record: Record) -> int:
    """At most so many entries can be new: so many ids are to be at hand."""
    dates = sum(1 + len(days) for days in DAYS_BEFORE.values())
    return dates + 1 + len(record.appointments) * (1 + len(DAYS_BEFORE[Speaks.APPOINTMENT]))

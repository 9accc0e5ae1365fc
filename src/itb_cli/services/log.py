"""Writing down a refill: what can be true, what needs a second look, and what changes by it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken
from itb_cli.domain.quantities import parse_dose, parse_strength, parse_volume, spoken_volume
from itb_cli.domain.record import Appointment, AppointmentStatus, Record, Refill
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.text import for_record
from itb_cli.errors import InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.next_refill import NextRefillView, supply_view
from itb_cli.services.outcome import Outcome
from itb_cli.services.plausibility import (
    Figures,
    Question,
    check_after,
    check_day,
    check_implant,
    date_questions,
    figure_questions,
)
from itb_cli.services.supply_notices import supply_notices

Entry = TypeVar("Entry", bound=Any)
_FACTS = ("alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day", "note")


class LogRequest(NamedTuple):
    """A refill in the words that were typed; None where nothing was. `entry_id` names it for ever.

    `complete` adds facts to the refill of that day; `force` allows a day before the implant (an earlier pump).
    """

    entry_id: str
    on: str | None = None
    alarm_date: str | None = None
    refill_by: str | None = None
    filled: str | None = None
    strength: str | None = None
    dose: str | None = None
    note: str | None = None
    complete: bool = False
    force: bool = False
    answers: Answers = Answers()


class LogView(NamedTuple):
    """What was stored, and the forecast before and after. `is_newest`: the dates come from this refill.

    `appointment` is the visit booked for that day, `done` where it was closed with the refill.
    """

    refill: Refill
    completed: bool
    changed: bool
    is_newest: bool
    refill_by_before: date | None
    appointment: Appointment | None
    supply: NextRefillView


def answer(record: Record, request: LogRequest, as_of: AsOf) -> Outcome[LogView]:
    """The record with the refill in it. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    typed = _read(request, as_of.day)
    if request.on is None:
        request.answers.require("no_day", f"You named no day. Was the pump filled today, {spoken(as_of.day)}?")
    standing = next((refill for refill in record.refills if refill.on == typed.on), None)
    _check(record, request, typed, standing, as_of.day)
    refill = completed(standing, typed, _FACTS, "refill") if standing else typed
    check_refill(record, refill, request.answers)
    others = tuple(item for item in record.refills if item is not standing)
    changed = record if refill == standing else record._replace(refills=(*others, refill))
    visit = _booked_on(record, refill.on)
    closed = visit and request.answers.offer("close_appointment", f"Your appointment on {spoken(refill.on)}: was this it?")
    if visit and closed:
        visit, open_visit = visit._replace(status=AppointmentStatus.DONE), visit
        changed = changed._replace(appointments=tuple(visit if item is open_visit else item for item in changed.appointments))
    return _outcome(record, changed, refill, visit, as_of, completed=standing is not None)


def check_refill(record: Record, refill: Refill, answers: Answers) -> None:
    """Refuses what cannot be true of a refill, and asks about what is unlikely; `record` may hold it already."""
    _check_quantities(record, refill)
    for name, day in (("alarm date", refill.alarm_date), ("refill-by date", refill.refill_by)):
        check_after(name, day, refill.on, "refill")
    for question in _questions(record, refill):
        answers.require(*question)


def completed(standing: Entry, typed: Entry, names: tuple[str, ...], what: str) -> Entry:
    """`standing` with the facts it lacked; a fact that stands already is not overwritten."""
    added = {}
    for name in names:
        new, old = getattr(typed, name), getattr(standing, name)
        if new is not None and old is not None and new != old:
            raise InputRefusedError(
                f"This {what} has another {name.split('_m')[0].replace('_', ' ')} already.",
                f"If the last change was wrong, take it back: {Command('undo')}",
            )
        if new is not None:
            added[name] = new
    filled: Entry = standing._replace(**added)
    return filled


def _read(request: LogRequest, today: date) -> Refill:
    return Refill(
        id=request.entry_id,
        on=today if request.on is None else parse_date(request.on, today, Direction.PAST),
        alarm_date=None if request.alarm_date is None else parse_date(request.alarm_date, today, Direction.FUTURE),
        refill_by=None if request.refill_by is None else parse_date(request.refill_by, today, Direction.FUTURE),
        filled_ml=None if request.filled is None else parse_volume(request.filled),
        strength_mcg_per_ml=None if request.strength is None else parse_strength(request.strength),
        dose_mcg_per_day=None if request.dose is None else parse_dose(request.dose),
        note=for_record(request.note) if request.note else None,
    )


def _check(record: Record, request: LogRequest, typed: Refill, standing: Refill | None, today: date) -> None:
    check_day(typed.on, today, "A refill")
    check_implant(typed.on, record.pump.implanted_on, force=request.force)
    if standing and not request.complete:
        raise InputRefusedError(
            f"A refill on {spoken(typed.on)} is recorded already.",
            f"To add what is missing to it, use --complete. To take back the last change: {Command('undo')}",
        )
    if request.complete and not standing:
        raise InputRefusedError(
            f"No refill on {spoken(typed.on)} is recorded, so there is nothing to complete.",
            f"To see what is recorded: {Command('history')}",
        )


def _check_quantities(record: Record, refill: Refill) -> None:
    reservoir_ml = record.pump.reservoir_ml
    if refill.filled_ml and reservoir_ml and refill.filled_ml > reservoir_ml:
        raise InputRefusedError(
            f"{spoken_volume(refill.filled_ml)} is more than your pump's reservoir holds, {spoken_volume(reservoir_ml)}.",
            f"Look at the printout again. If the reservoir is wrong: {Command('setup --reservoir')}",
        )


def _questions(record: Record, refill: Refill) -> Iterator[Question]:
    new = Figures(refill.dose_mcg_per_day, refill.strength_mcg_per_ml, refill.filled_ml)
    yield from figure_questions(new, _last_figures(record, refill), record.pump.reservoir_ml)
    yield from date_questions("refill", refill.on, refill.alarm_date, refill.refill_by)


def _last_figures(record: Record, refill: Refill) -> Figures:
    """The newest dose, strength and volume recorded by other entries up to the day of `refill`."""
    earlier = sorted((item for item in record.refills if item.id != refill.id and item.on <= refill.on), key=lambda item: item.on)
    dose = record._replace(refills=tuple(earlier)).dose_on(refill.on)
    return Figures(
        dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
        strength_mcg_per_ml=next((item.strength_mcg_per_ml for item in reversed(earlier) if item.strength_mcg_per_ml), None),
        filled_ml=next((item.filled_ml for item in reversed(earlier) if item.filled_ml), None),
    )


def _booked_on(record: Record, day: date) -> Appointment | None:
    booked = (visit for visit in record.appointments if visit.status is AppointmentStatus.BOOKED)
    return next((visit for visit in booked if visit.on == day), None)


def _outcome(
    before: Record, after: Record, refill: Refill, visit: Appointment | None, as_of: AsOf, *, completed: bool
) -> Outcome[LogView]:
    supply, supply_before = forecast(after), forecast(before)
    standing = stand(after, supply, as_of)
    return Outcome(
        LogView(
            refill=refill,
            completed=completed,
            changed=after != before,
            is_newest=supply is not None and supply.refill.id == refill.id,
            refill_by_before=supply_before.refill_by if supply_before else None,
            appointment=visit,
            supply=supply_view(after, supply, standing, as_of),
        ),
        supply_notices(after, supply, standing, as_of),
        standing.state,
        record=None if after == before else after,
    )

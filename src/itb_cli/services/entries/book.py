"""Appointments: made, moved, cancelled, done, and whether they come in time. A booked visit moves no date of the supply."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken, spoken_short
from itb_cli.domain.entry_facts import read_facts, typed_facts
from itb_cli.domain.record import Appointment, AppointmentStatus, Record
from itb_cli.domain.states import open_appointments
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.text import MOST_NAMED
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError, UsageError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries.log import completed
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

FACTS = typed_facts(Appointment)
"""What can be typed of an appointment beside its day, by flag."""


class Action(StrEnum):
    """What happens to an appointment."""

    MADE = "made"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DONE = "done"


class Timing(StrEnum):
    """How an appointment lies to the refill-by date; unknown if that date is missing or does not hold."""

    IN_TIME = "in_time"
    LATE = "late"
    UNKNOWN = "unknown"


class BookRequest(NamedTuple):
    """An appointment in the words that were typed, its facts by flag; None if nothing was.

    `standing`: the day it was booked for (`--from`).
    """

    entry_id: str
    action: Action = Action.MADE
    on: str | None = None
    words: Mapping[str, str | None] = {}
    standing: str | None = None
    answers: Answers = Answers()


def action_of(*, moved: bool, cancelled: bool, done: bool) -> Action:
    """The one action that is asked for; without any, an appointment is made. Raises UsageError for more than one."""
    asked = [
        action for action, is_asked in ((Action.MOVED, moved), (Action.CANCELLED, cancelled), (Action.DONE, done)) if is_asked
    ]
    if len(asked) > 1:
        raise UsageError("--move, --cancel and --done do not go together.", "Type one of them.")
    return asked[0] if asked else Action.MADE


class BookView(NamedTuple):
    """The appointment as it stands now and as it was; `days_before_refill_by` is negative if it comes later.

    `refill_recorded`: a refill of its day or later is recorded.
    """

    action: Action
    appointment: Appointment
    before: Appointment | None
    changed: bool
    timing: Timing
    days_before_refill_by: int | None
    refill_recorded: bool
    supply: NextRefillView


def answer(record: Record, request: BookRequest, as_of: AsOf) -> Outcome[BookView]:
    """The record with the appointment changed. Raises InputRefusedError, UsageError or ConfirmationNeededError."""
    if request.standing is not None and request.action is not Action.MOVED:
        raise UsageError("--from names the appointment to move.", "Add --move, or leave out --from.")
    match request.action:
        case Action.MADE:
            before, visit = _made(record, request, as_of.day)
        case Action.MOVED:
            before, visit = _moved(record, request, as_of.day)
        case Action.CANCELLED:
            before = _chosen(record, request.on, as_of.day)
            visit = before._replace(status=AppointmentStatus.CANCELLED)
        case Action.DONE:
            before = _chosen(record, request.on, as_of.day, Direction.PAST)
            visit = _done(before, as_of.day)
        case _:
            assert_never(request.action)
    others = tuple(item for item in record.appointments if item is not before)
    after = record if visit == before else record._replace(appointments=(*others, visit))
    return _outcome(record, after, request.action, before, visit, as_of)


def _made(record: Record, request: BookRequest, today: date) -> tuple[Appointment | None, Appointment]:
    if request.on is None:
        raise UsageError("The day of the appointment is missing.", f"Type it like this: {Command('book 2026-12-01 --at 09:30')}")
    typed = _typed(request, today)
    same_day = next((visit for visit in open_appointments(record) if visit.on == typed.on), None)
    if same_day:
        return same_day, completed(same_day, typed, FACTS, "appointment")
    settle(record, typed, today, request.answers)
    return None, typed


def _typed(request: BookRequest, today: date) -> Appointment:
    on = parse_date(request.on or "", today, Direction.FUTURE)
    if on < today:
        raise InputRefusedError(
            f"{spoken(on)} has passed. An appointment lies ahead.",
            f"If your pump was filled that day, type: {Command('log DATE')}",
        )
    return Appointment(request.entry_id, on, **read_facts(Appointment, request.words, today))


def _moved(record: Record, request: BookRequest, today: date) -> tuple[Appointment, Appointment]:
    """The old time goes with the old day; the place stays."""
    if request.on is None:
        raise UsageError("The new day of the appointment is missing.", f"Type it like this: {Command('book 2026-12-03 --move')}")
    typed = _typed(request, today)
    before = _chosen(record, request.standing, today)
    if any(visit.on == typed.on and visit is not before for visit in open_appointments(record)):
        raise InputRefusedError(
            f"An appointment on {spoken(typed.on)} is recorded already.",
            f"If the other one fell away: {Command(f'book {before.on.isoformat()} --cancel')}",
        )
    time = before.at if typed.on == before.on else None
    moved = before._replace(on=typed.on, **{"at": time, **read_facts(Appointment, request.words, today)})
    others = record._replace(appointments=tuple(visit for visit in record.appointments if visit is not before))
    settle(others, moved, today, request.answers, before=before)
    return before, moved


def _chosen(record: Record, words: str | None, today: date, direction: Direction = Direction.FUTURE) -> Appointment:
    """The appointment that is meant: of the day named, else the only one ahead, else the only one that passed.

    The other way round if the direction is PAST: what is done has passed. One that is named may also be one that a refill
    has overtaken.
    """
    booked = (visit for visit in record.appointments if visit.status is AppointmentStatus.BOOKED)
    visits = open_appointments(record) if words is None else tuple(sorted(booked, key=lambda visit: visit.on))
    if not visits:
        raise InputRefusedError("No appointment stands as booked.", f"To see what is recorded: {Command('history')}")
    if words is not None:
        day = parse_date(words, today, direction)
        of_the_day = [visit for visit in visits if visit.on == day]
        if not of_the_day:
            raise InputRefusedError(f"No appointment is booked for {spoken(day)}.", f"Booked: {_listed(visits)}.")
        return of_the_day[0]
    is_past = direction is Direction.PAST
    likely = [visit for visit in visits if (visit.on <= today if is_past else visit.on >= today)] or list(visits)
    if len(likely) > 1:
        raise InputRefusedError("More than one appointment is booked.", f"Name its day. Booked: {_listed(visits)}.")
    return likely[0]


def _listed(visits: tuple[Appointment, ...]) -> str:
    named = ", ".join(spoken_short(visit.on) for visit in visits[-MOST_NAMED:])
    return named if len(visits) <= MOST_NAMED else f"{named}, and {len(visits) - MOST_NAMED:,} before these: {Command('history')}"


def _done(visit: Appointment, today: date) -> Appointment:
    if visit.on > today:
        raise InputRefusedError(
            f"Your appointment on {spoken(visit.on)} still lies ahead.",
            f"If it was earlier, move it first: {Command('book DATE --move')}",
        )
    return visit._replace(status=AppointmentStatus.DONE)


def _outcome(
    before: Record, after: Record, action: Action, was: Appointment | None, visit: Appointment, as_of: AsOf
) -> Outcome[BookView]:
    supply = supply_after(after, as_of)
    days = (supply.forecast.refill_by - visit.on).days if supply.forecast else None
    return supply.told(
        BookView(
            action=action,
            appointment=visit,
            before=was,
            changed=after != before,
            timing=_timing(days, supply.standing.state),
            days_before_refill_by=days,
            refill_recorded=any(refill.on >= visit.on for refill in after.refills),
            supply=supply.view,
        ),
        before=before,
    )


def _timing(days: int | None, state: SupplyState) -> Timing:
    """Late is late even by a date that is too kind; in time only by a date that holds."""
    if days is not None and days < 0:
        return Timing.LATE
    return Timing.IN_TIME if days is not None and state in (SupplyState.OK, SupplyState.SOON) else Timing.UNKNOWN

"""Whether there is something to be reminded of, what, and what passed unseen: from the facts, at every run (F10)."""

import zlib
from datetime import date
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.record import Appointment, Record
from itb_cli.domain.reminders import ReminderMemory, holds
from itb_cli.domain.states import Doubt
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.services.notices import Notice
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.heartbeat import NOT_NOTIFIED, not_notified, runs_ahead_notice
from itb_cli.services.supply import status
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView

NOTHING_TO_DO = frozenset({"symptoms_beat_dates", "not_today", "alarm_volume_assumed"})
"""Notices that ask for nothing to be done now. Every other one is said, also one that is not known here."""
MAY_WAIT = frozenset(
    {
        "tablets_due",
        "tablets_out_of_date",
        "card_old",
        "pump_due",
        "dates_disagree",
        "open_to_others",
        "small_buffer",
        "small_lead",
    }
)
"""What can be put off, as long as the state is `ok`. Nothing else can."""
ALWAYS_SAID = (SupplyState.CRITICAL, SupplyState.OVERDUE)
"""Said at every run, also with `--once-a-day`."""


class Silence(StrEnum):
    """Why a run says nothing."""

    NOTHING_DUE = "nothing_due"
    SNOOZED = "snoozed"
    SAID_TODAY = "said_today"


class Due(StrEnum):
    """A day that can pass unseen."""

    BOOK_BY = "book_by"
    REFILL_BY = "refill_by"
    ALARM_DATE = "alarm_date"
    APPOINTMENT = "appointment"


class Passed(NamedTuple):
    """A day that passed while no reminder ran."""

    what: Due
    on: date


class RemindRequest(NamedTuple):
    """What reminders remember. `once_a_day`: what this flag showed today already, and has not changed, is not said again."""

    memory: ReminderMemory = ReminderMemory()
    once_a_day: bool = False


class Subject(NamedTuple):
    """What a reminder is about: the supply, and a mark of all that is recorded, which changes with it."""

    supply: NextRefillView
    facts: str


class Desktop(NamedTuple):
    """What became of a notification: by what it was shown, or whether anything could be tried."""

    shown_by: str | None
    was_tried: bool


class RemindView(NamedTuple):
    """`to_do` are the notices that ask for something. `silence` is None if something is to be said."""

    silence: Silence | None
    to_do: tuple[str, ...]
    snoozed_until: date | None
    last_run: date | None
    last_run_is_lost: bool
    days_since_last_run: int | None
    passed_meanwhile: tuple[Passed, ...]
    refill_by: date | None
    days_left: int | None
    book_by: date | None
    alarm_date: date | None
    origin: Origin | None
    appointment: Appointment | None
    passed_appointment: Appointment | None
    doubts: tuple[Doubt, ...]
    notified_by: str | None = None


def subject(record: Record, as_of: AsOf, *, state_in_exit_code: bool) -> Outcome[Subject]:
    """What `itb status` says of a record, and its mark."""
    outcome = status.answer(record, NextRefillRequest(state_in_exit_code), as_of)
    return Outcome(Subject(outcome.view, _mark(record)), outcome.notices, outcome.state, exit_code=outcome.exit_code)


def answer(outcome: Outcome[Subject], request: RemindRequest, as_of: AsOf) -> Outcome[RemindView]:
    """What is due, from all that the status says. On another day than today, nothing that is remembered counts."""
    memory = request.memory if as_of.is_today else ReminderMemory()
    outcome = with_memory(outcome, memory, as_of)
    supply = outcome.view.supply
    silence = _silence(outcome, request._replace(memory=memory), as_of)
    view = RemindView(
        silence=silence,
        to_do=things_to_do(outcome.notices),
        snoozed_until=memory.snooze.until if memory.snooze and silence is Silence.SNOOZED else None,
        last_run=memory.last_run,
        last_run_is_lost=memory.is_damaged,
        days_since_last_run=memory.days_since_last_run(as_of.day),
        passed_meanwhile=_passed(supply, memory, as_of.day),
        refill_by=supply.refill_by,
        days_left=supply.days_left,
        book_by=supply.book_by,
        alarm_date=supply.alarm_date,
        origin=supply.origin,
        appointment=supply.appointment,
        passed_appointment=supply.passed_appointment,
        doubts=supply.doubts,
    )
    return Outcome(view, outcome.notices, outcome.state, exit_code=outcome.exit_code, person=outcome.person)


def with_memory(outcome: Outcome[Subject], memory: ReminderMemory, as_of: AsOf) -> Outcome[Subject]:
    """The subject, and what has to be said of a last run that lies ahead."""
    return outcome._replace(notices=(*runs_ahead_notice(memory, as_of), *outcome.notices))


def notified(outcome: Outcome[RemindView], desktop: Desktop) -> Outcome[RemindView]:
    """The answer, and what became of its notification; a reminder that did not reach the desktop says so."""
    view = outcome.view._replace(notified_by=desktop.shown_by)
    if desktop.shown_by is not None:
        return outcome._replace(view=view)
    return outcome._replace(view=view, notices=(not_notified(was_tried=desktop.was_tried), *outcome.notices))


def remembering(outcome: Outcome[RemindView], subject: Outcome[Subject], request: RemindRequest, as_of: AsOf) -> ReminderMemory:
    """What is to be remembered of a run on `as_of`: the run, what `once_a_day` showed, whether the desktop showed it."""
    memory = request.memory._replace(last_run=as_of.day, is_damaged=False)
    if any(notice.code == NOT_NOTIFIED for notice in outcome.notices):
        return memory._replace(not_notified_on=as_of.day)
    if request.once_a_day and outcome.view.silence is None:
        memory = memory._replace(shown_on=as_of.day, shown=_shown(with_memory(subject, request.memory, as_of)))
    return memory._replace(not_notified_on=None) if outcome.view.notified_by else memory


def things_to_do(notices: tuple[Notice, ...]) -> tuple[str, ...]:
    """The codes of the notices that ask for something, each once."""
    return tuple(dict.fromkeys(notice.code for notice in notices if notice.code not in NOTHING_TO_DO))


def _silence(outcome: Outcome[Subject], request: RemindRequest, as_of: AsOf) -> Silence | None:
    """Never if the supply is critical or overdue; put off only if it is `ok` and nothing pressing is to be done."""
    to_do, memory, book_by = things_to_do(outcome.notices), request.memory, outcome.view.supply.book_by
    if outcome.state is SupplyState.OK:
        if not to_do:
            return Silence.NOTHING_DUE
        snooze = memory.snooze
        if snooze and book_by and set(to_do) <= MAY_WAIT and holds(snooze, as_of.day, book_by, outcome.view.facts, to_do):
            return Silence.SNOOZED
    was_shown = memory.shown_on == as_of.day and memory.shown == _shown(outcome)
    return Silence.SAID_TODAY if request.once_a_day and was_shown and outcome.state not in ALWAYS_SAID else None


def _shown(outcome: Outcome[Subject]) -> str:
    """A mark of what a run says."""
    return _mark((outcome.view.facts, outcome.state, things_to_do(outcome.notices)))


def _mark(value: object) -> str:
    """A mark that changes with `value`. Two sums: cheap, since every run pays for them, and nobody is to be kept out by them."""
    text = repr(value).encode()
    return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}"


def _passed(supply: NextRefillView, memory: ReminderMemory, day: date) -> tuple[Passed, ...]:
    """The days that passed since the last run, if at least one day went by without any."""
    days = memory.days_since_last_run(day)
    if memory.last_run is None or days is None or days <= 1:
        return ()
    visit = supply.passed_appointment
    known = {
        Due.BOOK_BY: supply.book_by,
        Due.REFILL_BY: supply.refill_by,
        Due.ALARM_DATE: supply.alarm_date,
        Due.APPOINTMENT: visit.on if visit else None,
    }
    return tuple(Passed(what, on) for what, on in known.items() if on is not None and memory.last_run <= on < day)

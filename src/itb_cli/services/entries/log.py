"""Writing down a refill: what can be true, what needs a second look, and what changes by it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken
from itb_cli.domain.entry_facts import Fact, read_facts, typed_facts
from itb_cli.domain.printout_values import MOST_MONTHS
from itb_cli.domain.quantities import parse_months
from itb_cli.domain.record import Appointment, AppointmentStatus, Record, Refill
from itb_cli.domain.supply import forecast
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import WITH_YES, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries.printed_pump import Replacement, replacement, with_pump
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

Entry = TypeVar("Entry", bound=Any)
NO_DAY = "no_day"
"""The topic of the question that is asked if no day was typed."""
FACTS = typed_facts(Refill)
"""What can be typed of a refill beside its day, by flag."""


class LogRequest(NamedTuple):
    """A refill in the words that were typed, its facts by flag; None if nothing was. `entry_id` names it for ever.

    `eri_months`: months until the pump is replaced, counted from the day of the refill, whose printout says so.
    `complete` adds facts to the refill of that day; `force` allows a day before the implant (an earlier pump).
    """

    entry_id: str
    on: str | None = None
    words: Mapping[str, str | None] = {}
    eri_months: str | None = None
    complete: bool = False
    force: bool = False
    answers: Answers = Answers()

    @property
    def names_nothing(self) -> bool:
        """Whether nothing of a refill was typed."""
        return self._replace(words={}) == LogRequest(self.entry_id, answers=self.answers) and not any(
            text is not None for text in self.words.values()
        )


class PrintedLine(NamedTuple):
    """A line of a printout, counted from 1, and what was made of it: a fact with its value in words, or nothing."""

    number: int
    text: str
    fact: str | None
    value: str | None


class PrintoutView(NamedTuple):
    """What a pasted printout gave; `counted_from` is the day from which its months until replacement count."""

    read: tuple[PrintedLine, ...]
    not_read: tuple[PrintedLine, ...]
    visit_booked: date | None
    replace_by: date | None
    counted_from: date | None


class LogView(NamedTuple):
    """What was stored, and the forecast before and after. `is_newest`: the dates come from this refill.

    `appointment` is the visit booked for that day, `done` if it was closed with the refill. `replacement` comes from months that
    were typed; what a printout says of it stands in `printout`.
    """

    refill: Refill
    completed: bool
    changed: bool
    is_newest: bool
    refill_by_before: date | None
    appointment: Appointment | None
    supply: NextRefillView
    printout: PrintoutView | None = None
    replacement: Replacement | None = None


def answer(record: Record, request: LogRequest, as_of: AsOf) -> Outcome[LogView]:
    """The record with the refill in it. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    typed = refill_of(request, as_of.day)
    if request.on is None:
        hint = f"{WITH_YES} Or name the day, such as: {Command('log 2026-09-01 --alarm-date 2026-12-10')}"
        request.answers.require(NO_DAY, f"You named no day. Was the pump filled today, {spoken(as_of.day)}?", hint, field="on")
    replaced = None if request.eri_months is None else replacement(typed.on, parse_months(request.eri_months, MOST_MONTHS))
    before, record = (
        record,
        with_pump(record, {"replace_by": replaced.replace_by} if replaced else {}, request.answers, as_of.day),
    )
    standing = next((refill for refill in record.refills if refill.on == typed.on), None)
    _check_standing(request, typed, standing)
    refill = completed(standing, typed, FACTS, "refill") if standing else typed
    others = record._replace(refills=tuple(item for item in record.refills if item is not standing))
    settle(others, refill, as_of.day, request.answers, force=request.force, before=standing)
    changed = record if refill == standing else others._replace(refills=(*others.refills, refill))
    visit = _booked_on(record, refill.on)
    closed = visit and request.answers.offer("close_appointment", f"Your appointment on {spoken(refill.on)}: was this it?")
    if visit and closed:
        visit, open_visit = visit._replace(status=AppointmentStatus.DONE), visit
        changed = changed._replace(appointments=tuple(visit if item is open_visit else item for item in changed.appointments))
    outcome = _outcome(before, changed, refill, visit, as_of, completed=standing is not None)
    return outcome._replace(view=outcome.view._replace(replacement=replaced))


def completed(standing: Entry, typed: Entry, facts: Mapping[str, Fact], what: str) -> Entry:
    """`standing` with the facts it lacked; a fact that stands already is not overwritten."""
    added = {}
    for name, fact in ((fact.field, fact) for fact in facts.values()):
        new, old = getattr(typed, name), getattr(standing, name)
        if new is not None and old is not None and new != old:
            raise InputRefusedError(
                f"This {what} has another {fact.bare_name} already.",
                f"If the last change was wrong, take it back: {Command('undo')}",
            )
        if new is not None:
            added[name] = new
    filled: Entry = standing._replace(**added)
    return filled


def refill_of(request: LogRequest, today: date) -> Refill:
    """The refill as it was typed. Raises InputRefusedError."""
    return Refill(request.entry_id, day_of(request.on, today), **read_facts(Refill, request.words, today))


def day_of(words: str | None, today: date) -> date:
    """The day of what happened, in the words that were typed; today if none were."""
    return today if words is None else parse_date(words, today, Direction.PAST)


def _check_standing(request: LogRequest, typed: Refill, standing: Refill | None) -> None:
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


def _booked_on(record: Record, day: date) -> Appointment | None:
    booked = (visit for visit in record.appointments if visit.status is AppointmentStatus.BOOKED)
    return next((visit for visit in booked if visit.on == day), None)


def _outcome(
    before: Record, after: Record, refill: Refill, visit: Appointment | None, as_of: AsOf, *, completed: bool
) -> Outcome[LogView]:
    supply, supply_before = supply_after(after, as_of), forecast(before)
    return supply.told(
        LogView(
            refill=refill,
            completed=completed,
            changed=after != before,
            is_newest=supply.forecast is not None and supply.forecast.refill.id == refill.id,
            refill_by_before=supply_before.refill_by if supply_before else None,
            appointment=visit,
            supply=supply.view,
        ),
        before=before,
    )

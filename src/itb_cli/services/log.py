"""Writing down a refill: what can be true, what needs a second look, and what changes by it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.consumption import LOWEST_DOSE_MCG_PER_DAY
from itb_cli.domain.dates import Direction, add_days, parse_date, spoken, spoken_short
from itb_cli.domain.quantities import (
    LABELLED_STRENGTHS,
    is_tenfold,
    parse_dose,
    parse_strength,
    parse_volume,
    plain_number,
    spoken_dose,
    spoken_strength,
    spoken_volume,
)
from itb_cli.domain.record import Record, Refill
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.text import harmless
from itb_cli.errors import ConfirmationNeededError, InputRefusedError
from itb_cli.services.next_refill import NextRefillView, supply_view
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply_notices import supply_notices

LARGEST_RESERVOIR_ML = Decimal(40)
"""The largest reservoir in the evidence (section 8.1); more is asked about where the reservoir is not recorded."""
USUAL_DOSE_MCG_PER_DAY = Decimal(2000)
"""Hospital monograph: up to this in adults (S98); more is asked about."""
LONGEST_ALARM_DAYS = 400
"""The longest computed time in the evidence (section 8.3 b) before its cap; a later alarm date is asked about."""


class LogRequest(NamedTuple):
    """A refill in the words that were typed; None where nothing was. `entry_id` names it for ever.

    `complete` adds facts to the refill of that day; `force` allows a day before the implant (an earlier pump).
    `confirmed` holds the questions already answered with yes, `assume_yes` all of them.
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
    confirmed: frozenset[str] = frozenset()
    assume_yes: bool = False

    def with_answers(self, confirmed: frozenset[str]) -> "LogRequest":
        """The same request with questions answered with yes."""
        return self._replace(confirmed=confirmed)


class LogView(NamedTuple):
    """What was stored, and the forecast before and after. `is_newest`: the dates come from this refill."""

    refill: Refill
    completed: bool
    changed: bool
    is_newest: bool
    refill_by_before: date | None
    supply: NextRefillView


def answer(record: Record, request: LogRequest, as_of: AsOf) -> Outcome[LogView]:
    """The record with the refill in it. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    typed = _read(request, as_of.day)
    if request.on is None:
        _ask(request, [("no_day", f"You named no day. Was the pump filled today, {spoken(as_of.day)}?")])
    standing_refill = next((refill for refill in record.refills if refill.on == typed.on), None)
    _check_day(record, request, typed, standing_refill, as_of.day)
    refill = _completed(standing_refill, typed) if standing_refill else typed
    _check_dates(refill)
    _check_quantities(record, refill)
    _ask(request, _questions(record, refill))
    others = tuple(item for item in record.refills if item is not standing_refill)
    changed = record if refill == standing_refill else record._replace(refills=(*others, refill))
    return _outcome(record, changed, refill, as_of, completed=standing_refill is not None)


def _read(request: LogRequest, today: date) -> Refill:
    return Refill(
        id=request.entry_id,
        on=today if request.on is None else parse_date(request.on, today, Direction.PAST),
        alarm_date=None if request.alarm_date is None else parse_date(request.alarm_date, today, Direction.FUTURE),
        refill_by=None if request.refill_by is None else parse_date(request.refill_by, today, Direction.FUTURE),
        filled_ml=None if request.filled is None else parse_volume(request.filled),
        strength_mcg_per_ml=None if request.strength is None else parse_strength(request.strength),
        dose_mcg_per_day=None if request.dose is None else parse_dose(request.dose),
        note=harmless(request.note) if request.note else None,
    )


def _check_day(record: Record, request: LogRequest, typed: Refill, standing: Refill | None, today: date) -> None:
    implanted_on = record.pump.implanted_on
    if typed.on > today:
        raise InputRefusedError(
            f"{spoken(typed.on)} lies in the future. A refill is written down when it has been done.",
            "Type the day on which the pump was filled.",
        )
    if implanted_on and typed.on < implanted_on and not request.force:
        raise InputRefusedError(
            f"{spoken(typed.on)} is before your pump was implanted, on {spoken_short(implanted_on)}.",
            "Look at the day again. If it was in an earlier pump, add --force.",
        )
    if standing and not request.complete:
        raise InputRefusedError(
            f"A refill on {spoken(typed.on)} is recorded already.",
            "To add what is missing to it, use --complete. To take back the last change: itb undo",
        )
    if request.complete and not standing:
        raise InputRefusedError(
            f"No refill on {spoken(typed.on)} is recorded, so there is nothing to complete.",
            "To see what is recorded: itb history",
        )


def _completed(standing: Refill, typed: Refill) -> Refill:
    """`standing` with the facts it lacked; a fact that stands already is not overwritten."""
    added = {}
    for name in ("alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day", "note"):
        new, old = getattr(typed, name), getattr(standing, name)
        if new is not None and old is not None and new != old:
            raise InputRefusedError(
                f"This refill has another {name.split('_m')[0].replace('_', ' ')} already.",
                "If the last change was wrong, take it back: itb undo",
            )
        if new is not None:
            added[name] = new
    return standing._replace(**added)


def _check_dates(refill: Refill) -> None:
    for name, day in (("alarm date", refill.alarm_date), ("refill-by date", refill.refill_by)):
        if day and day <= refill.on:
            raise InputRefusedError(
                f"The {name}, {spoken(day)}, is not after the refill on {spoken_short(refill.on)}.",
                "Look at the printout again: it must be a later day.",
            )


def _check_quantities(record: Record, refill: Refill) -> None:
    reservoir_ml = record.pump.reservoir_ml
    if refill.filled_ml and reservoir_ml and refill.filled_ml > reservoir_ml:
        raise InputRefusedError(
            f"{spoken_volume(refill.filled_ml)} is more than your pump's reservoir holds, {spoken_volume(reservoir_ml)}.",
            "Look at the printout again. If the reservoir is wrong: itb setup --reservoir",
        )


def _ask(request: LogRequest, questions: list[tuple[str, str]]) -> None:
    """Raises the first question that has not been answered with yes."""
    for topic, question in questions:
        if not request.assume_yes and topic not in request.confirmed:
            raise ConfirmationNeededError(topic, question)


def _questions(record: Record, refill: Refill) -> list[tuple[str, str]]:
    last = _last_figures(record, refill)
    asked: list[tuple[str, str]] = []
    dose, strength, filled_ml = refill.dose_mcg_per_day, refill.strength_mcg_per_ml, refill.filled_ml
    for topic, new, old, say in (
        ("dose_tenfold", dose, last.dose_mcg_per_day, spoken_dose),
        ("strength_tenfold", strength, last.strength_mcg_per_ml, spoken_strength),
        ("volume_tenfold", filled_ml, last.filled_ml, spoken_volume),
    ):
        if new and old and is_tenfold(new, old):
            asked.append((topic, f"{say(new)} is {_times(new, old)} than the last one, {say(old)}. Is it right?"))
    if dose and dose > USUAL_DOSE_MCG_PER_DAY:
        asked.append(("dose_high", f"{spoken_dose(dose)} is more than pumps usually give. Is it right?"))
    if dose and dose < LOWEST_DOSE_MCG_PER_DAY:
        asked.append(("dose_low", f"{spoken_dose(dose)} is less than pumps usually give. Are these micrograms? Is it right?"))
    if strength and strength not in LABELLED_STRENGTHS:
        asked.append(
            (
                "strength_unusual",
                f"{spoken_strength(strength)} is none of the usual strengths, 500, 1,000 and 2,000. Is it right?",
            )
        )
    if filled_ml and not record.pump.reservoir_ml and filled_ml > LARGEST_RESERVOIR_ML:
        asked.append(("volume_large", f"{spoken_volume(filled_ml)} is more than pumps usually hold. Is it right?"))
    for topic, day in (("alarm_date_far", refill.alarm_date), ("refill_by_far", refill.refill_by)):
        if day and day > add_days(refill.on, LONGEST_ALARM_DAYS):
            asked.append((topic, f"{spoken(day)} is more than a year after the refill. Is it right?"))
    if refill.alarm_date and refill.refill_by and refill.refill_by > refill.alarm_date:
        asked.append(("refill_by_late", "The refill-by date comes after the alarm date. Is it right?"))
    return asked


def _times(new: Decimal, old: Decimal) -> str:
    return f"{plain_number(new // old)} times more" if new > old else f"{plain_number(old // new)} times less"


def _last_figures(record: Record, refill: Refill) -> Refill:
    """The newest dose, strength and volume recorded by other entries up to the day of `refill`."""
    earlier = sorted((item for item in record.refills if item.id != refill.id and item.on <= refill.on), key=lambda item: item.on)
    dose = record._replace(refills=tuple(earlier)).dose_on(refill.on)
    return Refill(
        id="",
        on=refill.on,
        filled_ml=next((item.filled_ml for item in reversed(earlier) if item.filled_ml), None),
        strength_mcg_per_ml=next((item.strength_mcg_per_ml for item in reversed(earlier) if item.strength_mcg_per_ml), None),
        dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
    )


def _outcome(before: Record, after: Record, refill: Refill, as_of: AsOf, *, completed: bool) -> Outcome[LogView]:
    supply, supply_before = forecast(after), forecast(before)
    standing = stand(after, supply, as_of)
    return Outcome(
        LogView(
            refill=refill,
            completed=completed,
            changed=after != before,
            is_newest=supply is not None and supply.refill.id == refill.id,
            refill_by_before=supply_before.refill_by if supply_before else None,
            supply=supply_view(after, supply, standing, as_of),
        ),
        supply_notices(after, supply, standing, as_of),
        standing.state,
        record=None if after == before else after,
    )

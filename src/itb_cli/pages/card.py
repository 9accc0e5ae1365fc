"""The page of `itb card` on the terminal, in R34's order; what is not recorded says so."""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.candidates import WORKED_OUT, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days, spoken_short
from itb_cli.domain.facts import is_short
from itb_cli.domain.quantities import spoken_dose, spoken_strength
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Tone, page
from itb_cli.pages.emergency import ANY_EMERGENCY_NUMBER, bare, contact_facts, in_a_row, signs, sources_line
from itb_cli.pages.wording import (
    NOT_RECORDED,
    clinic_facts,
    clinic_in_short,
    listing,
    notes,
    quantity_or_not_recorded,
    text_or_not_recorded,
)
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.card import CardView

FIRST_LINE = "I HAVE AN IMPLANTED BACLOFEN PUMP"


def build(outcome: Outcome[CardView], *, more: bool = False) -> Page:
    """The card on the terminal: what changes treatment first; with `more` all that stands on the one for print."""
    return _whole(outcome) if more else _in_24_rows(outcome)


def _in_24_rows(outcome: Outcome[CardView]) -> Page:
    """What somebody who finds the person must read without scrolling (R57)."""
    view = outcome.view
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    signs_in_rows = (
        Fact("Too little", in_a_row(view.too_little)),
        Fact("Too much", in_a_row(view.too_much)),
    )
    return page(
        Headline(FIRST_LINE, "", Tone.URGENT, tuple(item.text for item in view.first)),
        bare(Points(f"What to do. Emergency: call {call}.", view.do)),
        _whose(view),
        Facts((*_therapy_in_rows(view), *_dates_in_rows(view))),
        Facts(signs_in_rows),
        Notes((Statement(f"MRI: {view.mri.text}"),)),
        notes(outcome.notices, with_sources=False),
        last_line=_last_line(call),
        more=f"All of it: {Command('card --more')}",
    )


def _whose(view: CardView) -> Facts:
    """The person and whom to call; what is not recorded takes one row for all of it if the card else does not fit."""
    rows = (
        Fact("Name", _name_in_a_row(view)),
        _allergies(view),
        *(contact_facts(view.contacts) or (Fact("Contact", NOT_RECORDED),)),
        clinic_in_short(view.clinic),
    )
    missing = [row.label.casefold() for row in rows[:-1] if row.value == NOT_RECORDED]
    known = (*(row for row in rows[:-1] if row.value != NOT_RECORDED), rows[-1])
    return Facts(rows, short=(*known, Fact(NOT_RECORDED, ", ".join(missing))) if len(missing) > 1 else ())


def _whole(outcome: Outcome[CardView]) -> Page:
    """The card with all that is for print, its age and its sources."""
    view = outcome.view
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    return page(
        Headline(FIRST_LINE, "", Tone.URGENT, tuple(item.text for item in view.first)),
        bare(Points(f"What to do. Emergency: call {call}.", view.do)),
        Facts(_person(view)),
        Facts((*(contact_facts(view.contacts) or (Fact("Contact", NOT_RECORDED),)), *clinic_facts(view.clinic))),
        Facts((*_drug(view), *_pump(view), *_dates(view))),
        Notes((Statement(view.mri.text),), "MRI"),
        Facts((_allergies(view), standby(view))),
        signs(view.too_little, view.too_much),
        Notes((Statement(view.carry.text),)),
        notes(outcome.notices),
        Notes((Statement(age(view)),)),
        sources_line(view.first, view.do, (view.mri,), view.too_little, view.too_much, (view.carry,)),
        last_line=_last_line(call),
    )


def _last_line(call: str) -> str:
    return f"{FIRST_LINE}. Signs of too little or too much: call {call} now."


def _person(view: CardView) -> tuple[Fact, ...]:
    born = (Fact("Born", spoken_short(view.person.born)),) if view.person.born else ()
    return (Fact("Name", text_or_not_recorded(view.person.name)), *born)


def _name_in_a_row(view: CardView) -> str:
    name, *born = _person(view)
    return ", ".join((name.value, *(f"born {fact.value}" for fact in born)))


def _therapy_in_rows(view: CardView) -> tuple[Fact, ...]:
    """Drug and pump in a row each; what is not recorded is named."""
    drug, strength, dose = _drug(view)
    maker, model, serial = _pump(view)
    unknown = [fact.label.casefold() for fact in (strength, dose) if fact.value == NOT_RECORDED]
    known = [fact.value for fact in (drug, strength, dose) if fact.value != NOT_RECORDED]
    made = " ".join(fact.value for fact in (maker, model) if fact.value != NOT_RECORDED) or NOT_RECORDED
    number = f"serial {serial.value if serial.value != NOT_RECORDED else NOT_RECORDED.casefold()}"
    return (
        Fact(drug.label, ", ".join((*known, *([f"{listing(unknown)} {NOT_RECORDED.casefold()}"] if unknown else ())))),
        Fact(model.label, f"{made}, {number}"),
    )


def _dates_in_rows(view: CardView) -> tuple[Fact, ...]:
    """What warns of a date beside it; where nothing does, the day of the last refill."""
    last, refill_by, alarm_date = _dates(view)
    if view.last_refill_on is None:
        return (last,)
    before = f"last refill {spoken_short(view.last_refill_on)}"
    return _in_a_row(refill_by, view.refill_by, otherwise=before), _in_a_row(alarm_date, view.alarm_date)


def _in_a_row(fact: Fact, day: date | None, otherwise: str = "") -> Fact:
    said = spoken_short(day) if day and fact.remark else fact.value
    return Fact(fact.label, "; ".join(filter(None, (said, fact.remark or otherwise))))


def _allergies(view: CardView) -> Fact:
    return Fact("Allergies", ", ".join(view.person.allergies) or NOT_RECORDED)


def _drug(view: CardView) -> tuple[Fact, ...]:
    since = f"recorded from {spoken_short(view.dose_since)}" if view.dose_since else ""
    return (
        Fact("Drug", "baclofen (intrathecal)"),
        Fact("Strength", quantity_or_not_recorded(view.strength_mcg_per_ml, spoken_strength)),
        Fact("Dose", quantity_or_not_recorded(view.dose_mcg_per_day, spoken_dose), since),
    )


def _pump(view: CardView) -> tuple[Fact, ...]:
    return (
        Fact("Maker", text_or_not_recorded(view.maker)),
        Fact("Pump", text_or_not_recorded(view.pump.model)),
        Fact("Serial", text_or_not_recorded(view.pump.serial)),
    )


def _dates(view: CardView) -> tuple[Fact, ...]:
    return (
        _date("Last refill", view.last_refill_on, ""),
        _date("Refill by", view.refill_by, date_remark(view.refill_by, view, is_refill_by=True)),
        _date("Alarm date", view.alarm_date, date_remark(view.alarm_date, view)),
    )


def _date(label: str, day: date | None, remark: str) -> Fact:
    return Fact(label, spoken(day) if day else NOT_RECORDED, remark)


def date_remark(day: date | None, view: CardView, *, is_refill_by: bool = False) -> str:
    """What changes a date's meaning: it has passed, it is in doubt, it is a sum, or too near to another one."""
    if day is None:
        return ""
    is_last = day == view.as_of and is_refill_by
    has_passed = day <= view.as_of and not is_last
    doubt = "" if view.dates_hold else "only an estimate" if view.origin is Origin.ARTICLE_INTERVAL else "in doubt"
    what = ", and is ".join(filter(None, ("this day has passed" if has_passed else "", doubt)))
    call = f"{what}: call the pump clinic{' now' if has_passed else ''}" if what else ""
    return "; ".join(filter(None, (call, *(_sum(view, is_refill_by=is_refill_by) if not doubt else ()))))


def _sum(view: CardView, *, is_refill_by: bool) -> Iterator[str]:
    """Which date nobody printed, and what stands too near behind it."""
    if view.dose_rose:
        yield "worked out after a dose rise: ask for the new date"
    elif (view.origin if is_refill_by else view.alarm_origin) in WORKED_OUT:
        yield "worked out, not printed"
    if is_refill_by and view.alarm_date and is_short(view.buffer_days):
        days = f"only {spoken_days(view.buffer_days)}" if view.buffer_days else "no day"
        yield f"{days} before the alarm date"
    if not is_refill_by and view.empty_date and view.alarm_date and view.empty_date <= view.alarm_date:
        whose = "" if view.alarm_origin in WORKED_OUT else "worked out: "
        yield f"{whose}empty as early as {spoken_short(view.empty_date)}"


def standby(view: CardView) -> Fact:
    """Until when the tablets are good, and who says how they are taken; nothing of a plan if none are recorded."""
    if view.standby_use_before is None:
        return Fact("Standby tablets", NOT_RECORDED)
    return Fact("Standby tablets", f"use before {spoken_short(view.standby_use_before)}", "only by my clinic's written plan")


def age(view: CardView) -> str:
    """How old the card is, and when it is too old (R42)."""
    return f"Printed on {spoken_short(view.printed_on)}. Older than 6 months, or any change since: print it again."

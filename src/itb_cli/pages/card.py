"""The page of `itb card` on the terminal, in R34's order; what is not recorded says so."""

from datetime import date

from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.domain.quantities import spoken_dose, spoken_strength
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Tone, page
from itb_cli.pages.emergency import ANY_EMERGENCY_NUMBER, bare, contact_facts, signs, sources_line
from itb_cli.pages.wording import (
    NOT_RECORDED,
    clinic_facts,
    notes,
    quantity_or_not_recorded,
    text_or_not_recorded,
)
from itb_cli.services.card import CardView
from itb_cli.services.outcome import Outcome

REFILL_BY = "Refill by"


def build(outcome: Outcome[CardView]) -> Page:
    """The card: what changes treatment first."""
    view = outcome.view
    call = view.emergency_number or ANY_EMERGENCY_NUMBER
    return page(
        Headline("I HAVE AN IMPLANTED BACLOFEN PUMP", "", Tone.URGENT, tuple(item.text for item in view.first)),
        bare(Points(f"What to do. Emergency: call {call}.", view.do)),
        Facts(_person(view)),
        Facts((*(contact_facts(view.contacts) or (Fact("Contact", NOT_RECORDED),)), *clinic_facts(view.clinic))),
        Facts((*_drug(view), *_pump(view), *_dates(view))),
        Notes((Statement(view.mri.text),), "MRI"),
        Facts((Fact("Allergies", ", ".join(view.person.allergies) or NOT_RECORDED), _standby(view))),
        signs(view.too_little, view.too_much),
        Notes((Statement(view.carry.text),)),
        notes(outcome.notices),
        Notes((Statement(_age(view)),)),
        sources_line(view.first, view.do, (view.mri,), view.too_little, view.too_much, (view.carry,)),
        last_line=f"I HAVE AN IMPLANTED BACLOFEN PUMP. Signs of too little or too much: call {call} now.",
    )


def _person(view: CardView) -> tuple[Fact, ...]:
    born = (Fact("Born", spoken_short(view.person.born)),) if view.person.born else ()
    return (Fact("Name", text_or_not_recorded(view.person.name)), *born)


def _drug(view: CardView) -> tuple[Fact, ...]:
    since = f"recorded from {spoken_short(view.dose_since)}" if view.dose_since else ""
    return (
        Fact("Drug", "baclofen (intrathecal)"),
        Fact("Strength", quantity_or_not_recorded(view.strength_mcg_per_ml, spoken_strength)),
        Fact("Dose", quantity_or_not_recorded(view.dose_mcg_per_day, spoken_dose), since),
    )


def _pump(view: CardView) -> tuple[Fact, ...]:
    return Fact("Pump", text_or_not_recorded(view.pump.model)), Fact("Serial", text_or_not_recorded(view.pump.serial))


def _dates(view: CardView) -> tuple[Fact, ...]:
    last = spoken(view.last_refill_on) if view.last_refill_on else NOT_RECORDED
    return Fact("Last refill", last), _date(REFILL_BY, view.refill_by, view), _date("Alarm date", view.alarm_date, view)


def _date(label: str, day: date | None, view: CardView) -> Fact:
    """A date with what changes its meaning: passed, or in doubt."""
    if day is None:
        return Fact(label, NOT_RECORDED)
    is_last = day == view.as_of and label == REFILL_BY
    passed = "this day has passed: ring the pump clinic now" if day <= view.as_of and not is_last else ""
    doubt = "" if view.dates_hold else "an estimate or in doubt: ring the pump clinic"
    return Fact(label, spoken(day), passed or doubt)


def _standby(view: CardView) -> Fact:
    if view.standby_use_before is None:
        return Fact("Standby tablets", NOT_RECORDED, "as my clinic's written plan says")
    return Fact("Standby tablets", f"use before {spoken_short(view.standby_use_before)}", "as my clinic's written plan says")


def _age(view: CardView) -> str:
    return f"Printed on {spoken_short(view.printed_on)}. Older than 6 months, or any change since: print it again."

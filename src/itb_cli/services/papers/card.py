"""The safety card: what must be known about a person who cannot speak, in R34's order. Always whole, never refused."""

from datetime import date
from decimal import Decimal

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.emergency import EmergencyText, callable_number
from itb_cli.domain.paper import CardText, PaperForm, PaperSize
from itb_cli.domain.pumps import PUMP_MAKERS, pump_family
from itb_cli.domain.record import Clinic, Contact, Person, Pump, Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple
from itb_cli.services.notices import not_today, record_unreadable
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import supply_after


class CardRequest(NamedTuple):
    """`record_readable` is False if the record was damaged: the card is then generic."""

    record_readable: bool = True


class PaperFile(NamedTuple):
    """A card that was written to a file. `panels` counts wallet panels, pages or screens; `private` if others are kept out."""

    file: str
    format: PaperForm
    size: PaperSize | None
    panels: int | None
    private: bool
    opened: bool | None = None


class CardView(NamedTuple):
    """The card. `dose_since` is the day from which the dose is recorded; dates are those of the forecast.

    `maker` is None if the model does not tell it; `paper` is the file that the card was written to, if one was asked for.
    """

    first: tuple[Statement, ...]
    do: tuple[Statement, ...]
    emergency_number: str | None
    person: Person
    contacts: tuple[Contact, ...]
    clinic: Clinic
    strength_mcg_per_ml: Decimal | None
    dose_mcg_per_day: Decimal | None
    dose_since: date | None
    pump: Pump
    maker: str | None
    last_refill_on: date | None
    refill_by: date | None
    alarm_date: date | None
    empty_date: date | None
    origin: Origin | None
    alarm_origin: Origin | None
    buffer_days: int | None
    dates_hold: bool
    dose_rose: bool
    mri: Statement
    standby_use_before: date | None
    too_little: tuple[Statement, ...]
    too_much: tuple[Statement, ...]
    carry: Statement
    printed_on: date
    as_of: date
    paper: PaperFile | None = None


def answer(record: Record, request: CardRequest, as_of: AsOf, signs: EmergencyText, text: CardText) -> Outcome[CardView]:
    """The card as of a day; every field that is not recorded is None."""
    family = pump_family(record.pump.model)
    known = supply_after(record, as_of)
    supply, seen = known.forecast, known.view
    refill = record.last_refill()
    dose = record.dose_on(as_of.day)
    return Outcome(
        CardView(
            first=text.first,
            do=text.do,
            emergency_number=callable_number(record.plan.emergency_number),
            person=record.person,
            contacts=record.contacts,
            clinic=record.clinic,
            strength_mcg_per_ml=refill.strength_mcg_per_ml if refill else None,
            dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
            dose_since=dose.since if dose else None,
            pump=record.pump,
            maker=PUMP_MAKERS.get(family) if family else None,
            last_refill_on=refill.on if refill else None,
            refill_by=supply.refill_by if supply else None,
            alarm_date=supply.alarm_date if supply else None,
            empty_date=seen.empty_date,
            origin=seen.origin,
            alarm_origin=seen.alarm_origin,
            buffer_days=seen.buffer_days,
            dates_hold=seen.dates_hold,
            dose_rose=supply is not None and supply.dose_rose,
            mri=text.mri[family],
            standby_use_before=record.standby_tablets.use_before,
            too_little=signs.too_little,
            too_much=signs.too_much,
            carry=text.carry,
            printed_on=as_of.today,
            as_of=as_of.day,
        ),
        (
            *(() if request.record_readable else (record_unreadable(),)),
            *(() if as_of.is_today else (not_today(as_of.day),)),
        ),
    )

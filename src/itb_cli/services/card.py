"""The safety card: what must be known about a person who cannot speak, in R34's order. Always whole, never refused."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.emergency import EmergencyText
from itb_cli.domain.record import Clinic, Contact, Person, Pump, Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.services.notices import not_today, record_unreadable
from itb_cli.services.outcome import Outcome


class CardRequest(NamedTuple):
    """`record_readable` is False where the record was damaged: the card is then generic."""

    record_readable: bool = True


class CardView(NamedTuple):
    """The card. `dose_since` is the day from which the dose is recorded; dates are those of the forecast."""

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
    last_refill_on: date | None
    refill_by: date | None
    alarm_date: date | None
    dates_hold: bool
    mri: Statement
    standby_use_before: date | None
    too_little: tuple[Statement, ...]
    too_much: tuple[Statement, ...]
    carry: Statement
    printed_on: date
    as_of: date


def answer(record: Record, request: CardRequest, as_of: AsOf, text: EmergencyText) -> Outcome[CardView]:
    """The card as of a day; every field that is not recorded is None."""
    supply = forecast(record)
    standing = stand(record, supply, as_of)
    refill = record.last_refill()
    dose = record.dose_on(as_of.day)
    return Outcome(
        CardView(
            first=text.card_first,
            do=text.card_do,
            emergency_number=record.plan.emergency_number,
            person=record.person,
            contacts=record.contacts,
            clinic=record.clinic,
            strength_mcg_per_ml=refill.strength_mcg_per_ml if refill else None,
            dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
            dose_since=dose.since if dose else None,
            pump=record.pump,
            last_refill_on=refill.on if refill else None,
            refill_by=supply.refill_by if supply else None,
            alarm_date=supply.alarm_date if supply else None,
            dates_hold=standing.state is not SupplyState.UNKNOWN and supply is not None and supply.is_carried,
            mri=text.card_mri,
            standby_use_before=record.standby_tablets.use_before,
            too_little=text.too_little,
            too_much=text.too_much,
            carry=text.card_carry,
            printed_on=as_of.today,
            as_of=as_of.day,
        ),
        (
            *(() if request.record_readable else (record_unreadable(),)),
            *(() if as_of.is_today else (not_today(as_of.day),)),
        ),
    )

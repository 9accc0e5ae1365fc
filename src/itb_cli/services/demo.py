"""A sample record for the tour, made for the day it is asked on. Nobody's data; nothing is read or stored."""

from datetime import date
from decimal import Decimal

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import add_days
from itb_cli.domain.emergency import EmergencyText
from itb_cli.domain.paper import CardText
from itb_cli.domain.record import Clinic, Contact, Person, Phase, Plan, PrintedCard, Pump, Record, Refill, StandbyTablets, Therapy
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.services.knowledge import check
from itb_cli.services.knowledge.check import CheckRequest, CheckView
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.notices import Notice
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers import card
from itb_cli.services.papers.card import CardRequest, CardView
from itb_cli.services.supply import next_refill, status
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView
from itb_cli.services.supply.record_dangers import dangers_in_record

DAYS_SINCE_REFILL = 82
DAYS_TO_ALARM = 100


class DemoScreen(NamedTuple):
    """One stop of the tour: what a person would type, and what `itb` would answer."""

    command: str
    state: SupplyState | None
    data: NextRefillView | CheckView | CardView
    notices: tuple[Notice, ...]


class DemoView(NamedTuple):
    """The tour. `is_sample` is always true: none of it is about a real person."""

    is_sample: bool
    screens: tuple[DemoScreen, ...]


def answer(as_of: AsOf, content: Knowledge, signs: EmergencyText, text: CardText) -> Outcome[DemoView]:
    """The tour for a day."""
    record = sample_record(as_of.day)
    request = NextRefillRequest()
    screens = (
        _screen(str(Command()), status.answer(record, request, as_of)),
        _screen(str(Command("next-refill --why")), next_refill.answer(record, request, as_of)),
        _screen(
            str(Command("check hot tub")), check.answer(record, CheckRequest(("hot tub",)), as_of, content, dangers_in_record)
        ),
        _screen(
            str(Command("check chocolate")), check.answer(record, CheckRequest(("chocolate",)), as_of, content, dangers_in_record)
        ),
        _screen(str(Command("card")), card.answer(record, CardRequest(), as_of, signs, text)),
    )
    return Outcome(DemoView(is_sample=True, screens=screens))


def _screen(command: str, outcome: Outcome[NextRefillView] | Outcome[CheckView] | Outcome[CardView]) -> DemoScreen:
    return DemoScreen(command, outcome.state, outcome.view, outcome.notices)


def sample_record(today: date) -> Record:
    """A record with every field filled, 82 days after a refill that the clinic says lasts 100 days to the alarm."""
    earlier, newest = add_days(today, -DAYS_SINCE_REFILL - 91), add_days(today, -DAYS_SINCE_REFILL)
    return Record(
        person=Person(name="Alex Sample", born=date(1980, 1, 2), allergies=("Penicillin",)),
        contacts=(Contact(name="Sam Sample", relation="partner", phone="555 0111"),),
        clinic=Clinic(name="Riverside Pump Clinic", phone="555 0100", out_of_hours_phone="555 0199"),
        pump=Pump(
            model="SynchroMed II",
            serial="SAMPLE-0001",
            implanted_on=add_days(today, -900),
            replace_by=add_days(today, 1600),
            reservoir_ml=Decimal(20),
            alarm_volume_ml=Decimal(2),
        ),
        therapy=Therapy(phase=Phase.STABLE),
        plan=Plan(emergency_number="911"),
        standby_tablets=StandbyTablets(use_before=add_days(today, 200)),
        card=PrintedCard(printed_on=newest),
        refills=(_refill("sample-1", earlier), _refill("sample-2", newest)),
    )


def _refill(entry_id: str, on: date) -> Refill:
    return Refill(
        id=entry_id,
        on=on,
        alarm_date=add_days(on, DAYS_TO_ALARM),
        filled_ml=Decimal(20),
        strength_mcg_per_ml=Decimal(2000),
        dose_mcg_per_day=Decimal(350),
    )

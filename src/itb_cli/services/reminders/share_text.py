"""What somebody who helps is to know, as facts. The words are the page's; `itb` itself sends nothing."""

from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.record import Appointment, Record
from itb_cli.domain.states import Doubt
from itb_cli.domain.values import NamedTuple
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.remind import things_to_do
from itb_cli.services.supply import status
from itb_cli.services.supply.next_refill import NextRefillRequest


class MessageRequest(NamedTuple):
    """`is_detailed`: with the name and the other dates, for somebody who may know them."""

    is_detailed: bool = False
    state_in_exit_code: bool = False


class MessageView(NamedTuple):
    """No dose, no strength, no volume. `name` and what follows it are None unless details were asked for."""

    refill_by: date | None
    days_left: int | None
    book_by: date | None
    origin: Origin | None
    appointment: Appointment | None
    doubts: tuple[Doubt, ...]
    to_do: tuple[str, ...]
    clinic_phone: str | None
    out_of_hours_phone: str | None
    name: str | None
    alarm_date: date | None
    alarm_origin: Origin | None
    empty_date: date | None


def answer(record: Record, request: MessageRequest, as_of: AsOf) -> Outcome[MessageView]:
    """The facts for a message about `record`."""
    outcome = status.answer(record, NextRefillRequest(request.state_in_exit_code), as_of)
    supply = outcome.view
    visit = supply.appointment and supply.appointment._replace(place=None)
    view = MessageView(
        refill_by=supply.refill_by,
        days_left=supply.days_left,
        book_by=supply.book_by,
        origin=supply.origin,
        appointment=visit,
        doubts=supply.doubts,
        to_do=things_to_do(outcome.notices),
        clinic_phone=record.clinic.phone,
        out_of_hours_phone=record.clinic.out_of_hours_phone,
        name=record.person.name if request.is_detailed else None,
        alarm_date=supply.alarm_date if request.is_detailed else None,
        alarm_origin=supply.alarm_origin if request.is_detailed else None,
        empty_date=supply.empty_date if request.is_detailed else None,
    )
    return Outcome(view, outcome.notices, outcome.state, exit_code=outcome.exit_code)

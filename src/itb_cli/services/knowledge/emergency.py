"""The emergency answer: the fixed text, and beside it this person's numbers. Needs nothing, refuses nothing (R79)."""

from itb_cli.domain.emergency import EmergencyText, callable_number
from itb_cli.domain.record import Clinic, Contact, Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple
from itb_cli.services.notices import record_unreadable
from itb_cli.services.outcome import Outcome


class EmergencyRequest(NamedTuple):
    """`record_readable` is False if the record was damaged: the answer is given all the same."""

    record_readable: bool = True


class EmergencyView(NamedTuple):
    """Whom to call, when, what to say, the signs, what to do meanwhile, what emergency staff need."""

    emergency_number: str | None
    clinic: Clinic
    contacts: tuple[Contact, ...]
    call_if: tuple[Statement, ...]
    call_clinic_if: Statement
    say: Statement
    too_little: tuple[Statement, ...]
    too_much: tuple[Statement, ...]
    meanwhile: tuple[Statement, ...]
    do_not: Statement
    at_once: Statement
    for_staff: tuple[Statement, ...]


def answer(record: Record, request: EmergencyRequest, text: EmergencyText) -> Outcome[EmergencyView]:
    """The same words for every day and every pump."""
    return Outcome(
        EmergencyView(
            emergency_number=callable_number(record.plan.emergency_number),
            clinic=record.clinic,
            contacts=record.contacts,
            call_if=text.call_if,
            call_clinic_if=text.call_clinic_if,
            say=text.say,
            too_little=text.too_little,
            too_much=text.too_much,
            meanwhile=text.meanwhile,
            do_not=text.do_not,
            at_once=text.at_once,
            for_staff=text.for_staff,
        ),
        () if request.record_readable else (record_unreadable(),),
    )

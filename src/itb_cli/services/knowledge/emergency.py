"""The emergency answer: the fixed text, and beside it this person's numbers. Needs nothing, refuses nothing (R79)."""

from itb_cli.domain.emergency import EmergencyText, callable_number
from itb_cli.domain.record import Clinic, Contact, Record
from itb_cli.domain.values import NamedTuple
from itb_cli.services.notices import record_unreadable
from itb_cli.services.outcome import Outcome


class EmergencyRequest(NamedTuple):
    """`record_readable` is False if the record was damaged: the answer is given all the same."""

    record_readable: bool = True


class EmergencyView(NamedTuple):
    """Whom this person can call, and the text that is the same for everybody."""

    emergency_number: str | None
    clinic: Clinic
    contacts: tuple[Contact, ...]
    emergency_text: EmergencyText


def answer(record: Record, request: EmergencyRequest, text: EmergencyText) -> Outcome[EmergencyView]:
    """The same words for every day and every pump."""
    return Outcome(
        EmergencyView(callable_number(record.plan.emergency_number), record.clinic, record.contacts, text),
        () if request.record_readable else (record_unreadable(),),
    )

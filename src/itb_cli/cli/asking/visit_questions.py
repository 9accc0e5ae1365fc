"""`itb book` at a terminal: a day that is missing is asked for, and a no leads to what was meant. Nothing is stored from here."""

from datetime import date

from itb_cli.cli.asking.again import DayQuestion, asked_day, kept
from itb_cli.cli.asking.dialogue import stopping
from itb_cli.cli.call import Call
from itb_cli.cli.yes_or_no import says_yes
from itb_cli.domain.dates import Direction, parse_date
from itb_cli.domain.record import Appointment
from itb_cli.errors import ConfirmationNeededError
from itb_cli.services.entries import book as services
from itb_cli.services.outcome import Outcome

_WITH_A_DAY = (services.Action.MADE, services.Action.MOVED)
_SECOND = "second_appointment"


def _day_ahead(words: str, today: date) -> date:
    return parse_date(words, today, Direction.FUTURE)


_DAY = DayQuestion("On which day is the appointment, such as 2026-12-01 or friday?", _day_ahead)


def booked(call: Call, request: services.BookRequest, *, yes: bool) -> Outcome[services.BookView]:
    """The answer with the appointment as it was typed, or as it was meant."""
    if call.can_ask and not yes and request.on is None and request.action in _WITH_A_DAY:
        request = request._replace(on=asked_day(call, _DAY))

    def write(request: services.BookRequest) -> Outcome[services.BookView]:
        return call.change(services.answer, request, yes=yes)

    try:
        return kept(call, request, Appointment, write, _DAY)
    except ConfirmationNeededError as needed:
        if needed.topic != _SECOND or not call.can_ask:
            raise
        with stopping():
            if not says_yes(call.ask, call.tell, "Does it take the place of that one?"):
                raise
        return kept(call, request._replace(action=services.Action.MOVED), Appointment, write, _DAY)

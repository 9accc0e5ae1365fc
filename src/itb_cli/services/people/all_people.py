"""How everybody's supply stands, the most urgent first. Each state is decided as for one person; storage finds the records."""

from datetime import date
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.record import Appointment, Record
from itb_cli.domain.states import Doubt
from itb_cli.domain.supply_state import RANK, SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.notices import not_today
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply import next_refill
from itb_cli.services.supply.next_refill import STATE_EXIT_CODES, NextRefillRequest
from itb_cli.services.supply.supply_notices import SYMPTOMS_BEAT_DATES


class Place(StrEnum):
    """Where a record lies: the usual place, the file that the environment names, or among the people."""

    MAIN = "main"
    NAMED_FILE = "named_file"
    PEOPLE = "people"


class Found(NamedTuple):
    """A record as storage found it: `file` is the file's name alone; `record` is None if it cannot be read, for `error`."""

    place: Place
    file: str
    record: Record | None
    error: str | None
    written_on: date | None


class EveryoneRequest(NamedTuple):
    """`state_in_exit_code`: tell the gravest state by the exit code. `usual_person`: whom `itb` alone is about, by ITB_PERSON."""

    state_in_exit_code: bool = False
    usual_person: str | None = None


class SupplyOfOne(NamedTuple):
    """One supply. `person` is what --person takes, `name` what the record says; nothing is known if `error` is set."""

    person: str | None
    name: str | None
    place: Place
    file: str
    state: SupplyState
    error: str | None
    refill_by: date | None
    days_left: int | None
    book_by: date | None
    alarm_date: date | None
    empty_date: date | None
    origin: Origin | None
    appointment: Appointment | None
    doubts: tuple[Doubt, ...]


class EveryoneView(NamedTuple):
    """Everybody who is recorded, the most urgent first."""

    people: tuple[SupplyOfOne, ...]
    usual_person: str | None


def answer(found: tuple[Found, ...], request: EveryoneRequest, as_of: AsOf) -> Outcome[EveryoneView]:
    """Everybody's supply on `as_of`; exit code 3 if nobody is recorded, with `--exit-code` the gravest state's own."""
    people = tuple(sorted((_supply(item, as_of) for item in found), key=_urgency))
    state = people[0].state if people else SupplyState.UNKNOWN
    is_answer = bool(people) and not request.state_in_exit_code
    return Outcome(
        EveryoneView(people, request.usual_person),
        (*(() if as_of.is_today else (not_today(as_of.day),)), SYMPTOMS_BEAT_DATES),
        state,
        exit_code=ExitCode.ANSWERED if is_answer else STATE_EXIT_CODES[state],
    )


def _urgency(one: SupplyOfOne) -> tuple[int, date, str]:
    """The gravest state first; within it the earliest refill-by date, a date that is not known before all others."""
    return RANK[one.state], one.refill_by or date.min, one.person or one.name or ""


def _supply(item: Found, as_of: AsOf) -> SupplyOfOne:
    person = item.file.rpartition(".")[0] if item.place is Place.PEOPLE else None
    if item.record is None:
        return SupplyOfOne(person, None, item.place, item.file, SupplyState.UNKNOWN, item.error, *_NOTHING_KNOWN)
    outcome = next_refill.answer(item.record, NextRefillRequest(), as_of._replace(written_on=item.written_on))
    view = outcome.view
    return SupplyOfOne(
        person=person,
        name=item.record.person.name,
        place=item.place,
        file=item.file,
        state=outcome.state or SupplyState.UNKNOWN,
        error=None,
        refill_by=view.refill_by,
        days_left=view.days_left,
        book_by=view.book_by,
        alarm_date=view.alarm_date,
        empty_date=view.empty_date,
        origin=view.origin,
        appointment=view.appointment,
        doubts=view.doubts,
    )


_NOTHING_KNOWN = (None, None, None, None, None, None, None, ())

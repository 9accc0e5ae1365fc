"""A pasted printout stored: the refill, the pump's facts and the next visit in one change, by one yes. Read in `domain`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.printout_labels import EXAMPLES, NAMES, PrintedFact
from itb_cli.domain.printout_lines import Line
from itb_cli.domain.printout_reading import PrintoutReading
from itb_cli.domain.printout_values import Visit
from itb_cli.domain.quantities import counted, spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.record import Appointment, AppointmentStatus, Record
from itb_cli.domain.supply import forecast
from itb_cli.domain.text import harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries import log
from itb_cli.services.entries.printed_pump import replacement, with_pump
from itb_cli.services.outcome import Outcome

F = PrintedFact
ALL_OF_IT = "printout"
"""The topic of the one question that stores it."""
_OF_PUMP = (F.MODEL, F.SERIAL, F.RESERVOIR, F.ALARM_VOLUME, F.REPLACE_BY)


class PrintoutRequest(NamedTuple):
    """What was read, and the call beside it: its day, note and answers. `visit_id` names a visit that the printout books."""

    reading: PrintoutReading
    call: log.LogRequest
    visit_id: str


def refuse_unsure(reading: PrintoutReading) -> None:
    """Raises InputRefusedError with an example for what can be read in two ways or not at all, and if nothing is left."""
    if not reading.unsure:
        if not reading.values:
            raise InputRefusedError("Nothing in this text was understood.", f"To type it yourself: {Command('log --help')}")
        return
    first = reading.unsure[0]
    more = f" {counted(len(reading.unsure) - 1, 'more line is', 'more lines are')} not clear." if len(reading.unsure) > 1 else ""
    fact = first.facts[0]
    raise InputRefusedError(
        f'Line {first.line.number}, "{harmless(first.line.text)}": {harmless(first.why)}{more}',
        f'Write the line like this: "{NAMES[fact].partition(" (")[0].capitalize()}: {EXAMPLES[fact]}". '
        "Or do the same at a terminal, and be asked.",
    )


def answer(record: Record, request: PrintoutRequest, as_of: AsOf) -> Outcome[log.LogView]:
    """The record with all that the printout says. Raises InputRefusedError or ConfirmationNeededError; nothing is stored then."""
    refuse_unsure(request.reading)
    values, said = request.reading.values, request.call.answers
    on = _day(values, request.call.on)
    replace_by, since = _replacement(values, on, as_of)
    pump = {fact.value: values[fact] for fact in _OF_PUMP if fact in values} | ({"replace_by": replace_by} if replace_by else {})
    changed = with_pump(record, pump, said, as_of.day)
    changed, booked = _with_visit(changed, values.get(F.APPOINTMENT), request, as_of)
    outcome = log.answer(changed, _log_request(request, values, on), as_of)
    said.require(ALL_OF_IT, "Store all of this?")
    before_all = forecast(record)
    view = outcome.view._replace(
        changed=(outcome.record or changed) != record,
        refill_by_before=before_all.refill_by if before_all else None,
        printout=view_of(request.reading, booked, replace_by, since),
    )
    after = outcome.record or changed
    return outcome._replace(view=view, record=after if after != record else None)


def view_of(reading: PrintoutReading, booked: date | None, replace_by: date | None, since: date | None) -> log.PrintoutView:
    """What was read from which line, and what was not."""
    read = tuple(_line(item.line, NAMES[item.fact], _said(item.value, item.fact)) for item in reading.found)
    aside = (_line(item.line, f"Left to the note: {item.why}") for item in reading.aside)
    return log.PrintoutView(read, (*aside, *map(_line, reading.left)), booked, replace_by, since)


def _line(line: Line, fact: str | None = None, value: str | None = None) -> log.PrintedLine:
    return log.PrintedLine(line.number, harmless(line.text), fact, value)


def _said(value: Any, fact: PrintedFact | None = None) -> str:
    """A value for people; of a number the fact tells the unit, volumes if none is named."""
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, Visit):
        return f"{spoken(value.on)} at {value.at:%H:%M}" if value.at else spoken(value.on)
    if isinstance(value, str):
        return harmless(value)
    if fact is F.ERI_MONTHS:
        return counted(value, "month", "months")
    return {F.STRENGTH: spoken_strength, F.DOSE: spoken_dose}.get(fact or F.FILLED, spoken_volume)(value)


def _day(values: Mapping[PrintedFact, Any], typed: str | None) -> str:
    printed = values.get(F.ON)
    if printed is None and typed is None:
        raise InputRefusedError(
            "The printout does not name the day on which the pump was filled.",
            f"Type it before the file, such as: {Command('log 2026-09-14 --printout FILE')}",
        )
    if printed is not None and typed is not None and typed != printed.isoformat():
        raise InputRefusedError(
            f"The printout says that the pump was filled on {spoken(printed)}.", "Leave the day out, or write that one."
        )
    return typed or str(printed)


def _replacement(values: Mapping[PrintedFact, Any], on: str, as_of: AsOf) -> tuple[date | None, date | None]:
    """Months until replacement count from the printout's day: of all days that it names for itself the earliest."""
    if F.ERI_MONTHS not in values:
        return values.get(F.REPLACE_BY), None
    filled = log.day_of(on, as_of.day)
    since = min([filled, *(values[fact] for fact in (F.VISIT, F.PRINTED) if fact in values)])
    counted_to = replacement(since, values[F.ERI_MONTHS]).replace_by
    return min(counted_to, values.get(F.REPLACE_BY, counted_to)), since


def _with_visit(record: Record, visit: Visit | None, request: PrintoutRequest, as_of: AsOf) -> tuple[Record, date | None]:
    booked = {item.on for item in record.appointments if item.status is AppointmentStatus.BOOKED}
    if visit is None or visit.on in booked or visit.on < as_of.day:
        return record, None
    entry = Appointment(request.visit_id, visit.on, visit.at)
    settle(record, entry, as_of.day, request.call.answers)
    return record._replace(appointments=(*record.appointments, entry)), visit.on


def _log_request(request: PrintoutRequest, values: Mapping[PrintedFact, Any], on: str) -> log.LogRequest:
    def words(fact: PrintedFact) -> str | None:
        value = values.get(fact)
        return None if value is None else value.isoformat() if isinstance(value, date) else f"{value:f}"

    aside = "; ".join(item.line.text for item in request.reading.aside)
    note = ". ".join(part for part in (request.call.words.get("note"), aside and f"On the printout: {aside}") if part)
    read = {
        "alarm_date": words(F.ALARM_DATE),
        "refill_by": words(F.REFILL_BY),
        "filled": words(F.FILLED),
        "strength": words(F.STRENGTH),
        "dose": words(F.DOSE),
        "note": note or None,
    }
    return request.call._replace(on=on, words=read)

"""The notices that a trip adds to those of the supply: what falls into the days away, and what changes the flow."""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.record import Record
from itb_cli.domain.states import appointments_ahead, visit_in_time
from itb_cli.domain.supply import Forecast
from itb_cli.domain.trip import Exposure, Obstacle, Reason, Trip
from itb_cli.services.notices import Notice, Signal

_DATES_NO_LONGER_HOLD = "Then the dates no longer hold until your pump clinic has checked the pump."
_CHANGES_THE_FLOW = {
    Exposure.FLYING: (f"Thin air in a plane can change how much the pump gives. {_DATES_NO_LONGER_HOLD}", ("S67", "own")),
    Exposure.ALTITUDE: (f"Thin air up high can change how much the pump gives. {_DATES_NO_LONGER_HOLD}", ("S67", "own")),
    Exposure.DIVE: (f"Deep water can slow, stop or damage the pump. {_DATES_NO_LONGER_HOLD}", ("S08", "S80", "own")),
}

TRIP_CODES = (
    *("alarm_date_during_trip", "book_before_leaving", "appointment_before_trip", "appointment_during_trip"),
    *("pump_due_during_trip", *(f"{exposure}_changes_flow" for exposure in Exposure)),
)
"""The codes of all notices of a trip, so that a page can set them apart from those of the supply."""


def trip_notices(
    record: Record, supply: Forecast | None, trip: Trip, reasons: tuple[Reason, ...], as_of: AsOf
) -> Iterator[Notice]:
    """What falls into the trip, then what the trip may do to the pump."""
    when = "now" if trip.leaves_on < as_of.day else "before you leave"
    if supply:
        if supply.alarm_date and as_of.day <= supply.alarm_date <= trip.return_with_delay:
            yield _alarm_date(supply.alarm_date, when)
        if supply.book_by <= trip.return_with_delay and visit_in_time(record, supply.refill_by, as_of.day) is None:
            yield _book_by(supply, as_of, when)
    yield from _appointments(record, trip, as_of, when)
    if Obstacle.PUMP_DUE in reasons and record.pump.replace_by:
        yield Notice(
            "pump_due_during_trip",
            Signal.WARNING,
            f"Your pump must be replaced by {spoken(record.pump.replace_by)}, before you may be back. "
            f"Call your pump clinic {when}.",
            ("S104",),
        )
    for exposure in trip.exposures:
        text, sources = _CHANGES_THE_FLOW[exposure]
        yield Notice(f"{exposure}_changes_flow", Signal.WARNING, text, sources)


def _alarm_date(alarm_date: date, when: str) -> Notice:
    return Notice(
        "alarm_date_during_trip",
        Signal.WARNING,
        f"Your alarm date, {spoken(alarm_date)}, comes before you may be back. It is not a date to wait for. "
        f"Ask for a refill {when}.",
        ("S40",),
    )


def _book_by(supply: Forecast, as_of: AsOf, when: str) -> Notice:
    falls = "comes before you may be back" if supply.book_by >= as_of.day else "has passed"
    return Notice(
        "book_before_leaving", Signal.WARNING, f"Your book-by date, {spoken(supply.book_by)}, {falls}. Book your refill {when}."
    )


def _appointments(record: Record, trip: Trip, as_of: AsOf, when: str) -> Iterator[Notice]:
    for visit in appointments_ahead(record, as_of.day):
        if visit.on <= trip.leaves_on:
            place = "comes before the trip" if visit.on < trip.leaves_on else "is on the day you leave"
            yield Notice(
                "appointment_before_trip",
                Signal.NOTICE,
                f"Your appointment on {spoken(visit.on)} {place}. A refill there gives new dates. "
                f"Record it ({Command('log')}), then ask about the trip again.",
            )
        elif visit.on <= trip.return_with_delay:
            yield Notice(
                "appointment_during_trip",
                Signal.WARNING,
                f"Your appointment on {spoken(visit.on)} comes before you may be back. "
                f"Call your pump clinic {when} and ask for another day.",
            )

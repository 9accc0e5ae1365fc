"""The values of a record's file, each of its kind and in its range (R108). Not which key holds which: `codec`."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from itb_cli.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from itb_cli.domain.record import AppointmentStatus, EventKind, Phase
from itb_cli.domain.scales import MOST_SLEEP_HOURS

LARGEST_NUMBER = Decimal(10_000_000)
MOST_DECIMALS = 6
LONGEST_DAYS = 365

Reader = Callable[[Any], Any]


class NotRightError(Exception):
    """A value that is not of its kind; the message says what it must be."""


def read_text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise NotRightError("it must be text in quotes")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """Several texts."""
    if not isinstance(value, list):
        raise NotRightError("it must be a list of texts")
    return tuple(read_text(item) for item in value)


def read_day(value: Any) -> date:
    """A day within the calendar."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise NotRightError("it must be a day such as 2026-12-01, without quotes")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise NotRightError("the year cannot be right")
    return value


def read_time(value: Any) -> time:
    """A time of day."""
    if not isinstance(value, time):
        raise NotRightError("it must be a time such as 09:30:00, without quotes")
    return value


def read_more_than_zero(value: Any) -> Decimal:
    """A number above 0."""
    number = _number(value)
    if number <= 0:
        raise NotRightError("it must be more than 0")
    return number


def read_zero_or_more(value: Any) -> Decimal:
    """A number, 0 included."""
    number = _number(value)
    if number < 0:
        raise NotRightError("it must not be less than 0")
    return number


def read_hours(value: Any) -> Decimal:
    """Hours of one day."""
    number = _number(value)
    if not 0 <= number <= MOST_SLEEP_HOURS:
        raise NotRightError(f"it must be from 0 to {MOST_SLEEP_HOURS}")
    return number


def whole_number(most: int, of: str = "") -> Reader:
    """What reads whole numbers from 0 to `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise NotRightError(f"it must be a whole number{of} from 0 to {most}")
        return value

    return read


def one_of(kind: type[Phase] | type[AppointmentStatus] | type[EventKind]) -> Reader:
    """What reads one of a few words."""

    def read(value: Any) -> Any:
        try:
            return kind(read_text(value))
        except ValueError:
            raise NotRightError("it must be one of " + ", ".join(kind)) from None

    return read


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise NotRightError("it must be a number without quotes")
    number = Decimal(value)
    if not number.is_finite() or not -LARGEST_NUMBER < number < LARGEST_NUMBER or number != round(number, MOST_DECIMALS):
        raise NotRightError("the number cannot be right")
    return number

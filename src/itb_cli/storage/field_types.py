"""The values of a record as TOML has them: each checked for its kind and range (R108). Tables and entries: `decoding`."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from itb_cli.domain.command import without_marks
from itb_cli.domain.dates import EARLIEST_YEAR, LATEST_YEAR
from itb_cli.domain.scales import MOST_SLEEP_HOURS

LARGEST_NUMBER = Decimal(10_000_000)
MOST_DECIMALS = 6
LONGEST_DAYS = 365
LARGEST_COUNT = 2**31 - 1
"""The largest number that every calendar program can hold."""
_UID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

Reader = Callable[[Any], Any]


class NotRightError(Exception):
    """A value that is not of its kind; the message says what it must be."""


def text(value: Any) -> str:
    """Any text; nothing in it can pass for a command of `itb`'s own."""
    if not isinstance(value, str):
        raise NotRightError("it must be text in quotes")
    return without_marks(value)


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise NotRightError("it must be a list of texts")
    return tuple(text(item) for item in value)


def day(value: Any) -> date:
    """A day in years that can be."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise NotRightError("it must be a day such as 2026-12-01, without quotes")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise NotRightError("the year cannot be right")
    return value


def time_of_day(value: Any) -> time:
    """A time of day."""
    if not isinstance(value, time):
        raise NotRightError("it must be a time such as 09:30:00, without quotes")
    return value


def any_number(value: Any) -> Decimal:
    """A number that can be written back."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise NotRightError("it must be a number without quotes")
    number = Decimal(value)
    if not number.is_finite() or not -LARGEST_NUMBER < number < LARGEST_NUMBER or number != round(number, MOST_DECIMALS):
        raise NotRightError("the number cannot be right")
    return number


def more_than_zero(value: Any) -> Decimal:
    """A number of something that is there."""
    number = any_number(value)
    if number <= 0:
        raise NotRightError("it must be more than 0")
    return number


def zero_or_more(value: Any) -> Decimal:
    """A number that may be 0."""
    number = any_number(value)
    if number < 0:
        raise NotRightError("it must not be less than 0")
    return number


def days(value: Any) -> int:
    """A span in whole days."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_DAYS:
        raise NotRightError(f"it must be a whole number of days from 0 to {LONGEST_DAYS}")
    return value


def hours(value: Any) -> Decimal:
    """Hours of one day."""
    number = any_number(value)
    if not 0 <= number <= MOST_SLEEP_HOURS:
        raise NotRightError(f"it must be from 0 to {MOST_SLEEP_HOURS}")
    return number


def step(most: int) -> Reader:
    """A step of a scale from 0 to `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise NotRightError(f"it must be a whole number from 0 to {most}")
        return value

    return read


def one_of(kind: type[StrEnum]) -> Reader:
    """One of the words of `kind`."""

    def read(value: Any) -> Any:
        try:
            return kind(text(value))
        except ValueError:
            raise NotRightError("it must be one of " + ", ".join(kind)) from None

    return read


def count(value: Any) -> int:
    """A whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_COUNT:
        raise NotRightError("it must be a whole number from 0 on")
    return value


def uid(value: Any) -> str:
    """A random UUID in small letters; nothing else may go out as the id of a calendar's entry (R92)."""
    found = text(value)
    if not re.fullmatch(_UID, found):
        raise NotRightError("it must be a UUID such as itb makes them")
    return found

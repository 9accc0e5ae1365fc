"""Calendar days: read what people type, add days and months, write them out. No clock: today is always an argument."""

import re
from datetime import date, timedelta
from enum import Enum

from itb_cli.errors import InputRefusedError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
"""Years outside these cannot be meant; within them no sum of ours can leave the calendar."""

FRIDAY = 4

LONGEST_INPUT = 60
"""No date or quantity needs more letters; what is longer is refused without being searched."""

_ISO = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_NUMERIC = r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})"
_DAY_FIRST = r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,? (\d{4})"
_MONTH_FIRST = r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_NO_YEAR = r"(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)|([a-z]+) (\d{1,2})(?:st|nd|rd|th)?)"
_SHORT_YEAR = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{1,2}(?:st|nd|rd|th)? [a-z]+\.?,? \d{2}|[a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{2}"
_RELATIVE = r"(?:in (\d{1,3}|an?|one) (day|week|month)s?|(\d{1,3}|an?|one) (day|week|month)s? ago)"
_FIGURES = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
_COUNTED = r"\b(?:days?|weeks?|months?|years?|today|now|yesterday|tomorrow|next|ago|in)\b"
_WITH_YEAR = "Type it again with its year, in four figures."
_HOW_TO_TYPE = "Type the date as 2026-12-01, or with the month in letters: 1 Dec 2026."


class Direction(Enum):
    """Which way a weekday name points: a refill lies behind us, an appointment ahead."""

    PAST = "past"
    FUTURE = "future"


def spoken(day: date) -> str:
    """The day for people, weekday first: `Friday 2 January 2026` (R27)."""
    return f"{WEEKDAYS[day.weekday()]} {spoken_short(day)}"


def spoken_short(day: date) -> str:
    """The day for people if the weekday does not matter: `2 January 2026` (R27)."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_source_date(text: str | None) -> str:
    """A source's date as far as it is known, for people: `2016-09-13`, `2017-01` or `2017` (R27, R30)."""
    if not text:
        return "Date not shown."
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return f"Date: {' '.join(part for part in (str(day or ''), MONTHS[month - 1] if month else '', str(year)) if part)}."


def spoken_days(days: int) -> str:
    """A number of days with its unit: `1 day`, `8 days`, `1,200 days` (R13)."""
    return f"{days:,} day" if abs(days) == 1 else f"{days:,} days"


def distance(day: date, as_of: date) -> str:
    """How far `day` is from `as_of`: `today`, `in 8 days`, `6 days ago`."""
    days = (day - as_of).days
    if days == 0:
        return "today"
    return f"in {spoken_days(days)}" if days > 0 else f"{spoken_days(-days)} ago"


def add_days(day: date, days: int) -> date:
    """The day `days` later (earlier if negative)."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    next_month = date(year, (month + 1) % 12 + 1, 1)  # the year does not matter: December has 31 days in every one
    return date(year, month + 1, min(day.day, add_days(next_month, -1).day))


def friday_before_weekend(day: date) -> date:
    """`day`, or the Friday before if it is a Saturday or a Sunday: clinics answer on weekdays."""
    return add_days(day, min(0, FRIDAY - day.weekday()))


def parse_date(text: str, today: date, direction: Direction = Direction.PAST) -> date:
    """Reads a day that a person typed.

    Accepts `2026-12-01`, `1 Dec 2026`, `Tuesday 1 December 2026`, `December 1, 2026`, `today`, `yesterday`,
    `tomorrow`, a weekday's name (the nearest in `direction`, today included), `3 weeks ago`, `in 10 days`; of `12/29/2026` the
    one reading that is a day.

    Raises InputRefusedError for anything else; if day and month could be swapped it names both readings (R29).
    """
    if len(text) > LONGEST_INPUT:
        raise InputRefusedError("That is too long for a date.", _HOW_TO_TYPE)
    if not text.isascii():
        raise InputRefusedError(f'"{text}" is not a date that itb can read.', _HOW_TO_TYPE)
    words = " ".join(text.lower().split())
    day = _named_day(words, today, direction) or _relative_day(words, today) or _calendar_day(words, text)
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise InputRefusedError(f'The year {day.year} in "{text}" cannot be right.', _HOW_TO_TYPE)
    return day


def parse_printed_date(text: str) -> date:
    """Reads a day that a person copied from a printout, a card or a box. Raises InputRefusedError.

    One that is counted ("in 106 days", "tomorrow", "friday") is refused: nobody can tell from which day it counts.
    """
    words = " ".join(text[:LONGEST_INPUT].lower().split())
    if _weekday_number(words) is not None or re.search(_COUNTED, words) or re.fullmatch(r"[+]?\d{1,3}", words):
        raise InputRefusedError(
            f'"{text[:LONGEST_INPUT]}" does not say from which day it counts.',
            "Type the day that is printed, such as 2026-12-29. If only a number of days is printed, ask your clinic for the day.",
        )
    return parse_date(text, date.max)  # of what is left nothing is counted from today


def is_day(text: str) -> bool:
    """Whether the text is nothing but a day of the calendar, with figures or letters, also one that can be read in two ways."""
    words = " ".join(text.lower().split())
    if re.fullmatch(_FIGURES, words):
        first, second, year = map(int, re.split(r"[-/.]", words))
        return EARLIEST_YEAR <= year <= LATEST_YEAR and bool(_readings(first, second, year))
    if re.fullmatch(_NUMERIC, words) and not re.fullmatch(_ISO, words):
        return False
    try:
        return EARLIEST_YEAR <= _calendar_day(words[:LONGEST_INPUT], "").year <= LATEST_YEAR
    except InputRefusedError:
        return False


def _named_day(words: str, today: date, direction: Direction) -> date | None:
    offsets = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
    if words in offsets:
        return add_days(today, offsets[words])
    weekday = _weekday_number(words)
    if weekday is None:
        return None
    if direction is Direction.PAST:
        return add_days(today, -((today.weekday() - weekday) % 7))
    return add_days(today, (weekday - today.weekday()) % 7)


def _relative_day(words: str, today: date) -> date | None:
    match = re.fullmatch(_RELATIVE, words)
    if not match:
        return None
    ahead, ahead_unit, back, back_unit = match.groups()
    count = int(word) if (word := ahead or back).isdecimal() else 1
    signed = count if ahead else -count
    unit = ahead_unit or back_unit
    return add_months(today, signed) if unit == "month" else add_days(today, signed * (7 if unit == "week" else 1))


def _calendar_day(words: str, text: str) -> date:
    weekday, rest = _split_weekday(re.sub(r"(?<=\d)[-/.](?=[a-z])|(?<=[a-z])[-/.](?=\d)", " ", words))
    if re.fullmatch(_SHORT_YEAR, rest):
        raise InputRefusedError(f'The year in "{text}" has two figures only.', _WITH_YEAR)
    if match := re.fullmatch(_ISO, rest):
        day = _real_day(int(match[1]), int(match[3]), int(match[4]), text)
    elif match := re.fullmatch(_NUMERIC, rest):
        day = _only_reading(text, int(match[1]), int(match[2]), match[3])
    elif match := re.fullmatch(_DAY_FIRST, rest):
        day = _real_day(int(match[3]), _month_number(match[2], text), int(match[1]), text)
    elif match := re.fullmatch(_MONTH_FIRST, rest):
        day = _real_day(int(match[3]), _month_number(match[1], text), int(match[2]), text)
    elif (match := re.fullmatch(_NO_YEAR, rest)) and _month_or_none(match[2] or match[3]):
        raise InputRefusedError(f'"{text}" has no year.', _WITH_YEAR)
    else:
        raise InputRefusedError(f'"{text}" is not a date that itb can read.', _HOW_TO_TYPE)
    if weekday is not None and day.weekday() != weekday:
        raise InputRefusedError(
            f"{spoken_short(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.",
            "Look at the calendar again, and leave the weekday out if in doubt.",
        )
    return day


def _split_weekday(words: str) -> tuple[int | None, str]:
    first, _, rest = words.partition(" ")
    weekday = _weekday_number(first.rstrip(",")) if rest else None
    return (weekday, rest) if weekday is not None else (None, words)


def _weekday_number(word: str) -> int | None:
    names = [name.lower() for name in WEEKDAYS]
    for number, name in enumerate(names):
        if word in {name, name[:3]} or (word in {"tues", "wednes", "thur", "thurs"} and name.startswith(word)):
            return number
    return None


def _month_or_none(word: str) -> int | None:
    for number, name in enumerate(MONTHS, start=1):
        if word in {name.lower(), name[:3].lower()} or (number == 9 and word == "sept"):
            return number
    return None


def _month_number(word: str, text: str) -> int:
    number = _month_or_none(word)
    if number is None:
        raise InputRefusedError(f'There is no month "{word}" in "{text}".', _HOW_TO_TYPE)
    return number


def _real_day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InputRefusedError(f'There is no such day as "{text}".', _HOW_TO_TYPE) from None


def _only_reading(text: str, first: int, second: int, last: str) -> date:
    """The one day that `12/29/2026` can be; the refusal of `03/04/2026` names both (R29)."""
    readings = _readings(first, second, int(last)) if len(last) == 4 else []
    if len(readings) == 1:
        return readings[0]
    if not readings:
        raise InputRefusedError(f'"{text}" is not a date that itb can read.', _HOW_TO_TYPE)
    said = " or ".join(spoken_short(reading) for reading in readings)
    typed = " or ".join(reading.isoformat() for reading in readings)
    month_first = readings[0]
    letters = f"{month_first.day} {MONTHS[month_first.month - 1][:3]} {month_first.year}"
    raise InputRefusedError(f'"{text}" can be read as {said}.', f"Type it as {typed}, or with the month in letters: {letters}.")


def _readings(first: int, second: int, year: int) -> list[date]:
    days: list[date] = []
    for day, month in ((first, second), (second, first)):
        try:
            reading = date(year, month, day)
        except ValueError:
            continue
        if reading not in days:
            days.append(reading)
    return days

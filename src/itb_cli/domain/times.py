"""The time of an appointment: read what people type. No time zone, nothing about supply: that counts in days only."""

import re
from datetime import time

from itb_cli.domain.dates import LONGEST_INPUT
from itb_cli.errors import InputRefusedError

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?m\.?)?"
_HOW_TO_TYPE = "Type it with 24 hours, such as 09:30 or 14:05."
_DOUBTFUL_HOURS = range(1, 7)
"""A single figure up to here may mean the afternoon: nobody's clinic opens at 2 at night."""


def parse_time(text: str) -> time:
    """A time from `09:30`, `14.05`, `9:30`, `9:30 am`, `2 pm` (R31).

    Raises InputRefusedError; `2:30` too, which can mean the night or the afternoon.
    """
    match = re.fullmatch(_TIME, " ".join(text.casefold().split())) if len(text) <= LONGEST_INPUT and text.isascii() else None
    if match is None or not (match[2] or match[3]):
        raise _unreadable(text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise _unreadable(text)
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif len(match[1]) == 1 and hour in _DOUBTFUL_HOURS:
        raise InputRefusedError(
            f'"{text}" can be read as {hour:02}:{minute:02} or {hour + 12}:{minute:02}.',
            f"Type {hour + 12}:{minute:02} for the afternoon.",
        )
    try:
        return time(hour, minute)
    except ValueError:
        raise _unreadable(text) from None


def _unreadable(text: str) -> InputRefusedError:
    return InputRefusedError(f'"{text[:LONGEST_INPUT]}" is not a time that itb can read.', _HOW_TO_TYPE)

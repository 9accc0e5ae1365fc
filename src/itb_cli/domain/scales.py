"""The scales of the diary: spasms, tightness, hours of sleep. Reads what people type; judges nothing."""

import re
from decimal import Decimal

from itb_cli.domain.command import Command
from itb_cli.domain.quantities import plain_number, plain_words, whole_number
from itb_cli.errors import InputRefusedError

SPASM_SCALE = "Penn Spasm Frequency Scale"
SPASM_SOURCE = "S118"
SPASM_WORDS = (
    "no spasms",
    "mild spasms, only when something sets them off",
    "full spasms, fewer than 1 an hour",
    "spasms more than 1 an hour",
    "spasms more than 10 an hour",
)
"""The first part of the Penn Spasm Frequency Scale in our words, from 0 to 4 (S118)."""
MOST_SPASMS = len(SPASM_WORDS) - 1
MOST_TIGHTNESS = 10
"""From 0, loose, to 10, the tightest that somebody can think of: no published scale."""
MOST_SLEEP_HOURS = 24

_HOURS = r"(\d{1,2}(?:\.\d{1,2})?) ?(?:h|hrs?|hours?)?"


def parse_spasms(text: str) -> int:
    """The step of the Penn Spasm Frequency Scale, from 0 to 4. Raises InputRefusedError."""
    return _whole(text, MOST_SPASMS, f"It goes from 0 to {MOST_SPASMS} ({SPASM_SCALE}): {Command('diary --help')}")


def parse_tightness(text: str) -> int:
    """From 0 to 10. Raises InputRefusedError."""
    return _whole(text, MOST_TIGHTNESS, f"It goes from 0, loose, to {MOST_TIGHTNESS}, as tight as can be.")


def parse_sleep(text: str) -> Decimal:
    """Hours of sleep from `7`, `7.5` or `7.5 hours`, at most 24. Raises InputRefusedError."""
    found = re.fullmatch(_HOURS, plain_words(text), re.ASCII)
    hours = Decimal(found[1]) if found else None
    if hours is None or hours > MOST_SLEEP_HOURS:
        raise InputRefusedError(
            "That is not a number of hours of sleep.", f"Type 0 to {MOST_SLEEP_HOURS} hours, with a point before halves: 7.5"
        )
    return hours


def spoken_spasms(value: int) -> str:
    """`2 of 4`: no figure of a scale without its end."""
    return f"{value} of {MOST_SPASMS}"


def spoken_tightness(value: int) -> str:
    """`5 of 10`: no figure of a scale without its end."""
    return f"{value} of {MOST_TIGHTNESS}"


def spoken_sleep(hours: Decimal) -> str:
    """`1 hour`, `7.5 hours`."""
    return "1 hour" if hours == 1 else f"{plain_number(hours)} hours"


def _whole(text: str, most: int, hint: str) -> int:
    number = whole_number(plain_words(text), most)
    if number is None:
        raise InputRefusedError(f"That is not a whole number from 0 to {most}.", hint)
    return number

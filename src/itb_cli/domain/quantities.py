"""Doses, strengths and volumes: read what people type, write them without ambiguity. Decimal only; no float."""

import re
from decimal import Decimal

from itb_cli.domain.dates import LONGEST_INPUT
from itb_cli.errors import InputRefusedError

MCG_PER_MG = 1000
LARGEST = Decimal(1_000_000)
"""No dose, strength or volume of a pump comes near this, in any of our units."""
LABELLED_STRENGTHS = (Decimal(500), Decimal(1000), Decimal(2000))
"""The strengths of baclofen for pumps on US labels, in mcg per mL (R82, S95)."""

_MICRO = r"(?:mcg|mcgs|ug|µg|μg|micrograms?)"
_MILLI = r"(?:mg|mgs|milligrams?)"
_PER = r"\s*(?:/|per|in)\s*"
_ML = r"(?:ml|mls|millilit(?:re|er)s?)"
_DAY = r"(?:day|d|24\s*h(?:ours?)?|24\s*hrs?)"
_NUMBER = r"([0-9.,' ]*[0-9.,])"

_DOSE = rf"{_NUMBER}\s*(?:({_MICRO})|({_MILLI}))?(?:(?:{_PER}|\s*a\s+){_DAY}|\s+daily)?"
_STRENGTH = rf"{_NUMBER}\s*(?:(?:({_MICRO})|({_MILLI})){_PER}{_NUMBER}?\s*{_ML})?"
_VOLUME = rf"{_NUMBER}\s*{_ML}?"
_PLAIN_NUMBER = r"\d{1,7}(?:\.\d{1,6})?"
_GROUPED = r"[1-9]\d{0,2}\.\d{3}"


def parse_dose(text: str) -> Decimal:
    """A daily dose in mcg per day from `350`, `350 mcg/day`, `0.35 mg per day` (R16, R20). Raises InputRefusedError."""
    match = re.fullmatch(_DOSE, plain_words(text))
    if not match:
        raise _unreadable(text, "dose", "350 mcg")
    number = _positive(match[1], text, "mcg per day")
    return _bounded(number * MCG_PER_MG if match[3] else number, text)


def parse_strength(text: str) -> Decimal:
    """A strength in mcg per mL from `2000`, `2000 mcg/mL`, `2 mg/mL`, `10 mg in 5 mL` (S95, S96). Raises InputRefusedError."""
    match = re.fullmatch(_STRENGTH, plain_words(text))
    if not match:
        raise _unreadable(text, "strength", "2000 mcg per mL")
    amount = _positive(match[1], text, "mcg per mL")
    volume = _positive(match[4], text, "mL") if match[4] else Decimal(1)
    strength = amount * (MCG_PER_MG if match[3] else 1) / volume
    if strength.normalize().as_tuple().exponent < -6:  # type: ignore[operator]  # a finite number has a whole exponent
        raise InputRefusedError(
            f'"{text}" does not come out as a round strength.', "Type it as on the label, in mcg per mL: 2000."
        )
    return _bounded(strength, text)


def parse_volume(text: str) -> Decimal:
    """A volume in mL from `18.5` or `18.5 mL`. Raises InputRefusedError."""
    match = re.fullmatch(_VOLUME, plain_words(text))
    if not match:
        raise _unreadable(text, "volume", "20 mL")
    return _bounded(_positive(match[1], text, "mL"), text)


def parse_days(text: str, most: int) -> int:
    """A whole number of days from 0 to `most`. Raises InputRefusedError."""
    days = whole_number(plain_words(text), most)
    if days is None:
        raise InputRefusedError(f'"{text}" is not a number of days from 0 to {most}.', "Type figures only, such as 10.")
    return days


def parse_months(text: str, most: int) -> int:
    """A whole number of months from 0 to `most`, with or without the word. Raises InputRefusedError."""
    words = plain_words(text)
    figures = next((words.removesuffix(unit).strip() for unit in ("months", "month", "mo") if words.endswith(unit)), words)
    months = whole_number(figures, most)
    if months is None:
        raise InputRefusedError(f'"{text}" is not a number of months from 0 to {most}.', "Type figures only, such as 31.")
    return months


def whole_number(figures: str, most: int) -> int | None:
    """The whole number from 0 to `most` that stands there in figures alone; None if it is anything else."""
    number = int(figures) if figures.isascii() and figures.isdigit() else None
    return number if number is not None and number <= most else None


def plain_words(text: str) -> str:
    """What was typed as a number, in small letters and with single spaces. Raises InputRefusedError if it is far too long."""
    if len(text) > LONGEST_INPUT:
        raise InputRefusedError("That is too long for a number.", "Type figures only, such as 350 or 2.5.")
    return " ".join(text.casefold().split())


def counted(number: int, one: str, many: str) -> str:
    """How many there are of a thing: `1 refill`, `1,200 refills`."""
    return f"{number:,} {one if number == 1 else many}"


def plain_number(value: Decimal) -> str:
    """The number for people: no trailing zero, a leading zero, commas from 1,000 (R17 to R19)."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken_dose(value: Decimal) -> str:
    """`350 micrograms (mcg) per day` shortened to the form used everywhere: `350 mcg per day` (R16, R22)."""
    return f"{plain_number(value)} mcg per day"


def spoken_strength(value: Decimal) -> str:
    """`2,000 mcg per mL` (R22)."""
    return f"{plain_number(value)} mcg per mL"


def spoken_volume(value: Decimal) -> str:
    """`20 mL` (R21)."""
    return f"{plain_number(value)} mL"


def _unreadable(text: str, kind: str, example: str) -> InputRefusedError:
    return InputRefusedError(f'"{text}" is not a {kind} that itb can read.', f'Type it like this: "{example}".')


def _positive(number: str, text: str, unit: str) -> Decimal:
    """The number if it can be read in one way only and is more than zero (R18, R20)."""
    if "," in number or re.fullmatch(_GROUPED, number):
        raise _two_readings(number, text, unit)
    if number.startswith("."):
        raise InputRefusedError(f'"{text}" begins with a point.', f'Type a zero before it: "0{number}".')
    if not number.isascii() or not re.fullmatch(_PLAIN_NUMBER, number):
        raise InputRefusedError(f'"{number}" is not a number that itb can read.', "Type figures only, such as 350 or 2.5.")
    value = Decimal(number)
    if value <= 0:
        raise InputRefusedError(f'"{text}" cannot be right: it must be more than 0 {unit}.', "Look at the printout again.")
    return value


def _bounded(value: Decimal, text: str) -> Decimal:
    """The value if a record can hold it."""
    if value >= LARGEST:
        raise InputRefusedError(f'"{text}" cannot be right: it is far too much.', "Look at the printout again.")
    return value


def _two_readings(number: str, text: str, unit: str) -> InputRefusedError:
    """The refusal of `2,5` and `1.000`: the sign can part decimals or thousands, so both readings are shown (R20)."""
    parts = re.split(r"[,.]", number)
    if not all(part.isascii() and part.isdigit() for part in parts):
        return InputRefusedError(f'"{text}" is not a number that itb can read.', "Type figures only, such as 350 or 2.5.")
    joined = Decimal("".join(parts))
    decimal = Decimal("".join(parts[:-1]) + "." + parts[-1])
    return InputRefusedError(
        f'"{text}" can be read as {plain_number(decimal)} {unit} or as {plain_number(joined)} {unit}.',
        f"Type {_typed(decimal)} or {_typed(joined)}: a point before decimals, and nothing between thousands.",
    )


def _typed(value: Decimal) -> str:
    return plain_number(value).replace(",", "")

"""The values of a printout: each read in one way only, with its unit, or refused. Nothing is guessed."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from itb_cli.domain.dates import LONGEST_INPUT, parse_printed_date
from itb_cli.domain.printout_labels import BACLOFEN, DATES, VOLUMES, PrintedFact
from itb_cli.domain.printout_lines import names_a_label
from itb_cli.domain.quantities import parse_dose, parse_strength, parse_volume
from itb_cli.domain.times import parse_time
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError

_CLOCK = re.compile(r",?\s+(?:at\s+)?(\d{1,2}:\d{2})(?::\d{2})?\s*([ap]\.?m\.?)?$", re.IGNORECASE)
_MICRO_OR_MILLI = r"(?:mcg|mcgs|ug|\u00b5g|\u03bcg|mg|mgs|micrograms?|milligrams?)"
_PER_ML = re.compile(rf"{_MICRO_OR_MILLI}\s*(?:/|per)\s*(?:ml|millilit(?:re|er))", re.IGNORECASE)
_PER_DAY = re.compile(rf"{_MICRO_OR_MILLI}\s*(?:/|per|a)\s*(?:day|d|24\s*h(?:ours?|rs?)?)", re.IGNORECASE)
_ML = re.compile(r"ml|mls|millilit(?:re|er)s?", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{1,3})\s*(?:months?|mo)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"^(\d{1,3}(?:,\d{3})+)(\.\d+)(?!\d)")
_DAILY_LABEL = re.compile(r"day|daily|24")
MOST_MONTHS = 120
"""No pump lasts for ten years: seven at most (S105)."""


class Visit(NamedTuple):
    """The day of a booked visit, with its time if one is printed."""

    on: date
    at: time | None = None


def value_of(fact: PrintedFact, words: str, label: str, unit: str) -> Any:
    """What the words say of the fact. `unit` is what stood beside the label. Raises InputRefusedError."""
    if not words.strip():
        raise InputRefusedError("There is no value beside it.", "")
    if len(words) > LONGEST_INPUT:
        raise InputRefusedError("That is too long for one value.", "")
    if fact is PrintedFact.APPOINTMENT:
        return _visit(words)
    if fact in DATES:
        return parse_printed_date(_CLOCK.sub("", words))
    if fact in VOLUMES:
        return parse_volume(_with_unit(words, unit, _ML, "mL"))
    if fact is PrintedFact.STRENGTH:
        return parse_strength(_with_unit(_one_comma(BACLOFEN.sub("", words).strip(" ,")), unit, _PER_ML, "mcg/mL or mg/mL"))
    if fact is PrintedFact.DOSE:
        return _dose(words, label, unit)
    if fact is PrintedFact.ERI_MONTHS:
        return _months(words, label, unit)
    return _name(fact, words)


def _visit(words: str) -> Visit:
    clock = _CLOCK.search(words)
    at = parse_time(f"{clock[1]} {clock[2] or ''}".strip()) if clock else None
    return Visit(parse_printed_date(_CLOCK.sub("", words)), at)


def _with_unit(words: str, unit: str, known: re.Pattern[str], named: str) -> str:
    """The words with their unit; one of the label's if they have none. Refused without any, and if the two differ."""
    found = re.fullmatch(r"([\d.,' ]+?)\s*([^\d.,' ].*)?", words)
    own = (found[2] or "").strip() if found else words
    if own and unit and _plain(own) != _plain(unit):
        raise InputRefusedError(f'Its label says "{unit}", and the value "{own}".', "")
    if not own and not unit:
        raise InputRefusedError(f'"{words}" has no unit: {named}?', "")
    if not known.fullmatch(own or unit) and not re.search(r"\d\s*m(?:l|illil)", own, re.IGNORECASE):
        raise InputRefusedError(f'"{own or unit}" is not the unit of this: {named}.', "")
    return words if own else f"{words} {unit}"


def _plain(unit: str) -> str:
    tight = re.sub(r"\s+", "", unit.casefold()).replace("per", "/")
    short = re.sub(r"micrograms?|ug|\u00b5g|\u03bcg|mcgs", "mcg", tight)
    return re.sub(r"24h(?:ours?|rs?)?|\bd\b", "day", short)


def _one_comma(words: str) -> str:
    """`2,000.0` has one reading: commas before a point part thousands."""
    return _THOUSANDS.sub(lambda found: found[1].replace(",", "") + found[2], words)


def _dose(words: str, label: str, unit: str) -> Decimal:
    """A dose over 24 hours: the words, their unit or the label must say that it is of a day."""
    words = _one_comma(words)
    simple = re.fullmatch(rf"[\d.,]+\s*{_MICRO_OR_MILLI}", words, re.IGNORECASE)
    is_daily = bool(_DAILY_LABEL.search(label)) or bool(_PER_DAY.fullmatch(unit))
    if simple and is_daily and (not unit or _plain(unit).split("/")[0] == _plain(simple[0].lstrip("0123456789., "))):
        return parse_dose(words)
    if re.fullmatch(r"[\d.,]+", words) and not unit:
        raise InputRefusedError(f'"{words}" has no unit: mcg per day, or mg per day?', "")
    if simple and not unit:
        raise InputRefusedError(f'"{words}" does not say over which time.', "")
    if re.fullmatch(r"[\d.,]+", words) and is_daily and re.fullmatch(_MICRO_OR_MILLI, unit):
        return parse_dose(f"{words} {unit}")
    return parse_dose(_with_unit(words, unit, _PER_DAY, "mcg/day or mg/day"))


def _months(words: str, label: str, unit: str) -> int:
    found = _MONTHS.fullmatch(words)
    if not found or int(found[1]) > MOST_MONTHS or not (re.search("mo", f"{words} {unit}") or "months" in label):
        raise InputRefusedError(f'"{words}" is no number of months from 0 to {MOST_MONTHS}.', "")
    return int(found[1])


def _name(fact: PrintedFact, words: str) -> str:
    if names_a_label(words) or not re.search(r"[A-Za-z0-9]{2}", words) or "?" in words:
        raise InputRefusedError(f'"{words}" does not look like a {"drug" if fact is PrintedFact.DRUG else "name or number"}.', "")
    if re.fullmatch(r".*\d\s*m[lL]\b.*|\d{4}-\d{1,2}-\d{1,2}|.*\d[-/. ][A-Za-z\d]{1,9}[-/. ]\d{4}", words):
        raise InputRefusedError(f'"{words}" is a volume or a day.', "")
    return words

"""Days, times and units where people put them: `log 20 Nov 2026`, `dose 300 mcg`, `event mri 2026-11-20`, `book DATE 10:30 AM`.

Only what has one meaning is put in its place; all else stays as it was typed, and the command refuses it.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import takewhile

from itb_cli.domain.dates import parse_date
from itb_cli.domain.times import parse_time
from itb_cli.errors import InputRefusedError

NUMBER = re.compile(r"[\d.,]+")
UNIT = re.compile(r"(?:mcg|ug|\u00b5g|\u03bcg|mg|micrograms?)(?:\s?(?:/|per|a) ?(?:d|day|24 ?h))?")


BETWEEN_DAYS = {"from", "to", "until", "till"}


def placed(words: Sequence[str], today: date) -> list[str]:
    """`words` with what stands between the command and its first flag as the command expects it."""
    command, *rest = words
    typed = list(takewhile(lambda word: not word.startswith("-"), rest))
    place = _PLACES.get(command)
    return [command, *(place(typed, today) if place else typed), *rest[len(typed) :]]


def _is(read: Callable[[str], object], words: Sequence[str]) -> bool:
    try:
        read(" ".join(words))
    except InputRefusedError:
        return False
    return bool(words)


def _is_day(words: Sequence[str], today: date) -> bool:
    return _is(lambda text: parse_date(text, today), words)


def _log(typed: list[str], today: date) -> list[str]:
    return [" ".join(typed)] if _is_day(typed, today) else typed


def _event(typed: list[str], today: date) -> list[str]:
    return [typed[0], "--on", " ".join(typed[1:])] if _is_day(typed[1:], today) else typed


def _dose(typed: list[str], today: date) -> list[str]:
    for end in range(len(typed), 0, -1):
        number, unit, day = typed[0], " ".join(typed[1:end]), typed[end:]
        if (not unit or (NUMBER.fullmatch(number) and UNIT.fullmatch(unit.lower()))) and (not day or _is_day(day, today)):
            return [" ".join(typed[:end]), *(("--on", " ".join(day)) if day else ())]
    return typed


def _book(typed: list[str], today: date) -> list[str]:
    for end in range(len(typed), 0, -1):
        day, at = typed[:end], typed[end:]
        if _is_day(day, today) and (not at or _is(parse_time, at)):
            return [" ".join(day), *(("--at", " ".join(at)) if at else ())]
    return typed


def _trip(typed: list[str], today: date) -> list[str]:
    words = [word for word in typed if word.casefold() not in BETWEEN_DAYS]
    halves = [(words[:at], words[at:]) for at in range(1, len(words))]
    found = [(leave, back) for leave, back in halves if _is_day(leave, today) and _is_day(back, today)]
    return [" ".join(day) for day in found[0]] if len(found) == 1 else typed


_PLACES = {"log": _log, "event": _event, "dose": _dose, "book": _book, "trip": _trip}

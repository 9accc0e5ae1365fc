"""Figures in a question that tell a sign: a temperature, a blood pressure, days overdue, mL at a refill.

What counts as high is itb's own, on the safe side; no figure ever calms.
"""

import re
from collections.abc import Iterator

from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import SKIPPED

FEVER, COLD, PRESSURE = "fever", "low-temperature", "blood-pressure-change"
LATE, AFTER_REFILL = "missed-refill", "after-refill"
FEVER_C, HIGH_C, COLD_C, DEADLY_C = 37.8, 39.0, 35.0, 44.0
FEVER_F, HIGH_F, COLD_F, DEADLY_F = 100.0, 102.2, 95.0, 112.0
LEAST_C, LEAST_F = 30.0, 90.0


class _Seldom:
    """A pattern that is made ready when it is first needed: few questions have figures, and every start would pay."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        return re.search(self._pattern, text, re.IGNORECASE)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return re.finditer(self._pattern, text, re.IGNORECASE)


_NUMBER = r"(?<![\d.,/])(\d{2,3}(?:[.,]\d{1,2})?)(?![\d/]|[.,]\d)"
_TEMPERATURE = _Seldom(_NUMBER + r"\s*(?:°|º|degrees?\b|deg\b)?\s*(celsius|centigrade|fahrenheit|[cf]\b)?")
_WARM_WORDS = _Seldom(r"\b(?:temp|temps|temperature|temprature|tempature|fever|feverish|thermometer|pyrexia)\b")
_WARM = frozenset({"temperature", "fever", "feverish", "thermometer"})
_WEATHER = _Seldom(
    r"\b(?:weather|outside|outdoors|sun|sunny|forecast|oven|water|pool|bath|tub|room|car|greenhouse|sauna|heatwave|summer|shade)\b"
)
_DEGREES = _Seldom(r"°|º|\bdegrees?\b|\bdeg\b")
_PRESSURE = _Seldom(r"\b(\d{2,3})\s*(?:/|over)\s*(\d{2,3})\b")
_PRESSURE_WORDS = _Seldom(r"\b(?:bp|blood pressure|pressure)\b")
_COUNT = r"\b(?:\d{1,3}|a|one|two|three|four|five|six|seven|ten|few|couple of)\s+"
_LATE = _Seldom(_COUNT + r"(?:\w+\s+)?(?:day|week|month)s?\s+(?:overdue|late|past)\b")
_OTHERS_WORDS = _Seldom(
    r"\b(?:library|book|rent|bill|payment|tax|period|baby|homework|invoice|train|bus|flight|report|assignment|essay|essays|delivery)s?\b"
)
_SHOULD = _Seldom(r"\bshould(?:'ve|a|(?:\s+\w+){0,4}\s+have)\s+(?:\w+\s+){0,4}(?:re-?)?(?:fill|top)")
_PAST = _Seldom(r"\b(?:ago|last|yesterday|by now|already)\b")
_AMOUNT = _Seldom(r"\b\d{1,2}(?:\.\d+)?\s*(?:ml|mls|cc|ccs|millilit(?:re|er)s?)\b")
_EXPECTED = _Seldom(
    r"\b(?:instead of|expected|should have been|supposed to|more than|less than|left over|came out|drew out|only got)\b"
)


class Figure(NamedTuple):
    """A topic that a figure tells, how it was typed, and whether it is so high that it is an emergency by itself."""

    topic_id: str
    said: str
    is_high: bool = False


def figures_in(question: str, words: frozenset[str] = frozenset()) -> Iterator[Figure]:
    """What the figures of a question tell. `words`: its folded words, as they were meant."""
    text = " ".join(word for word in question.split() if word.casefold() not in SKIPPED or word.casefold() == "a")
    lowered = text.casefold()
    if not any(letter.isdigit() for letter in text) and not any(
        word in lowered for word in (" late", "overdue", " past", "should")
    ):
        return
    yield from _temperatures(text, is_told=_WARM_WORDS.search(text) is not None or not _WARM.isdisjoint(words))
    yield from _pressures(text)
    late = _LATE.search(text)
    if late and not _OTHERS_WORDS.search(text):
        yield Figure(LATE, late[0])
    should = _SHOULD.search(text)
    if should and _PAST.search(text):
        yield Figure(LATE, should[0])
    amount = _AMOUNT.search(text)
    if amount and _EXPECTED.search(text):
        yield Figure(AFTER_REFILL, amount[0])


def _temperatures(text: str, *, is_told: bool) -> Iterator[Figure]:
    if not is_told and _WEATHER.search(text):
        return
    alone = not re.sub(r"[\d\s.,°º]|degrees?|celsius|fahrenheit|[cf]\b", "", text.casefold())
    for match in _TEMPERATURE.finditer(text):
        value, unit = float(match[1].replace(",", ".")), (match[2] or "").casefold()[:1]
        is_marked = bool(unit) or _DEGREES.search(match[0]) is not None
        if not (is_told or is_marked or (alone and "." in match[1])):
            continue
        celsius, fahrenheit = unit in {"", "c"} and value < LEAST_F, unit in {"", "f"} and value >= LEAST_F
        said = match[0].strip()
        if (celsius and FEVER_C <= value < DEADLY_C) or (fahrenheit and FEVER_F <= value < DEADLY_F):
            yield Figure(FEVER, said, value >= (HIGH_C if celsius else HIGH_F))
        elif (celsius and LEAST_C <= value <= COLD_C) or (fahrenheit and LEAST_F <= value <= COLD_F):
            yield Figure(COLD, said)


def _pressures(text: str) -> Iterator[Figure]:
    for match in _PRESSURE.finditer(text):
        upper, lower = int(match[1]), int(match[2])
        told = _PRESSURE_WORDS.search(text) is not None or (upper >= 80 and lower >= 40)
        if told and 50 <= upper <= 300 and 20 <= lower <= 200 and upper > lower and not (100 <= upper < 140 and 60 <= lower < 90):
            yield Figure(PRESSURE, match[0])

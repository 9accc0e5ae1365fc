"""Figures in a question that tell something: temperature, blood pressure, breaths, pulse, days overdue, mL, height, depth.

What counts as high is itb's own, on the safe side; no figure ever calms.
"""

import re
from collections.abc import Iterator

from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import SKIPPED

FEVER, COLD, PRESSURE = "fever", "low-temperature", "blood-pressure-change"
BREATHS, PULSE, OTHER_SIGN, HEIGHT, DIVE = "slow-breathing", "sweating", "new-sign", "high-altitude", "scuba"
CONFUSION, OVERDOSE, SLEEPY = "confusion", "overdose-signs", "sleepiness"
MANY_TABLETS, LONG_SLEEP_HOURS = 5, 14
LATE, AFTER_REFILL = "missed-refill", "after-refill"
FEW_BREATHS, MANY_BREATHS, LEAST_OXYGEN, SLOW_PULSE, FAST_PULSE = 12, 30, 93, 45, 110
HIGH_M, HIGH_FT = 1_500, 5_000
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
_NEAR = r"\D{0,14}?"
_NO_TIME = r"\b(?!\s*(?:minutes|mins|hours?|days?|weeks?|months?|years?|am|pm|:|/|ml|mg|mcg))"
_BREATHS = _Seldom(
    r"\b(?:resps?|respirations?|respiratory rate|resp rate|rr|breaths?|breathing|breathes)\b" + _NEAR + r"\b(\d{1,2})" + _NO_TIME
)
_OXYGEN = _Seldom(r"\b(?:sats?|spo2|o2|oxygen|saturations?)\b" + _NEAR + r"\b(\d{2})" + _NO_TIME)
_PULSE = _Seldom(r"\b(?:pulse|heart ?rate|hr|heart|heartbeat)\b" + _NEAR + r"\b(\d{2,3})" + _NO_TIME)
_BEATS = _Seldom(r"\b(\d{2,3})\s*(?:bpm|beats)\b")
_HEIGHT = _Seldom(r"\b(\d{1,2}[., ]?\d{3})\s*(m|metres?|meters?|ft|foot|feet)\b")
_NO_HEIGHT = _Seldom(r"\b(?:run|race|sprint|swim|row|track|deep|depth|dive|diving|walk|away|long|relay)\b")
_DEPTH = _Seldom(r"\b\d{1,3}\s*(?:m|metres?|meters?|ft|foot|feet)\b")
_DIVE = _Seldom(r"\b(?:dives?|dived|dove|diving|scuba)\b")
_COUNT = r"\b(?:\d{1,3}|a|one|two|three|four|five|six|seven|ten|few|couple of)\s+"
_LATE = _Seldom(_COUNT + r"(?:\w+\s+)?(?:day|week|month)s?\s+(?:overdue|late|past)\b")
_OTHERS_WORDS = _Seldom(
    r"\b(?:library|book|rent|bill|payment|tax|period|baby|homework|invoice|train|bus|flight|report|assignment|essay|essays|delivery)s?\b"
)
_SHOULD = _Seldom(r"\bshould(?:'ve|a|(?:\s+\w+){0,4}\s+have)\s+(?:\w+\s+){0,4}(?:re-?)?(?:fill|top)")
_MEANT = _Seldom(r"\b(?:suppos\w*|meant|due|booked|scheduled) (?:to|for)\b.{0,20}\b(?:re-?)?(?:fill|top)")
_MISTAKEN = _Seldom(
    r"\b(?:thinks?|believes?|convinced|insists?|says|swears)\b(?: that)? (?:it is|it's|its|we are in|we're in|this is)\b.{0,15}\b"
    r"(?:19\d\d|20[01]\d)\b"
)
_SWALLOWED = _Seldom(
    r"\b(?:took|taken|swallow\w*|ate|eaten|had|gave|given)\b(?: \w+){0,2} (\d{1,3})(?! ?m[gl])"
    r"(?: \w+){0,2} (?:baclofen|lioresal|tablets?|pills?|tabs?)\b"
)
_SLEPT = _Seldom(r"\b(?:sleeps?|slept|asleep|sleeping)\b\D{0,20}?\b(\d{2}) ?(?:hours?|hrs?|h)\b")
_SHOULD_BE = _Seldom(r"\b(?:re-?)?fill(?:ed)?\s+(?:\w+\s+){0,2}should(?:'ve|\s+have)\b")
_PAST = _Seldom(r"\b(?:ago|last|yesterday|by now|already)\b")
_AMOUNT = _Seldom(r"\b\d{1,2}(?:\.\d+)?\s*(?:ml|mls|cc|ccs|millilit(?:re|er)s?)\b")
_EXPECTED = _Seldom(
    r"\b(?:instead of|expected|should(?:'ve| have) been|supposed to|more than|less than|left over|only got|meant to be|"
    r"there should be|found only|thought|than planned|than it should|than predicted|"
    r"came out|came back|drew out|took out|pulled out|drawn out)\b"
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
        word in lowered for word in (" late", "overdue", " past", "should", "suppos", "meant", "due ", "booked")
    ):
        return
    yield from _temperatures(text, is_told=_WARM_WORDS.search(text) is not None or not _WARM.isdisjoint(words))
    for reader in (_pressures, _lateness, _tablets, _sleep, _breaths, _pulses, _heights, _depth):
        yield from reader(text)
    if (amount := _AMOUNT.search(text)) and (_EXPECTED.search(text) or _EXPECTED.search(" ".join(question.split()))):
        yield Figure(AFTER_REFILL, amount[0])
    if mistaken := _MISTAKEN.search(question):
        yield Figure(CONFUSION, mistaken[0])


def _lateness(text: str) -> Iterator[Figure]:
    if (late := _LATE.search(text)) and not _OTHERS_WORDS.search(text):
        yield Figure(LATE, late[0])
    should = _SHOULD_BE.search(text) or ((_SHOULD.search(text) or _MEANT.search(text)) if _PAST.search(text) else None)
    if should:
        yield Figure(LATE, should[0])


def _tablets(text: str) -> Iterator[Figure]:
    if (swallowed := _SWALLOWED.search(text)) and int(swallowed[1]) >= MANY_TABLETS:
        yield Figure(OVERDOSE, swallowed[0])


def _sleep(text: str) -> Iterator[Figure]:
    if (slept := _SLEPT.search(text)) and int(slept[1]) >= LONG_SLEEP_HOURS:
        yield Figure(SLEEPY, slept[0])


def _depth(text: str) -> Iterator[Figure]:
    if (depth := _DEPTH.search(text)) and _DIVE.search(text):
        yield Figure(DIVE, depth[0])


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


def is_no_fever(question: str) -> bool:
    """Whether "temperature" here is that of a thing or of the air, or stands with a figure that is no fever."""
    if _WEATHER.search(question):
        return True
    values = [(float(match[1].replace(",", ".")), match[2] or "") for match in _TEMPERATURE.finditer(question)]
    usual = [LEAST_C <= value < FEVER_C or LEAST_F <= value < FEVER_F for value, _ in values]
    return bool(usual) and all(usual)


def _pressures(text: str) -> Iterator[Figure]:
    for match in _PRESSURE.finditer(text):
        upper, lower = int(match[1]), int(match[2])
        told = _PRESSURE_WORDS.search(text) is not None or (upper >= 80 and lower >= 40)
        if told and 50 <= upper <= 300 and 20 <= lower <= 200 and upper > lower and not (100 <= upper < 140 and 60 <= lower < 90):
            yield Figure(PRESSURE, match[0])


def _breaths(text: str) -> Iterator[Figure]:
    for match in _BREATHS.finditer(text):
        if not FEW_BREATHS < int(match[1]) < MANY_BREATHS:
            yield Figure(BREATHS, match[0])
    for match in _OXYGEN.finditer(text):
        if 40 <= int(match[1]) < LEAST_OXYGEN:
            yield Figure(BREATHS, match[0])


def _pulses(text: str) -> Iterator[Figure]:
    for match in (*_PULSE.finditer(text), *_BEATS.finditer(text)):
        if FAST_PULSE <= int(match[1]) <= 250:
            yield Figure(PULSE, match[0])
        elif 20 <= int(match[1]) <= SLOW_PULSE:
            yield Figure(OTHER_SIGN, match[0])


def _heights(text: str) -> Iterator[Figure]:
    found = _HEIGHT.search(text)
    if found and not _NO_HEIGHT.search(text):
        value = int(re.sub(r"\D", "", found[1]))
        if value >= (HIGH_FT if found[2].casefold().startswith("f") else HIGH_M):
            yield Figure(HEIGHT, found[0])

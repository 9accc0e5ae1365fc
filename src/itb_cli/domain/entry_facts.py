"""The table of facts: one row a fact of an entry, in the order in which they are told. Which kind has which: `record`."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from itb_cli.domain.dates import Direction, parse_date, parse_printed_date, spoken_short
from itb_cli.domain.quantities import parse_dose, parse_strength, parse_volume, spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.scales import parse_sleep, parse_spasms, parse_tightness, spoken_sleep, spoken_spasms, spoken_tightness
from itb_cli.domain.text import for_record
from itb_cli.domain.times import parse_time


class Fact(NamedTuple):
    """One fact: its field in the record, its flag of `edit`, how typed words are read, and how it is told.

    `column` is its name in CSV and in the history if it is not the field's. Without `told` the page has words of its own.
    """

    field: str
    flag: str | None = None
    read: Callable[[str, date], Any] | None = None
    told: Callable[[Any], str] | None = None
    column: str = ""


def _past(words: str, today: date) -> date:
    return parse_date(words, today, Direction.PAST)


def _without_day(read: Callable[[str], Any]) -> Callable[[str, date], Any]:
    return lambda words, _today: read(words)


_TEXT, _PRINTED = _without_day(for_record), _without_day(parse_printed_date)

FACTS = (
    Fact("id"),
    Fact("on", "on", _past),
    Fact("at", "at", _without_day(parse_time), lambda at: f"at {at:%H:%M}"),
    Fact("kind", column="event"),
    Fact("alarm_date", "alarm_date", _PRINTED, lambda day: f"alarm date {spoken_short(day)}"),
    Fact("refill_by", "refill_by", _PRINTED, lambda day: f"refill by {spoken_short(day)}"),
    Fact("filled_ml", "filled", _without_day(parse_volume), lambda volume: f"filled {spoken_volume(volume)}"),
    Fact("strength_mcg_per_ml", "strength", _without_day(parse_strength), spoken_strength),
    Fact("dose_mcg_per_day", "dose", _without_day(parse_dose), spoken_dose),
    Fact("place", "place", _TEXT, str),
    Fact("status", told=str),
    Fact("checked_on", "checked", _past),
    Fact("spasms", "spasms", _without_day(parse_spasms), lambda step: f"spasms {spoken_spasms(step)}"),
    Fact("tightness", "tightness", _without_day(parse_tightness), lambda step: f"tightness {spoken_tightness(step)}"),
    Fact("sleep_hours", "sleep", _without_day(parse_sleep), lambda hours: f"sleep {spoken_sleep(hours)}"),
    Fact("note", "note", _TEXT, lambda note: f"note: {note}"),
)

"""The table of facts: one row a fact of an entry, in the order in which they are told. Which kind has which: `record`."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from itb_cli.domain.dates import Direction, parse_date, parse_printed_date, spoken_short
from itb_cli.domain.quantities import parse_dose, parse_strength, parse_volume, spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.record import AppointmentStatus, EventKind
from itb_cli.domain.scales import parse_sleep, parse_spasms, parse_tightness, spoken_sleep, spoken_spasms, spoken_tightness
from itb_cli.domain.text import for_record
from itb_cli.domain.times import parse_time
from itb_cli.domain.values import NamedTuple


class Fact(NamedTuple):
    """One fact: its field in the record, its flag, how typed words are read, how it is told, and what stands before it in a list.

    `column` is its name in CSV and in the history if it is not the field's. Without `told` the page has words of its own.
    `stricter` gives of two values the one with which a date comes nearer, or which nobody minds to have: it is tried first
    when records are joined. Every fact of a refill, a dose change or an event has it; of the day that is told by kind: `entries`.
    `label` names it for people where its value stands bare. `shared`: it may leave the house in a report that names nobody;
    what is not said so may not. `help`, which is its name if it says nothing, and `metavar` are of its flag.
    """

    field: str
    flag: str | None = None
    read: Callable[[str, date], Any] = lambda words, _today: words
    told: Callable[[Any], str] | None = None
    before: str = ""
    column: str = ""
    stricter: Callable[[Any, Any], Any] | None = None
    label: str = ""
    shared: bool = False
    help: str = ""
    metavar: str = "TEXT"

    @property
    def name(self) -> str:
        """For people, with the unit of a bare figure."""
        return self.label or self.field.replace("_", " ")

    @property
    def bare_name(self) -> str:
        """For people, without a unit."""
        name, _, unit = self.label.partition(", in ")
        return name if unit else self.field.replace("_", " ")

    def listed(self, value: Any) -> str:
        """The value among those of other facts; nothing if none is recorded. 0 is a value."""
        return f"{self.before}{self.told(value)}" if self.told and value not in (None, "") else ""

    @property
    def is_printed(self) -> bool:
        """Whether it is a day that the clinic printed."""
        return self.read is _PRINTED


def _past(words: str, today: date) -> date:
    return parse_date(words, today, Direction.PAST)


def _without_day(read: Callable[[str], Any]) -> Callable[[str, date], Any]:
    return lambda words, _today: read(words)


_TEXT, _PRINTED = _without_day(lambda words: for_record(words.strip())), _without_day(parse_printed_date)


def _both(here: str, there: str) -> str:
    """Both notes; one that stands within the other is not said twice."""
    return here if there in here else there if here in there else f"{here} / {there}"


def _gravest(here: EventKind, there: EventKind) -> EventKind:
    """An alarm stands over everything else that may upset a pump."""
    return there if there is EventKind.ALARM else here


def _least_comfort(here: AppointmentStatus, there: AppointmentStatus) -> AppointmentStatus:
    """A visit that may be cancelled is no comfort, nor is one that is over."""
    return max(here, there, key=(AppointmentStatus.BOOKED, AppointmentStatus.DONE, AppointmentStatus.CANCELLED).index)


FACTS = (
    Fact("id"),
    Fact("on", "on", _past, label="day", shared=True, help="day", metavar="DATE"),
    # Nobody misses a visit by coming early.
    Fact(
        "at",
        "at",
        _without_day(parse_time),
        lambda at: f"{at:%H:%M}",
        "at ",
        stricter=min,
        shared=True,
        help="time of an appointment",
        metavar="TIME",
    ),
    Fact("kind", column="event", stricter=_gravest, shared=True),
    Fact(
        "alarm_date",
        "alarm_date",
        _PRINTED,
        spoken_short,
        "alarm date ",
        stricter=min,
        shared=True,
        help="alarm date",
        metavar="DATE",
    ),
    Fact(
        "refill_by",
        "refill_by",
        _PRINTED,
        spoken_short,
        "refill by ",
        stricter=min,
        shared=True,
        help="refill-by date of the clinic",
        metavar="DATE",
    ),
    # Less drug.
    Fact(
        "filled_ml",
        "filled",
        _without_day(parse_volume),
        spoken_volume,
        "filled ",
        stricter=min,
        label="filled, in mL",
        shared=True,
        help="volume, such as 20 mL",
        metavar="VOLUME",
    ),
    Fact(
        "strength_mcg_per_ml",
        "strength",
        _without_day(parse_strength),
        spoken_strength,
        stricter=min,
        label="strength, in mcg per mL",
        shared=True,
        help="strength",
        metavar="STRENGTH",
    ),
    # Uses up more. Not before a rise, which it turns into a fall, nor if a date was printed on it.
    Fact(
        "dose_mcg_per_day",
        "dose",
        _without_day(parse_dose),
        spoken_dose,
        stricter=max,
        label="dose, in mcg per day",
        shared=True,
        help="dose over 24 hours",
        metavar="DOSE",
    ),
    Fact("place", "place", _TEXT, str, help="place of an appointment"),
    Fact("status", told=str, stricter=_least_comfort, shared=True),
    # Unchecked for longer.
    Fact(
        "checked_on",
        "checked",
        _past,
        stricter=max,
        label="pump checked",
        shared=True,
        help="day of the check after an event",
        metavar="DATE",
    ),
    Fact(
        "spasms",
        "spasms",
        _without_day(parse_spasms),
        spoken_spasms,
        "spasms ",
        stricter=max,
        shared=True,
        help="step of spasms in the diary",
        metavar="0-4",
    ),
    Fact(
        "tightness",
        "tightness",
        _without_day(parse_tightness),
        spoken_tightness,
        "tightness ",
        stricter=max,
        shared=True,
        help="tightness in the diary",
        metavar="0-10",
    ),
    Fact(
        "sleep_hours",
        "sleep",
        _without_day(parse_sleep),
        spoken_sleep,
        "sleep ",
        shared=True,
        help="hours of sleep in the diary",
        metavar="HOURS",
    ),
    Fact("note", "note", _TEXT, str, "note: ", stricter=_both, help="note"),
)
BY_FIELD: Mapping[str, Fact] = {fact.field: fact for fact in FACTS}


def typed_facts(type_: type) -> dict[str, Fact]:
    """The facts of a kind of entry that can be typed, but for its day, by the name of their flag."""
    facts = (BY_FIELD[name] for name in type_.__annotations__ if name in BY_FIELD)
    return {fact.flag: fact for fact in facts if fact.flag and fact.field != "on"}


def read_facts(type_: type, words: Mapping[str, str | None], today: date) -> dict[str, Any]:
    """The values of what was typed by flag, by field; an empty text is none. Raises InputRefusedError."""
    facts = typed_facts(type_)
    typed = ((fact, words[flag]) for flag, fact in facts.items() if flag in words)
    return {
        fact.field: fact.read(text, today)
        for fact, text in typed
        if text is not None and (text.strip() or fact.read is not _TEXT)
    }

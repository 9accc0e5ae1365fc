"""Safety topics as values: levels, kinds, statements per pump, sources. Not their texts (content) nor their matching."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple


class Level(StrEnum):
    """What a topic tells you to do, the strictest first."""

    EMERGENCY = "emergency"
    CALL_NOW = "call_now"
    DO_NOT = "do_not"
    ASK_FIRST = "ask_first"
    TELL_STAFF = "tell_staff"
    CARE = "care"
    INFORMATION = "information"
    UNKNOWN = "unknown"


OWN = "own"
"""Stands in place of a source's id: a rule of itb itself, on the strict side, that no source says (evidence 13.6)."""
STRICTNESS = {level: rank for rank, level in enumerate(Level)}


class Kind(StrEnum):
    """What sort of thing a topic is."""

    SYMPTOM = "symptom"
    SOUND = "sound"
    ACTIVITY = "activity"
    EXPOSURE = "exposure"
    PROCEDURE = "procedure"
    MEDICINE = "medicine"
    INFORMATION = "information"


class PumpNote(NamedTuple):
    """What holds for some pump families only; `level` if it is stricter for them."""

    families: tuple[PumpFamily, ...]
    text: str
    sources: tuple[str, ...]
    level: Level | None


class PumpRules(NamedTuple):
    """A topic's level and notes for one pump. `is_for_any_pump`: the pump's own are not known, so all pumps' count."""

    level: Level
    notes: tuple[PumpNote, ...]
    is_for_any_pump: bool


class ArticlePart(NamedTuple):
    """What the article says on a topic, in our words, and under which of its headings."""

    heading: str
    text: str


class Source(NamedTuple):
    """Who says so. `tier`: A regulator or label, B maker, C hospital or peer-reviewed, D the article only, `own` itb itself."""

    id: str
    title: str
    publisher: str
    date: str
    tier: str
    url: str = ""
    author: str = ""
    editor: str = ""
    reviewer: str = ""


class Topic(NamedTuple):
    """One thing that can be checked.

    `worse_with_signs`: with any sign beside it, it is an emergency (an alarm, a late refill, an unreachable clinic).
    `calls`: steps of a sign that go once it is in danger, since the first step of an emergency says more.
    `together`: groups of words that name it wherever they stand in a question.
    """

    id: str
    title: str
    kind: Kind
    level: Level
    aliases: tuple[str, ...]
    steps: tuple[Statement, ...]
    why: tuple[Statement, ...]
    numbers: tuple[Statement, ...]
    pump_notes: tuple[PumpNote, ...]
    varies: Statement | None
    article: ArticlePart | None
    reviewed_on: date
    review_by: date
    signed_by: str | None = None
    worse_with_signs: bool = False
    together: tuple[tuple[str, ...], ...] = ()
    calls: tuple[Statement, ...] = ()


class Section(NamedTuple):
    """One section of `itb learn`: the article retold. `see` names topics that go further."""

    id: str
    title: str
    aliases: tuple[str, ...]
    headings: tuple[str, ...]
    paragraphs: tuple[Statement, ...]
    see: tuple[str, ...]


def strictest(levels: Iterable[Level]) -> Level:
    """The strictest of the levels; `unknown` if there is none."""
    return min(levels, key=STRICTNESS.__getitem__, default=Level.UNKNOWN)


def rules_for(topic: Topic, family: PumpFamily | None) -> PumpRules:
    """What holds for a pump. If it is not known, or the topic does not name it, the strictest for any pump (R77, F24)."""
    named = tuple(note for note in topic.pump_notes if family in note.families)
    level = strictest([topic.level, *(note.level for note in named or topic.pump_notes if note.level)])
    is_for_any_pump = not named and bool(topic.pump_notes) and (family is None or level is not topic.level)
    return PumpRules(level, topic.pump_notes if is_for_any_pump else named, is_for_any_pump)


def sources_of(topic: Topic, notes: Iterable[PumpNote]) -> tuple[str, ...]:
    """The ids of all sources behind an answer, the article first if it speaks of the topic."""
    ids = ["S01"] if topic.article else []
    statements = (*topic.steps, *topic.why, *topic.numbers, *((topic.varies,) if topic.varies else ()))
    for group in (*(statement.sources for statement in statements), *(note.sources for note in notes)):
        ids.extend(source for source in group if source not in ids)
    return tuple(sorted(dict.fromkeys(ids), key=OWN.__eq__))

"""Safety topics as values: levels, kinds, statements per pump, sources. Not their texts (content) nor their matching."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement


class Level(StrEnum):
    """What a topic tells you to do, the strictest first (design section 5)."""

    EMERGENCY = "emergency"
    CALL_NOW = "call_now"
    DO_NOT = "do_not"
    ASK_FIRST = "ask_first"
    TELL_STAFF = "tell_staff"
    CARE = "care"
    INFORMATION = "information"
    UNKNOWN = "unknown"


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
    """What holds for some pump families only; `level` where it is stricter for them."""

    families: tuple[PumpFamily, ...]
    text: str
    sources: tuple[str, ...]
    level: Level | None


class ArticlePart(NamedTuple):
    """What the article says on a topic, in our words, and under which of its headings."""

    heading: str
    text: str


@dataclass(frozen=True)
class Source:
    """Who says so. `tier`: A regulator or label, B maker, C hospital or peer-reviewed, D secondary (the article only)."""

    id: str
    title: str
    publisher: str
    date: str
    tier: str
    url: str = ""
    author: str = ""
    editor: str = ""
    reviewer: str = ""


@dataclass(frozen=True)
class Topic:
    """One thing that can be checked."""

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


@dataclass(frozen=True)
class Section:
    """One section of `itb learn`: the article retold. `see` names topics that go further."""

    id: str
    title: str
    aliases: tuple[str, ...]
    headings: tuple[str, ...]
    paragraphs: tuple[Statement, ...]
    see: tuple[str, ...]


def strictest(levels: Iterable[Level]) -> Level:
    """The strictest of the levels; `unknown` where there is none."""
    return min(levels, key=STRICTNESS.__getitem__, default=Level.UNKNOWN)


def level_for(topic: Topic, family: PumpFamily | None) -> Level:
    """The topic's level for a pump; where the pump is not known, the strictest for any pump (R77, F24)."""
    levels = [note.level for note in topic.pump_notes if note.level and (family is None or family in note.families)]
    return strictest([topic.level, *levels])


def notes_for(topic: Topic, family: PumpFamily | None) -> tuple[PumpNote, ...]:
    """The notes that hold for a pump; all of them where the pump is not known or is of no family listed."""
    matching = tuple(note for note in topic.pump_notes if family in note.families)
    return matching or topic.pump_notes


def sources_of(topic: Topic, notes: Iterable[PumpNote]) -> tuple[str, ...]:
    """The ids of all sources behind an answer, the article first where it speaks."""
    ids = ["S01"] if topic.article else []
    statements = (*topic.steps, *topic.why, *topic.numbers, *((topic.varies,) if topic.varies else ()))
    for group in (*(statement.sources for statement in statements), *(note.sources for note in notes)):
        ids.extend(source for source in group if source not in ids)
    return tuple(dict.fromkeys(ids))

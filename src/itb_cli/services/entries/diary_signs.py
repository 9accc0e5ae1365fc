"""Signs in the diary that ask for help: in a note's words, and in its figures. They make an answer stricter, never milder.

What a topic says is content. That spasms or tightness got worse is itb's own reckoning: no checked source has a limit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.matching import LONGEST_QUESTION
from itb_cli.domain.pumps import pump_family
from itb_cli.domain.record import DiaryEntry, Record
from itb_cli.domain.scales import MOST_SPASMS
from itb_cli.domain.topics import Level, rules_for
from itb_cli.domain.understanding import understand
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ContentDamagedError
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.knowledge.topic_views import TopicView, topic_views
from itb_cli.services.supply.record_dangers import dangers_in_record

COMPARED = 7
"""So many entries before one are looked at: ups and downs of one step are many people's every day, and crying wolf harms too."""
VERY_TIGHT = 8
LONG_SLEEP_HOURS = Decimal(14)
RECENT = timedelta(days=7)
"""Signs of so many days up to the newest entry are shown with the diary."""
SPASMS_TOPIC = "spasms-returning"
SLEEPINESS_TOPIC = "sleepiness"
PIECE, OVERLAP = LONGEST_QUESTION - 1_000, 900
"""A long note is read in pieces that overlap, so that no sign stands across a border."""


class Rise(NamedTuple):
    """What counts as worse: `clear` steps above the best before; or `new` steps above it, above all before, and `least` high."""

    clear: int
    new: int
    least: int


SPASMS_RISE = Rise(clear=2, new=1, least=2)
TIGHTNESS_RISE = Rise(clear=3, new=2, least=2)


class Why(StrEnum):
    """What in an entry asks for help."""

    NOTE = "note"
    SPASMS_MOST = "spasms_most"
    SPASMS_WORSE = "spasms_worse"
    VERY_TIGHT = "very_tight"
    TIGHTNESS_WORSE = "tightness_worse"
    LONG_SLEEP = "long_sleep"


class Reason(NamedTuple):
    """One thing in an entry that asks for help; `value` and, if something got worse, the best value `before`."""

    why: Why
    value: Decimal | None = None
    before: Decimal | None = None


class Signs(NamedTuple):
    """What the entries give reason for, and the topics that answer, the strictest first.

    `known` is False if the packaged knowledge could not be read, so that nothing could be looked up.
    """

    reasons: tuple[Reason, ...] = ()
    topics: tuple[TopicView, ...] = ()
    known: bool = True

    @property
    def are_there(self) -> bool:
        """Whether something asks for help, or could not be looked up."""
        return bool(self.reasons or not self.known)


def signs_in(record: Record, entries: Iterable[DiaryEntry], as_of: AsOf, content: Knowledge) -> Signs:
    """The signs in `entries`, each compared with what stands before it in the diary of `record`."""
    in_order = in_order_of_days(record.diary_entries)
    reasons: list[Reason] = []
    matched: dict[str, str] = {}
    known = True
    for entry in entries:
        reasons += _in_figures(entry, _before(entry, in_order))
    for note in dict.fromkeys(entry.note for entry in entries if entry.note):
        try:
            found = _in_note(note, record, content)
        except ContentDamagedError:
            known = False
            continue
        matched = {**found, **matched}
        reasons += [Reason(Why.NOTE)] if found else []
    matched |= {_TOPICS[reason.why]: "" for reason in reasons if reason.why in _TOPICS and _TOPICS[reason.why] not in matched}
    try:
        topics = topic_views(matched, pump_family(record.pump.model), as_of, content, dangers_in_record(record, as_of))
    except ContentDamagedError:
        return Signs(tuple(dict.fromkeys(reasons)), (), known=False)
    return Signs(tuple(dict.fromkeys(reasons)), tuple(topics), known)


def recent_entries(diary: Sequence[DiaryEntry], as_of: AsOf) -> tuple[DiaryEntry, ...]:
    """The newest entries up to the day of the answer."""
    past = [entry for entry in diary if entry.on <= as_of.day]
    newest = max((entry.on for entry in past), default=as_of.day)
    return tuple(entry for entry in past if entry.on > newest - RECENT)


def in_order_of_days(diary: Iterable[DiaryEntry]) -> tuple[DiaryEntry, ...]:
    """Oldest first; of one day in the order of the record."""
    return tuple(sorted(diary, key=lambda entry: entry.on))


def _before(entry: DiaryEntry, in_order: Sequence[DiaryEntry]) -> list[DiaryEntry]:
    """What was written of the days up to that of `entry`, without itself and what stands after it on its day."""
    place = next((at for at, other in enumerate(in_order) if other is entry), None)
    return [other for other in in_order[:place] if other.on <= entry.on]


def _in_figures(entry: DiaryEntry, before: Sequence[DiaryEntry]) -> Iterator[Reason]:
    spasms = _known(item.spasms for item in before)
    tightness = _known(item.tightness for item in before)
    if entry.spasms is not None and entry.spasms >= MOST_SPASMS:
        yield Reason(Why.SPASMS_MOST, Decimal(entry.spasms))
    elif _is_worse(entry.spasms, spasms, SPASMS_RISE):
        yield Reason(Why.SPASMS_WORSE, _decimal(entry.spasms), Decimal(min(spasms)))
    if entry.tightness is not None and entry.tightness >= VERY_TIGHT:
        yield Reason(Why.VERY_TIGHT, Decimal(entry.tightness))
    elif _is_worse(entry.tightness, tightness, TIGHTNESS_RISE):
        yield Reason(Why.TIGHTNESS_WORSE, _decimal(entry.tightness), Decimal(min(tightness)))
    if entry.sleep_hours is not None and entry.sleep_hours >= LONG_SLEEP_HOURS:
        yield Reason(Why.LONG_SLEEP, entry.sleep_hours)


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None][-COMPARED:]


def _is_worse(value: int | None, before: Sequence[int], rise: Rise) -> bool:
    if value is None or not before:
        return False
    is_new = value > max(before) and value >= max(rise.least, min(before) + rise.new)
    return is_new or value >= min(before) + rise.clear


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _in_note(note: str, record: Record, content: Knowledge) -> dict[str, str]:
    """The topics of emergencies and of calls at once that a note names, with the words that name them."""
    family = pump_family(record.pump.model)
    found: dict[str, str] = {}
    for start in range(0, max(len(note) - OVERLAP, 1), PIECE - OVERLAP):
        piece = note[start : start + PIECE]
        understood = understand(piece, content.topic_index, content.lexicon, lambda: content.ordinary_words)
        for told in (*understood.told, *understood.denied):  # whoever writes of a sign has it in mind: in doubt it counts
            found.update({topic: told.matched for topic in told.topic_ids if topic not in found})
    urgent = (Level.EMERGENCY, Level.CALL_NOW)
    return {topic: words for topic, words in found.items() if rules_for(content.topics[topic], family).level in urgent}


_TOPICS: Mapping[Why, str] = {
    **dict.fromkeys((Why.SPASMS_MOST, Why.SPASMS_WORSE, Why.VERY_TIGHT, Why.TIGHTNESS_WORSE), SPASMS_TOPIC),
    Why.LONG_SLEEP: SLEEPINESS_TOPIC,
}

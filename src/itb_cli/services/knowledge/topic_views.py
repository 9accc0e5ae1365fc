"""What a topic says for a pump on a day; and a sign in danger, with the steps of an emergency."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.pumps import PUMP_NAMES, PumpFamily
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import STRICTNESS, ArticlePart, Kind, Level, Source, Topic, rules_for, sources_of
from itb_cli.domain.values import NamedTuple
from itb_cli.services.knowledge.dangers import Danger, Dangers, dangers_among, steps_in_danger
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.notices import Notice, Signal

ARTICLE = "S01"
FEVER = "fever"


class SourceView(NamedTuple):
    """Who says so; `section` is the article's heading if the article is cited."""

    id: str
    title: str
    publisher: str
    section: str | None
    date: str | None
    tier: str
    author: str | None
    reviewer: str | None


class PumpNoteView(NamedTuple):
    """What holds for some pumps only."""

    pumps: tuple[str, ...]
    text: str
    sources: tuple[str, ...]


class TopicView(NamedTuple):
    """One topic's answer for this person's pump. `strictest_for_any_pump`: the pump's own rules are not known."""

    id: str
    title: str
    kind: Kind
    level: Level
    matched: str
    steps: tuple[Statement, ...]
    why: tuple[Statement, ...]
    numbers: tuple[Statement, ...]
    pump_notes: tuple[PumpNoteView, ...]
    strictest_for_any_pump: bool
    varies: Statement | None
    article: ArticlePart | None
    sources: tuple[SourceView, ...]
    reviewed_on: date
    review_by: date
    review_passed: bool
    signed_by: str | None
    raised_by: tuple[Danger, ...] = ()


def topic_views(
    matched: Mapping[str, str],
    family: PumpFamily | None,
    as_of: AsOf,
    content: Knowledge,
    dangers: Dangers = (),
    high: frozenset[str] = frozenset(),
) -> list[TopicView]:
    """The topics by their ids, each with the words that called for it, the strictest first.

    `dangers`: why every sign is an emergency, from the record or the rest of the question. `high`: signs that are one anyway.
    """
    found = {topic_id: topic_view(content.topics[topic_id], words, family, as_of, content) for topic_id, words in matched.items()}
    signs = [topic_id for topic_id, topic in found.items() if topic.kind is Kind.SYMPTOM]
    reasons = tuple(dict.fromkeys((*dangers, *dangers_among(matched, content))))
    for topic_id in signs:
        because = reasons
        if FEVER in found and len(signs) > 1:
            because += (Danger.FEVER,)
        if topic_id in high:
            because += (Danger.HIGH,)
        if because:
            found[topic_id] = _raised(found[topic_id], because, content)
    return sorted(found.values(), key=lambda topic: STRICTNESS[topic.level])


def topic_view(topic: Topic, matched: str, family: PumpFamily | None, as_of: AsOf, content: Knowledge) -> TopicView:
    """What a topic says for a pump of `family` on a day; `matched` are the words that called for it."""
    rules = rules_for(topic, family)
    return TopicView(
        id=topic.id,
        title=topic.title,
        kind=topic.kind,
        level=rules.level,
        matched=matched,
        steps=topic.steps,
        why=topic.why,
        numbers=topic.numbers,
        pump_notes=tuple(
            PumpNoteView(tuple(PUMP_NAMES[model] for model in note.families), note.text, note.sources) for note in rules.notes
        ),
        strictest_for_any_pump=rules.is_for_any_pump,
        varies=topic.varies,
        article=topic.article,
        sources=tuple(_source(content.sources[source], topic) for source in sources_of(topic, rules.notes)),
        reviewed_on=topic.reviewed_on,
        review_by=topic.review_by,
        review_passed=as_of.day > topic.review_by,
        signed_by=topic.signed_by,
    )


def _source(source: Source, topic: Topic) -> SourceView:
    return _view_of(source, topic.article.heading if topic.article and source.id == ARTICLE else None)


def _view_of(source: Source, section: str | None) -> SourceView:
    return SourceView(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        section=section,
        date=source.date or None,
        tier=source.tier,
        author=source.author or None,
        reviewer=source.reviewer or None,
    )


def _raised(topic: TopicView, because: Dangers, content: Knowledge) -> TopicView:
    """The sign as an emergency: its level, its steps, and why."""
    if topic.level is Level.EMERGENCY:
        return topic._replace(raised_by=because)
    steps = steps_in_danger(content.topics[topic.id])
    known = {source.id for source in topic.sources}
    missing = dict.fromkeys(source for step in steps for source in step.sources if source not in known)
    sources = (*topic.sources, *(_view_of(content.sources[source], None) for source in missing))
    return topic._replace(level=Level.EMERGENCY, steps=steps, sources=sources, raised_by=because)


def reviews_passed(topics: Iterable[TopicView]) -> Iterator[Notice]:
    """One notice for each topic whose sources should have been read again by now."""
    for topic in topics:
        if topic.review_passed:
            yield Notice(
                "review_passed",
                Signal.CAUTION,
                f'The answer on "{topic.title}" should have been checked again by now. Ask your pump clinic.',
            )

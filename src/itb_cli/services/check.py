"""Safety answers: which topics a question is about, and what holds for this person's pump. The words are content."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.matching import LONGEST_QUESTION, join_or_split, read, suggestions
from itb_cli.domain.pumps import PUMP_NAMES, PumpFamily, pump_family
from itb_cli.domain.record import Clinic, Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import (
    STRICTNESS,
    ArticlePart,
    Kind,
    Level,
    Source,
    Topic,
    rules_for,
    sources_of,
    strictest,
)
from itb_cli.errors import ExitCode, InputRefusedError, UsageError
from itb_cli.services.knowledge import Knowledge
from itb_cli.services.notices import Notice, Signal, not_today, record_unreadable
from itb_cli.services.outcome import Outcome

ARTICLE = "S01"


class CheckRequest(NamedTuple):
    """What was asked, as typed; nothing asked: the list. `record_readable` is False where the record was damaged.

    `level` and `kind` choose from the list; with things asked they change nothing.
    """

    things: tuple[str, ...] = ()
    record_readable: bool = True
    level: Level | None = None
    kind: Kind | None = None


class SourceView(NamedTuple):
    """Who says so; `section` is the article's heading where the article is cited."""

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


class Suggestion(NamedTuple):
    """A topic whose name comes near what was asked. Not an answer."""

    id: str
    title: str


class AnswerView(NamedTuple):
    """The answer to one question, the strictest topic first; `not_understood`: its words that no topic covers."""

    query: str
    topics: tuple[TopicView, ...]
    suggestions: tuple[Suggestion, ...]
    not_understood: tuple[str, ...]


class ListedTopic(NamedTuple):
    """A topic in the list."""

    id: str
    title: str
    kind: Kind
    level: Level


class CheckView(NamedTuple):
    """`level` is the strictest found; `listed` is filled where nothing was asked."""

    level: Level
    answers: tuple[AnswerView, ...]
    listed: tuple[ListedTopic, ...]
    pump_model: str | None
    clinic: Clinic


def answer(record: Record, request: CheckRequest, as_of: AsOf, content: Knowledge) -> Outcome[CheckView]:
    """Answers every question; exit code 3 where one of them has no answer."""
    if request.things and (request.level or request.kind):
        raise UsageError("--level and --kind choose from the list; they do not go with a THING.", "Leave out one of the two.")
    if any(len(thing) > LONGEST_QUESTION for thing in (*request.things, " ".join(request.things))):
        hint = f"Ask about one thing in a few words. Help now: {Command('emergency')}"
        raise InputRefusedError("That is too long for a question.", hint)
    family = pump_family(record.pump.model)
    questions = join_or_split(request.things, content.topic_index)
    answers = tuple(_answer(question, family, as_of, content) for question in questions)
    found = [topic for item in answers for topic in item.topics]
    listed = () if questions else _listed(family, content, request)
    all_answered = all(item.topics for item in answers)
    return Outcome(
        CheckView(strictest(topic.level for topic in found), answers, listed, record.pump.model, record.clinic),
        tuple(_notices(request, as_of, answers)),
        exit_code=ExitCode.ANSWERED if all_answered else ExitCode.NOT_ANSWERABLE,
    )


def _answer(question: str, family: PumpFamily | None, as_of: AsOf, content: Knowledge) -> AnswerView:
    reading = read(question, content.topic_index)
    matched: dict[str, str] = {}
    for match in reading.matches:
        for topic_id in match.topic_ids:
            matched.setdefault(topic_id, match.matched)
    topics = topic_views(matched, family, as_of, content)
    near = () if topics else suggestions(question, content.topic_index)
    return AnswerView(
        query=question,
        topics=tuple(topics),
        suggestions=tuple(Suggestion(topic_id, content.topics[topic_id].title) for topic_id in near),
        not_understood=reading.rest,
    )


def topic_views(
    matched: Mapping[str, str], family: PumpFamily | None, as_of: AsOf, content: Knowledge, *, in_danger: bool = False
) -> list[TopicView]:
    """The topics by their ids, each with the words that called for it, the strictest first.

    `in_danger`: an alarm stands or a refill is late, so that every sign is an emergency.
    """
    topics = [topic_view(content.topics[topic_id], words, family, as_of, content) for topic_id, words in matched.items()]
    if in_danger or _is_sign_with_danger(matched, content):
        topics = [topic._replace(level=Level.EMERGENCY) if topic.kind is Kind.SYMPTOM else topic for topic in topics]
    return sorted(topics, key=lambda topic: STRICTNESS[topic.level])


def _is_sign_with_danger(topic_ids: Iterable[str], content: Knowledge) -> bool:
    """Whether a sign stands beside an alarm, a late refill or an unreachable clinic: then it is an emergency (evidence 2.2)."""
    topics = [content.topics[topic_id] for topic_id in topic_ids]
    return any(topic.kind is Kind.SYMPTOM for topic in topics) and any(topic.worse_with_signs for topic in topics)


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
    section = topic.article.heading if topic.article and source.id == ARTICLE else None
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


def _listed(family: PumpFamily | None, content: Knowledge, request: CheckRequest) -> tuple[ListedTopic, ...]:
    kinds = list(Kind)
    listed = [ListedTopic(topic.id, topic.title, topic.kind, rules_for(topic, family).level) for topic in content.topics.values()]
    chosen = (topic for topic in listed if request.level in (None, topic.level) and request.kind in (None, topic.kind))
    return tuple(sorted(chosen, key=lambda topic: (kinds.index(topic.kind), STRICTNESS[topic.level], topic.title)))


def _notices(request: CheckRequest, as_of: AsOf, answers: tuple[AnswerView, ...]) -> list[Notice]:
    found = [] if request.record_readable else [record_unreadable()]
    if not as_of.is_today:
        found.append(not_today(as_of.day))
    for item in answers:
        if not item.topics:
            found.append(
                Notice(
                    "not_in_the_list",
                    Signal.WARNING,
                    "itb has no checked answer for this. That does not mean it is safe. Ask your pump clinic. "
                    f"Any sign of trouble? Type: {Command('emergency')}",
                )
            )
        elif item.not_understood:
            found.append(Notice("partly_understood", Signal.WARNING, partly_understood(item)))
        found.extend(reviews_passed(item.topics))
    return found


def reviews_passed(topics: Iterable[TopicView]) -> Iterator[Notice]:
    """One notice for each topic whose sources should have been read again by now."""
    for topic in topics:
        if topic.review_passed:
            yield Notice(
                "review_passed",
                Signal.CAUTION,
                f'The answer on "{topic.title}" should have been checked again by now. Ask your pump clinic.',
            )


def partly_understood(answer: AnswerView) -> str:
    """What an answer covers and which words of the question it does not."""
    return (
        f"This answers only for: {', '.join(topic.title for topic in answer.topics)}. itb has no answer for: "
        f"{' '.join(answer.not_understood)}. That does not mean it is safe. Ask your pump clinic."
    )

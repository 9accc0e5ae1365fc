"""Safety answers: which topics a question is about, and what holds for this person's pump. The words are content."""

from collections.abc import Callable, Sequence

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.matching import LONGEST_QUESTION, join_or_split, suggestions
from itb_cli.domain.pumps import PumpFamily, pump_family
from itb_cli.domain.record import Clinic, Record
from itb_cli.domain.topics import STRICTNESS, Kind, Level, Topic, rules_for, strictest
from itb_cli.domain.understanding import Understood, understand
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode, InputRefusedError, UsageError
from itb_cli.services.knowledge.dangers import Danger, Dangers, dangers_among
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.knowledge.topic_views import TopicView, reviews_passed, topic_views
from itb_cli.services.notices import Notice, Signal, not_today, record_unreadable
from itb_cli.services.outcome import Outcome

RecordDangers = Callable[[Record, AsOf], Dangers]
"""What the record says of danger. Asked only if a sign was told: to work it out costs time."""


class CheckRequest(NamedTuple):
    """What was asked, as typed; nothing asked: the list. `record_readable` is False if the record was damaged.

    `level` and `kind` choose from the list; with things asked they change nothing.
    """

    things: tuple[str, ...] = ()
    record_readable: bool = True
    level: Level | None = None
    kind: Kind | None = None


class Suggestion(NamedTuple):
    """A topic whose name comes near what was asked. Not an answer."""

    id: str
    title: str


class ReadAs(NamedTuple):
    """A word as it was typed, and the word that it was read as."""

    typed: str
    word: str


class AnswerView(NamedTuple):
    """The answer to one question, the strictest topic first.

    `not_understood`: its words that no topic covers. `denied`: signs that are said not to be there, if nothing else was found.
    """

    query: str
    topics: tuple[TopicView, ...]
    suggestions: tuple[Suggestion, ...]
    not_understood: tuple[str, ...]
    denied: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()


class ListedTopic(NamedTuple):
    """A topic in the list."""

    id: str
    title: str
    kind: Kind
    level: Level


class CheckView(NamedTuple):
    """`level` is the strictest found; `listed` is filled if nothing was asked."""

    level: Level
    answers: tuple[AnswerView, ...]
    listed: tuple[ListedTopic, ...]
    pump_model: str | None
    clinic: Clinic


def answer(
    record: Record, request: CheckRequest, as_of: AsOf, content: Knowledge, in_record: RecordDangers
) -> Outcome[CheckView]:
    """Answers every question; exit code 3 if one of them has no answer."""
    if request.things and (request.level or request.kind):
        raise UsageError("--level and --kind choose from the list; they do not go with a THING.", "Leave out one of the two.")
    if any(len(thing) > LONGEST_QUESTION for thing in (*request.things, " ".join(request.things))):
        hint = f"Ask about one thing in a few words. Help now: {Command('emergency')}"
        raise InputRefusedError("That is too long for a question.", hint)
    family = pump_family(record.pump.model)
    questions = join_or_split(request.things, content.topic_index)
    read = [understand(question, content.topic_index, content.lexicon, lambda: content.ordinary_words) for question in questions]
    told = _topics_told(read)
    has_sign = any(content.topics[topic_id].kind is Kind.SYMPTOM for topic_id in told)
    dangers = _dangers(read, told, content, in_record(record, as_of)) if has_sign else ()
    answers = tuple(
        _answer(understood, question, pump_family(question) or family, as_of, content, dangers)
        for understood, question in zip(read, questions, strict=True)
    )
    found = [topic for item in answers for topic in item.topics]
    listed = () if questions else _listed(family, content, request)
    all_answered = all(item.topics for item in answers)
    return Outcome(
        CheckView(strictest(topic.level for topic in found), answers, listed, record.pump.model, record.clinic),
        tuple(_notices(request, as_of, answers)),
        exit_code=ExitCode.ANSWERED if all_answered else ExitCode.NOT_ANSWERABLE,
    )


def _answer(
    understood: Understood, question: str, family: PumpFamily | None, as_of: AsOf, content: Knowledge, dangers: Dangers
) -> AnswerView:
    matched: dict[str, str] = {}
    calm: list[str] = []
    for told in understood.told:
        for topic_id in told.topic_ids:
            if told.misspelt and _is_calm(content.topics[topic_id], family):
                calm.append(topic_id)
            else:
                matched.setdefault(topic_id, told.matched)
    topics = topic_views(matched, family, as_of, content, dangers, understood.high)
    near = calm if calm or topics or understood.denied else suggestions(question, content.topic_index)
    return AnswerView(
        query=question,
        topics=tuple(topics),
        suggestions=tuple(Suggestion(topic_id, content.topics[topic_id].title) for topic_id in near if topic_id not in matched),
        not_understood=understood.rest,
        denied=tuple(dict.fromkeys(one.matched for one in understood.denied)) if not topics else (),
        read_as=tuple(ReadAs(typed, word) for typed, word in understood.read_as),
    )


def _topics_told(read: Sequence[Understood]) -> list[str]:
    return [topic_id for understood in read for one in understood.told for topic_id in one.topic_ids]


def _dangers(read: Sequence[Understood], told: Sequence[str], content: Knowledge, in_record: Dangers) -> Dangers:
    """What makes each sign an emergency: all that was asked together counts, and the record (evidence 2.2)."""
    named = [Danger(danger) for understood in read for danger in understood.dangers]
    return tuple(dict.fromkeys((*named, *dangers_among(told, content), *in_record)))


def _is_calm(topic: Topic, family: PumpFamily | None) -> bool:
    """Whether a misspelt word is not enough to answer for it: what is calmer than "ask first" is only suggested (R78)."""
    return STRICTNESS[rules_for(topic, family).level] > STRICTNESS[Level.ASK_FIRST]


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
        if not item.topics and not item.denied:
            found.append(
                Notice(
                    "not_in_the_list",
                    Signal.WARNING,
                    "itb has no checked answer for this. That does not mean it is safe. Ask your pump clinic. "
                    f"Any sign of trouble? Type: {Command('emergency')}",
                )
            )
        if item.read_as:
            found.append(Notice("read_as", Signal.CAUTION, spelt_otherwise(item)))
        if item.denied:
            found.append(Notice("denied_signs", Signal.CAUTION, denied_signs(item)))
        if item.topics and item.not_understood:
            found.append(Notice("partly_understood", Signal.WARNING, partly_understood(item)))
        found.extend(reviews_passed(item.topics))
    return found


def spelt_otherwise(answer: AnswerView) -> str:
    """Which words were read as others."""
    words = ", ".join(f"{one.word} (you wrote: {one.typed})" for one in answer.read_as)
    return f"Read as: {words}. Not what you meant? Ask again."


def denied_signs(answer: AnswerView) -> str:
    """That a sign that is not there proves nothing."""
    return (
        f"You wrote that this is not there: {', '.join(answer.denied)}. That, and a silent pump, prove nothing. "
        f"Is there a sign after all? Type it alone: {Command(f'check {answer.denied[0]}')}"
    )


def partly_understood(answer: AnswerView) -> str:
    """What an answer covers and which words of the question it does not."""
    return (
        f"This answers only for: {', '.join(topic.title for topic in answer.topics)}. itb has no answer for: "
        f"{' '.join(answer.not_understood)}. That does not mean it is safe. Ask your pump clinic."
    )

"""The page of `itb check`: the level in words first, what to do, why, who says so."""

from collections.abc import Iterable

from itb_cli.domain.command import Command, quoted
from itb_cli.domain.dates import spoken_short, spoken_source_date
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import STRICTNESS, Kind, Level, Topic
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Points, Sources, Steps, Table, Tone, page
from itb_cli.pages.wording import NOT_CHECKED, clinic_facts, clinic_in_short, listing, notes, without_sources
from itb_cli.services.knowledge.check import AnswerView, CheckView, denied_signs, partly_understood, spelt_otherwise
from itb_cli.services.knowledge.dangers import reason
from itb_cli.services.knowledge.topic_views import SourceView, TopicView
from itb_cli.services.outcome import Outcome

LEVEL_WORDS = {
    Level.EMERGENCY: "EMERGENCY",
    Level.CALL_NOW: "CALL NOW",
    Level.DO_NOT: "DO NOT",
    Level.ASK_FIRST: "ASK FIRST",
    Level.TELL_STAFF: "TELL STAFF",
    Level.CARE: "TAKE CARE",
    Level.INFORMATION: "INFORMATION",
    Level.UNKNOWN: "NOT IN THE LIST",
}
LEVEL_MEANINGS = {
    Level.EMERGENCY: f"Get emergency help now. Type: {Command('emergency')}",
    Level.CALL_NOW: "Call your pump clinic now, at any hour. No answer, or any symptom: get emergency help.",
    Level.DO_NOT: "Avoid this.",
    Level.ASK_FIRST: "Not until your pump clinic has said yes for your pump.",
    Level.TELL_STAFF: "Usually done. Tell staff first, and show your card.",
    Level.CARE: "Usually done, with the care named below.",
    Level.INFORMATION: "This explains. It gives no permission.",
    Level.UNKNOWN: "itb has no checked answer for this. That does not mean it is safe. Ask your pump clinic.",
}
CALL_OVER_A_SIGN = "Call your pump clinic now, at any hour. No answer, or worse: get emergency help."
_OPERATIONS = "A life at risk? Never hold back. Before a planned one: ask your pump clinic."
LIFE_AT_RISK = {
    "defibrillation": "A life at risk? Use it at once. Before a planned one: ask your pump clinic.",
    **dict.fromkeys(("surgery", "electrosurgery", "anaesthesia", "spinal-procedure"), _OPERATIONS),
}
"""No headline may stand against a life-saving act (evidence 13.5)."""
MORE, AS_A_QUESTION = "More, and who says so:", "Read as a question. All of it:"
LONGEST_REPEATED = 60
"""A question of more signs is not written again."""
SHOWN_ABOVE = ("not_in_the_list", "partly_understood", "read_as", "denied_signs")
LEVEL_TONES = {
    Level.EMERGENCY: Tone.URGENT,
    Level.CALL_NOW: Tone.URGENT,
    Level.DO_NOT: Tone.URGENT,
    Level.ASK_FIRST: Tone.ATTENTION,
    Level.TELL_STAFF: Tone.ATTENTION,
    Level.CARE: Tone.ATTENTION,
    Level.INFORMATION: Tone.NEUTRAL,
    Level.UNKNOWN: Tone.ATTENTION,
}
KIND_WORDS = {
    Kind.SYMPTOM: "Signs",
    Kind.SOUND: "Sounds",
    Kind.ACTIVITY: "Activities",
    Kind.EXPOSURE: "Heat, drink and other exposures",
    Kind.PROCEDURE: "Tests and treatments",
    Kind.MEDICINE: "Medicines",
    Kind.INFORMATION: "Good to know",
}
FOR_ANY_PUMP = Notes(
    (
        Statement(
            "The strictest rule for any pump is the answer: your model is not recorded, or has no rule here. "
            f"To record it: {Command('setup --pump-model MODEL')}"
        ),
    )
)


def build(outcome: Outcome[CheckView], *, more: bool = False, is_question: bool = False) -> Page:
    """The answers, the strictest first, or the list of topics; with `more` also who says so. `is_question`: no command."""
    view = outcome.view
    if not view.answers:
        return page(*(_list(view) if view.listed else _empty_list()), notes(outcome.notices))
    in_order = sorted(view.answers, key=_strictness)
    if not more and in_order[0].topics:
        shown = _in_24_rows(in_order, outcome)
        return shown._replace(more=shown.more.replace(MORE, AS_A_QUESTION)) if is_question else shown
    blocks = [block for answer in in_order for block in _answer(answer, view, repeated=len(in_order) > 1)]
    return page(*blocks, notes(outcome.notices, leave_out=SHOWN_ABOVE), last_line=_last_line(view))


def _in_24_rows(in_order: list[AnswerView], outcome: Outcome[CheckView]) -> Page:
    """What to do about the strictest topic, a line for each further one: nothing of it may scroll away (R57)."""
    first, *others = in_order
    topic, *beside = first.topics
    has_notes = bool(topic.pump_notes) and not topic.strictest_for_any_pump
    further = (*map(_in_a_line, beside), *(line for answer in others for line in _answer_in_lines(answer)))
    return page(
        _headline(topic, first.query if others else "", _cautions(first)),
        Steps("", without_sources(topic.steps)),
        Facts((clinic_in_short(outcome.view.clinic),)),
        Facts(further, "Also in your question"),
        FOR_ANY_PUMP if topic.strictest_for_any_pump else _for_this_pump(topic),
        Points("Why", () if has_notes else without_sources(topic.why[:1]), short=()),
        notes(outcome.notices, leave_out=SHOWN_ABOVE, with_sources=False),
        last_line=_last_line(outcome.view),
        more=_more(outcome.view.answers),
    )


def _answer_in_lines(answer: AnswerView) -> Iterable[Fact]:
    """Each topic of a further question; what was not understood of it is no answer."""
    yield from map(_in_a_line, answer.topics)
    cautions = " ".join(_cautions(answer))
    if not answer.topics:
        meaning = denied_signs(answer) if answer.denied else LEVEL_MEANINGS[Level.UNKNOWN]
        yield Fact(f'{LEVEL_WORDS[Level.UNKNOWN]}: "{answer.query}"', f"{meaning} {cautions}".rstrip())
    elif cautions:
        yield Fact(f'On "{answer.query}"', cautions)


def _more(answers: tuple[AnswerView, ...]) -> str:
    """How to see the rest: the same question again, since the topic alone may be less strict; a long one is not said again."""
    asked = " ".join(quoted(answer.query) for answer in answers)
    is_plain = len(asked) <= LONGEST_REPEATED and not any(answer.query.startswith("-") for answer in answers)
    return f"{MORE} {Command(f'check {asked} --more') if is_plain else 'the same again with --more'}"


def _for_this_pump(topic: TopicView) -> Points:
    """What holds for this pump, without the ids of sources; without its name in each note if the page else does not fit."""
    noted = pump_notes(topic)
    return Points(noted.title, without_sources(noted.items), tuple(Statement(note.text) for note in topic.pump_notes))


def _strictness(answer: AnswerView) -> int:
    return STRICTNESS[answer.topics[0].level if answer.topics else Level.UNKNOWN]


def _answer(answer: AnswerView, view: CheckView, *, repeated: bool) -> Iterable[Block]:
    if not answer.topics:
        yield from _unanswered(answer, view)
        return
    first, *others = answer.topics
    yield _headline(first, answer.query if repeated else "", _cautions(answer))
    yield Steps("What to do", first.steps)
    yield Facts(clinic_facts(view.clinic))
    yield Facts(tuple(map(_in_a_line, others)), "Also in your question")
    yield from _details(first)
    for topic in others:
        yield _headline(topic, "", ())
        yield Steps("What to do", topic.steps)
        yield from _details(topic)


def _cautions(answer: AnswerView) -> tuple[str, ...]:
    """How the words were read, and which of them have no answer."""
    read_as = (spelt_otherwise(answer),) if answer.read_as else ()
    return (*read_as, partly_understood(answer)) if answer.topics and answer.not_understood else read_as


def _unanswered(answer: AnswerView, view: CheckView) -> Iterable[Block]:
    meaning = denied_signs(answer) if answer.denied else LEVEL_MEANINGS[Level.UNKNOWN]
    yield Headline(LEVEL_WORDS[Level.UNKNOWN], f'"{answer.query}"', LEVEL_TONES[Level.UNKNOWN], (meaning, *_cautions(answer)))
    yield Facts(clinic_facts(view.clinic))
    near = tuple(Fact(item.title, str(Command(f"check {item.id}"))) for item in answer.suggestions)
    yield Facts(near, "Did you mean")
    yield Facts((Fact("All topics", str(Command("check"))), Fact("Any sign of trouble", str(Command("emergency")))))


def _headline(topic: TopicView, query: str, cautions: tuple[str, ...]) -> Headline:
    asked = f' (you asked: "{query}")' if query else ""
    why_raised = (reason(topic.raised_by),) if topic.raised_by else ()
    details = (meaning_of(topic), *why_raised, *cautions)
    return Headline(LEVEL_WORDS[topic.level], f"{topic.title}{asked}", LEVEL_TONES[topic.level], details)


def _details(topic: TopicView) -> Iterable[Block]:
    """Why, for which pump, who says so, and how old that is."""
    yield why(topic)
    yield from _pump(topic)
    if topic.article:
        yield Notes((Statement(topic.article.text, ("S01",)),), "What the article says")
    yield Sources("Who says so", tuple(Fact(source.id, source_words(source)) for source in topic.sources))
    yield Notes((Statement(_review(topic)),))


def why(topic: Topic | TopicView) -> Points:
    """Why it is so, with the figures, and what differs."""
    return Points("Why", (*topic.why, *topic.numbers, *((topic.varies,) if topic.varies else ())))


def _in_a_line(topic: TopicView) -> Fact:
    """A further topic of the same question, and where to read on."""
    more = Command(f"check {topic.id}")
    said = f"{topic.steps[0].text} To read on: {more}"
    return Fact(f"{LEVEL_WORDS[topic.level]}: {topic.title}", said, short_value=f"To read on: {more}")


def meaning_of(topic: TopicView | Topic) -> str:
    """What the level says over this topic: a line that fits a sign, a fact, and a life at risk."""
    if topic.id in LIFE_AT_RISK:
        return LIFE_AT_RISK[topic.id]
    if topic.level is Level.CALL_NOW and topic.kind is Kind.SYMPTOM:
        return CALL_OVER_A_SIGN
    if topic.level is Level.ASK_FIRST and topic.kind is Kind.INFORMATION:
        return "Talk to your pump clinic about it."
    return LEVEL_MEANINGS[topic.level]


def _last_line(view: CheckView) -> str:
    """The strictest answer and what its first step begins with: a row that scrolls away is repeated, not the page."""
    topics = [topic for answer in view.answers for topic in answer.topics if topic.level is view.level]
    if not topics:
        return ""
    begins, stop, _ = topics[0].steps[0].text.partition(". ")
    return f"{LEVEL_WORDS[view.level]}: {topics[0].title}. {begins}{stop.rstrip()}"


def _pump(topic: TopicView) -> Iterable[Block]:
    if topic.strictest_for_any_pump:
        yield FOR_ANY_PUMP
    yield pump_notes(topic)


def pump_notes(topic: TopicView) -> Points:
    """What holds for some pumps only: this one, or each if this one is not known."""
    title = "By pump model" if topic.strictest_for_any_pump else "For your pump"
    return Points(title, tuple(Statement(f"{listing(note.pumps)}: {note.text}", note.sources) for note in topic.pump_notes))


def source_words(source: SourceView) -> str:
    """Who says so, in one line: the article first named with its author, reviewer and heading."""
    parts = [f"{source.publisher}: {source.title}."]
    if source.author:
        parts.append(f"The article this program is built on. By {source.author}, reviewed by {source.reviewer}.")
    parts.append(spoken_source_date(source.date))
    if source.section:
        parts.append(f"Heading: {source.section}")
    return " ".join(parts)


def _review(topic: TopicView) -> str:
    signed = f"Checked by {topic.signed_by}." if topic.signed_by else NOT_CHECKED
    return (
        f"Read against these sources on {spoken_short(topic.reviewed_on)}, to be read again by "
        f"{spoken_short(topic.review_by)}. {signed}"
    )


def _empty_list() -> Iterable[Block]:
    yield Headline("NONE", f"No topic is of that level and kind. All topics: {Command('check')}", Tone.ATTENTION)


def _list(view: CheckView) -> Iterable[Block]:
    yield Headline("ASK", f"Type {Command('check')} and a thing, for example: {Command('check hot tub')}", Tone.NEUTRAL)
    for kind in Kind:
        rows = tuple(
            (LEVEL_WORDS[topic.level], topic.title, str(Command(f"check {topic.id}")))
            for topic in view.listed
            if topic.kind is kind
        )
        yield Table(KIND_WORDS[kind], ("Answer", "Thing", "Type"), rows)
    yield Notes((Statement("What is not in this list is unknown. That does not mean it is safe. Ask your pump clinic."),))

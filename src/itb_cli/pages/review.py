"""The review sheet: every topic with its texts, level and sources, and a line to sign on."""

from collections.abc import Iterable

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.pumps import PUMP_NAMES
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import Topic
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Points, Sources, Steps, Tone, page
from itb_cli.pages.check import KIND_WORDS, LEVEL_WORDS, meaning_of, why
from itb_cli.pages.learn import source_words
from itb_cli.pages.wording import NOT_CHECKED, listing
from itb_cli.services.knowledge.review import LedBy, ReviewView
from itb_cli.services.outcome import Outcome


def build(outcome: Outcome[ReviewView]) -> Page:
    """The sheet: how to use it, the topics, the sources."""
    view = outcome.view
    counted = f"{len(view.topics)} topics, {view.signed} of them checked by a clinician."
    how = Statement("Read each topic against its sources. Mark what must change, then sign and date it.")
    blocks = [block for topic, led in zip(view.topics, view.led_by, strict=True) for block in _topic(topic, led)]
    sources = Sources("Sources", tuple(Fact(source.id, source_words(source)) for source in view.sources))
    return page(Headline("REVIEW SHEET", counted, Tone.NEUTRAL), Notes((how,)), *blocks, sources)


def _topic(topic: Topic, led: LedBy) -> Iterable[Block]:
    yield Headline(LEVEL_WORDS[topic.level], topic.title, Tone.NEUTRAL, (meaning_of(topic),))
    yield Facts(
        (
            Fact("Topic", topic.id),
            Fact("Kind", KIND_WORDS[topic.kind]),
            Fact("Also asked as", ", ".join(topic.aliases)),
            Fact("Also found by", "; ".join(led.ways) or "its names alone", "words near each other, in any order"),
            Fact("Read against its sources", spoken_short(topic.reviewed_on), f"again by {spoken_short(topic.review_by)}"),
        )
    )
    yield Steps("What to do", topic.steps)
    yield why(topic)
    yield Points("By pump model", tuple(_note(topic)))
    if topic.article:
        yield Notes((Statement(topic.article.text, ("S01",)),), f"What the article says, under: {topic.article.heading}")
    yield Facts((Fact("Signed", topic.signed_by or "", "" if topic.signed_by else NOT_CHECKED), Fact("Name and date", "")))


def _note(topic: Topic) -> Iterable[Statement]:
    for note in topic.pump_notes:
        level = f" ({LEVEL_WORDS[note.level]})" if note.level else ""
        yield Statement(f"{listing([PUMP_NAMES[family] for family in note.families])}{level}: {note.text}", note.sources)

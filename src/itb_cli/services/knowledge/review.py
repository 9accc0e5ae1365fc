"""Everything that a clinician needs to read, mark and sign the topics. Nothing about a person."""

from collections.abc import Mapping, Sequence

from itb_cli.domain.lexicon import Lexicon, Way
from itb_cli.domain.topics import Source, Topic
from itb_cli.domain.values import NamedTuple
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.outcome import Outcome


class LedBy(NamedTuple):
    """What leads to a topic beside its names: ways of the lexicon, each group of words with the first of them."""

    topic: str
    ways: tuple[str, ...]


class ReviewView(NamedTuple):
    """Every topic whole, in the order of the ids, what people may type for it, and every source that one of them names."""

    topics: tuple[Topic, ...]
    led_by: tuple[LedBy, ...]
    sources: tuple[Source, ...]
    signed: int


def answer(content: Knowledge) -> Outcome[ReviewView]:
    """The sheet for a clinician."""
    topics = tuple(content.topics[topic_id] for topic_id in sorted(content.topics))
    signed = sum(topic.signed_by is not None for topic in topics)
    words, ways = _words_of_groups(content.lexicon), tuple(content.lexicon.ways)
    led_by = tuple(LedBy(topic.id, _ways_to(topic, ways, words)) for topic in topics)
    return Outcome(ReviewView(topics, led_by, tuple(content.sources.values()), signed))


MOST_WORDS = 6
"""So many words of a group are shown; the lexicon holds the rest."""


def _words_of_groups(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    words: dict[str, list[str]] = {}
    for word, groups in lexicon.groups.items():
        for group in groups:
            words.setdefault(group, []).append(word)
    return words


def _ways_to(topic: Topic, ways: Sequence[Way], words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    told = [[_one_of(words[part]) if part in words else part for part in way.parts] for way in ways if way.what == topic.id]
    return tuple(" + ".join(parts) for parts in (*told, *topic.together))


def _one_of(words: Sequence[str]) -> str:
    more = ["..."] if len(words) > MOST_WORDS else []
    return f"({', '.join([*words[:MOST_WORDS], *more])})"

"""Everything that a clinician needs to read, mark and sign the topics. Nothing about a person."""

from typing import NamedTuple

from itb_cli.domain.topics import Source, Topic
from itb_cli.services.knowledge import Knowledge
from itb_cli.services.outcome import Outcome


class ReviewView(NamedTuple):
    """Every topic whole, in the order of the ids, and every source that one of them names."""

    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    signed: int


def answer(content: Knowledge) -> Outcome[ReviewView]:
    """The sheet for a clinician."""
    topics = tuple(content.topics[topic_id] for topic_id in sorted(content.topics))
    signed = sum(topic.signed_by is not None for topic in topics)
    return Outcome(ReviewView(topics, tuple(content.sources.values()), signed))

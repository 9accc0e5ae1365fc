"""The safety case: the hazard table, and how old the evidence is and who has checked it. Nothing about a person."""

from datetime import date

from itb_cli.domain.hazards import Hazard
from itb_cli.domain.topics import OWN
from itb_cli.domain.values import NamedTuple
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.outcome import Outcome


class TierCount(NamedTuple):
    """How many sources are of a tier."""

    tier: str
    sources: int


class SafetyView(NamedTuple):
    """`own_rules`: statements that rest on no source but on itb's own rule. `undated`: sources that bear no date."""

    hazards: tuple[Hazard, ...]
    open_hazards: tuple[str, ...]
    topics: int
    signed: int
    first_read: date
    read_again_by: date
    sources: int
    sources_by_tier: tuple[TierCount, ...]
    undated: int
    oldest: str
    newest: str
    statements: int
    own_rules: int


def answer(content: Knowledge) -> Outcome[SafetyView]:
    """The case as the packaged hazards, topics and sources have it."""
    topics = tuple(content.topics.values())
    told = [step for topic in topics for step in (*topic.steps, *topic.why, *topic.numbers)]
    sources = [source for source in content.sources.values() if source.tier in "ABCD"]
    dates = sorted(source.date for source in sources if source.date)
    return Outcome(
        SafetyView(
            hazards=tuple(content.hazards),
            open_hazards=tuple(hazard.id for hazard in content.hazards if hazard.status != "controlled"),
            topics=len(topics),
            signed=sum(topic.signed_by is not None for topic in topics),
            first_read=min(topic.reviewed_on for topic in topics),
            read_again_by=min(topic.review_by for topic in topics),
            sources=len(sources),
            sources_by_tier=tuple(TierCount(tier, sum(source.tier == tier for source in sources)) for tier in "ABCD"),
            undated=sum(not source.date for source in sources),
            oldest=dates[0],
            newest=dates[-1],
            statements=len(told),
            own_rules=sum(OWN in statement.sources for statement in told),
        )
    )

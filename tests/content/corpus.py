"""Every packaged text by what it is for, so that each rule of words is held against all of them."""

from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import Knowledge
from itb_cli.domain.statement import Statement
from itb_cli.pages import check, next_refill
from itb_cli.services.supply_notices import SYMPTOMS_BEAT_DATES

KNOWLEDGE = Knowledge()


def action_texts() -> list[str]:
    """What tells a person to do something."""
    steps = [step.text for topic in KNOWLEDGE.topics.values() for step in topic.steps]
    emergency = [statement.text for group in (EMERGENCY_TEXT.meanwhile, EMERGENCY_TEXT.card_do) for statement in group]
    states = list(next_refill._DOUBT_ACTIONS.values())
    return [*steps, *emergency, *states, *check.LEVEL_MEANINGS.values()]


def other_texts() -> list[str]:
    """What explains. The lines for emergency staff are theirs and not counted."""
    return [SYMPTOMS_BEAT_DATES.text, *(statement.text for statement in explaining_statements()), *articles()]


def explaining_statements() -> list[Statement]:
    """The statements of topics and sections that explain."""
    topics = KNOWLEDGE.topics.values()
    found = [statement for topic in topics for statement in (*topic.why, *topic.numbers)]
    found += [topic.varies for topic in topics if topic.varies]
    found += [Statement(note.text, note.sources) for topic in topics for note in topic.pump_notes]
    return [*found, *(text for section in KNOWLEDGE.sections.values() for text in section.paragraphs)]


def articles() -> list[str]:
    """What is retold of the article, topic by topic."""
    return [topic.article.text for topic in KNOWLEDGE.topics.values() if topic.article]


def emergency_statements() -> list[Statement]:
    """Every statement of the emergency text and the card."""
    groups = EMERGENCY_TEXT
    return [item for group in groups for item in ((group,) if isinstance(group, Statement) else group)]


def all_statements() -> list[Statement]:
    """Every statement with its sources."""
    steps = [step for topic in KNOWLEDGE.topics.values() for step in topic.steps]
    return [*steps, *explaining_statements(), *emergency_statements()]

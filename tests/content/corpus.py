"""Every packaged text by what it is for, so that each rule of words is held against all of them."""

import ast
from pathlib import Path

import itb_cli
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.statement import Statement
from itb_cli.pages import check, next_refill
from itb_cli.services.supply.supply_notices import SYMPTOMS_BEAT_DATES

KNOWLEDGE = packaged_knowledge()


def action_texts() -> list[str]:
    """What tells a person to do something."""
    steps = [step.text for topic in KNOWLEDGE.topics.values() for step in topic.steps]
    emergency = [statement.text for group in (EMERGENCY_TEXT.meanwhile, CARD_TEXT.do) for statement in group]
    states = list(next_refill.DOUBT_ACTIONS.values())
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
    groups = (*EMERGENCY_TEXT, CARD_TEXT.first, CARD_TEXT.do, CARD_TEXT.carry, tuple(CARD_TEXT.mri.values()))
    return [item for group in groups for item in ((group,) if isinstance(group, Statement) else group)]


def all_statements() -> list[Statement]:
    """Every statement with its sources."""
    steps = [step for topic in KNOWLEDGE.topics.values() for step in topic.steps]
    return [*steps, *explaining_statements(), *emergency_statements()]


def program_texts() -> list[str]:
    """Every sentence that pages and notices hold in their code: their words about a person's own data."""
    folder = Path(itb_cli.__file__).parent
    files = [
        *sorted((folder / "pages").glob("*.py")),
        folder / "services" / "notices.py",
        *sorted((folder / "services" / "supply").glob("*_notices.py")),
    ]
    return [sentence for path in files for sentence in _sentences_in(ast.parse(path.read_text(encoding="utf-8")))]


def _sentences_in(tree: ast.Module) -> list[str]:
    """The strings of code with four words or more, docstrings left out; a value in an f-string counts as one easy word."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | inside:
            found.append(node.value)
        elif isinstance(node, ast.JoinedStr):
            found.append("".join(part.value if isinstance(part, ast.Constant) else "day" for part in node.values))
    return [text for text in found if len(text.split()) >= 4]

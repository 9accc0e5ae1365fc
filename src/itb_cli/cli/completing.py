"""What the shell offers after `itb check` and `itb learn`. Silent where the knowledge cannot be read."""

from itb_cli.content.loader import Knowledge
from itb_cli.errors import ContentDamagedError


def complete_topic(incomplete: str) -> list[str]:
    """The topics whose id begins with what was typed; ids alone, since titles would cost the reading of every file."""
    try:
        return [topic_id for topic_id in Knowledge().topics if topic_id.startswith(incomplete)]
    except ContentDamagedError:
        return []


def complete_section(incomplete: str) -> list[tuple[str, str]]:
    """The sections whose id begins with what was typed."""
    try:
        return [(part.id, part.title) for part in Knowledge().sections.values() if part.id.startswith(incomplete)]
    except ContentDamagedError:
        return []

"""What the shell offers after `check`, `learn` and `--person`. Silent if what it offers cannot be read."""

import contextlib

from itb_cli.cli.runtime import Runtime
from itb_cli.content.loader import Knowledge
from itb_cli.errors import ContentDamagedError, InputRefusedError, ItbError


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


def complete_person(world: Runtime, incomplete: str) -> list[str]:
    """The people recorded by name whose name begins with what was typed; a file whose name could not be typed is passed over."""
    from itb_cli.domain.people import slug
    from itb_cli.storage.people import people_recorded

    offered = []
    with contextlib.suppress(ItbError, OSError, RuntimeError):
        for name in people_recorded(world.default_record(world.environment)):
            with contextlib.suppress(InputRefusedError):
                offered.append(slug(name))
    return [name for name in offered if name.startswith(incomplete)]

"""What the shell offers after `check`, `learn`, `edit`, `remove` and `--person`. Silent if what it offers cannot be read."""

import contextlib
from typing import Any

from itb_cli.cli.runtime import Runtime
from itb_cli.content.loader import packaged_knowledge
from itb_cli.errors import ContentDamagedError, InputRefusedError, ItbError


def complete_topic(incomplete: str) -> list[str]:
    """The topics whose id begins with what was typed; ids alone, since titles would cost the reading of every file."""
    try:
        return [topic_id for topic_id in packaged_knowledge().topics if topic_id.startswith(incomplete)]
    except ContentDamagedError:
        return []


def complete_section(incomplete: str) -> list[tuple[str, str]]:
    """The sections whose id begins with what was typed."""
    try:
        return [(part.id, part.title) for part in packaged_knowledge().sections.values() if part.id.startswith(incomplete)]
    except ContentDamagedError:
        return []


def complete_entry(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The days with an entry, newest first, and what stands there; of the record that the words before it name."""
    from itb_cli.cli.chosen import Chosen
    from itb_cli.services.entries.history import all_entries_of
    from itb_cli.storage.record_reader import load

    world: Runtime = ctx.obj
    kinds: dict[str, list[str]] = {}
    with contextlib.suppress(ItbError, OSError, RuntimeError):
        chosen = Chosen(ctx.params.get("file"), ctx.params.get("person"), world.environment, world.default_record)
        for entry in reversed(all_entries_of(load(chosen.known_path).record)):
            kinds.setdefault(entry.on.isoformat(), []).append(str(entry.kind))
    return [(day, ", ".join(dict.fromkeys(told))) for day, told in kinds.items() if day.startswith(incomplete)]


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

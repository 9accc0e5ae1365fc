"""Whether the program itself and what is around it are in order: knowledge, completions, terminal. Judges facts."""

from datetime import date

from itb_cli.domain.command import Command
from itb_cli.domain.quantities import counted
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ContentDamagedError
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.record.findings import Check, advice, fine, skipped, wrong

NARROW = 40
"""The narrowest terminal that pages are made for (R48)."""


class Surroundings(NamedTuple):
    """What the program runs in. `shell` is the name of the person's shell, None if that is not known.

    `has_completions` is None if it could not be found out. `width` is None if there is no terminal.
    """

    version: str
    python: str
    system: str
    width: int | None
    is_terminal: bool
    has_colour: bool
    encoding: str
    shell: str | None
    has_completions: bool | None


def program(around: Surroundings) -> Check:
    """Which versions speak."""
    return fine("program", f"itb {around.version}, Python {around.python}, {around.system}.")


def knowledge(content: Knowledge) -> Check:
    """Whether every packaged file can be read, and every source that a topic names is there."""
    try:
        topics, sections, sources = dict(content.topics), dict(content.sections), dict(content.sources)
        named = {name for topic in topics.values() for statement in (*topic.steps, *topic.why) for name in statement.sources}
        indexed = dict(content.topic_index)
    except ContentDamagedError as damaged:
        return wrong("knowledge", damaged.message, damaged.hint)
    if not (topics and sections and indexed) or named - set(sources):
        return wrong("knowledge", "The packaged knowledge is not whole.", f"Install itb again. Help now: {Command('emergency')}.")
    return fine("knowledge", f"Whole: {len(topics):,} topics, {len(sources):,} sources.")


def review(content: Knowledge, today: date) -> Check:
    """Whether the knowledge was read again in time."""
    try:
        late = [topic.id for topic in content.topics.values() if topic.review_by < today]
    except ContentDamagedError:
        return skipped("review", "The packaged knowledge could not be read.")
    if not late:
        return fine("review", "No topic is past its review. No clinician has checked them yet.")
    text = f"{counted(len(late), 'topic is', 'topics are')} past the day by which it was to be read again."
    return advice("review", text, "Install the newest itb. Until then, ask your pump clinic.")


def completions(around: Surroundings) -> Check:
    """Whether the Tab key completes."""
    if around.shell is None or around.has_completions is None:
        return skipped("completions", "Your shell is none that itb has completions for, or is not known.")
    if around.has_completions:
        return fine("completions", f"Found for {around.shell}.")
    hint = f"To get them: {Command(f'completion {around.shell}')}. If Tab completes itb already, all is well."
    return advice("completions", f"Not found for {around.shell} in the usual places.", hint)


def terminal(around: Surroundings) -> Check:
    """What can be shown."""
    is_unicode = around.encoding.casefold().replace("-", "").startswith("utf")
    colour = "colour" if around.has_colour and around.is_terminal else "no colour"
    if not around.is_terminal:
        return fine("terminal", f"The answer goes to no terminal: plain text, {around.encoding}.")
    text = f"{counted(around.width or 0, 'column', 'columns')}, {colour}, {around.encoding}."
    if not is_unicode:
        return advice("terminal", text, "Signs outside ASCII are shown by other signs. A UTF-8 locale shows them all.")
    if around.width is not None and around.width < NARROW:
        return advice("terminal", text, f"Lines may break badly below {NARROW} columns.")
    return fine("terminal", text)

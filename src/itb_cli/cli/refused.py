"""What a command refused, and is a question or names a danger: `status epilepticus`, `dose too high`. It is answered."""

from collections.abc import Sequence
from itertools import takewhile

from itb_cli.cli.questions import answered_and_told
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.words.direct import answered
from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.command import Lead
from itb_cli.domain.topics import STRICTNESS, Level, rules_for, strictest
from itb_cli.domain.understanding import understand
from itb_cli.domain.words import fold

WRITING = frozenset({"log", "dose", "book", "event", "diary", "setup", "edit", "remove", "undo", "restore", "import"})
"""Whatever these cannot read stays refused, so that nobody takes it for stored; a danger in it is answered besides."""


def answered_after_all(words: Sequence[str], world: Runtime, lead: Lead) -> int | None:
    """The answer to a question that begins with the word of a command, and that the command refused: `status epilepticus`.

    None if the refusal stands: no topic is named but by the command's own word, or a figure stands there, which is a mistake.
    """
    if words[0] in WRITING or _level_named(words) is Level.UNKNOWN:
        return None
    return answered_and_told(_as_question(words), words, world, lead)


def answers_a_danger(words: Sequence[str], world: Runtime) -> bool:
    """Whether what a command refused, or did not find, names a danger, and that was answered: `dose too high`, `log fever`."""
    is_urgent = "--json" not in words and STRICTNESS[_level_named(words)] <= STRICTNESS[Level.CALL_NOW]
    return is_urgent and answered(_as_question(words), world) is not None


def _as_question(words: Sequence[str]) -> list[str]:
    """All words before the first flag are one question; whoever types `learn` means what stands behind it."""
    asked = list(takewhile(lambda word: not word.startswith("-"), words))
    return ["check", " ".join(asked[asked[:1] == ["learn"] :]), *words[len(asked) :]]


def _level_named(words: Sequence[str]) -> Level:
    """The strictest level that the words before the first flag name, but for the command's own word."""
    question = _as_question(words)[1]
    if " " not in question or any(letter.isdigit() for letter in question):
        return Level.UNKNOWN
    content, own = packaged_knowledge(), set(fold(words[0]))
    told = understand(question, content.topic_index, content.lexicon, lambda: content.ordinary_words).told
    named = [topic_id for one in told if not own.issuperset(one.matched.split()) for topic_id in one.topic_ids]
    return strictest(rules_for(content.topics[topic_id], None).level for topic_id in named)

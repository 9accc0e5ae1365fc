"""What speaks against a fact, and how a person who types or edits it meets it: refused, or asked about. Facts: `entry_checks`."""

from collections.abc import Iterable

from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError
from itb_cli.services.answers import Answers

LOOK_AGAIN = "Look at the day again."


class Doubt(NamedTuple):
    """One thing that speaks against an entry or a setting. `fields` are the facts that it is about, the doubtful one first.

    `cannot_be`: refused, in a file for `reason`, which names no value; else asked about, and kept if the person says yes.
    `unless_forced`: --force lets it through, since it can have been so. `hint` is what to do about it, where it is typed.
    """

    topic: str
    fields: tuple[str, ...]
    text: str
    hint: str = ""
    cannot_be: bool = False
    unless_forced: bool = False
    reason: str = ""


def impossible(topic: str, fields: tuple[str, ...], text: str, hint: str, reason: str) -> Doubt:
    """A doubt that nobody can answer with yes."""
    return Doubt(topic, fields, text, hint, cannot_be=True, reason=reason)


def is_refused(doubt: Doubt, *, force: bool) -> bool:
    """Whether it is refused, whatever anybody answers."""
    return doubt.cannot_be and not (doubt.unless_forced and force)


def met(doubts: Iterable[Doubt], answers: Answers, *, force: bool = False) -> None:
    """Raises InputRefusedError for the first that is refused, then ConfirmationNeededError for the first without an answer."""
    found = tuple(doubts)
    for doubt in found:
        if is_refused(doubt, force=force):
            raise InputRefusedError(doubt.text, doubt.hint)
    for doubt in found:
        if not doubt.cannot_be:
            answers.require(doubt.topic, f"{doubt.text} {doubt.hint}".rstrip(), field=doubt.fields[0])

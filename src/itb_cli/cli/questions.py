"""Words that are no command are a question: `itb overdose` is answered as `itb check overdose`, unless a command is meant."""

import contextlib
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import takewhile

from itb_cli.cli.app import COMMANDS
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.words.argv import FOR_HELP
from itb_cli.cli.words.direct import answered
from itb_cli.domain.command import Command, Lead, led, quoted
from itb_cli.errors import ExitCode, NotShownError

NEAR = 0.8
"""How like a command a word must be to be one mistyped: `stauts` is, `overdose` is not `dose`, `alarm` is not `calendar`."""
SHORTEST = 4
"""A shorter word is near too much: `car` is not `card`."""
LONGEST_NAMED = 40
"""A longer question is not repeated before its answer."""


def meant(words: Sequence[str]) -> str | None:
    """The command that `words` name, or are mistyped for; None if they are neither: `clear fluid leaking` is not `learn`."""
    names = [entry.name for entry in COMMANDS]
    first, *rest = " ".join(takewhile(lambda word: not word.startswith("-"), words)).casefold().split() or [""]
    if words[:1] and words[0] in names:
        return words[0]
    if any(word.isalpha() for word in rest):
        return None
    swapped = [name for name in names if sorted(name) == sorted(first)]
    near = get_close_matches(first, names, 1, NEAR) if len(first) >= SHORTEST else []
    return next(iter((*swapped, *near)), None)


def answered_as_question(words: Sequence[str], world: Runtime, lead: Lead) -> int | None:
    """The exit code of the answer of `itb check`, which is said behind it; None if `words` are no question.

    A mistyped `emergency` shows the emergency page: no other guess is run.
    """
    first = words[0] if words else ""
    command = meant(words)
    if command == "emergency" and first.casefold() != command:
        from itb_cli.cli.emergency_path import answer, emergency_call

        call = emergency_call([command, *words[1:]], world)
        return answer(call) if call else None
    if command or first.startswith("-") or not first.strip():
        return None
    asked = [word for word in words if word not in FOR_HELP]
    return answered_and_told(["check", *asked], asked, world, lead)


def answered_and_told(question: Sequence[str], typed: Sequence[str], world: Runtime, lead: Lead) -> int | None:
    """The exit code of the answer, with a word that what was `typed` is no command; None if it is for Typer.

    On a screen an answer says so in its own last line: a line behind it would push the first one out, and part from the message.
    """
    is_on_screen = world.stdout.isatty() and world.stderr.isatty() and not {"--more", "--json"} & {*typed}
    code = answered(question, world, is_question=is_on_screen)
    is_told = is_on_screen and code == ExitCode.ANSWERED
    if code is not None and not (is_told and _named_person(typed, world) is None):
        tell(typed, world, lead)
    return code


def _named_person(words: Sequence[str], world: Runtime) -> str | None:
    """The person whose name is all that was typed."""
    from itb_cli.cli.person import person_among

    typed = " ".join(takewhile(lambda word: not word.startswith("-"), words))
    person = person_among(words, world)
    return person if person and typed.casefold().split() == person.replace("-", " ").split() else None


def tell(words: Sequence[str], world: Runtime, lead: Lead) -> None:
    """Says behind an answer that the words were read as a question."""
    from itb_cli.cli.quiet import quieten
    from itb_cli.cli.show import width_of, write
    from itb_cli.render.lines import readable, wrapped

    typed = " ".join(takewhile(lambda word: not word.startswith("-"), words))
    named = f'"{typed}"' if len(typed) <= LONGEST_NAMED else "This"
    said = f"itb: {named} is no command. It was read as a question, as {Command('check')} reads it."
    person = _named_person(words, world)
    if person:
        said += f" Somebody is recorded by that name: {Command(f'status --person {quoted(person)}')}"
    try:
        write(world.stderr, f"{wrapped(readable(led(said, lead)), width_of(world), '     ')}\n")
    except NotShownError:
        with contextlib.suppress(OSError):
            quieten(world.stderr)

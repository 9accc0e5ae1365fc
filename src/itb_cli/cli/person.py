"""Whose record a call is about, if a person was chosen, and what is said if nobody is recorded so. Reads no record."""

import contextlib
import os
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.domain.command import USUAL, Command, Lead, quoted
from itb_cli.domain.people import slug
from itb_cli.domain.text import harmless
from itb_cli.errors import (
    ConfirmationNeededError,
    InputRefusedError,
    ItbError,
    NoSuchFileError,
    NoSuchPersonError,
    RecordError,
    RecordLockedError,
    UsageError,
)
from itb_cli.services.notices import Notice, recorded_by_name
from itb_cli.storage.people import is_recorded, people_recorded

START = "start_record"
"""The topic of the question whether a record is to be started."""


def chosen_person(file: str | None, words: str | None, environment: Mapping[str, str]) -> str | None:
    """The slug of the person of --person, else of ITB_PERSON; None if --file was given.

    Raises UsageError if two records are named at once, InputRefusedError if the name is none.
    """
    check_flags(file, words)
    if words == "":
        raise empty("--person")
    if words is not None or file is not None:
        return None if words is None else slug(words)
    name = environment.get("ITB_PERSON")
    for variable in ("ITB_PERSON", "ITB_FILE"):
        if environment.get(variable) == "":
            raise empty(variable)
    if name is not None and "ITB_FILE" in environment:
        raise UsageError(
            "ITB_FILE and ITB_PERSON are both set. It is not clear whose record is meant.",
            f"Unset one of them, or name the record with --person or --file. Help now: {Command('emergency')}",
        )
    return None if name is None else slug(name)


def lead(file: str | None, words: str | None, *, is_redacted: bool = False) -> Lead:
    """What leads to the record of --file or --person; to the usual one if they are wrong, so that help is never far."""
    if file == "" or (file is not None and words is not None):
        return USUAL
    try:
        whole = Lead(None if words is None else slug(words), file, windows=os.name == "nt")
    except InputRefusedError:
        return USUAL
    return whole.unnamed if is_redacted else whole


def check_flags(file: str | None, words: str | None) -> None:
    """Raises UsageError if both flags were given."""
    if file is not None and words is not None:
        raise UsageError(
            "--file and --person name two records at once.", f"Leave one of them out. Help now: {Command('emergency')}"
        )


def empty(name: str) -> UsageError:
    """What is said if a record is to be chosen by a word that is empty: that is not the same as choosing none."""
    help_now = f"Help now: {Command('emergency')}"
    if name.startswith("-"):
        return UsageError(f"{name} is empty. It is not clear whose record is meant.", f"Leave it out, or name one. {help_now}")
    return UsageError(f"{name} is set, but empty. It is not clear whose record is meant.", f"Unset it: unset {name}. {help_now}")


def check_there(record: Path, file: str) -> None:
    """Raises NoSuchFileError if nothing is or was at the place that was named: that is never the same as nothing recorded."""
    if not is_recorded(record):
        raise NoSuchFileError(
            f"There is no file {file}.",
            f"Look at its name. To start a record there: {Command('setup')}. Help now: {Command('emergency')}",
        )


def check_recorded(person: str, record: Path, usual: Path) -> None:
    """Raises NoSuchPersonError if there is no record of the person: that is never the same as nothing recorded."""
    if not is_recorded(record):
        raise NoSuchPersonError(
            f"There is no record of {person}.",
            f"{_recorded(usual)} To start one: {Command('setup')}. Help now: {Command('emergency')}",
        )


def may_start_of(person: str, usual: Path) -> ConfirmationNeededError:
    """The question before a person's first record: a name may be mistyped."""
    return _may_start(f"There is no record of {person} yet. {_recorded(usual)} Start one?")


def may_start_at(file: str) -> ConfirmationNeededError:
    """The question before a record at a place where none is: the name of a file may be mistyped."""
    return _may_start(f"There is no file {file} yet. Start a new record there?")


def person_among(words: Sequence[str], world: Runtime) -> str | None:
    """Who is recorded by a name that was typed with no flag before it, as `itb tom` or `itb status tom`."""
    if "ITB_FILE" in world.environment:
        return None
    with contextlib.suppress(ItbError, OSError, RuntimeError):
        people = people_recorded(world.default_record(world.environment))
        typed = list(takewhile(lambda word: not word.startswith("-"), words))
        return next((name for name in people if typed and name in (*map(_spelt, typed), _spelt(" ".join(typed)))), None)
    return None


def _spelt(name: str) -> str:
    try:
        return slug(name)
    except InputRefusedError:
        return ""


def may_start_nameless(people: tuple[str, ...]) -> ConfirmationNeededError:
    """The question before a record of nobody by name, if others have theirs: what is written there is missing in theirs."""
    names = ", ".join(map(harmless, people))
    how = "Nothing was stored. Type the same again with --person NAME. For a record without a name: with --yes."
    return ConfirmationNeededError(START, f"Recorded by name: {names}. You named nobody. Start a record without a name?", how)


def recorded_instead(people: tuple[str, ...]) -> Notice:
    """For an answer from a record that does not exist, while people are recorded by name."""
    return recorded_by_name(quoted(people[0]), ", ".join(map(harmless, people)))


def _may_start(asked: str) -> ConfirmationNeededError:
    how = f"Nothing was stored. To start one, type the same again with --yes, or: {Command('setup')}"
    return ConfirmationNeededError(START, asked, how)


def question(needed: ConfirmationNeededError, person: str) -> str:
    """What is asked, with whose record it is about; the question about a new record says so itself."""
    return needed.message if needed.topic == START else f"Record of: {person}. {needed.message}"


def signed(error: ItbError, person: str) -> None:
    """Writes into an error whose record it is about."""
    error.person = person
    if isinstance(error, NoSuchPersonError) or (isinstance(error, ConfirmationNeededError) and error.topic == START):
        return
    if isinstance(error, (RecordError, RecordLockedError, InputRefusedError)):
        error.hint = f"Record of: {person}. {error.hint}"


def _recorded(usual: Path) -> str:
    """Who is recorded by name; nothing else about them."""
    names = ", ".join(map(harmless, people_recorded(usual)))
    return f"Recorded: {names}." if names else "Nobody is recorded by name."

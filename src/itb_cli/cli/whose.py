"""Whose record a call is about, where a person was chosen, and what is said where nobody is recorded so. Reads no record."""

import os
from collections.abc import Mapping
from pathlib import Path

from itb_cli.domain.command import USUAL, Command, Lead
from itb_cli.domain.people import slug
from itb_cli.domain.text import harmless
from itb_cli.errors import (
    ConfirmationNeededError,
    InputRefusedError,
    ItbError,
    NoSuchPersonError,
    RecordError,
    RecordLockedError,
    UsageError,
)
from itb_cli.storage.people import is_recorded, people_recorded

START = "start_record"
"""The topic of the question whether a record is to be started."""


def chosen_person(file: str | None, words: str | None, environment: Mapping[str, str]) -> str | None:
    """The slug of the person of --person, else of ITB_PERSON; None where --file was given.

    Raises UsageError where two records are named at once, InputRefusedError where the name is none.
    """
    check_flags(file, words)
    if words is not None or file:
        return None if words is None else slug(words)
    name = environment.get("ITB_PERSON")
    if name and environment.get("ITB_FILE"):
        raise UsageError(
            "ITB_FILE and ITB_PERSON are both set. It is not clear whose record is meant.",
            f"Unset one of them, or name the record with --person or --file. Help now: {Command('emergency')}",
        )
    return slug(name) if name else None


def lead(file: str | None, words: str | None, *, is_redacted: bool = False) -> Lead:
    """What leads to the record of --file or --person; to the usual one if they are wrong, so that help is never far."""
    if file is not None and words is not None:
        return USUAL
    try:
        whole = Lead(None if words is None else slug(words), file, windows=os.name == "nt")
    except InputRefusedError:
        return USUAL
    return whole.unnamed if is_redacted else whole


def check_flags(file: str | None, words: str | None) -> None:
    """Raises UsageError where both flags were given."""
    if file is not None and words is not None:
        raise UsageError(
            "--file and --person name two records at once.", f"Leave one of them out. Help now: {Command('emergency')}"
        )


def check_recorded(person: str, record: Path, usual: Path) -> None:
    """Raises NoSuchPersonError where there is no record of the person: that is never the same as nothing recorded."""
    if not is_recorded(record):
        raise NoSuchPersonError(
            f"There is no record of {person}.",
            f"{_recorded(usual)} To start one: {Command('setup')}. Help now: {Command('emergency')}",
        )


def starts(person: str, record: Path, usual: Path, *, may_start: bool) -> bool:
    """Whether the person has no record yet; ConfirmationNeededError then unless one may be started: a name may be mistyped."""
    if is_recorded(record):
        return False
    if may_start:
        return True
    raise ConfirmationNeededError(
        START,
        f"There is no record of {person} yet. {_recorded(usual)} Start one?",
        f"Nothing was stored. To start one, type the same again with --yes, or: {Command('setup')}",
    )


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

"""A command that a sentence tells a person to type, as a value; and what makes it lead to the record that is meant."""

import re
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, cast

from itb_cli.domain.values import NamedTuple

BEGIN, END = "\ufdd0", "\ufdd1"
"""Stand around a command inside a text. Unicode keeps both for programs: no keyboard, font or printer has them."""
MARKED = re.compile(f"{BEGIN}(itb[^{BEGIN}{END}]*){END}")
"""A command inside a text; its words, as they are typed, are the one group."""

_ABOUT_NO_RECORD = frozenset({"learn", "sources", "demo"})
_NAMES_ITS_RECORD = frozenset({"--person", "--file", "--all", "--help", "--version"})
_SETTING = r"itb setup (?:.* )?--[a-z-]+"
_NEEDS_NO_QUOTES = r"[\w@%+=:,./-]+"
_LIVE_IN_QUOTES = frozenset('"$`\\!')

Item = TypeVar("Item")


class Command(NamedTuple):
    """What follows `itb` on the command line. In a sentence: `f"To take this back: {Command('undo')}"`."""

    words: str = ""

    def __str__(self) -> str:
        return f"{BEGIN}{f'itb {self.words}'.rstrip()}{END}"


class Lead(NamedTuple):
    """What leads a command to the record that a call was about; neither for the usual one. `windows`: whose quotes hold."""

    person: str | None = None
    file: str | None = None
    windows: bool = False

    @property
    def unnamed(self) -> "Lead":
        """The same with a placeholder, for a text that may tell neither a name nor a place."""
        return Lead(self.person and "NAME", self.file and "FILE", self.windows)

    def __str__(self) -> str:
        if self.person is not None:
            return f" --person {quoted(self.person, windows=self.windows)}"
        return "" if self.file is None else f" --file {quoted(self.file, windows=self.windows)}"


USUAL = Lead()


def led(item: Item, lead: Lead) -> Item:
    """`item`, a text or tuples of texts such as a page, with every command in it about the record of `lead`."""
    if lead.person is None and lead.file is None:
        return item
    words = str(lead)
    return each_text(
        item, lambda text: MARKED.sub(lambda command: _led_command(command[1], words), text) if BEGIN in text else text
    )


def each_text(item: Item, change: Callable[[str], str]) -> Item:
    """`item`, a text or tuples of texts such as a page, with every text in it changed; a kind by its name is no text."""
    return cast("Item", _each_text(item, change))


def without_marks(text: str) -> str:
    """`text` from elsewhere, in which nothing can pass for a command: the marks stand in it in visible form."""
    return text.replace(BEGIN, r"\ufdd0").replace(END, r"\ufdd1") if BEGIN in text or END in text else text


def printed(text: str) -> str:
    """`text` with its commands as they are typed."""
    return MARKED.sub(r"\1", text) if BEGIN in text else text


def quoted(word: str, *, windows: bool = False) -> str:
    """`word` as a shell reads it back; in double quotes if they hold it, since every system knows them."""
    if re.fullmatch(_NEEDS_NO_QUOTES, word.replace("\\", "/") if windows else word):
        return word
    if windows or _LIVE_IN_QUOTES.isdisjoint(word):
        return f'"{word}"'
    return "'" + word.replace("'", "'\"'\"'") + "'"


def names_its_record(command: str) -> bool:
    """Whether `command`, as it is typed, says itself which record it is about, or is about none."""
    _, *words = command.split(" ")
    return bool(words) and (words[0] in _ABOUT_NO_RECORD or not _NAMES_ITS_RECORD.isdisjoint(words))


def _each_text(item: Any, change: Callable[[str], str]) -> Any:
    if isinstance(item, str):
        return item if isinstance(item, Enum) else change(item)
    if not isinstance(item, tuple):
        return item
    parts = [_each_text(part, change) for part in item]
    if all(new is old for new, old in zip(parts, item, strict=True)):
        return item
    make = getattr(type(item), "_make", tuple)  # a named tuple stays one
    return make(parts)


def _led_command(command: str, lead: str) -> str:
    """What a setting is to be follows its flag at the end, so nothing else may."""
    if names_its_record(command):
        return f"{BEGIN}{command}{END}"
    before, flag = command.rsplit(" ", 1) if re.fullmatch(_SETTING, command) else (command, "")
    return f"{BEGIN}{before}{lead}{flag and f' {flag}'}{END}"

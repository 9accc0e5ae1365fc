"""The code for the prompt of one record, put together from `scripts`: which parts for whom, how paths are spelt there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

import tomli_w

from itb_cli.domain.command import Command
from itb_cli.errors import InputRefusedError
from itb_cli.prompt.scripts import BASH, FISH, HEADER, LOOK, STARSHIP, ZSH
from itb_cli.services.reminders.prompt import PromptKind


def shell_code(kind: PromptKind, record: Path, status_file: Path) -> str:
    """The code for the prompt of one record. Raises InputRefusedError if a path cannot be written into it."""
    header = HEADER.format(made_by=Command(f"prompt {kind}"), look=Command())
    match kind:
        case PromptKind.BASH:
            return header + _filled(LOOK + BASH, record, status_file, _quoted)
        case PromptKind.ZSH:
            return header + _filled(LOOK + ZSH, record, status_file, _quoted)
        case PromptKind.FISH:
            return header + _filled(FISH, record, status_file, _quoted_for_fish)
        case PromptKind.STARSHIP:
            return header + _module(_filled(LOOK + STARSHIP, record, status_file, _quoted))
        case _:
            assert_never(kind)


def _module(command: str) -> str:
    """A module of starship's own configuration; it shows nothing if the command says nothing."""
    module = {
        "description": "How the supply stands",
        "when": True,
        "shell": ["sh"],
        "style": "fg:black bg:yellow",
        "format": "([$output]($style) )",
        "command": command,
    }
    return tomli_w.dumps({"custom": {"itb": module}}, multiline_strings=True)


def _filled(code: str, record: Path, status_file: Path, quoted: Callable[[str], str]) -> str:
    paths = {"@RECORD@": quoted(_spelt(record)), "@STATUS@": quoted(_spelt(status_file))}
    return re.sub("@RECORD@|@STATUS@", lambda mark: paths[mark[0]], code)


def _spelt(path: Path) -> str:
    text = path.as_posix()
    if not text.isprintable():
        raise InputRefusedError(
            "The path of this record holds a sign that no shell's code can hold.", "Give its folders other names."
        )
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _quoted_for_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

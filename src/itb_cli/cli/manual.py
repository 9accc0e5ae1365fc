"""The manual page itb(1), from the same texts as `--help`. Made by hand when they change; a test compares."""

import textwrap
from collections.abc import Iterator
from typing import Any

import typer

from itb_cli import __version__
from itb_cli.cli.app import ABOUT, COMMANDS, NOT_A_DEVICE, build, common_parameters
from itb_cli.errors import ExitCode

_OF = "2026-11-28"
"""The day that the page bears; a new one with a release."""
_WIDEST_LINE = 78
"""Of the source; what is shown is as wide as the terminal."""


def manual() -> str:
    """The whole page, in the roff of man(7)."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield from (f'.TH ITB 1 {_OF} "itb {__version__}" "User Commands"', ".ad l", ".nh", ".SH NAME")
    summary, *more = [part for part in ABOUT.split("\n\n") if part.strip()]
    yield rf"itb \- {_text(summary.strip().rstrip('.'))}"
    yield from (".SH SYNOPSIS", ".B itb", _text("[COMMAND] [ARGS]..."), ".SH DESCRIPTION")
    yield from _paragraphs([*more, NOT_A_DEVICE])
    root = build(None)
    common = {parameter.name: parameter for parameter in common_parameters()}
    for group in dict.fromkeys(entry.group for entry in COMMANDS):
        yield f".SH {_text(group.upper())}"
        for entry in COMMANDS:
            if entry.group == group:
                yield from _command(entry.name, root.commands[entry.name], common)
    yield ".SH OPTIONS OF ALL COMMANDS"
    yield from _options(common.values())
    yield ".SH EXIT STATUS"
    for code in ExitCode:
        yield from (".TP", f".B {int(code)}", _text(code.name.replace("_", " ").capitalize() + "."))


def _command(name: str, told: Any, common: dict[str | None, Any]) -> Iterator[str]:
    pieces = told.collect_usage_pieces(typer.Context(told, info_name=name))
    yield f".SS {_text(' '.join(['itb', name, *pieces]))}"
    yield from _paragraphs(part for part in (told.help or "").split("\n\n"))
    yield from _options(parameter for parameter in told.params if parameter.name not in common)


def _options(parameters: Any) -> Iterator[str]:
    for parameter in parameters:
        names = ", ".join(parameter.opts) if parameter.param_type_name == "option" else ""
        metavar = parameter.metavar or " | ".join(getattr(parameter.type, "choices", ()))
        yield from (".TP", f".B {_text(f'{names} {metavar}'.strip())}", _text(getattr(parameter, "help", None) or ""))


def _paragraphs(parts: Any) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ".PP"
        yield _text(" ".join(part.split()))


def _text(told: str) -> str:
    """`told` as roff shows it letter by letter."""
    shown = told.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("^", r"\(ha").replace("~", r"\(ti")
    lines = textwrap.wrap(shown, _WIDEST_LINE, break_long_words=False, break_on_hyphens=False)
    return "\n".join(rf"\&{line}" if line.startswith(".") else line for line in lines)

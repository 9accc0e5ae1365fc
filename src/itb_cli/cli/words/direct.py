"""The usual words read without Typer: few commands, flags that are known exactly. Whatever else stands there is for Typer."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.words.options import Declared, Flag, Parameter, Words

USUAL = ("status", "next-refill", "check", "remind")


def answered(words: Sequence[str], world: Runtime, *, is_question: bool = False) -> int | None:
    """The exit code of a usual command, in order, with flags that are known exactly; None if the words are for Typer.

    `is_question`: the words were no command, and the answer is to say so itself.
    """
    if world.environment.get("_ITB_COMPLETE"):
        return None
    name, *rest = words
    if name not in USUAL:
        return None
    declared: Declared = import_module(f"itb_cli.cli.commands.{name.replace('-', '_')}").run
    given = read(rest, declared.parameters)
    return None if given is None else declared.run(name, world, given, is_question=is_question)


def read(words: Sequence[str], parameters: dict[str, Parameter]) -> dict[str, Any] | None:
    """What `words` give each parameter, or its default; None unless all of them are known exactly."""
    flags = {parameter.declared.name: name for name, parameter in parameters.items() if isinstance(parameter.declared, Flag)}
    others = [name for name, parameter in parameters.items() if isinstance(parameter.declared, Words)]
    given: dict[str, Any] = {name: parameter.default for name, parameter in parameters.items()}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("-"):
            name = flags.get(word, "")
            if not name or not _take(given, name, parameters[name].type, rest):
                return None
        elif others:
            given[others[0]] = [*(given[others[0]] or ()), word]
        else:
            return None
    return given


def _take(given: dict[str, Any], name: str, kind: Any, rest: list[str]) -> bool:
    """Takes a switch, or a text from the words behind it; False if Typer has to judge."""
    if kind is bool:
        given[name] = True
        return True
    if kind != (str | None) or not rest or rest[0].startswith("-"):
        return False
    given[name] = rest.pop(0)
    return True

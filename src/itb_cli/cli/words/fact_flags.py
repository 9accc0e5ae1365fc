"""Flags that the table of facts gives to a command: one a fact of an entry, with its line in the help. The table: `domain`."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from itb_cli.cli.words.options import REQUIRED
from itb_cli.domain.entry_facts import Fact


def with_facts(
    function: Callable[..., int], behind: str, facts: Mapping[str, Fact], told: Mapping[str, str], the: str = "The"
) -> Callable[..., int]:
    """`function`, which takes `**typed`, declared with a flag a fact behind its argument `behind`.

    `told`: lines in the help, by flag; without one a fact is `the` and its name.
    """
    *own, _typed = inspect.signature(function).parameters.values()
    place = [parameter.name for parameter in own].index(behind) + 1
    flags = (_flag(flag, fact, told.get(flag, f"{the} {fact.help or fact.name}.")) for flag, fact in facts.items())
    ordered = [own[0], *map(_by_name, (*own[1:place], *flags, *own[place:]))]
    function.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]  # read as a declaration
    return function


def _by_name(parameter: inspect.Parameter) -> inspect.Parameter:
    default = REQUIRED if parameter.default is inspect.Parameter.empty else parameter.default
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, default=default)


def _flag(flag: str, fact: Fact, told: str) -> inspect.Parameter:
    option = typer.Option(f"--{flag.replace('_', '-')}", metavar=fact.metavar, help=told)
    return inspect.Parameter(flag, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, option])

"""The options that all commands take, added to each command's own. No command repeats them."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style
from itb_cli.errors import ItbError


def _offer_people(context: typer.Context, incomplete: str) -> list[str]:
    """What the shell offers after --person."""
    from itb_cli.cli.completing import complete_person

    return complete_person(context.obj, incomplete) if isinstance(context.obj, Runtime) else []


_FILE = Annotated[str | None, typer.Option("--file", metavar="FILE", help="The record to use, instead of the usual one.")]
_PERSON = Annotated[
    str | None,
    typer.Option("--person", metavar="NAME", help="Whose record to use: each name has its own.", autocompletion=_offer_people),
]
_JSON = Annotated[bool, typer.Option("--json", help="The answer for machines.")]
_PLAIN = Annotated[bool, typer.Option("--plain", help="Plain lines for screen readers and pipes.")]
_NO_COLOR = Annotated[bool, typer.Option("--no-color", help="No colour.")]
_AS_OF = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Answer for another day than today.")]

YES = Annotated[bool, typer.Option("--yes", help="Answer yes to every question.")]
OVERWRITE = Annotated[bool, typer.Option("--overwrite", help="Replace the file if one is there already.")]
EXIT_CODE = Annotated[
    bool,
    typer.Option("--exit-code", help="Tell the state by the exit code: 10 soon, 11 overdue, 12 critical, 3 unknown."),
]

Command = Callable[..., int]


def command(*, as_of: bool = True) -> Callable[[Command], Command]:
    """Turns `function(call, ...)` into a Typer command with the common options; `as_of` False if a day makes no sense."""
    common: dict[str, tuple[Any, Any]] = {
        "file": (_FILE, None),
        "person": (_PERSON, None),
        "json": (_JSON, False),
        "plain": (_PLAIN, False),
        "no_color": (_NO_COLOR, False),
    }
    if as_of:
        common["as_of"] = (_AS_OF, None)

    def decorate(function: Command) -> Command:
        own = list(inspect.signature(function).parameters.values())[1:]

        def run(context: typer.Context, **given: Any) -> int:
            style = Style(given.pop("json"), given.pop("plain"), given.pop("no_color"))
            file, as_of_words, person = given.pop("file"), given.pop("as_of", None), given.pop("person")
            call = Call(context.info_name or "itb", context.obj, style, file, as_of_words, person)
            try:
                call.check()
                return function(call, **given)
            except ItbError as error:
                call.sign(error)
                raise

        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in common.items()
        ]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
        parameters = [context, *own, *added]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # Typer reads a function's signature
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__doc__ = function.__doc__
        return run

    return decorate

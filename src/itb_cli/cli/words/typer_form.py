"""A declared command in the form that Typer reads: a function whose signature tells its options."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from itb_cli.cli.words.options import REQUIRED, Declared, Flag, Parameter, Words


def typer_form(declared: Declared) -> Callable[..., int]:
    """The function for Typer; its help is the docstring of the command's own."""

    def run(context: typer.Context, **given: Any) -> int:
        return declared.run(context.info_name or "itb", context.obj, given)

    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [context, *(_of_signature(name, parameter) for name, parameter in declared.parameters.items())]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # Typer reads a function's signature
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__doc__ = declared.function.__doc__
    return run


def _of_signature(name: str, parameter: Parameter) -> inspect.Parameter:
    told, annotation = parameter.declared, parameter.annotation
    if isinstance(told, Flag):
        option = typer.Option(told.name, metavar=told.metavar, help=told.help, autocompletion=told.offers)
        annotation = Annotated[parameter.type, option]
    elif isinstance(told, Words):
        argument = typer.Argument(metavar=told.metavar, help=told.help, autocompletion=told.offers)
        annotation = Annotated[parameter.type, argument]
    default = inspect.Parameter.empty if parameter.default is REQUIRED else parameter.default
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)

"""How a command and its flags are declared: values, which both readers of words share (`direct`, `typer_form`). No Typer."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from itb_cli.cli.call import Call
from itb_cli.cli.chosen import chosen_in
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ItbError

Offers = Callable[..., list[Any]]
"""What the shell offers for a value, from what was typed of it."""


class Flag(NamedTuple):
    """An option: its name, its line in the help, what stands there for its value."""

    name: str
    help: str
    metavar: str | None = None
    offers: Offers | None = None


class Words(NamedTuple):
    """The words without a flag."""

    metavar: str
    help: str
    offers: Offers | None = None


def _offer_people(ctx: Any, incomplete: str) -> list[str]:
    """What the shell offers after --person. Typer hands over its context under that name."""
    from itb_cli.cli.words.completion import complete_person

    return complete_person(ctx.obj, incomplete) if isinstance(ctx.obj, Runtime) else []


FILE = Annotated[str | None, Flag("--file", "The record to use, instead of the usual one.", "FILE")]
PERSON = Annotated[str | None, Flag("--person", "Whose record to use: each name has its own.", "NAME", _offer_people)]
JSON = Annotated[bool, Flag("--json", "The answer for machines.")]
PLAIN = Annotated[bool, Flag("--plain", "Plain lines for screen readers and pipes.")]
NO_COLOR = Annotated[bool, Flag("--no-color", "No colour.")]
AS_OF = Annotated[str | None, Flag("--as-of", "Answer for another day than today.", "DATE")]

MORE = Annotated[bool, Flag("--more", "All of it: the details, what the sources say, and who says so.")]
YES = Annotated[bool, Flag("--yes", "Answer yes to every question.")]
OVERWRITE = Annotated[bool, Flag("--overwrite", "Replace the file if one is there already.")]
BEFORE_IMPLANT = Annotated[bool, Flag("--force", "Allow a day before the implant: an earlier pump.")]
EXIT_CODE = Annotated[bool, Flag("--exit-code", "Tell the state by the exit code: 10 soon, 11 overdue, 12 critical, 3 unknown.")]

_COMMON = {"file": (FILE, None), "person": (PERSON, None), "json": (JSON, False), "plain": (PLAIN, False)}
_COMMON |= {"no_color": (NO_COLOR, False)}


REQUIRED: Any = ...
"""The default of what has none."""


class Parameter(NamedTuple):
    """One thing that can be given to a command: the type that comes out, how it is declared, what it is if it is not given.

    `declared` is a Flag, Words, or what Typer makes of its own.
    """

    annotation: Any
    type: Any
    declared: Any
    default: Any


class Declared:
    """A command as its module declares it: `function(call, ...)` and the flags that all commands take."""

    def __init__(self, function: Callable[..., int], *, as_of: bool) -> None:
        self.function = function
        self._as_of = as_of

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Everything that can be given, by the name of the function's argument: its own, then the common ones."""
        told = _of_its_own(self.function) | _COMMON | ({"as_of": (AS_OF, None)} if self._as_of else {})
        return {
            name: Parameter(
                annotation,
                getattr(annotation, "__origin__", annotation),
                getattr(annotation, "__metadata__", (None,))[0],
                default,
            )
            for name, (annotation, default) in told.items()
        }

    def run(self, name: str, world: Runtime, given: Mapping[str, Any], *, is_question: bool = False) -> int:
        """Calls the function with what was given, each argument once; whose record an error is about is written into it."""
        own = dict(given)
        style = Style(own.pop("json"), own.pop("plain"), own.pop("no_color"))
        file, as_of_words, person = own.pop("file"), own.pop("as_of", None), own.pop("person")
        call = Call(name, world, style, chosen_in(world, file, person), as_of_words, is_question)
        try:
            call.check()
            return self.function(call, **own)
        except ItbError as error:
            call.sign(error)
            raise


def command(*, as_of: bool = True) -> Callable[[Callable[..., int]], Declared]:
    """Declares `function(call, ...)` a command with the common options; `as_of` False if a day makes no sense."""
    return lambda function: Declared(function, as_of=as_of)


def _of_its_own(function: Callable[..., int]) -> dict[str, tuple[Any, Any]]:
    """Annotation and default of all arguments but the first; `inspect` is loaded only if a signature was made by hand."""
    made = getattr(function, "__signature__", None)
    if made is not None:
        return {name: (told.annotation, told.default) for name, told in [*made.parameters.items()][1:]}
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[1 : code.co_argcount]
    default_of = dict(zip(reversed(names), reversed(defaults), strict=False))
    return {name: (function.__annotations__[name], default_of.get(name, REQUIRED)) for name in names}

"""The entry point and the one error boundary: answered, refused, interrupted and bug are different things."""

import contextlib
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from itb_cli import __version__
from itb_cli.cli.runtime import Runtime, real_runtime
from itb_cli.cli.words.argv import FOR_HELP, FOR_VERSION, arranged, asks_for_all, named_command, value_of
from itb_cli.domain.command import USUAL, Command, Lead, led, quoted, without_marks
from itb_cli.errors import ExitCode, InputRefusedError, ItbError, NotShownError, RecordError, StoppedError, UsageError

Reader = Callable[[Sequence[str], Runtime], int]


def main(argv: Sequence[str], runtime: Runtime | None = None, reader: Reader | None = None) -> int:
    """Runs `itb` with `argv` (without the program's name); returns the exit code. Raises only what ITB_TRACEBACK asks for.

    `reader` reads the words and runs what they say; usually whichever is the quickest that can.
    """
    world = runtime or real_runtime()
    argv = [*map(without_marks, argv)]
    try:
        return (reader or _run)(argv, world)
    except ItbError as error:
        return _failed(argv, world, error)
    except (KeyboardInterrupt, EOFError):
        _tell(world, "\n")
        return int(ExitCode.INTERRUPTED)
    except Exception as error:  # noqa: BLE001  # the last boundary: a bug must not show health data
        return _bug(argv, world, error)


def entry_point() -> int:
    """What the installed `itb` calls. A run is too short for the garbage collector to be worth its time."""
    gc.disable()
    code = main(sys.argv[1:])
    _end_at_once(code)
    return code


def _end_at_once(code: int) -> None:
    """Ends the process without taking the interpreter apart first, a tenth of a run: every file is closed, nothing waits.

    Comes back if a stream does not take what is left in it; then Python ends as usual.
    """
    with contextlib.suppress(OSError, ValueError):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)


def _run(argv: Sequence[str], world: Runtime) -> int:
    words = arranged(argv)
    if words == [FOR_VERSION[-1]]:
        return _show_version(world)
    if words[0].casefold() == "emergency":
        from itb_cli.cli.emergency_path import answer, emergency_call, is_for_staff

        call = emergency_call(words, world)
        if call is not None:
            return answer(call, staff=is_for_staff(argv))
    from itb_cli.cli.words.direct import answered

    code = answered(words, world)
    return by_typer(argv, world) if code is None else code


def _show_version(world: Runtime) -> int:
    try:
        world.stdout.write(f"itb {__version__}\n")
        world.stdout.flush()
    except OSError as error:
        from itb_cli.cli.show import not_taken

        not_taken(world.stdout, error)
    return 0


def by_typer(argv: Sequence[str], world: Runtime) -> int:
    """Any words, read by Typer; what is refused is answered, if it was a question or names a danger."""
    import typer

    from itb_cli.cli.questions import answered_as_question
    from itb_cli.cli.words.placing import placed

    if world.environment.get("_ITB_COMPLETE"):
        from typer._completion_classes import completion_init  # typer.completion re-exports it untyped

        completion_init()
        return _called(list(argv), world, typer, for_completion=True)
    typed = arranged(argv)
    words = placed(typed, world.today)
    if (code := answered_as_question(words, world, lead_of(words))) is not None:
        return code
    try:
        code = _called(words, world, typer, whole_help=asks_for_all(argv))
    except (UsageError, InputRefusedError) as refused:
        from itb_cli.cli.refused import answered_after_all, answers_a_danger

        code = answered_after_all(typed, world, lead_of(words))
        if code is None:
            nothing = "Nothing was stored."
            if answers_a_danger(typed, world) and nothing not in refused.message:
                refused.hint = f"{nothing} {refused.hint}"
            raise
    if code == ExitCode.NOT_ANSWERABLE and typed[0] == "learn":
        from itb_cli.cli.refused import answers_a_danger

        answers_a_danger(typed, world)
    return code


def _called(words: list[str], world: Runtime, typer: Any, *, for_completion: bool = False, whole_help: bool = False) -> int:
    """What Typer makes of the words."""
    from itb_cli.cli.app import build
    from itb_cli.cli.quiet import quieten
    from itb_cli.cli.show import not_taken, width_of

    asks_for_help = not for_completion and not set(words).isdisjoint(FOR_HELP)
    try:
        if asks_for_help:
            world.stdout.write("")  # if it is closed, Typer would say nothing and end as if it had
        result = build(width_of(world), for_completion=for_completion, whole_help=whole_help).main(
            words, prog_name="itb", standalone_mode=False, obj=world
        )
    except typer.TyperException as error:
        raise UsageError(
            " ".join(error.format_message().split()),
            f"{_example(error)}{_person(words, world)}To see what can be typed: {Command('--help')}. "
            f"Help now: {Command('emergency')}",
        ) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OSError as error:
        if not asks_for_help:
            raise
        not_taken(world.stdout, error)
        return 0
    except SystemExit:
        if not asks_for_help:
            raise
        quieten(world.stdout)  # Typer's own answer to a reader that is gone
        return 0
    return int(result or 0)


def _person(words: Sequence[str], world: Runtime) -> str:
    """How a person is named, if a name stands where no word was expected."""
    from itb_cli.cli.person import person_among

    name = person_among(words[1:], world)
    return f"To name a person: {Command(f'{words[0]} --person {quoted(name)}')}. " if name else ""


def _example(error: Any) -> str:
    """The first example in the help of the command that was refused for want of an argument."""
    context = getattr(error, "ctx", None)
    written = " ".join(((context and context.command.help) or "").split())
    found = re.search(r"Examples?: itb ([^;]+)", written)
    if not found or "Missing argument" not in error.format_message():
        return ""
    return f"For example: {Command(found[1].rstrip('.'))}. "


def _failed(argv: Sequence[str], world: Runtime, error: ItbError) -> int:
    """What happened and what to do next, on standard error, for machines in the envelope. The code is the error's."""
    from itb_cli.cli.quiet import quieten
    from itb_cli.cli.show import width_of, write
    from itb_cli.render.lines import readable, wrapped

    lead = lead_of(argv)
    error.message, error.hint = led(error.message, lead), led(error.hint, lead)
    if isinstance(error, NotShownError):
        quieten(world.stdout)
    elif "--json" in argv:
        from itb_cli.render import json

        state = "unknown" if isinstance(error, RecordError) else None
        with contextlib.suppress(NotShownError):
            write(world.stdout, json.render_error(named_command(argv), world.today, error, state))
            return int(error.exit_code)
        quieten(world.stdout)
    begin = "\n" if isinstance(error, StoppedError) else ""  # the line of the question is not ended yet
    lines = (f"itb: {readable(error.message)}", f"     {readable(error.hint)}")
    _tell(world, begin + "".join(f"{wrapped(line, width_of(world), '     ')}\n" for line in lines))
    return int(error.exit_code)


def _tell(world: Runtime, text: str) -> None:
    """Writes to standard error; if that takes nothing, the exit code still tells."""
    from itb_cli.cli.quiet import quieten
    from itb_cli.cli.show import write

    try:
        write(world.stderr, text)
    except NotShownError:
        quieten(world.stderr)


def _bug(argv: Sequence[str], world: Runtime, error: Exception) -> int:
    """A bug shows its kind and place, never its values: those may be health data (R64)."""
    if world.environment.get("ITB_TRACEBACK"):
        raise error
    told = ItbError(
        f"This is a bug in itb ({type(error).__name__}{_place(error)}). Nothing is said about your pump.",
        f"For help now: {Command('emergency')}. With any doubt, call your pump clinic. "
        f"If you were storing something, look whether it is there: {Command('history')}. For the details: ITB_TRACEBACK=1",
    )
    return _failed(argv, world, told)


def lead_of(argv: Sequence[str]) -> Lead:
    """What leads a command to the record that `argv` names, even if the rest of it cannot be read."""
    file, person = (value_of(option, argv) for option in ("--file", "--person"))
    if file is None and person is None:
        return USUAL
    from itb_cli.cli.person import lead

    return lead(file, person)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""

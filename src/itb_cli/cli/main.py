"""The entry point and the one error boundary: answered, refused, interrupted and bug are different things."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from itb_cli import __version__
from itb_cli.cli.arranging import arranged, asks_for_version, named_command, value_of
from itb_cli.cli.runtime import Runtime, real_runtime
from itb_cli.domain.command import USUAL, Command, Lead, led
from itb_cli.errors import ExitCode, ItbError, NotShownError, RecordError, UsageError


def main(argv: Sequence[str], runtime: Runtime | None = None) -> int:
    """Runs `itb` with `argv` (without the program's name); returns the exit code. Raises only what ITB_TRACEBACK asks for."""
    world = runtime or real_runtime()
    try:
        return _guarded(argv, world)
    except BrokenPipeError:
        _close_quietly(world)
        return 0


def entry_point() -> int:
    """What the installed `itb` calls. A run is too short for the garbage collector to be worth its time."""
    gc.disable()
    return main(sys.argv[1:])


def _guarded(argv: Sequence[str], world: Runtime) -> int:
    try:
        return _run(argv, world)
    except ItbError as error:
        code = _failed(argv, world, error)
        if isinstance(error, NotShownError):
            _close_quietly(world)
        return code
    except (KeyboardInterrupt, EOFError):
        world.stderr.write("\n")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # the last boundary: a bug must not show health data
        return _bug(argv, world, error)


def _run(argv: Sequence[str], world: Runtime) -> int:
    if asks_for_version(argv):
        world.stdout.write(f"itb {__version__}\n")
        world.stdout.flush()
        return 0
    if "emergency" in " ".join(argv).casefold():
        from itb_cli.cli.emergency_path import answer, emergency_call

        call = emergency_call(argv, world)
        if call is not None:
            return answer(call)
    return _run_command(argv, world)


def _run_command(argv: Sequence[str], world: Runtime) -> int:
    import typer

    from itb_cli.cli.app import build
    from itb_cli.cli.show import width_of

    is_completion = bool(world.environment.get("_ITB_COMPLETE"))
    if is_completion:
        from typer._completion_classes import completion_init  # typer.completion re-exports it untyped

        completion_init()
    words = list(argv) if is_completion else arranged(argv)
    try:
        result = build(width_of(world)).main(words, prog_name="itb", standalone_mode=False, obj=world)
    except typer.TyperException as error:
        raise UsageError(
            error.format_message(), f"To see what can be typed: {Command('--help')}. Help now: {Command('emergency')}"
        ) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as ended:
        if is_completion:
            raise
        raise BrokenPipeError from ended  # Typer's own answer to a reader that is gone
    return int(result or 0)


def _failed(argv: Sequence[str], world: Runtime, error: ItbError) -> int:
    """What happened and what to do next, on standard error; in the envelope for machines."""
    from itb_cli.cli.show import width_of, write
    from itb_cli.render.lines import readable, wrapped

    lead = lead_of(argv)
    error.message, error.hint = led(error.message, lead), led(error.hint, lead)
    if "--json" in argv:
        from itb_cli.render import json

        state = "unknown" if isinstance(error, RecordError) else None
        write(world.stdout, json.render_error(named_command(argv), world.today, error, state))
    else:
        lines = (f"itb: {readable(error.message)}", f"     {readable(error.hint)}")
        write(world.stderr, "".join(f"{wrapped(line, width_of(world), '     ')}\n" for line in lines))
    return int(error.exit_code)


def _bug(argv: Sequence[str], world: Runtime, error: Exception) -> int:
    """A bug shows its kind and place, never its values: those may be health data (R64)."""
    if world.environment.get("ITB_TRACEBACK"):
        raise error
    told = ItbError(
        f"This is a bug in itb ({type(error).__name__}{_place(error)}). Nothing is said about your pump.",
        f"For help now: {Command('emergency')}. With any doubt, ring your pump clinic. "
        f"If you were storing something, look whether it is there: {Command('history')}. For the details: ITB_TRACEBACK=1",
    )
    return _failed(argv, world, told)


def lead_of(argv: Sequence[str]) -> Lead:
    """What leads a command to the record that `argv` names, even if the rest of it cannot be read."""
    file, person = (value_of(option, argv) for option in ("--file", "--person"))
    if file is None and person is None:
        return USUAL
    from itb_cli.cli.whose import lead

    return lead(file, person)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""


def _close_quietly(world: Runtime) -> None:
    """Nobody reads any more, or nothing is taken: keeps Python from complaining when it flushes at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), world.stdout.fileno())
    except (OSError, ValueError):
        return

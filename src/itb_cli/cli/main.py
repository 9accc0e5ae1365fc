"""The entry point and the one error boundary: answered, refused, interrupted and bug are different things."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from itb_cli import __version__
from itb_cli.cli.arranging import arranged, named_command
from itb_cli.cli.runtime import Runtime, real_runtime
from itb_cli.errors import ExitCode, ItbError, RecordError, UsageError


def main(argv: Sequence[str], runtime: Runtime | None = None) -> int:
    """Runs `itb` with `argv` (without the program's name); returns the exit code. Never raises, but for a real interrupt."""
    world = runtime or real_runtime()
    if list(argv) in (["--version"], ["-V"]):
        world.stdout.write(f"itb {__version__}\n")
        return 0
    try:
        return _run(argv, world)
    except ItbError as error:
        return _failed(argv, world, error)
    except (KeyboardInterrupt, EOFError):
        world.stderr.write("\n")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _close_quietly(world)
        return 0
    except Exception as error:  # noqa: BLE001  # the last boundary: a bug must not show health data
        return _bug(argv, world, error)


def entry_point() -> int:
    """What the installed `itb` calls. A run is too short for the garbage collector to be worth its time."""
    gc.disable()
    return main(sys.argv[1:])


def _run(argv: Sequence[str], world: Runtime) -> int:
    if "emergency" in argv:
        from itb_cli.cli.emergency_path import answer, emergency_call

        call = emergency_call(argv, world)
        if call is not None:
            return answer(call)
    import typer

    from itb_cli.cli.app import build

    if world.environment.get("_ITB_COMPLETE"):
        from typer._completion_classes import completion_init  # typer.completion re-exports it untyped

        completion_init()
    try:
        result = build().main(arranged(argv), prog_name="itb", standalone_mode=False, obj=world)
    except typer.TyperException as error:
        raise UsageError(error.format_message(), "To see what can be typed: itb --help") from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    return int(result or 0)


def _failed(argv: Sequence[str], world: Runtime, error: ItbError) -> int:
    """What happened and what to do next, on standard error; in the envelope for machines."""
    from itb_cli.cli.show import write
    from itb_cli.domain.text import harmless

    if "--json" in argv:
        from itb_cli.render import json

        state = "unknown" if isinstance(error, RecordError) else None
        write(world.stdout, json.render_error(named_command(argv), world.today, error, state))
    else:
        write(world.stderr, f"itb: {harmless(error.message)}\n     {harmless(error.hint)}\n")
    return int(error.exit_code)


def _bug(argv: Sequence[str], world: Runtime, error: Exception) -> int:
    """A bug shows its kind and place, never its values: those may be health data (R64)."""
    if world.environment.get("ITB_TRACEBACK"):
        raise error
    place = _place(error)
    told = ItbError(
        f"This is a bug in itb ({type(error).__name__}{place}). Nothing is said about your pump.",
        "For help now: itb emergency. With any doubt, ring your pump clinic. For the details: ITB_TRACEBACK=1",
    )
    return _failed(argv, world, told)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""


def _close_quietly(world: Runtime) -> None:
    """Nobody reads any more: keeps Python from complaining when it flushes at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), world.stdout.fileno())
    except (OSError, ValueError):
        return

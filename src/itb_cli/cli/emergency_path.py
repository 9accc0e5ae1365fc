"""`itb emergency` with nothing in the way: no Typer, no packaged file, and words even after a bug (R79)."""

from collections.abc import Sequence

from itb_cli.cli.arranging import arranged
from itb_cli.cli.call import Call
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style, write
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.record import Record
from itb_cli.pages import emergency as pages
from itb_cli.services import emergency as services

COMMAND = "emergency"
FLAGS = ("--json", "--plain", "--no-color")


def emergency_call(argv: Sequence[str], world: Runtime) -> Call | None:
    """The call, if `argv` is `itb emergency` with nothing but common options; anything else is for Typer to judge."""
    command, *rest = arranged(argv)
    file = None
    if "--file" in rest[:-1]:
        place = rest.index("--file")
        file = rest[place + 1]
        rest = [*rest[:place], *rest[place + 2 :]]
    if command != COMMAND or not set(rest) <= set(FLAGS):
        return None
    return Call(COMMAND, world, Style(*(flag in rest for flag in FLAGS)), file)


def answer(call: Call) -> int:
    """Shows the emergency page; after any bug of ours the bare words, without a record."""
    try:
        outcome = call.read_anyway(
            lambda record, readable: services.answer(record, services.EmergencyRequest(readable), EMERGENCY_TEXT)
        )
        return call.show(outcome, lambda: pages.build(outcome))
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001  # nothing may stand between a person and these words
        from itb_cli.render import plain

        outcome = services.answer(Record(), services.EmergencyRequest(record_readable=False), EMERGENCY_TEXT)
        write(call.runtime.stdout, plain.render(pages.build(outcome), None))
        return 0

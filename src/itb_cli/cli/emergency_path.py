"""`itb emergency` with nothing in the way: no Typer, no packaged file, and words even after a bug (R79)."""

from collections.abc import Sequence

from itb_cli.cli.call import Call
from itb_cli.cli.chosen import chosen_in
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import Style, write
from itb_cli.cli.words.argv import FOR_HELP, value_of
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.domain.record import Record
from itb_cli.errors import NotShownError
from itb_cli.pages import emergency as pages
from itb_cli.services.knowledge import emergency as services

COMMAND = "emergency"
FLAGS = ("--json", "--plain", "--no-color")
FOR_STAFF = "--staff"


def emergency_call(words: Sequence[str], world: Runtime) -> Call | None:
    """The call, if `words`, in order, mean `itb emergency` and do not ask for its help; what does not fit is passed over."""
    command, *rest = words
    if command.casefold() != COMMAND or set(rest) & set(FOR_HELP):
        return None
    style = Style(*(flag in rest for flag in FLAGS))
    return Call(COMMAND, world, style, chosen_in(world, value_of("--file", rest), value_of("--person", rest)))


def is_for_staff(argv: Sequence[str]) -> bool:
    """Whether the whole page is asked for, with what staff need and the sources."""
    return FOR_STAFF in argv


def answer(call: Call, *, staff: bool = False) -> int:
    """Shows the emergency page, for `staff` the whole; after any bug of ours the bare words, without a record."""
    try:
        outcome = call.read_anyway(
            lambda record, readable: services.answer(record, services.EmergencyRequest(readable), EMERGENCY_TEXT)
        )
        return call.show(outcome, lambda: pages.build(outcome, staff=staff))
    except NotShownError:
        raise
    except Exception:  # noqa: BLE001  # nothing may stand between a person and these words
        from itb_cli.render import plain

        outcome = services.answer(Record(), services.EmergencyRequest(record_readable=False), EMERGENCY_TEXT)
        write(call.runtime.stdout, plain.render(pages.build(outcome, staff=staff), None))
        return 0

"""`itb import`: takes the file, shows what it would change, stores it once somebody said yes. Decides nothing."""

import stat
from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.show import write
from itb_cli.domain.command import Command
from itb_cli.domain.exchange import Incoming
from itb_cli.errors import InputRefusedError
from itb_cli.files.whole import why
from itb_cli.pages import import_ as pages
from itb_cli.services.record import import_ as services
from itb_cli.storage.exchange.file_forms import LARGEST_FILE, decode

STANDARD_INPUT = "-"
WORTH_A_WORD = 2 * 1024 * 1024
"""A file larger than this many bytes takes longer than people wait without a word."""
_HINT = f"Name a file that {Command('export')} made, or - for standard input."


def incoming(call: Call, place: str) -> Incoming:
    """What the file holds. Raises InputRefusedError if it cannot be read or is no export."""
    data = taken_in(call, place, LARGEST_FILE, _HINT)
    if len(data) > WORTH_A_WORD:
        write(call.runtime.stderr, "itb: This is a large file. It may take a minute.\n")
    return decode(data, call.runtime.new_id)


def taken_in(call: Call, place: str, largest: int, hint: str) -> bytes:
    """The bytes of a file, a pipe, or standard input for `-`; one more than `largest` if there are too many.

    Raises InputRefusedError with `hint` if they cannot be read.
    """
    try:
        return _from_stdin(call, largest) if place == STANDARD_INPUT else _from_file(Path(place).expanduser(), largest)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputRefusedError(f"The file cannot be read: {why(error)}.", hint) from None


def run_import(call: Call, request: services.ImportRequest, *, yes: bool, dry_run: bool) -> int:
    """The plan, and behind it, if it was agreed to, the answer with the record saved. Returns the exit code.

    If nobody can be asked, only `yes` stores; without it the exit code says that nothing was.
    """
    can_ask = call.can_ask and not dry_run
    if not yes or dry_run:
        plan = call.of_person(services.answer(call.record(may_start=can_ask), request, call.as_of))
        wanted = plan.view.brings_something and not dry_run
        shown = services.unanswered(plan) if wanted and not can_ask else plan
        code = call.show(shown, lambda: pages.build(shown, call.as_of))
        if not wanted or not can_ask:
            return code
        request = request._replace(seen=plan.view)
    request = request._replace(store=True)
    outcome = call.change(services.answer, request, yes=yes)
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


def _from_stdin(call: Call, largest: int) -> bytes:
    stream = call.runtime.stdin
    buffer = getattr(stream, "buffer", None)
    data: bytes = buffer.read(largest + 1) if buffer else stream.read(largest + 1).encode()
    return data


def _from_file(path: Path, largest: int) -> bytes:
    with path.open("rb") as file:
        if stat.S_ISDIR(path.stat().st_mode):
            raise IsADirectoryError
        return file.read(largest + 1)

"""The one way of an answer to a file or to standard output: private, whole, and never over another file unasked."""

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from itb_cli.cli.call import Call
from itb_cli.cli.show import write, write_bytes, write_exactly
from itb_cli.domain.command import led
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ConfirmationNeededError, InputRefusedError, ItbError, UsageError
from itb_cli.files.device_names import check_name
from itb_cli.files.whole import real_file, why
from itb_cli.pages.blocks import Page
from itb_cli.services.answers import Answers
from itb_cli.services.outcome import Outcome

STANDARD_OUTPUT = "-"
ANOTHER = "Name another file."
TOPIC = "overwrite"
_RECORD = re.compile(rb"""^(?:\xef\xbb\xbf)?[ \t]*["']?schema_version["']?[ \t]*=""", re.MULTILINE)
_RECORDS = ".toml"
_BEGINNING = 65_536
"""Bytes of a file in which a record says that it is one."""

Told = tuple[Outcome[Any], Callable[[], Page]]


class Output(NamedTuple):
    """Where an answer is to go: to a file, to standard output (`-`, or nothing named). `overwrite`: over what is there."""

    place: str | None
    overwrite: bool = False

    @property
    def file(self) -> str | None:
        """The file that was named, as it was named."""
        return None if self.place == STANDARD_OUTPUT else self.place

    @property
    def path(self) -> Path:
        """The file's place. Raises InputRefusedError if it lies in a home folder that nobody knows."""
        try:
            return Path(self.file or "").expanduser()
        except RuntimeError:
            raise InputRefusedError("It is not known where that home folder is.", "Name the whole path of the file.") from None

    def check(self) -> None:
        """Raises UsageError if something is to be replaced, and no file was named."""
        if self.overwrite and self.file is None:
            raise UsageError("--overwrite is for a file.", "Name the file that is to be written, or leave out --overwrite.")


def deliver(
    call: Call, outcome: Outcome[Any], payload: str | bytes, output: Output, told: Callable[[bool], Told], beside: str = ""
) -> int:
    """The payload written where it is to go; returns the exit code.

    On standard output it stands alone, with the lines `beside` on standard error. Of a file the answer is shown that `told`
    makes of whether its disk keeps it from others.
    """
    if output.file is None:
        return stand_alone(call, outcome, payload, beside)
    return call.show(*told(written(call, payload, output)))


def deliver_page(call: Call, outcome: Outcome[Any], build: Callable[[], Page], title: str, output: Output) -> int:
    """The answer's page: shown, or as HTML where it is to go; returns the exit code."""
    output.check()
    if output.place is None:
        return call.show(outcome, build)
    if call.style.json:
        raise UsageError("--json and --html do not go together.", "Ask for one, then for the other.")
    from itb_cli.pages.person import of_person
    from itb_cli.pages.saved import saved
    from itb_cli.render import html

    data = html.render(led(of_person(build(), outcome.person), call.chosen.lead_from_elsewhere), title)
    return deliver(
        call, outcome, data, output, lambda private: (outcome, lambda: saved(title, output.place or "", private=private))
    )


def stand_alone(call: Call, outcome: Outcome[Any], payload: str | bytes, beside: str) -> int:
    """The payload alone on standard output, and the lines `beside` on standard error; returns the exit code."""
    streamed(call, payload)
    write(call.runtime.stderr, call.printed(beside))
    return int(outcome.exit_code)


def streamed(call: Call, payload: str | bytes) -> None:
    """The payload alone on standard output."""
    if isinstance(payload, bytes):
        write_bytes(call.runtime.stdout, payload)
    else:
        write_exactly(call.runtime.stdout, payload)


def allowed(call: Call, output: Output, *, is_ours: bool = False) -> Output:
    """The output, with leave to replace what is there: by the flag, by a yes at a terminal, or since it is ours as a whole.

    Raises InputRefusedError if nobody gave leave, if no flag can give it, or if no file can be there.
    """
    path = output.path
    try:
        check_name(path)
        if not os.path.lexists(path):
            if not stat.S_ISDIR(path.parent.stat().st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
            return output
        _check_replaceable(call, path)
    except (OSError, ValueError) as error:
        raise _not_written(path, error) from None
    if output.overwrite or is_ours or _is_answered_with_yes(call, path):
        return output._replace(overwrite=True)
    raise _there_already(path)


def written(call: Call, payload: str | bytes, output: Output) -> bool:
    """The payload in its file; tells whether the file's disk keeps it from others. Raises InputRefusedError."""
    from itb_cli.files.atomic import UnconfirmedError
    from itb_cli.files.new_file import write_new, write_over

    output = allowed(call, output)
    path, data = output.path, payload if isinstance(payload, bytes) else payload.encode()
    try:
        return write_over(path, data) if output.overwrite and os.path.lexists(path) else write_new(path, data)
    except UnconfirmedError as error:
        raise InputRefusedError(
            f"{path} is written, but the system did not confirm it: {why(error)}.", "Write it once more before you use it."
        ) from None
    except FileExistsError:
        raise _there_already(path) from None
    except (OSError, ValueError) as error:
        raise _not_written(path, error) from None


def _check_replaceable(call: Call, path: Path) -> None:
    """Raises InputRefusedError for what no flag replaces: what is no file, and what may be a record, damaged too."""
    if not path.exists():
        return
    if not stat.S_ISREG(path.stat().st_mode):
        raise InputRefusedError(f"{path} is not a regular file. It was not changed.", ANOTHER)
    with path.open("rb") as opened:
        is_record = _RECORD.search(opened.read(_BEGINNING)) is not None
    real = real_file(path)
    if is_record or real.suffix.casefold() == _RECORDS or _is_the_record(call, real):
        raise InputRefusedError(f"{path} is, or may be, a record. It was not changed.", ANOTHER)


def _is_the_record(call: Call, real: Path) -> bool:
    """Whether it is the record that was chosen; one that cannot be chosen keeps no card from being written."""
    try:
        return real == real_file(call.path)
    except ItbError:
        return False


def _is_answered_with_yes(call: Call, path: Path) -> bool:
    question = ConfirmationNeededError(TOPIC, f"{path} is there already. Replace it?", is_offer=True)
    return call.can_ask and TOPIC in call.asked(question, Answers()).yes


def _there_already(path: Path) -> InputRefusedError:
    return InputRefusedError(
        f"{path} is there already. It was not changed.", "Name another file, or add --overwrite to replace it."
    )


def _not_written(path: Path, error: Exception) -> InputRefusedError:
    return InputRefusedError(f"{path} was NOT written: {why(error)}. Nothing there was changed.", ANOTHER)

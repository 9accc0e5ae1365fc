"""Everything outside that a command may touch: the day, the environment, streams, new ids. The only clock of the program."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as clock
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.values import NamedTuple


class Runtime(NamedTuple):
    """The outside world as values.

    `day_of` and `time_of` turn a file's stamp into a local day and its time; `default_record` finds the record's place.
    `moment` gives seconds on a clock that all processes share and nobody sets; it knows no day. `cache_folder` finds where what
    can be made again is kept; None if there is no such place. `new_uid` makes ids that are the only ones of their kind
    anywhere; `new_id` those of entries in one record. `takes_styles` tells whether the terminal of `stdout` shows styles.
    """

    today: date
    environment: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    new_id: Callable[[], str]
    new_uid: Callable[[], str]
    day_of: Callable[[float], date]
    time_of: Callable[[float], clock]
    moment: Callable[[], float]
    default_record: Callable[[Mapping[str, str]], Path]
    cache_folder: Callable[[Mapping[str, str]], Path | None]
    takes_styles: Callable[[], bool]

    def as_of_file(self, as_of: AsOf, stamp: float | None) -> AsOf:
        """`as_of`, which knows on which day the record's file was written; `stamp` is None without a file."""
        return as_of._replace(written_on=None if stamp is None else self.day_of(stamp))

    def is_interactive(self) -> bool:
        """Whether somebody can be asked."""
        return self.stdin.isatty()

    def ask(self, question: str) -> str:
        """The answer that was typed; the question goes to standard error. EOFError if there is none, or nobody is asked."""
        if not self.say(f"{question} "):
            raise EOFError
        line = self.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")

    def say(self, text: str) -> bool:
        """Writes `text` to standard error, in signs that it can show (R79). False if it takes nothing; nothing fails by it."""
        from itb_cli.cli.quiet import quieten
        from itb_cli.render.lines import fitted

        try:
            self.stderr.write(fitted(text, getattr(self.stderr, "encoding", None) or "ascii"))
            self.stderr.flush()
        except OSError:
            quieten(self.stderr)
            return False
        return True

    def mention(self, text: str) -> None:
        """Tells somebody at a terminal what is going on meanwhile; nobody else, and nothing fails by it."""
        with contextlib.suppress(OSError, ValueError):
            if self.stderr.isatty():
                self.say(f"{text}\n")


def real_runtime() -> Runtime:
    """The world as it is."""
    stdout = _paper()
    return Runtime(
        today=date.today(),  # noqa: DTZ011, TID251  # the one clock; a day where the person is, not in UTC (R81)
        environment=os.environ,
        stdin=_keyboard(),
        stdout=stdout,
        stderr=_given(sys.stderr) or StringIO(),
        new_id=lambda: os.urandom(4).hex(),
        new_uid=_random_uuid,
        day_of=date.fromtimestamp,
        time_of=_time_of,
        moment=time.monotonic,
        default_record=_default_record,
        cache_folder=_cache_folder,
        takes_styles=lambda: _takes_styles(stdout),
    )


def _time_of(stamp: float) -> clock:
    """To the minute, where the person is."""
    return datetime.fromtimestamp(stamp).time().replace(second=0, microsecond=0)  # noqa: DTZ006  # as `today` (R81)


def _given(stream: TextIO | None) -> TextIO | None:
    """A standard stream as it is: None if the caller closed it."""
    return stream


def _keyboard() -> TextIO:
    """Standard input. What is no letter in the locale comes in visible form; at a closed one nobody sits."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="backslashreplace")
    return _given(sys.stdin) or StringIO()


def _paper() -> TextIO:
    """Standard output; a closed one takes nothing and says so, so that no answer is lost in silence.

    Windows' Python without a console has no stream at all: nobody reads there, and what is to be shown is shown on the desktop.
    """
    is_windowless = os.name == "nt" and not any(map(_given, (sys.stdin, sys.stdout, sys.stderr)))
    return _given(sys.stdout) or (StringIO() if is_windowless else _Closed())


class _Closed(StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _random_uuid() -> str:
    """Nothing but chance: no name, no day, no device (R92)."""
    from uuid import uuid4

    return str(uuid4())


def _default_record(environment: Mapping[str, str]) -> Path:
    from itb_cli.storage.default_place import default_record

    return default_record(environment)


def _cache_folder(environment: Mapping[str, str]) -> Path | None:
    from itb_cli.prompt.cache_folder import cache_folder

    try:
        return cache_folder(environment)
    except RuntimeError:  # nobody knows where the home folder is
        return None


def _takes_styles(stream: TextIO) -> bool:
    from itb_cli.cli.console import takes_styles

    return takes_styles(stream)

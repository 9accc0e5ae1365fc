"""Everything outside that a command may touch: the day, the environment, streams, new ids. The only clock of the program."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, TextIO


class Runtime(NamedTuple):
    """The outside world as values. `day_of` turns a file's stamp into a local day; `default_record` finds the record's place.

    `new_uid` makes ids that are the only ones of their kind anywhere; `new_id` those of entries in one record.
    """

    today: date
    environment: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    new_id: Callable[[], str]
    new_uid: Callable[[], str]
    day_of: Callable[[float], date]
    default_record: Callable[[Mapping[str, str]], Path]

    def is_interactive(self) -> bool:
        """Whether somebody can be asked."""
        return self.stdin.isatty()

    def ask(self, question: str) -> str:
        """The answer that was typed; the question goes to standard error. EOFError where there is none."""
        self.stderr.write(f"{question} ")
        self.stderr.flush()
        line = self.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


def real_runtime() -> Runtime:
    """The world as it is."""
    return Runtime(
        today=date.today(),  # noqa: DTZ011, TID251  # the one clock; a day where the person is, not in UTC (R81)
        environment=os.environ,
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        new_id=lambda: os.urandom(4).hex(),
        new_uid=_random_uuid,
        day_of=date.fromtimestamp,
        default_record=_default_record,
    )


def _random_uuid() -> str:
    """Nothing but chance: no name, no day, no device (R92)."""
    from uuid import uuid4

    return str(uuid4())


def _default_record(environment: Mapping[str, str]) -> Path:
    from itb_cli.storage.default_place import default_record

    return default_record(environment)

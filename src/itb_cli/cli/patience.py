"""A word before a wait: on a terminal, where a record is so large that reading or saving it takes seconds. Judges no record."""

from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import write
from itb_cli.storage import reading
from itb_cli.storage.limits import MEGABYTE
from itb_cli.storage.reading import Stored

LARGE = MEGABYTE
"""A life with a pump fills a fifth of this."""


def load(runtime: Runtime, record: Path) -> Stored:
    """The record as `storage.reading` loads it, after the word, where one is due."""
    return reading.load(announced(runtime, record))


def announced(runtime: Runtime, record: Path) -> Path:
    """`record`; tells a terminal first if it is large. A record that cannot be looked at is for the reader to judge."""
    try:
        size = record.stat().st_size
    except (OSError, ValueError):
        return record
    if size > LARGE and runtime.stderr.isatty():
        write(runtime.stderr, f"itb: This record is very large ({size / MEGABYTE:.1f} MB). One moment, please.\n")
    return record

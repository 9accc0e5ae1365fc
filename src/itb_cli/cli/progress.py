"""A word before a wait: on a terminal, if so much is to be read or saved that it takes seconds. Judges no record."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import write
from itb_cli.files.whole import MEGABYTE, real_file
from itb_cli.storage import record_reader
from itb_cli.storage.limits import LARGEST_FILE
from itb_cli.storage.record_reader import Stored
from itb_cli.storage.snapshots import generations

LARGE = MEGABYTE
"""A life with a pump fills a fifth of this."""


def load(runtime: Runtime, record: Path) -> Stored:
    """The record as `storage.record_reader` loads it, after the word, if one is due."""
    return record_reader.load(announced(runtime, record))


def announced(runtime: Runtime, record: Path) -> Path:
    """`record`; tells a terminal first if it is large. What cannot be looked at is for the reader to judge."""
    _tell(runtime, "The record has", (record,))
    return record


def announced_with_states(runtime: Runtime, record: Path) -> Path:
    """`record`; tells a terminal first if its earlier states are large together."""
    try:
        states = [state.path for state in generations(real_file(record))]
    except (OSError, ValueError):
        states = []
    _tell(runtime, "Earlier states:", states)
    return record


def _tell(runtime: Runtime, what: str, files: Iterable[Path]) -> None:
    """Short enough for a line of 40 columns. What is larger than a record may be is refused at once, without a wait."""
    if not runtime.stderr.isatty():
        return
    size = sum(size for size in _sizes(files) if size <= LARGEST_FILE)
    if size > LARGE:
        write(runtime.stderr, f"itb: One moment. {what} {size / MEGABYTE:,.1f} MB.\n")


def _sizes(files: Iterable[Path]) -> Iterator[int]:
    for file in files:
        with contextlib.suppress(OSError, ValueError):
            yield file.stat().st_size

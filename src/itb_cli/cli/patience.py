"""A word before a wait: on a terminal, where a record is so large that reading or saving it takes seconds. Reads no record."""

from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import write
from itb_cli.storage.limits import MEGABYTE

LARGE = MEGABYTE
"""A life with a pump fills a fifth of this."""


def announce(runtime: Runtime, record: Path) -> None:
    """Tells a terminal that `record` is large. A record that cannot be looked at is for the reader to judge."""
    try:
        size = record.stat().st_size
    except (OSError, ValueError):
        return
    if size > LARGE and runtime.stderr.isatty():
        write(runtime.stderr, f"itb: This record is very large ({size / MEGABYTE:.1f} MB). One moment, please.\n")

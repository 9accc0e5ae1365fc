"""A save without a command: a change that gives a record, or None if there is nothing to save."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from itb_cli.domain.record import Record
from itb_cli.services.outcome import Outcome
from itb_cli.storage import writing


def update(path: Path, today: date, change: Callable[[Record], Record | None]) -> None:
    """`storage.writing.update` with an answer that says nothing."""
    writing.update(path, today, lambda record: Outcome(None, record=change(record)))

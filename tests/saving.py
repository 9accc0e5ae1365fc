"""A save without a command: a change that gives a record, or None if there is nothing to save."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from itb_cli.domain.record import Record
from itb_cli.services.outcome import Outcome
from itb_cli.storage import record_writer


def update(path: Path, today: date, change: Callable[[Record], Record | None]) -> None:
    """`storage.writing.update` with an answer that says nothing."""
    record_writer.update(path, today, lambda record: Outcome(None, record=change(record)), lambda: None)

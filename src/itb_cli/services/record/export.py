"""Exports: what one holds and, as important, what it leaves out; which schemas there are. Storage knows how a file is written."""

from typing import Any

from itb_cli.domain.command import Command
from itb_cli.domain.entries import LISTS
from itb_cli.domain.exchange import FileForm
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import NothingRecordedError, UsageError
from itb_cli.services.outcome import Outcome

FOREIGN_KEYS = "extra"
"""The part of a record that holds what other programs wrote."""


class ExportRequest(NamedTuple):
    """The form of the file, and its name if the export goes to one."""

    form: FileForm
    file: str | None = None


class ExportView(NamedTuple):
    """How many entries the export holds, and which parts of the record it leaves out. `export`: itself, for machines.

    `private`: others cannot read the file; None if there is no file.
    """

    form: FileForm
    file: str | None
    refills: int
    doses: int
    appointments: int
    events: int
    diary_entries: int
    left_out: tuple[str, ...]
    private: bool | None = None
    export: object = None

    @property
    def entries(self) -> int:
        """All entries together."""
        return self.refills + self.doses + self.appointments + self.events + self.diary_entries


class SchemaView(NamedTuple):
    """The commands that have a schema; of the `command` that was named the schema itself, for machines, unless a `file` got it.

    `private`: others cannot read the file; None if there is no file.
    """

    commands: tuple[str, ...]
    command: str | None
    file: str | None
    private: bool | None = None
    schema: object = None


def schema_of(commands: tuple[str, ...], command: str | None, file: str | None) -> Outcome[SchemaView]:
    """Which schema is meant. Raises UsageError for a command that has none, and for a file without a command."""
    if command is not None and command not in commands:
        raise UsageError(f'There is no command "{command}".', f"To see which have a schema: {Command('export schema')}")
    if command is None and file is not None:
        raise UsageError("A file holds the schema of one command.", f"Name it, such as: {Command('export schema status')}")
    return Outcome(SchemaView(commands, command, file))


def answer(record: Record, request: ExportRequest) -> Outcome[ExportView]:
    """What the export holds. Raises NothingRecordedError: an empty export could be taken for a record."""
    if record == Record():
        raise NothingRecordedError(
            "Nothing is recorded, so there is nothing to export.", "Was another record meant? Name it with --file or --person."
        )
    counts: dict[str, Any] = {name: len(getattr(record, name)) for name in LISTS.values()}
    left_out = () if request.form is FileForm.JSON else _settings(record)
    view = ExportView(request.form, request.file, **counts, left_out=left_out)
    if request.form is FileForm.CSV and not view.entries:
        raise NothingRecordedError("No entry is recorded, and a CSV holds nothing else.", f"Everything: {Command('export json')}")
    return Outcome(view)


def _settings(record: Record) -> tuple[str, ...]:
    """The parts of the record that hold something and are no lists of entries."""
    others = (name for name in record._fields if name not in LISTS.values())
    return tuple(name for name in others if getattr(record, name) != getattr(Record(), name))

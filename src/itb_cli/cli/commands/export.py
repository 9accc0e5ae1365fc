"""`itb export`: the record for other programs and places, and the schemas of what `itb` answers in JSON."""

from enum import StrEnum
from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import Output
from itb_cli.cli.record.export import export, export_schema
from itb_cli.cli.words.options import OVERWRITE, command
from itb_cli.domain.command import Command
from itb_cli.domain.exchange import FileForm
from itb_cli.errors import UsageError


class What(StrEnum):
    """What can be exported."""

    JSON = "json"
    CSV = "csv"
    SCHEMA = "schema"


def complete_schema(incomplete: str) -> list[str]:
    """The commands whose name begins with what was typed."""
    from itb_cli.cli.app import COMMANDS

    return [entry.name for entry in COMMANDS if entry.name.startswith(incomplete)]


WHAT = Annotated[
    What,
    typer.Argument(
        metavar="FORMAT", help="json: everything. csv: the entries, for spreadsheets. schema: what a command answers with --json."
    ),
]
OF = Annotated[
    str | None,
    typer.Argument(metavar="[COMMAND]", help="Only with schema: whose answer; none: the list.", autocompletion=complete_schema),
]
OUTPUT = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="A file that only you can read; else standard output.")
]


@command(as_of=False)
def run(call: Call, what: WHAT, of: OF = None, output: OUTPUT = None, overwrite: OVERWRITE = False) -> int:
    """Write the record for other programs: everything as JSON, or the entries as CSV; or a JSON Schema of a command's answers.

    In a CSV a text that begins with = + - @ or a control sign gets an apostrophe before it, so that no spreadsheet takes it for a
    formula; itb import takes it off again.

    Examples: itb export json --output backup.json; itb export schema status
    """
    to = Output(output, overwrite)
    to.check()
    if what is What.SCHEMA:
        return export_schema(call, of, to)
    if of is not None:
        raise UsageError(f'"{of}" is one word too many.', f"To write it to a file: {Command(f'export {what} --output FILE')}")
    return export(call, FileForm(what.value), to)

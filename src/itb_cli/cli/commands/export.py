"""`itb export`: the record for other programs and places."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.exporting import export
from itb_cli.cli.options import command
from itb_cli.domain.exchange import FileForm

FORM = Annotated[FileForm, typer.Argument(metavar="FORMAT", help="json: everything. csv: the entries, for spreadsheets.")]
OUTPUT = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="A new file that only you can read; else standard output.")
]


@command(as_of=False)
def run(call: Call, form: FORM, output: OUTPUT = None) -> int:
    """Write the record for other programs: everything as JSON, or the entries as CSV.

    In a CSV a text that begins with = + - @ or a control sign gets an apostrophe before it, so that no spreadsheet takes it for a
    formula; itb import takes it off again.

    Example: itb export json --output backup.json
    """
    return export(call, form, output)

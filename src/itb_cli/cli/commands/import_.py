"""`itb import`: an export read into the record."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.record.import_ import incoming, run_import
from itb_cli.cli.words.options import command
from itb_cli.services.record.import_ import ImportRequest

FILE = Annotated[str, typer.Argument(metavar="FILE", help="What itb export wrote, JSON or CSV; - is standard input.")]
DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
FORCE = Annotated[bool, typer.Option("--force", help="Allow days before the implant: an earlier pump.")]
YES = Annotated[bool, typer.Option("--yes", help="Store it without being asked.")]


@command(as_of=False)
def run(call: Call, source: FILE, dry_run: DRY_RUN = False, force: FORCE = False, yes: YES = False) -> int:
    """Read an export into the record. It shows first what would change, and then asks.

    What is recorded already stays as it is: other facts of the same day, or another setting, are left out, and named. An entry
    that is stricter is one more of its day.

    Example: itb import backup.json
    """
    request = ImportRequest(incoming(call, source), force)
    return run_import(call, request, yes=yes, dry_run=dry_run)

"""`itb remind`: one line if something is due, nothing if not."""

from typing import Annotated

import typer

from itb_cli.cli import reminding
from itb_cli.cli.call import Call
from itb_cli.cli.options import EXIT_CODE, command

ONCE_A_DAY = Annotated[
    bool,
    typer.Option("--once-a-day", help="For a shell's start-up file: not twice a day, unless something changed or it is late."),
]
HEARTBEAT = Annotated[bool, typer.Option("--heartbeat", help="When reminders last ran; exit code 3 unless within 2 days.")]


@command()
def run(call: Call, once_a_day: ONCE_A_DAY = False, heartbeat: HEARTBEAT = False, exit_code: EXIT_CODE = False) -> int:
    """One line if something is due, and nothing if not.

    Examples: itb remind; itb remind --once-a-day; itb remind --heartbeat
    """
    if heartbeat:
        return reminding.show_heartbeat(call)
    return reminding.run_reminders(call, exit_code=exit_code, once_a_day=once_a_day)

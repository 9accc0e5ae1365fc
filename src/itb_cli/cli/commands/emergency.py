"""`itb emergency`: needs nothing, always works."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.emergency_path import answer
from itb_cli.cli.words.options import command


@command()
def run(
    call: Call,
    staff: Annotated[bool, typer.Option("--staff", help="All of it: what hospital staff need, and who says so.")] = False,
) -> int:
    """Signs of too little and too much baclofen, and what to do. Works without any record.

    Example: itb emergency
    """
    return answer(call, staff=staff)

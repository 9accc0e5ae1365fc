"""`itb emergency`: needs nothing, always works."""

from itb_cli.cli.call import Call
from itb_cli.cli.emergency_path import answer
from itb_cli.cli.options import command


@command()
def run(call: Call) -> int:
    """Signs of too little and too much baclofen, and what to do. Works without any record.

    Example: itb emergency
    """
    return answer(call)

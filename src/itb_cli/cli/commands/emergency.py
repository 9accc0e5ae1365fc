"""`itb emergency`: needs nothing, always works."""

from itb_cli.cli.call import Call
from itb_cli.cli.options import command
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.pages import emergency as pages
from itb_cli.services import emergency as services


@command(as_of=False)
def run(call: Call) -> int:
    """Signs of too little and too much baclofen, and what to do. Works without any record.

    Example: itb emergency
    """
    outcome = call.read_anyway(
        lambda record, readable: services.answer(record, services.EmergencyRequest(readable), EMERGENCY_TEXT)
    )
    return call.show(outcome, lambda: pages.build(outcome))

"""`itb card`: the safety card on the terminal."""

from itb_cli.cli.call import Call
from itb_cli.cli.options import command
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.pages import card as pages
from itb_cli.services import card as services


@command()
def run(call: Call) -> int:
    """The card that speaks for a person who cannot. Works without any record.

    Example: itb card --plain
    """
    outcome = call.read_anyway(
        lambda record, readable: services.answer(record, services.CardRequest(readable), call.as_of, EMERGENCY_TEXT)
    )
    return call.show(outcome, lambda: pages.build(outcome))

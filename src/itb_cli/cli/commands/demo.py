"""`itb demo`: a tour on a sample record."""

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import command
from itb_cli.content.card import CARD_MRI
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import demo as pages
from itb_cli.services import demo as services


@command()
def run(call: Call) -> int:
    """A tour on a sample record. Reads and stores nothing of yours.

    Example: itb demo
    """
    outcome = services.answer(call.as_of, packaged_knowledge(), EMERGENCY_TEXT, CARD_MRI)
    if call.can_ask and call.runtime.stdout.isatty():
        from itb_cli.cli.demo import show_stops

        return show_stops(call, outcome, pages.stops(outcome, call.as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

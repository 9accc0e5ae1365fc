"""`itb demo`: a tour on a sample record; on a terminal one screen, then a wait for Enter, so that nothing runs past."""

from collections.abc import Sequence

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import command
from itb_cli.content.card import CARD_TEXT
from itb_cli.content.emergency import EMERGENCY_TEXT
from itb_cli.content.loader import packaged_knowledge
from itb_cli.pages import demo as pages
from itb_cli.pages.blocks import Page
from itb_cli.services import demo as services
from itb_cli.services.outcome import Outcome

GO_ON = "Enter: go on. q: end."


@command()
def run(call: Call) -> int:
    """A tour on a sample record. Reads and stores nothing of yours.

    Example: itb demo
    """
    outcome = services.answer(call.as_of, packaged_knowledge(), EMERGENCY_TEXT, CARD_TEXT)
    if call.can_ask and call.runtime.stdout.isatty():
        return _show_stops(call, outcome, pages.stops(outcome, call.as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))


def _show_stops(call: Call, outcome: Outcome[services.DemoView], stops: Sequence[Page]) -> int:
    """Each stop by itself; the rest at once if nobody answers. Returns the exit code."""
    for number, stop in enumerate(stops):
        _show(call, outcome, stop)
        rest = stops[number + 1 :]
        if not rest:
            break
        try:
            if call.runtime.ask(GO_ON).strip().casefold().startswith("q"):
                break
        except EOFError:
            _show(call, outcome, *rest)
            break
    return int(outcome.exit_code)


def _show(call: Call, outcome: Outcome[services.DemoView], *stops: Page) -> None:
    call.show(outcome, lambda: Page(tuple(block for stop in stops for block in stop.blocks)))

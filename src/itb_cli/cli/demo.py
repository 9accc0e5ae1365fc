"""`itb demo` on a terminal: one screen, then a wait for Enter, so that nothing runs past."""

from collections.abc import Sequence

from itb_cli.cli.call import Call
from itb_cli.pages.blocks import Page
from itb_cli.services.demo import DemoView
from itb_cli.services.outcome import Outcome

GO_ON = "Enter: go on. q: end."


def show_stops(call: Call, outcome: Outcome[DemoView], stops: Sequence[Page]) -> int:
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


def _show(call: Call, outcome: Outcome[DemoView], *stops: Page) -> None:
    call.show(outcome, lambda: Page(tuple(block for stop in stops for block in stop.blocks)))

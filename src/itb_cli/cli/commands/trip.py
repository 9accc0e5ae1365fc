"""`itb trip`: whether the supply outlasts a trip and a delay."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import MORE, command
from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.trip import Exposure
from itb_cli.pages import trip as pages
from itb_cli.services.supply import trip as services

LEAVES = Annotated[str, typer.Argument(metavar="FROM", help="The day of leaving, such as 2026-12-01 or tomorrow.")]
RETURNS = Annotated[str, typer.Argument(metavar="TO", help="The day of the return.")]
DELAY = Annotated[str, typer.Option("--delay", metavar="DAYS", help="Days by which the return may be late.")]
FLYING = Annotated[bool, typer.Option("--flying", help="You go by plane.")]
ALTITUDE = Annotated[bool, typer.Option("--altitude", help="You go to mountains or other high places.")]
DIVE = Annotated[bool, typer.Option("--dive", help="You mean to dive.")]


@command()
def run(
    call: Call,
    leaves: LEAVES,
    returns: RETURNS,
    delay: DELAY = services.USUAL_DELAY_DAYS,
    flying: FLYING = False,
    altitude: ALTITUDE = False,
    dive: DIVE = False,
    more: MORE = False,
) -> int:
    """Will the supply outlast a trip and a delay? What to arrange before you leave.

    Example: itb trip 2026-12-01 2026-12-20 --flying
    """
    held = {Exposure.FLYING: flying, Exposure.ALTITUDE: altitude, Exposure.DIVE: dive}
    request = services.TripRequest(leaves, returns, delay, tuple(exposure for exposure, applies in held.items() if applies))
    outcome = call.read(lambda record, as_of: services.answer(record, request, as_of, packaged_knowledge()))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of, more=more))

"""`itb history`: all that is recorded, in order."""

from itb_cli.cli.call import Call
from itb_cli.cli.options import command
from itb_cli.pages import history as pages
from itb_cli.services import history as services


@command()
def run(call: Call) -> int:
    """All that is recorded, oldest first, with the days between refills.

    Example: itb history --json
    """
    outcome = call.read(lambda record, _as_of: services.answer(record))
    return call.show(outcome, lambda: pages.build(outcome))

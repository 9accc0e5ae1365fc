"""`itb undo`: take back the last change."""

from itb_cli.cli.call import Call
from itb_cli.cli.words.options import command
from itb_cli.pages import undo as pages
from itb_cli.services.record import undo as services


@command(as_of=False)
def run(call: Call) -> int:
    """Take back the last change of the record; again: the one before. Every earlier state is kept.

    Example: itb undo
    """
    outcome = call.undo(lambda record, earlier: services.answer(record, services.UndoRequest(earlier), call.as_of))
    return call.show(outcome, lambda: pages.build(outcome, call.as_of))

"""The page of `itb restore`: the earlier states, or the one that was brought back."""

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Table, Tone, page
from itb_cli.services.outcome import Outcome
from itb_cli.services.restore import EarlierState, RestoreView


def build(outcome: Outcome[RestoreView]) -> Page:
    """The list newest first; after a restore, what to look at next."""
    view = outcome.view
    rows = tuple((str(state.number), spoken_short(state.kept_on), _holds(state)) for state in view.states)
    table = Table("", ("Number", "Kept on", "Holds"), rows)
    if view.restored is not None:
        return page(
            Headline("BROUGHT BACK", f"Your record is as in state {view.restored} again.", Tone.NEUTRAL),
            Notes((Statement("What stood there before is kept too. To look: itb status. To take this back: itb undo"),)),
        )
    if not rows:
        return page(Headline("NOTHING KEPT", "No earlier state of this record is kept here.", Tone.ATTENTION))
    return page(
        Headline("EARLIER STATES", "To bring one back, type: itb restore NUMBER", Tone.NEUTRAL),
        table,
    )


def _holds(state: EarlierState) -> str:
    if not state.readable:
        return "cannot be read"
    if state.newest_refill_on is None:
        return f"no refill, {state.other_entries:,} other entries"
    counted = f"{state.refills:,} refill{'' if state.refills == 1 else 's'}"
    return f"{counted}, the newest of {spoken_short(state.newest_refill_on)}, {state.other_entries:,} other entries"

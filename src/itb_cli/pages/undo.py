"""The page after `itb undo`: what is gone, what is back, how the supply stands now."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Tone, page
from itb_cli.pages.changes import change_blocks
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.undo import UndoView


def build(outcome: Outcome[UndoView], as_of: AsOf) -> Page:
    """The change that was taken back, then the state that follows."""
    view = outcome.view
    supply = supply_headline(view.supply, outcome.state, as_of)
    return page(
        Headline("TAKEN BACK", "The last change is undone.", Tone.NEUTRAL),
        *change_blocks(view.changes, new="Recorded again", corrected="As it was before"),
        supply,
        notes_that_fit(outcome.notices),
        Notes((Statement(f"Every earlier state is kept. To see them: {Command('restore')}"),)),
        last_line=repeated(supply),
    )

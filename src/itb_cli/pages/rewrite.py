"""The page after `itb edit` of the whole record: what differs, before it is saved and after."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Tone, page
from itb_cli.pages.changes import change_blocks
from itb_cli.pages.log import TO_TAKE_BACK
from itb_cli.pages.next_refill import supply_headline
from itb_cli.pages.wording import notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes
from itb_cli.services.record.rewrite import CALENDAR_KEPT, RewriteView

WAITS = Notes(
    (
        Statement("Did your editor open a window of its own that is still open? Then itb saw nothing of what you typed."),
        Statement('Set VISUAL to a command that waits until it is closed, such as "code --wait".'),
    )
)


def build(outcome: Outcome[RewriteView], as_of: AsOf) -> Page:
    """What was changed by hand, then the state that follows."""
    view = outcome.view
    kept = CALENDAR_KEPT in outcome.notices
    if outcome.record is None:
        told = tuple(notice for notice in outcome.notices if notice.code in ("remarks_only", CALENDAR_KEPT.code))
        why = notes(told) if told else WAITS
        return page(Headline("NO CHANGE", "The record stands as it was.", Tone.NEUTRAL), why)
    but = ", but for the entries for a calendar" if kept else ""
    return page(
        Headline("SAVED", f"The record is as you typed it{but}.", Tone.NEUTRAL),
        *change_blocks(view.changes, new="New"),
        supply_headline(view.supply, outcome.state, as_of),
        notes(outcome.notices),
        TO_TAKE_BACK,
    )


def preview(changes: Changes) -> Page:
    """What will differ once it is saved."""
    return page(Headline("TO BE SAVED", "This is what you changed.", Tone.NEUTRAL), *change_blocks(changes, new="New"))

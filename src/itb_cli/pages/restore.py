"""The page of `itb restore`: the earlier states and what each change did, or what came back with one of them."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.quantities import counted
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Headline, Notes, Page, Table, Tone, page
from itb_cli.pages.changes import change_blocks, change_line
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.changes import Changes
from itb_cli.services.record.restore import EarlierState, RestoreView

NOT_COMPARED = "What stood there before could not be read. It is kept."
TO_TAKE_BACK = Notes(
    (Statement(f"What stood there before is kept too. To look: {Command('status')}. To take this back: {Command('undo')}"),)
)


def build(outcome: Outcome[RestoreView], as_of: AsOf) -> Page:
    """The list newest first; after a restore, what differs and how the supply stands now."""
    view = outcome.view
    if view.restored is not None:
        return _brought_back(outcome, as_of)
    rows = tuple((str(state.number), _kept(state), _changed(state), _holds(state)) for state in view.states)
    if not rows:
        how = f"Is there a record, and can it not be read? Go by your clinic's printout. To mend it by hand: {Command('edit')}"
        nothing = Headline("NOTHING KEPT", "No earlier state of this record is kept here.", Tone.ATTENTION)
        return page(nothing, Notes((Statement(how),)))
    how = f"To bring one back, type: {Command('restore NUMBER')}"
    return page(
        Headline("EARLIER STATES", how, Tone.NEUTRAL),
        Table("", ("Number", "Kept on", "Changed", "Holds"), rows),
        last_line=how,
    )


def preview(made: Changes, number: int) -> Page:
    """What bringing a state back would do, before it is done."""
    return page(
        Headline(f"STATE {number}", "What changes if it is brought back:", Tone.NEUTRAL),
        *change_blocks(made, new="Recorded again", gone="Taken away", corrected="As it was before"),
    )


def _brought_back(outcome: Outcome[RestoreView], as_of: AsOf) -> Page:
    view = outcome.view
    made = view.changes
    supply = supply_headline(view.supply, outcome.state, as_of) if view.supply else None
    return page(
        Headline("BROUGHT BACK", f"Your record is as in state {view.restored} again.", Tone.NEUTRAL),
        *(change_blocks(made, new="Recorded again", corrected="As it was before") if made else ()),
        Notes((Statement(NOT_COMPARED),)) if made is None else None,
        supply,
        notes_that_fit(outcome.notices),
        TO_TAKE_BACK,
        last_line=repeated(supply) if supply else "",
    )


def _kept(state: EarlierState) -> str:
    return f"{spoken_short(state.kept_on)}{f' at {state.kept_at:%H:%M}' if state.kept_at else ''}"


def _changed(state: EarlierState) -> str:
    return change_line(state.changes) if state.changes else "not known"


def _holds(state: EarlierState) -> str:
    if not state.readable:
        return "cannot be read"
    if state.newest_refill_on is None:
        return f"no refill, {state.other_entries:,} other entries"
    newest = f"{counted(state.refills, 'refill', 'refills')}, the newest of {spoken_short(state.newest_refill_on)}"
    return f"{newest}, {state.other_entries:,} other entries"

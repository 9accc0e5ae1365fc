"""The page after `itb dose`: what was stored, how the dates move, how to take it back."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_short
from itb_cli.domain.quantities import spoken_dose
from itb_cli.pages.blocks import Fact, Facts, Page
from itb_cli.pages.log import after_change, moves, saved, stored_facts
from itb_cli.pages.wording import NOT_RECORDED
from itb_cli.services.entries.dose import DoseView
from itb_cli.services.outcome import Outcome


def build(outcome: Outcome[DoseView], as_of: AsOf) -> Page:
    """Stored, then the state that follows from it."""
    view = outcome.view
    dose = f"Dose {spoken_dose(view.change.dose_mcg_per_day)}"
    on = f"{dose} from {spoken(view.change.on)} ({distance(view.change.on, as_of.day)})."
    return after_change(outcome, as_of, saved(on, changed=view.changed), Facts(_facts(view, as_of)), said=_changes(view))


def _facts(view: DoseView, as_of: AsOf) -> tuple[Fact, ...]:
    before = view.dose_before
    said = (spoken_dose(before.dose_mcg_per_day), f"recorded from {spoken_short(before.since)}") if before else (NOT_RECORDED,)
    return (Fact("Dose before", *said), *stored_facts(view.change, as_of, but=("dose_mcg_per_day",)))


def _changes(view: DoseView) -> tuple[str, ...]:
    if view.supply.last_refill is None:
        return (f"No refill is recorded, so no date follows from this. To record it: {Command('log')}",)
    if not view.counts:
        return ("A newer refill is recorded. The dates still come from that one.",)
    said = list(moves(view.refill_by_before, view.supply))
    if view.changed and view.change.alarm_date is None:
        said.append("Did your clinic print a new alarm date? Then type the same again with --alarm-date DATE.")
    return tuple(said)

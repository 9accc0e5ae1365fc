"""The page of `itb restore --merge`: what comes from the copy, what stands only here, where the two differ and what was taken."""

from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.merging import Difference
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.changes import change_blocks
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.log import TO_TAKE_BACK
from itb_cli.pages.next_refill import supply_headline
from itb_cli.pages.wording import notes
from itb_cli.services.edit import LISTS
from itb_cli.services.history import HistoryEntry
from itb_cli.services.merge import MergeView
from itb_cli.services.outcome import Outcome

FACT_WORDS = {
    "on": "day",
    "filled_ml": "filled, in mL",
    "strength_mcg_per_ml": "strength, in mcg per mL",
    "dose_mcg_per_day": "dose, in mcg per day",
    "alarm_volume_ml": "alarm volume, in mL",
    "reservoir_ml": "reservoir, in mL",
    "checked_on": "pump checked",
}
_KINDS = {name: kind for kind, name in LISTS.items()}
HOW_CHOSEN = Notes(
    (
        Statement("Where the two differ, the stricter of the two is taken. Look at your printout."),
        Statement(f"To correct an entry: {Command('edit ENTRY')}"),
    )
)


def build(outcome: Outcome[MergeView], as_of: AsOf) -> Page:
    """What was joined, then the state that follows."""
    view = outcome.view
    if outcome.record is None:
        return page(
            Headline("NOTHING TO JOIN", f'"{view.copy}" holds nothing that your record lacks.', Tone.NEUTRAL),
            *_differences(view),
            Notes((Statement("The copy was not changed. You can move it elsewhere."),)),
        )
    return page(
        Headline("JOINED", f'Your record now holds what "{view.copy}" held besides.', Tone.NEUTRAL),
        *_blocks(view),
        supply_headline(Outcome(view.supply, outcome.notices, outcome.state), as_of),
        notes(outcome.notices),
        TO_TAKE_BACK,
        Notes((Statement("The copy was not changed. You can move it elsewhere."),)),
    )


def preview(view: MergeView) -> Page:
    """What would be joined."""
    return page(Headline("TO BE JOINED", f'This is what "{view.copy}" holds besides.', Tone.NEUTRAL), *_blocks(view))


def _blocks(view: MergeView) -> tuple[Facts | Notes, ...]:
    return (
        *change_blocks(view.from_copy, new="From the copy", corrected="Changed by the copy"),
        Facts(tuple(map(_entry, view.only_here)), "Only here, and kept"),
        *_differences(view),
    )


def _differences(view: MergeView) -> tuple[Facts | Notes, ...]:
    if not view.differences:
        return ()
    return Facts(tuple(map(_difference, view.differences)), "The two differ"), HOW_CHOSEN


def _entry(entry: HistoryEntry) -> Fact:
    return Fact(KIND_WORDS[entry.kind], spoken_short(entry.on), details(entry))


def _difference(item: Difference) -> Fact:
    words = FACT_WORDS.get(item.name, item.name.replace("_", " "))
    kind = _KINDS.get(item.where)
    where = f"{KIND_WORDS[kind]} of {spoken_short(item.on)}" if kind and item.on else item.where.replace("_", " ").capitalize()
    here, there, taken = (_value(value) for value in (item.here, item.there, item.taken))
    return Fact(f"{where}, {words}", taken, f"here: {here}; in the copy: {there}")


def _value(value: object) -> str:
    """A fact for people; figures bare, since their units stand in the label."""
    return spoken_short(value) if isinstance(value, date) else str(value)

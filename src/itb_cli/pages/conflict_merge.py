"""The page of `itb restore --merge`: what comes from the copy, what stands only here, where the two differ and what was taken."""

from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.entries import LISTS
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.merging import Difference
from itb_cli.domain.statement import Statement
from itb_cli.domain.strictness import Milder
from itb_cli.domain.supply_state import STATE_WORDS, SupplyState
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.changes import change_blocks
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.log import TO_TAKE_BACK
from itb_cli.pages.next_refill import supply_headline
from itb_cli.pages.wording import NOT_RECORDED, notes
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.conflict_merge import MergeView

FACT_WORDS = {fact.field: fact.name for fact in FACTS} | {
    "alarm_volume_ml": "alarm volume, in mL",
    "reservoir_ml": "reservoir, in mL",
}
DATE_WORDS = {"refill_by": "Refill by", "alarm_date": "Alarm date", "empty_date": "Empty date", "book_by": "Book by"}
_KINDS = {name: kind for kind, name in LISTS.items()}
MILDER = "Milder than one of the two alone: look at your printout"
STRICTER_ALONE = (
    "Alone, the copy is stricter than your record: while it lies there, itb counts it in. "
    "If what your record holds is right, move the copy elsewhere."
)
HOW_CHOSEN = Notes(
    (
        Statement("If the two differ in what dates rest on, the stricter is taken, else your record's own. See your printout."),
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
            milder_facts(view.milder),
            *((Notes((Statement(STRICTER_ALONE),)),) if view.milder else ()),
            Notes((Statement("The copy was not changed. You can move it elsewhere."),)),
        )
    return page(
        Headline("JOINED", f'Your record now holds what "{view.copy}" held besides.', Tone.NEUTRAL),
        *_blocks(view),
        supply_headline(view.supply, outcome.state, as_of),
        notes(outcome.notices),
        TO_TAKE_BACK,
        Notes((Statement("The copy was not changed. You can move it elsewhere."),)),
    )


def preview(view: MergeView) -> Page:
    """What would be joined."""
    return page(Headline("TO BE JOINED", f'This is what "{view.copy}" holds besides.', Tone.NEUTRAL), *_blocks(view))


def milder_facts(milder: tuple[Milder, ...], title: str = MILDER) -> Facts:
    """Where an answer is milder than one of two gives alone; no block if it is nowhere."""
    return Facts(tuple(map(_milder, milder)), title)


def _blocks(view: MergeView) -> tuple[Facts | Notes, ...]:
    return (
        milder_facts(view.milder),
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


def _milder(item: Milder) -> Fact:
    name = "State" if item.on else DATE_WORDS[item.what]
    day = f" on {spoken_short(item.on)}" if item.on else ""
    return Fact(f"{name}{day}", _answer(item.joined), f"alone: {_answer(item.alone)}")


def _answer(value: SupplyState | date) -> str:
    return STATE_WORDS[value] if isinstance(value, SupplyState) else spoken_short(value)


def _difference(item: Difference) -> Fact:
    words = FACT_WORDS.get(item.name, item.name.replace("_", " "))
    kind = _KINDS.get(item.where)
    where = f"{KIND_WORDS[kind]} of {spoken_short(item.on)}" if kind and item.on else item.where.replace("_", " ").capitalize()
    here, there, taken = (_value(value) for value in (item.here, item.there, item.taken))
    return Fact(f"{where}, {words}", taken, f"here: {here}; in the copy: {there}")


def _value(value: object) -> str:
    """A fact for people; figures bare, since their units stand in the label."""
    return spoken_short(value) if isinstance(value, date) else NOT_RECORDED.lower() if value is None else str(value)

"""The page of `itb status --all`: one headline a person, the most urgent first. What a state asks for, `next_refill` says."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import USUAL, Command, Lead, led
from itb_cli.domain.statement import Statement
from itb_cli.domain.supply_state import STATE_WORDS, SupplyState
from itb_cli.pages.blocks import Headline, Notes, Page, page
from itb_cli.pages.next_refill import STATE_TONES, repeated, supply_headline
from itb_cli.pages.wording import day_or_unknown, notes
from itb_cli.services.outcome import Outcome
from itb_cli.services.people.all_people import EveryoneView, Place, SupplyOfOne

CANNOT_BE_READ = Headline(
    STATE_WORDS[SupplyState.UNKNOWN],
    f"This record cannot be read. Go by the clinic's printout. To see why, type: {Command('status')}",
    STATE_TONES[SupplyState.UNKNOWN],
)
NOBODY = Headline(
    STATE_WORDS[SupplyState.UNKNOWN],
    f"Nobody is recorded yet. To start a record, type: {Command('setup --person NAME')}",
    STATE_TONES[SupplyState.UNKNOWN],
)
_PLACE_WORDS = {Place.MAIN: "main record", Place.NAMED_FILE: "record of ITB_FILE"}


def build(outcome: Outcome[EveryoneView], as_of: AsOf, main: Lead = USUAL) -> Page:
    """Everybody's state, what to do, the dates; then what holds for all. `main` leads to the main record."""
    rows = tuple(led(_headline(one, as_of), _lead(one, main)) for one in outcome.view.people) or (NOBODY,)
    return page(
        *rows,
        Notes(tuple(Statement(text) for text in _how_to_read_on(outcome.view))),
        notes(outcome.notices, leave_out=("not_today",)),
        last_line=repeated(rows[0]),
    )


def _headline(one: SupplyOfOne, as_of: AsOf) -> Headline:
    """The person, the action, days left, the dates."""
    if one.error is not None:
        return _spoken_of(one, CANNOT_BE_READ)
    supply = supply_headline(one, one.state, as_of)
    dates = (f"Refill by: {day_or_unknown(one.refill_by)}", f"Alarm date: {day_or_unknown(one.alarm_date)}")
    return _spoken_of(one, supply._replace(details=(*supply.details, *dates)))


def _spoken_of(one: SupplyOfOne, supply: Headline) -> Headline:
    return supply._replace(text=f"{_called(one)}. {supply.text}")


def _lead(one: SupplyOfOne, main: Lead) -> Lead:
    """A record that ITB_FILE names needs nothing."""
    return main._replace(person=one.person, file=None) if one.person else main if one.place is Place.MAIN else USUAL


def _called(one: SupplyOfOne) -> str:
    """What --person takes; beside it the name in the record if that is another, so that a mix-up shows."""
    usual = one.person or _PLACE_WORDS.get(one.place, one.file)
    if one.name is None or (one.person and one.name.casefold() == one.person):
        return usual
    return f"{one.person} ({one.name})" if one.person else f"{one.name} ({usual})"


def _how_to_read_on(view: EveryoneView) -> tuple[str, ...]:
    if not view.people:
        return ()
    counted = "1 record is" if len(view.people) == 1 else f"{len(view.people):,} records are"
    usual = f"ITB_PERSON is set: itb alone is about {view.usual_person}." if view.usual_person else ""
    said = f"{counted} listed, the most urgent first. More about one of them: {Command('status --person NAME')}"
    return (said, usual) if usual else (said,)

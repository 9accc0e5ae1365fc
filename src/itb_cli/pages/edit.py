"""The page after `itb edit ENTRY` and `itb remove`: the entry before and after, and what follows."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import spoken
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.log import TO_TAKE_BACK, moves
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.services.entries.edit import EditView
from itb_cli.services.outcome import Outcome


def build(outcome: Outcome[EditView], as_of: AsOf) -> Page:
    """What was, what is, then the state that follows."""
    view = outcome.view
    after = view.after
    word = "REMOVED" if after is None else "CORRECTED" if view.changed else "NO CHANGE"
    now = after or view.before
    facts = (
        Fact("Before", spoken(view.before.on), details(view.before)),
        *((Fact("Now", spoken(now.on), details(now)),) if after and view.changed else ()),
    )
    said = moves(view.refill_by_before, view.supply)
    supply = supply_headline(view.supply, outcome.state, as_of)
    return page(
        Headline(word, f"{KIND_WORDS[now.kind]} of {spoken(now.on)}.", Tone.NEUTRAL),
        Facts(facts),
        Notes(tuple(Statement(text) for text in said)),
        supply,
        notes_that_fit(outcome.notices),
        TO_TAKE_BACK if view.changed else None,
        last_line=repeated(supply),
    )

"""The page after `itb edit ENTRY` and `itb remove`: the entry before and after, and what follows."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.dates import spoken
from itb_cli.pages.blocks import Fact, Facts, Headline, Page, Tone
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.log import after_change, moves
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
    headline = Headline(word, f"{KIND_WORDS[now.kind]} of {spoken(now.on)}.", Tone.NEUTRAL)
    return after_change(outcome, as_of, headline, Facts(facts), said=moves(view.refill_by_before, view.supply))

"""The page of `itb demo`: several pages one after the other, each under the words that call it."""

from typing import assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.pages import card, check, next_refill, status
from itb_cli.pages.blocks import Block, Headline, Notes, Page, Tone
from itb_cli.services.demo import DemoScreen, DemoView
from itb_cli.services.knowledge.check import CheckView
from itb_cli.services.outcome import Outcome
from itb_cli.services.papers.card import CardView
from itb_cli.services.supply.next_refill import NextRefillView


def build(outcome: Outcome[DemoView], as_of: AsOf) -> Page:
    """The tour, in one page."""
    return Page(tuple(block for stop in stops(outcome, as_of) for block in stop.blocks))


def stops(outcome: Outcome[DemoView], as_of: AsOf) -> tuple[Page, ...]:
    """The tour, a page for each screen; the first opens it, the last closes it."""
    opening = Headline("DEMO", "A tour on a sample record. Nobody's data: nothing of yours is read or stored.", Tone.NEUTRAL)
    shown = [
        (Headline("YOU TYPE", screen.command, Tone.NEUTRAL), *_blocks(_page(screen, as_of))) for screen in outcome.view.screens
    ]
    closing = Notes(
        (
            Statement(f"That was the sample. Your own first step: {Command('log')}"),
            Statement(f"All commands: {Command('--help')}"),
        )
    )
    shown[0], shown[-1] = (opening, *shown[0]), (*shown[-1], closing)
    return tuple(map(Page, shown))


def _blocks(shown: Page) -> tuple[Block, ...]:
    """The blocks of a page, and how to see the rest of it."""
    return (*shown.blocks, Notes((Statement(shown.more),))) if shown.more else shown.blocks


def _page(screen: DemoScreen, as_of: AsOf) -> Page:
    match screen.data:
        case CheckView() as view:
            return check.build(Outcome(view, screen.notices))
        case CardView() as view:
            return card.build(Outcome(view, screen.notices))
        case NextRefillView() as view:
            supply = Outcome(view, screen.notices, screen.state)
            return status.build(supply, as_of) if screen.command == str(Command()) else next_refill.build(supply, as_of, why=True)
        case _:
            assert_never(screen.data)

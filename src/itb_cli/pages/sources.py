"""The page of `itb sources`: who says so, when, and what rests on it."""

from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import OWN
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Sources, Tone, page
from itb_cli.pages.learn import source_words
from itb_cli.pages.wording import NOT_CHECKED, listing
from itb_cli.services.knowledge.sources import SourcesView, SourceUse
from itb_cli.services.outcome import Outcome

TIER_WORDS = {
    "A": "regulator or approved label",
    "B": "maker of the pump",
    "C": "hospital, health service or peer-reviewed journal",
    "D": "other web page; shown only because this program is built on it",
    "own": "no source: itb's own rule, on the strict side",
}


def build(outcome: Outcome[SourcesView]) -> Page:
    """The sources asked for in full, or all in one list."""
    view = outcome.view
    unknown = tuple(
        Statement(f'"{name}" is no source that itb knows. All sources: {Command("sources")}') for name in view.unknown_ids
    )
    if len(view.sources) <= 3:
        return page(*(block for use in view.sources for block in _in_full(use)), Notes(unknown))
    entries = tuple(Fact(use.source.id, source_words(use.source)) for use in view.sources)
    counted = sum(use.source.id != OWN for use in view.sources)
    return page(
        Headline("SOURCES", f"{counted} sources stand behind what itb says.", Tone.NEUTRAL),
        Sources("", entries),
        Notes((*unknown, Statement(f"What rests on one of them: {Command('sources S01')}"), Statement(NOT_CHECKED))),
    )


def _in_full(use: SourceUse) -> tuple[Block, ...]:
    source = use.source
    return (
        Headline(source.id, source_words(source), Tone.NEUTRAL),
        Facts(
            (
                Fact("Kind", TIER_WORDS[source.tier]),
                Fact(
                    "Address",
                    source.url or "Not recorded",
                    "" if source.url else "no address of the publisher's own was read",
                ),
                Fact("What rests on it", listing(use.used_by) or "nothing yet"),
            )
        ),
    )

"""The page of `itb learn`: the list of sections, or the sections asked for."""

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_source_date
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import Section, Source
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Sources, Tone, page
from itb_cli.pages.wording import NOT_CHECKED, listing
from itb_cli.services.knowledge.learn import LearnView
from itb_cli.services.outcome import Outcome


def build(outcome: Outcome[LearnView]) -> Page:
    """What the article explains, in words of our own."""
    view = outcome.view
    listed = Facts(tuple(Fact(section.title, str(Command(f"learn {section.id}"))) for section in view.listed))
    if view.query is None:
        return page(Headline("LEARN", "What the article explains, section by section.", Tone.NEUTRAL), listed, _rests_on())
    if not view.sections:
        near = Facts(
            tuple(Fact(section.title, str(Command(f"learn {section.id}"))) for section in view.suggestions), "Did you mean"
        )
        missing = Headline("NOT IN THE LIST", f'The article has no section on "{view.query}".', Tone.ATTENTION)
        return page(missing, near, listed, Notes((Statement(f"For safety questions, type: {Command('check')} and the thing."),)))
    blocks = [block for section in view.sections for block in _section(section)]
    return page(
        *blocks,
        Sources("Who says so", tuple(Fact(source.id, source_words(source)) for source in view.sources)),
        _rests_on(),
    )


def source_words(source: Source) -> str:
    """A source in one line."""
    people = f" By {source.author}, edited by {source.editor}, reviewed by {source.reviewer}." if source.author else ""
    return f"{source.publisher}: {source.title}.{people} {spoken_source_date(source.date)}"


def _section(section: Section) -> tuple[Block, ...]:
    see = tuple(Statement(f"More, with what to do: {Command(f'check {topic}')}") for topic in section.see)
    headings = listing([f'"{heading}"' for heading in section.headings])
    told = (Statement(f"Retold from the article's part {headings}."),) if section.headings else ()
    return Headline("LEARN", section.title, Tone.NEUTRAL), Notes(section.paragraphs), Notes((*see, *told))


def _rests_on() -> Notes:
    return Notes((Statement(f"This explains. It gives no permission and no advice on doses. {NOT_CHECKED}"),))

"""Whose record a page is about, said on the page; and where it lies, said once if that is long."""

from itb_cli.domain.command import Lead, led, quoted
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page

_SHARE = 3
"""A place that takes more than this part of a line is not said in every command: no hint would fit a line, and few a screen."""


def of_person(page: Page, person: str | None) -> Page:
    """`page` with the person, if one was chosen."""
    return page if person is None else labelled(page, person)


def labelled(page: Page, person: str) -> Page:
    """`page` with the person under its headline, and once more at its end; there only, if it else does not fit the screen."""
    last_line = f"{page.last_line} Record of: {person}." if page.last_line else ""
    return _said_above(page, Fact("Record of", person), is_said_last=bool(last_line))._replace(last_line=last_line)


def led_in(page: Page, lead: Lead, width: int | None) -> Page:
    """`page` with every command about the record of `lead`. In lines of a terminal a long place is FILE in them, and told once.

    What is pasted as it stands then finds no file and says so: it never leads to another record. Not on a page for an emergency.
    """
    if page.close or lead.file is None or width is None or len(str(lead)) * _SHARE <= width:
        return led(page, lead)
    short = led(page, lead.unnamed)
    return (
        page if short == page else _said_above(short, Fact("In these commands FILE is", quoted(lead.file, windows=lead.windows)))
    )


def _said_above(page: Page, fact: Fact, *, is_said_last: bool = False) -> Page:
    """Under the headline. Without one before the first facts: in an emergency nothing comes before the words."""
    first, *rest = page.blocks or (None,)
    said = f"{fact.label}: {fact.value}"
    if isinstance(first, Headline):
        short = (first.details if first.short is None else first.short) if is_said_last else first.short
        headed = first._replace(details=(said, *first.details), short=short)
        return page._replace(blocks=(headed, *rest))
    place = next((number for number, block in enumerate(page.blocks) if isinstance(block, Facts)), int(page.close))
    block = Notes((Statement(said),), short=()) if is_said_last else Facts((fact,))
    return page._replace(blocks=(*page.blocks[:place], block, *page.blocks[place:]))

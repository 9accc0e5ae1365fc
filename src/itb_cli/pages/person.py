"""Whose record a page is about, said on the page."""

from itb_cli.pages.blocks import Fact, Facts, Headline, Page


def of_person(page: Page, person: str | None) -> Page:
    """`page` with the person, if one was chosen."""
    return page if person is None else labelled(page, person)


def labelled(page: Page, person: str) -> Page:
    """`page` with the person under its headline, and once more at its end if its top scrolls away.

    Without a headline the person stands before the first facts: in an emergency nothing comes before the words.
    """
    last_line = f"{page.last_line} Record of: {person}." if page.last_line else ""
    first, *rest = page.blocks
    if isinstance(first, Headline):
        return page._replace(
            blocks=(first._replace(details=(f"Record of: {person}", *first.details)), *rest), last_line=last_line
        )
    place = next((number for number, block in enumerate(page.blocks) if isinstance(block, Facts)), int(page.close))
    label = Facts((Fact("Record of", person),))
    return page._replace(blocks=(*page.blocks[:place], label, *page.blocks[place:]), last_line=last_line)

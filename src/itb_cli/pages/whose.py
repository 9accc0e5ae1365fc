"""Whose record a page is about, said on the page; and commands on it that are about the same person. No page's own words."""

import re

from itb_cli.domain.people import as_typed
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Points, Steps

READING_OR_WRITING = (
    *("status", "next-refill", "check", "emergency", "card", "log", "dose", "book", "event", "diary", "setup", "history", "trip"),
    *("calendar", "remind", "report", "export", "import", "edit", "remove", "undo", "restore", "doctor", "prompt"),
)
"""The commands that are about a person's record, those that are still to come among them."""
_COMMAND = re.compile(rf"\bitb (?:{'|'.join(READING_OR_WRITING)})\b(?! --(?:help|person)\b)|\bitb$")


def labelled(page: Page, person: str) -> Page:
    """`page` with the person under its headline, and once more at its end where its top scrolls away.

    Without a headline the person stands before the first facts: in an emergency nothing comes before the words.
    """
    last_line = f"{page.last_line} Record of: {person}." if page.last_line else ""
    first, *rest = page.blocks
    if isinstance(first, Headline):
        return Page((first._replace(details=(f"Record of: {person}", *first.details)), *rest), last_line)
    place = next((number for number, block in enumerate(page.blocks) if isinstance(block, Facts)), 0)
    label = Facts((Fact("Record of", person),))
    return Page((*page.blocks[:place], label, *page.blocks[place:]), last_line)


def addressed_page(page: Page, person: str) -> Page:
    """`page` with every command on it about `person`: the bare one would be about another record."""
    return Page(tuple(_addressed_block(block, person) for block in page.blocks), addressed(page.last_line, person))


def addressed(text: str, person: str) -> str:
    """`text` with its commands about `person`."""
    return _COMMAND.sub(lambda command: f"{command[0]} --person {as_typed(person)}", text)


def _addressed_block(block: Block, person: str) -> Block:
    """What a person typed stands in values and tables; it is left as it is."""
    match block:
        case Headline():
            details = tuple(addressed(detail, person) for detail in block.details)
            return block._replace(text=addressed(block.text, person), details=details)
        case Facts():
            return block._replace(rows=tuple(_addressed_fact(row, person) for row in block.rows))
        case Notes(is_verbatim=True):
            return block
        case Steps() | Points() | Notes():
            return block._replace(items=tuple(item._replace(text=addressed(item.text, person)) for item in block.items))
        case _:
            return block


def _addressed_fact(fact: Fact, person: str) -> Fact:
    value = addressed(fact.value, person) if fact.value.startswith("itb ") else fact.value
    return fact._replace(value=value, remark=addressed(fact.remark, person))

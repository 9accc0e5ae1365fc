"""A page as Markdown: every mark that a person typed stays a letter. No words of its own."""

import re
from collections.abc import Iterator
from typing import assert_never

from itb_cli.domain.command import printed
from itb_cli.domain.statement import Statement
from itb_cli.domain.text import harmless
from itb_cli.pages.blocks import (
    Block,
    Chart,
    Course,
    Fact,
    Facts,
    Gauge,
    Headline,
    Months,
    Notes,
    Page,
    Pair,
    Points,
    Sources,
    Steps,
    Table,
)
from itb_cli.render.plain import figure_lines, sourced, table_lines

_MARKS = re.compile(r"([\\`*_\[\]#!|~>@]|:(?=/)|(?<=www)\.)", re.IGNORECASE)
"""Values stand behind a label, so what is a mark at the start of a line only is none in them."""


def render(page: Page) -> str:
    """The page as Markdown, one fact a line."""
    return "\n\n".join("\n".join(_said(block)) for block in page.blocks) + "\n"


def _said(block: Block) -> Iterator[str]:
    match block:
        case Headline():
            yield f"# {_text(block.word)}{': ' if block.text else ''}{_text(block.text)}"
            for detail in block.details:
                yield from ("", _text(detail))
        case Facts(rows=facts, title=title) | Sources(entries=facts, title=title):
            yield from (*_title(title), *(_fact(fact) for fact in facts))
        case Steps():
            yield from (*_title(block.title), *(f"{number}. {_item(item)}" for number, item in enumerate(block.items, 1)))
        case Points():
            yield from (*_title(block.title), *(f"- {_item(item)}" for item in block.items))
        case Pair():
            yield from (*_said(block.left), "", *_said(block.right))
        case Table():
            yield from (*_title(block.title), *(f"- {_text(row)}" for row in table_lines(block)))
        case Notes():
            yield from (*_title(block.title), "\n\n".join(_item(item) for item in block.items))
        case Gauge() | Chart() | Course() | Months():
            yield from (f"- {_text(line)}" for line in figure_lines(block))
        case _:
            assert_never(block)


def _text(text: str) -> str:
    """Letters and signs as they are, in every reader of Markdown; an ampersand or a bracket begins no HTML either."""
    shown = harmless(printed(text)).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(r"\\\1", shown)


def _title(title: str) -> Iterator[str]:
    if title:
        yield from (f"## {_text(title)}", "")


def _item(statement: Statement) -> str:
    return _text(sourced(statement))


def _fact(fact: Fact) -> str:
    return f"- **{_text(fact.label)}:** {_text(fact.value)}" + (f" ({_text(fact.remark)})" if fact.remark else "")

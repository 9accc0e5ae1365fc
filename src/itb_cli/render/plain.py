"""A page as plain text: one fact a line, in reading order, nothing drawn, nothing lost (R49)."""

from collections.abc import Iterator
from typing import assert_never

from itb_cli.domain.command import END
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import (
    Block,
    Chart,
    Course,
    Fact,
    Facts,
    Figure,
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
from itb_cli.render.lines import readable, wrapped


def render(page: Page, width: int | None) -> str:
    """The page as text, lines at most `width` columns wide; without a width each fact is one line."""
    blocks = ["\n".join(wrapped(readable(line), width) for line in _said(block)) for block in page.blocks]
    text = "\n\n".join(blocks) + "\n"
    ending = page.ending(text.count("\n"))
    return f"{text}\n{wrapped(readable(ending), width)}\n" if ending else text


def _said(block: Block) -> Iterator[str]:
    match block:
        case Headline():
            yield f"{block.word}: {block.text}" if block.text else block.word
            yield from block.details
        case Facts():
            yield from _titled(block.title)
            yield from (_fact(row) for row in block.rows)
        case Steps():
            yield from _titled(block.title)
            yield from (f"{number}. {sourced(item)}" for number, item in enumerate(block.items, start=1))
        case Points():
            yield from _titled(block.title)
            yield from (f"- {sourced(item)}" for item in block.items)
        case Pair():
            yield from _said(block.left)
            yield from _said(block.right)
        case Table():
            yield from _titled(block.title)
            yield from table_lines(block)
        case Gauge() | Chart() | Course() | Months():
            yield from figure_lines(block)
        case Notes():
            yield from _titled(block.title)
            yield from (sourced(item) for item in block.items)
        case Sources():
            yield from _titled(block.title)
            yield from (f"{entry.label}: {entry.value}" for entry in block.entries)
        case _:
            assert_never(block)


def table_lines(table: Table) -> Iterator[str]:
    """A line a row, each cell behind its column's name."""
    return ("; ".join(f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=True)) for row in table.rows)


def sourced(statement: Statement) -> str:
    """The sentences with the ids of their sources behind them; not behind a command, which is copied to the end of its line."""
    text, ids = statement.text, f"[{', '.join(statement.sources)}]"
    if not statement.sources:
        return text
    if not text.rstrip(".").endswith(END):
        return f"{text} {ids}"
    before, stop, last = text.rpartition(". ")
    return f"{before}{stop}{ids} {last}"


def figure_lines(figure: Figure) -> Iterator[str]:
    """A figure in words: a drawing says nothing to the ear, and letters need no legend where words stand (R49)."""
    match figure:
        case Gauge():
            yield f"Supply: {figure.text}."
        case Chart():
            yield from _titled(chart_title(figure))
            yield from (f"{row.label}: {row.text}" for row in figure.rows)
        case Course():
            yield from figure_lines(figure.chart)
        case Months():
            for month in figure.months:
                yield from _titled(month.title)
                yield from [day.text for day in month.days] or [month.nothing]
        case _:
            assert_never(figure)


def chart_title(chart: Chart) -> str:
    """What is drawn and in which unit, for every medium."""
    return f"{chart.title}, in {chart.unit}"


def _titled(title: str) -> Iterator[str]:
    if title:
        yield title if title.endswith((":", ".", END)) else f"{title}:"


def _fact(fact: Fact) -> str:
    return f"{fact.label}: {fact.value}" + (f" ({fact.remark})" if fact.remark else "")

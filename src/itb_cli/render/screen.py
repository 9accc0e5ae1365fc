"""A page on a terminal: rich, in the person's own colours, from 40 columns. The only module that knows rich."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import zip_longest
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import (
    Bar,
    Block,
    Chart,
    Course,
    Fact,
    Facts,
    Figure,
    Gauge,
    Headline,
    Month,
    Months,
    Notes,
    Page,
    Pair,
    Points,
    Sources,
    Steps,
    Table,
)
from itb_cli.render.lines import bar, cells, joined, longest_word, readable, stay_whole, unjoined
from itb_cli.render.months import MONTH_WIDTH, lines
from itb_cli.render.plain import chart_title, figure_lines, sourced
from itb_cli.render.rows import laid_out
from itb_cli.render.styles import TONE_STYLES, weight

WIDE = 72
"""From this many columns on, facts stand in columns; below, one under the other."""
INDENT, GAP = 2, 2  # before facts, and between their columns
WIDEST = 110
"""Longer lines are hard to read, however wide the window."""
BAR = 30
SHORTEST_BAR = 10  # if less is left beside the words, a bar stands below them
BETWEEN_MONTHS = 3


def render(page: Page, width: int, *, colour: bool) -> str:
    """The page as text with styles; `colour` False keeps bold only (R44)."""
    width = min(width, WIDEST)
    console = Console(
        file=StringIO(),
        _environ={"TERM": "xterm-256color"},
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    text = laid_out(page, lambda shown: _parts(console, shown, width))
    return unjoined("\n".join(line.rstrip() for line in text.split("\n")))


def _parts(console: Console, page: Page, width: int) -> list[str]:
    drawn = [_captured(console, Group(*_drawn(block, width))) for block in page.blocks]
    ending = page.ending(sum(part.count("\n") + 1 for part in drawn) - 1)
    return [*drawn, _captured(console, _text(ending, "bold"))] if ending else drawn


def _captured(console: Console, drawn: RenderableType) -> str:
    with console.capture() as captured:
        console.print(drawn)
    return captured.get()


def _drawn(block: Block, width: int) -> Iterator[RenderableType]:
    match block:
        case Headline():
            yield _headline(block)
        case Facts():
            yield from _title(block.title)
            yield _wide_facts(block.rows, width) if _fit_in_columns(block.rows, width) else _narrow_facts(block.rows)
        case Steps():
            yield from (*_title(block.title), _list((f"{number}." for number in range(1, len(block.items) + 1)), block.items))
        case Points():
            yield from (*_title(block.title), _list(("•" for _ in block.items), block.items))
        case Pair():
            yield from _pair(block, width)
        case Table():
            beside = width >= WIDE and stay_whole(block.columns, block.rows, width - INDENT)
            yield from (*_title(block.title), _wide_table(block) if beside else _narrow_table(block))
        case Gauge() | Chart() | Course() | Months():
            yield from _figure(block, width)
        case Notes():
            yield from (*_title(block.title), *(_text(sourced(item)) for item in block.items))
        case Sources():
            yield from (*_title(block.title), _entries(block.entries))
        case _:
            assert_never(block)


def _text(text: str, style: str = "") -> Text:
    """Text that is never markup, with joints where it must not break (R110, R21)."""
    return Text(joined(readable(text)), style=style, overflow="fold")


def _title(title: str) -> Iterator[Text]:
    if title:
        yield _text(title, "bold")


def _headline(block: Headline) -> RenderableType:
    first = Text(overflow="fold").append_text(_text(block.word, TONE_STYLES[block.tone]))
    if block.text:
        first.append("   ").append_text(_text(block.text))
    return Group(first, *(_text(detail) for detail in block.details))


def _grid(*ratios: int) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for ratio in ratios:
        grid.add_column(overflow="fold", ratio=ratio or None, no_wrap=False)
    return grid


def _wide_facts(rows: Sequence[Fact], width: int) -> RenderableType:
    """Columns of set widths: the library would share what is short among all, and break a flag. Two if nothing is remarked."""
    label, value, remark = _longest_words(rows)
    room = width - INDENT - (2 * GAP if remark else GAP) - label
    value = max(value, min(max(cells(readable(row.value)) for row in rows), room - remark))
    widths = (label, value, room - value) if remark else (label, room)
    grid = _grid(*(0 for _ in widths))
    for column, columns in zip(grid.columns, widths, strict=True):
        column.width = columns
    for row in rows:
        cells_of_row = (_text(row.label), _text(row.value, weight(row.value)), _text(row.remark))
        grid.add_row(*cells_of_row[: len(widths)])
    return Padding(grid, (0, 0, 0, 2))


def _fit_in_columns(rows: Sequence[Fact], width: int) -> bool:
    """Whether the facts fit side by side with no word broken; a flag or a phone number must stay whole."""
    return width >= WIDE and sum(_longest_words(rows)) + INDENT + 2 * GAP <= width


def _longest_words(rows: Sequence[Fact]) -> list[int]:
    """How wide each of the three columns must be: a whole label, and the longest word of value and remark."""
    return [max(cells(row.label) for row in rows), *(max(longest_word(row[part]) for row in rows) for part in (1, 2))]


def _narrow_facts(rows: Iterable[Fact]) -> RenderableType:
    lines: list[RenderableType] = []
    for row in rows:
        lines += (_text(row.label), Padding(_text(row.value, weight(row.value)), (0, 0, 0, 2)))
        if row.remark:
            lines.append(Padding(_text(row.remark), (0, 0, 0, 2)))
    return Group(*lines)


def _list(marks: Iterable[str], items: Iterable[Statement]) -> RenderableType:
    grid = _grid(0, 1)
    grid.columns[0].no_wrap = True
    for mark, item in zip(marks, items, strict=True):
        grid.add_row(_text(mark), _text(sourced(item)))
    return Padding(grid, (0, 0, 0, 2))


def _entries(facts: Sequence[Fact]) -> RenderableType:
    """Labels beside their values; above them if one is longer than 12 columns, which would take their room."""
    are_long = any(cells(readable(fact.label)) > 12 for fact in facts)
    return _narrow_facts(facts) if are_long else _list((fact.label for fact in facts), (Statement(fact.value) for fact in facts))


def _pair(block: Pair, width: int) -> Iterator[RenderableType]:
    if width < WIDE:
        yield from (*_drawn(block.left, width), Text(), *_drawn(block.right, width))
        return
    grid = _grid(1, 1)
    grid.add_row(Group(*_drawn(block.left, width // 2)), Group(*_drawn(block.right, width // 2)))
    yield grid


def _wide_table(block: Table) -> RenderableType:
    grid = _grid(*(0 for _ in block.columns))
    grid.add_row(*(_text(column, "bold") for column in block.columns))
    for row in block.rows:
        grid.add_row(*(_text(cell) for cell in row))
    return Padding(grid, (0, 0, 0, 2))


def _narrow_table(block: Table) -> RenderableType:
    drawn: list[RenderableType] = []
    for first, *more in block.rows:
        drawn += [_text(first, "bold"), *(Padding(_text(cell), (0, 0, 0, 2)) for cell in more)]
    return Group(*drawn)


def _figure(figure: Figure, width: int) -> Iterator[RenderableType]:
    match figure:
        case Gauge():
            yield _gauge(figure, width)
        case Chart() | Course():
            chart = figure.chart if isinstance(figure, Course) else figure
            yield from (*_title(chart_title(chart)), _chart(chart.rows, width, chart.full or Decimal(0)))
        case Months() if beside := (width - INDENT + BETWEEN_MONTHS) // (MONTH_WIDTH + BETWEEN_MONTHS):
            yield from _months(figure, beside)
        case Months():
            yield from (_text(line) for line in figure_lines(figure))
        case _:
            assert_never(figure)


def _gauge(block: Gauge, width: int) -> RenderableType:
    done = min(BAR, BAR * block.done // block.total)
    drawn = "█" * done + "░" * (BAR - done)
    if width < WIDE:
        return Group(_text(drawn), _text(f"{block.text}."))
    return Padding(Group(_text(f"{block.start}  {drawn}  {block.end}"), _text(f"{block.text}.")), (0, 0, 0, 2))


def _chart(rows: Sequence[Bar], width: int, full: Decimal) -> RenderableType:
    """Label, bar and words on a line if they fit; else the words, and the bar below them."""
    largest = max(full, *(row.value for row in rows))
    words = max(cells(readable(row.label)) for row in rows) + max(cells(readable(row.text)) for row in rows)
    room = min(BAR, width - words - 4 * INDENT)
    if room < SHORTEST_BAR:
        return Group(*(line for row in rows for line in _narrow_bar(row, largest)))
    grid = _grid(0, 0, 0)
    for row in rows:
        grid.add_row(_text(row.label), _text(bar(row.value, largest, room)), _text(row.text, "bold"))
    return Padding(grid, (0, 0, 0, INDENT))


def _narrow_bar(row: Bar, largest: Decimal) -> Iterator[RenderableType]:
    drawn = bar(row.value, largest, BAR)
    yield from (_text(f"{row.label}: {row.text}"), *([Padding(_text(drawn), (0, 0, 0, INDENT))] if drawn else ()))


def _months(block: Months, beside: int) -> Iterator[RenderableType]:
    """`beside` months side by side, what the letters mean, and each marked day in words."""
    for start in range(0, len(block.months), beside):
        drawn = (_month(month) for month in block.months[start : start + beside])
        for line in zip_longest(*drawn, fillvalue=Text(" " * MONTH_WIDTH)):
            yield Padding(Text(" " * BETWEEN_MONTHS).join(line), (0, 0, 0, INDENT))
        yield Text()
    days = [Fact(day.letters, day.text) for month in block.months for day in month.days]
    yield from (*_title(block.legend_title), _entries(block.legend), Text(), *_title(block.days_title), _entries(days))


def _month(month: Month) -> Iterator[Text]:
    for line in lines(month):
        styled = ((cell, TONE_STYLES[cell.tone] if cell.tone else "") for cell in line)
        yield Text(" ").join(Text().append(cell.text, style).append(" " * cell.pad) for cell, style in styled)

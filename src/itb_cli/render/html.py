"""A page as one self-contained HTML file: no script, nothing fetched, every value escaped (R112). Prints as it stands."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from itb_cli.domain.statement import Statement
from itb_cli.domain.text import harmless
from itb_cli.pages.blocks import (
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
from itb_cli.render.course_svg import drawn
from itb_cli.render.lines import JOINT, joined, readable
from itb_cli.render.months import WEEKDAY_NAMES, numbered, weeks
from itb_cli.render.plain import chart_title, sourced

_JOINED = re.compile(rf"(?<![^\s{JOINT}])[^\s{JOINT}]+(?:{JOINT}[^\s{JOINT}]+)+")
"""Words with joints between them. Looked for at the beginnings of words only: else a long word is gone through from each sign."""
STYLE = """
body { font: 12pt/1.45 sans-serif; color: #000; background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h2 { font-size: 1.15em; margin: 2em 0 0.2em; border-top: 1px solid #000; padding-top: 0.6em; break-after: avoid; }
h3 { font-size: 1em; margin: 0.9em 0 0.2em; break-after: avoid; }
p, ul, ol, dl, table { margin: 0.2em 0; }
dt { font-weight: bold; float: left; clear: left; margin-right: 0.6em; }
dd { margin: 0 0 0.2em 0; min-height: 1.45em; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.15em 1em 0.15em 0; overflow-wrap: anywhere; }
tr { border-bottom: 1px solid #767676; }
td:first-child { min-width: 13.5em; }
thead { display: table-header-group; }
tr, li, p, svg { break-inside: avoid; }
span { display: inline-block; max-width: 100%; }
h2, h3 { overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; margin: 0.6em 0; }
svg text { font: 13px sans-serif; fill: #000; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
@page { margin: 15mm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11pt; } }
"""


def render(page: Page, title: str) -> str:
    """The page as a whole HTML document in UTF-8."""
    body = "\n".join(line for block in page.blocks for line in _lines(block))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(harmless(title))}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Headline():
            yield f"<h2>{_text(block.word)}{': ' if block.text else ''}{_text(block.text)}</h2>"
            yield from (f"<p>{_text(detail)}</p>" for detail in block.details)
        case Facts(rows=facts, title=title) | Sources(entries=facts, title=title):
            yield from (*_title(title), *_facts(facts))
        case Steps():
            yield from (*_title(block.title), *_list("ol", block.items))
        case Points():
            yield from (*_title(block.title), *_list("ul", block.items))
        case Pair():
            yield from (*_lines(block.left), *_lines(block.right))
        case Table():
            yield from (*_title(block.title), *_table(block.columns, block.rows))
        case Gauge() | Chart() | Course() | Months():
            yield from _figure(block)
        case Notes():
            yield from (*_title(block.title), *(f"<p>{_text(sourced(item))}</p>" for item in block.items))
        case _:
            assert_never(block)


def _figure(figure: Figure) -> Iterator[str]:
    match figure:
        case Gauge():
            yield f"<p>{_text(figure.text)}.</p>"
        case Chart():
            yield from (*_title(chart_title(figure)), *_bars(figure))
        case Course():
            yield from (*_title(chart_title(figure.chart)), *drawn(figure), *_bars(figure.chart))
        case Months():
            yield from (line for month in figure.months for line in _month(month))
            yield from (*_title(figure.legend_title), *_facts(figure.legend))
        case _:
            assert_never(figure)


def _bars(chart: Chart) -> Iterator[str]:
    return _table((), ((row.label, row.text) for row in chart.rows))


def _text(text: str) -> str:
    """The text escaped; what must not part stays on a line if it fits, with spaces that can be copied (R21)."""
    return _JOINED.sub(lambda whole: f"<span>{whole[0].replace(JOINT, ' ')}</span>", escape(joined(readable(text))))


def _title(title: str) -> Iterator[str]:
    if title:
        yield f"<h3>{_text(title)}</h3>"


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    yield "<dl>"
    for fact in facts:
        remark = f" ({_text(fact.remark)})" if fact.remark else ""
        yield f"<dt>{_text(fact.label)}:</dt><dd>{_text(fact.value)}{remark}</dd>"
    yield "</dl>"


def _list(kind: str, items: Iterable[Statement]) -> Iterator[str]:
    yield f"<{kind}>"
    yield from (f"<li>{_text(sourced(item))}</li>" for item in items)
    yield f"</{kind}>"


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = "".join(f"<th>{_text(column)}</th>" for column in columns)
    yield f"<table><thead><tr>{heads}</tr></thead>" if heads else "<table>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _month(month: Month) -> Iterator[str]:
    """A month as a table of weeks, and under it each marked day in words."""
    yield from _title(month.title)
    yield from _table(WEEKDAY_NAMES, ((numbered(day) for day in week) for week in weeks(month)))
    yield from (f"<p>{_text(text)}</p>" for text in ([day.text for day in month.days] or [month.nothing]))

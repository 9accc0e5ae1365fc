"""HTML: hostile text is inert, nothing is lost."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import (
    Bar,
    Chart,
    Day,
    Fact,
    Facts,
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
from itb_cli.render.html import render

HOSTILE = ("<script>alert(1)</script>", "]]>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "\x1b[2J", "\u202eevil")


def page_of(text: str) -> Page:
    item = Statement(text, ("S01",))
    return Page(
        (
            Headline(text, text, details=(text,)),
            Facts((Fact(text, text, text),), text),
            Steps(text, (item,)),
            Points(text, (item,)),
            Pair(Points(text, (item,)), Points(text, (item,))),
            Table(text, (text,), ((text,),)),
            Gauge(text, text, 1, 2, text),
            Chart(text, text, (Bar(text, Decimal(1), text),)),
            Months(
                (
                    Month(text, date(2026, 5, 1), (Day(date(2026, 5, 4), text, text),), text),
                    Month(text, date(2026, 6, 1), (), text),
                ),
                (Fact(text, text),),
                text,
                text,
            ),
            Notes((item,), text),
            Sources(text, (Fact(text, text),)),
        )
    )


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data):
        self.shown += data


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_text_and_nothing_else(text):
    plain, hostile = Reader(), Reader()
    plain.feed(render(page_of("harmless"), "title"))
    hostile.feed(render(page_of(text), text))
    assert hostile.tags == plain.tags
    assert "\x1b" not in hostile.shown
    assert "\u202e" not in hostile.shown


def test_every_block_shows_its_words():
    reader = Reader()
    reader.feed(render(page_of("word"), "title"))
    # headline 3, facts 4, steps 2, points 2, pair 4, table 3, gauge 1 (its sentence says its ends too), chart 4,
    # months 7 (titles 2, the day's letters and line 2, nothing in June 1, legend 2) and the legend's title 1, notes 2, sources 3
    assert reader.shown.count("word") == 36
    assert reader.shown.count("word [S01]") == 5


def test_a_chart_is_a_table_without_heads():
    shown = render(Page((Chart("Dose", "mcg per day", (Bar("From May", Decimal(9), "9 mcg"),)),)), "title")
    assert "<h3>Dose, in mcg per day</h3>\n<table>\n<tr><td>From May</td><td><span>9 mcg</span></td></tr>\n</table>\n" in shown


def test_a_month_is_a_table_of_weeks_with_its_days_in_words():
    day = Day(date(2026, 2, 22), "TB", "Sunday 22 February 2026: today; book by")
    shown = render(Page((Months((Month("February 2026", date(2026, 2, 1), (day,), "Nothing."),), (), "", ""),)), "title")
    heads = "".join(f"<th>{name}</th>" for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
    rows = (
        ("", "", "", "", "", "", "1"),
        ("16", "17", "18", "19", "20", "21", "22 TB"),
        ("23", "24", "25", "26", "27", "28", ""),
    )
    drawn = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    assert f"<h3>February 2026</h3>\n<table><thead><tr>{heads}</tr></thead>\n{drawn[0]}\n" in shown
    assert f"{drawn[1]}\n{drawn[2]}\n</table>\n<p>Sunday <span>22 February 2026:</span> today; book by</p>\n" in shown

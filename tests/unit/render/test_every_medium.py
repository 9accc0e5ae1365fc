"""Every kind of block in every medium: no word of it is lost, and no kind is forgotten."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import get_args

import pytest

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import (
    Bar,
    Block,
    Chart,
    Course,
    Day,
    Fact,
    Facts,
    Gauge,
    Headline,
    Moment,
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
from itb_cli.render import html, markdown, plain, screen

ITEMS = (Statement("apple", ("S01",)), Statement("pear"))
CHART = Chart("apple", "plum", (Bar("pear", Decimal(250), "quince"), Bar("fig", Decimal(300), "melon")))
MOMENTS = (Moment(date(2026, 5, 1), Decimal(250), "quince"), Moment(date(2026, 6, 1), Decimal(300), "melon"))
MAY = Month("apple", date(2026, 5, 1), (Day(date(2026, 5, 4), "B", "pear"),), "plum")
BLOCKS = (
    (Headline("APPLE", "pear", details=("plum",)), "APPLE pear plum"),
    (Facts((Fact("apple", "pear", "plum"),), "quince"), "apple pear plum quince"),
    (Steps("quince", ITEMS), "quince apple pear S01"),
    (Points("quince", ITEMS), "quince apple pear S01"),
    (Pair(Points("quince", ITEMS), Points("fig", ITEMS)), "quince fig apple pear S01"),
    (Table("quince", ("apple", "pear"), (("plum", "fig"),)), "quince apple pear plum fig"),
    (Gauge("1 May", "9 May", 3, 8, "apple"), "apple"),
    (CHART, "apple plum pear quince fig melon"),
    (Course(CHART, MOMENTS, date(2026, 7, 1)), "apple plum pear quince fig melon"),
    (Months((MAY,), (Fact("B", "quince"),), "melon", "fig"), "apple pear"),
    (Notes(ITEMS, "quince"), "quince apple pear S01"),
    (Sources("quince", (Fact("S01", "apple"),)), "quince S01 apple"),
)
MEDIA = {
    "plain": lambda page: plain.render(page, None),
    "screen": lambda page: screen.render(page, 80, colour=False),
    "narrow screen": lambda page: screen.render(page, 20, colour=False),
    "markdown": markdown.render,
    "html": lambda page: unescape(html.render(page, "title")),
}


def test_no_kind_of_block_is_left_out_here():
    assert {type(block) for block, _ in BLOCKS} == set(get_args(Block))


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(("block", "words"), BLOCKS, ids=[type(block).__name__ for block, _ in BLOCKS])
def test_no_word_of_a_block_is_lost_in_any_medium(block, words, medium):
    """On a narrow screen a row's cells stand one below the other, without the names of their columns."""
    shown = re.findall(r"\w+", MEDIA[medium](Page((block,))))
    heads = block.columns if isinstance(block, Table) and medium == "narrow screen" else ()
    assert [word for word in words.split() if word not in shown and word not in heads] == []

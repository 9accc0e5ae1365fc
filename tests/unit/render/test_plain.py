"""A page as plain text: one fact a line, in reading order, nothing drawn, nothing lost."""

import re
from datetime import date
from decimal import Decimal

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
    page,
)
from itb_cli.render.plain import render

TWO = (Statement("First.", ("S01", "S08")), Statement("Second."))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Headline("WORD", "Do this.", details=("One.", "Two.")), "WORD: Do this.\nOne.\nTwo.\n"),
        (Headline("WORD", ""), "WORD\n"),
        (Facts((Fact("Label", "value"), Fact("Other", "value", "remark"))), "Label: value\nOther: value (remark)\n"),
        (Facts((Fact("Label", "value"),), "Title"), "Title:\nLabel: value\n"),
        (Steps("Do", TWO), "Do:\n1. First. [S01, S08]\n2. Second.\n"),
        (Points("Why:", TWO), "Why:\n- First. [S01, S08]\n- Second.\n"),
        (Points("Call now.", TWO), "Call now.\n- First. [S01, S08]\n- Second.\n"),
        (Pair(Points("Left", TWO[:1]), Points("Right", TWO[1:])), "Left:\n- First. [S01, S08]\nRight:\n- Second.\n"),
        (
            Table("", ("Day", "What"), (("Monday", "Refill"), ("Friday", "Fall"))),
            "Day: Monday; What: Refill\nDay: Friday; What: Fall\n",
        ),
        (Gauge("1 May 2026", "9 May 2026", 3, 8, "3 of 8 days gone"), "Supply: 3 of 8 days gone.\n"),
        (
            Chart(
                "Dose over time", "mcg per day", (Bar("From May", Decimal(0), "0 mcg"), Bar("From June", Decimal(-2), "minus 2"))
            ),
            "Dose over time, in mcg per day:\nFrom May: 0 mcg\nFrom June: minus 2\n",
        ),
        (
            Months(
                (
                    Month("May 2026", date(2026, 5, 1), (Day(date(2026, 5, 4), "BV", "Monday 4 May 2026: book by"),), "Nothing."),
                    Month("June 2026", date(2026, 6, 1), (), "Nothing."),
                ),
                (Fact("B", "book by"),),
                "Letters",
                "Days",
            ),
            "May 2026:\nMonday 4 May 2026: book by\nJune 2026:\nNothing.\n",
        ),
        (Notes(TWO, "Notes"), "Notes:\nFirst. [S01, S08]\nSecond.\n"),
        (Notes(TWO), "First. [S01, S08]\nSecond.\n"),
        (Sources("Who says so", (Fact("S01", "An article."),)), "Who says so:\nS01: An article.\n"),
    ],
)
def test_every_kind_of_block_is_said_line_by_line(block, said):
    assert render(Page((block,)), None) == said


def test_blocks_are_parted_by_one_empty_line_in_reading_order():
    assert render(page(Headline("A", "1"), Notes(TWO[1:]), Headline("B", "2")), None) == "A: 1\n\nSecond.\n\nB: 2\n"


def test_a_page_leaves_out_blocks_that_say_nothing():
    empty = (None, Facts(()), Notes(()), Points("Why", ()), Steps("Do", ()), Sources("Who", ()), Table("", ("A",), ()))
    empty += (Chart("Dose", "mcg", ()), Months((), (), "", ""))
    assert page(*empty, Headline("A", "1")) == Page((Headline("A", "1"),))


def test_a_row_with_a_cell_too_few_is_an_error_and_not_a_lost_fact():
    with pytest.raises(ValueError, match="shorter"):
        render(Page((Table("", ("Day", "What"), (("Monday",),)),)), None)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_width_breaks_lines_and_loses_nothing(width):
    block = Steps(
        "What to do", (Statement("Call your pump clinic now, at any hour: 555 0100. Ask for 20 mL by 30 November 2026."),)
    )
    shown = render(Page((block,)), width)
    assert max(map(len, shown.splitlines())) <= width
    assert shown.split() == render(Page((block,)), None).split()
    for whole in ("555 0100", "20 mL", "30 November 2026"):
        assert whole in shown


HOSTILE = "\x1b[31mX\nFORGED: \u202e\x9b [/red] :bomb: \ue000"


@pytest.mark.parametrize(
    "block",
    [
        Headline(HOSTILE, HOSTILE, details=(HOSTILE,)),
        Facts((Fact(HOSTILE, HOSTILE, HOSTILE),), HOSTILE),
        Steps(HOSTILE, (Statement(HOSTILE, (HOSTILE,)),)),
        Points(HOSTILE, (Statement(HOSTILE),)),
        Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
        Gauge(HOSTILE, HOSTILE, 1, 2, HOSTILE),
        Chart(HOSTILE, HOSTILE, (Bar(HOSTILE, Decimal(1), HOSTILE),)),
        Months(
            (Month(HOSTILE, date(2026, 5, 1), (Day(date(2026, 5, 4), "B", HOSTILE),), HOSTILE),),
            (Fact(HOSTILE, HOSTILE),),
            HOSTILE,
            HOSTILE,
        ),
        Notes((Statement(HOSTILE),), HOSTILE),
        Sources(HOSTILE, (Fact(HOSTILE, HOSTILE),)),
    ],
)
def test_hostile_text_is_inert_in_every_kind_of_block(block):
    shown = render(Page((block,)), None)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000]", shown)
    assert not re.search(r"^FORGED", shown, re.MULTILINE)
    assert "\\x1b[31mX FORGED: \\u202e\\x9b [/red] :bomb: \\ue000" in shown

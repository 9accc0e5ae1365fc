"""A page on a terminal: from 40 columns, nothing lost, words beside every colour, text never markup."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Gauge, Headline, Notes, Page, Pair, Points, Sources, Steps, Table, Tone
from itb_cli.render.lines import cells
from itb_cli.render.screen import render

TWO = (Statement("First.", ("S01", "S08")), Statement("Second."))
STYLE = re.compile(r"\x1b\[[\d;]*m")


def shown(*blocks, width=80):
    return render(Page(blocks), width, colour=False)


@pytest.mark.parametrize(
    ("block", "drawn"),
    [
        (Headline("WORD", "Do this.", details=("One.",)), "WORD   Do this.\nOne.\n"),
        (Headline("WORD", ""), "WORD\n"),
        (
            Facts((Fact("Label", "value", "remark"), Fact("Longer label", "a"))),
            "  Label         value  remark\n  Longer label  a\n",
        ),
        (Facts((Fact("Label", "value"),), "Title"), "Title\n  Label  value\n"),
        (Steps("Do", TWO), "Do\n  1.  First. [S01, S08]\n  2.  Second.\n"),
        (Points("Why", TWO), "Why\n  •  First. [S01, S08]\n  •  Second.\n"),
        (
            Pair(Points("Left", TWO[1:]), Points("Right", TWO[1:])),
            "Left          Right\n  •  Second.    •  Second.\n",
        ),
        (Table("", ("Day", "What"), (("Monday", "Refill"),)), "  Day     What\n  Monday  Refill\n"),
        (
            Gauge("1 May 2026", "9 May 2026", 4, 8, "4 of 8 days gone"),
            "  1 May 2026  ███████████████░░░░░░░░░░░░░░░  9 May 2026\n  4 of 8 days gone.\n",
        ),
        (Notes(TWO, "Notes"), "Notes\nFirst. [S01, S08]\nSecond.\n"),
        (Sources("Who says so", (Fact("S01", "An article."),)), "Who says so\n  S01  An article.\n"),
    ],
)
def test_every_kind_of_block_is_drawn_at_eighty_columns(block, drawn):
    assert shown(block) == drawn


@pytest.mark.parametrize(
    ("block", "drawn"),
    [
        (Facts((Fact("Label", "value", "remark"), Fact("Other", "a"))), "Label\n  value\n  remark\nOther\n  a\n"),
        (
            Pair(Points("Left", TWO[1:]), Points("Right", TWO[1:])),
            "Left\n  •  Second.\n\nRight\n  •  Second.\n",
        ),
        (Table("", ("Day", "What"), (("Monday", "Refill"),)), "Monday\n  Refill\n"),
        (
            Gauge("1 May 2026", "9 May 2026", 4, 8, "4 of 8 days gone"),
            "███████████████░░░░░░░░░░░░░░░\n4 of 8 days gone.\n",
        ),
    ],
)
def test_in_forty_columns_one_thing_stands_under_the_other(block, drawn):
    assert shown(block, width=40) == drawn


def test_long_items_hang_behind_their_mark():
    item = Statement("Ring your pump clinic now, even if you feel well.")
    assert shown(Steps("Do", (item,)), width=40) == "Do\n  1.  Ring your pump clinic now, even if\n      you feel well.\n"


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (1, 0), (4, 1), (99, 29), (100, 30), (101, 30), (242, 30)])
def test_the_gauge_rounds_down_and_never_leaves_its_frame(done, filled):
    bar = shown(Gauge("a", "b", done, 100, "text")).splitlines()[0]
    assert (bar.count("█"), bar.count("░")) == (filled, 30 - filled)


@pytest.mark.parametrize(
    ("tone", "style"), [(Tone.URGENT, "1;31"), (Tone.ATTENTION, "1;33"), (Tone.CALM, "1;32"), (Tone.NEUTRAL, "1")]
)
def test_the_tone_colours_the_word(tone, style):
    assert render(Page((Headline("WORD", "", tone),)), 80, colour=True) == f"\x1b[{style}mWORD\x1b[0m\n"


def test_the_colour_ends_with_the_word():
    drawn = render(Page((Headline("WORD", "Do this.", Tone.URGENT),)), 80, colour=True)
    assert drawn.startswith("\x1b[1;31mWORD\x1b[0m")


def test_without_colour_there_is_no_colour_code():
    assert not re.search(r"\x1b\[[\d;]*3\d", render(Page((Headline("WORD", "", Tone.URGENT),)), 80, colour=False))


WORDS = st.text(alphabet=st.sampled_from("abcXYZ 0123456789.,()[]/:°é李"), min_size=1, max_size=90)
STATEMENTS = st.lists(st.builds(Statement, WORDS, st.just(("S01",))), min_size=1, max_size=3).map(tuple)
FACTS = st.lists(st.builds(Fact, WORDS, WORDS, WORDS), min_size=1, max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(Headline, WORDS, WORDS, st.sampled_from(Tone), st.lists(WORDS, max_size=2).map(tuple)),
    st.builds(Facts, FACTS, WORDS),
    st.builds(Steps, WORDS, STATEMENTS),
    st.builds(Points, WORDS, STATEMENTS),
    st.builds(Pair, st.builds(Points, WORDS, STATEMENTS), st.builds(Points, WORDS, STATEMENTS)),
    st.builds(Table, WORDS, st.just(("Day", "What")), st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(tuple)),
    st.builds(Notes, STATEMENTS, WORDS),
    st.builds(Sources, WORDS, FACTS),
)


def texts_of(item):
    if isinstance(item, str):
        return [] if isinstance(item, Tone) else [item]
    return [text for part in item for text in texts_of(part)] if isinstance(item, tuple) else []


@settings(max_examples=80, deadline=None)
@given(BLOCKS, st.sampled_from([40, 47, 71, 72, 80, 110]))
def test_no_line_is_wider_and_no_letter_is_lost(block, width):
    drawn = STYLE.sub("", render(Page((block,)), width, colour=True))
    assert all(cells(line) <= width for line in drawn.splitlines())
    wanted = Counter("".join("".join(texts_of(block)).split()))
    if isinstance(block, Table) and width < 72:
        wanted -= Counter("DayWhat")
    if isinstance(block, Sources):
        wanted -= Counter("".join("".join(entry.remark for entry in block.entries).split()))
    assert not wanted - Counter(drawn)


def test_quantities_dates_and_phones_stay_whole_in_narrow_columns():
    fact = Fact("Alarm date", "Thursday 10 December 2026", "from your clinic, in 18 days, at 2,000 mcg per mL, ring 555 0100")
    for width in range(40, 111):
        drawn = shown(Facts((fact,)), width=width)
        for whole in ("10 December 2026", "18 days", "2,000 mcg", "555 0100"):
            assert whole in drawn


HOSTILE = "\x1b[35mX\n\u202e\x9b [/red][bold] [link=http://x]y[/link] :bomb: \ue000"
HOSTILE_SHOWN = "\\x1b[35mX\\u202e\\x9b[/red][bold][link=http://x]y[/link]:bomb:\\ue000"


@pytest.mark.parametrize("width", [40, 110])
@pytest.mark.parametrize(
    "block",
    [
        Headline(HOSTILE, HOSTILE, details=(HOSTILE,)),
        Facts((Fact("A", HOSTILE),), HOSTILE),
        Steps(HOSTILE, (Statement(HOSTILE),)),
        Points(HOSTILE, (Statement(HOSTILE),)),
        Table(HOSTILE, ("A",), ((HOSTILE,),)),
        Gauge("a", "b", 1, 2, HOSTILE),
        Notes((Statement(HOSTILE),), HOSTILE),
        Sources(HOSTILE, (Fact("S01", HOSTILE),)),
    ],
)
def test_hostile_text_is_inert_in_every_kind_of_block(block, width):
    drawn = render(Page((block,)), width, colour=True)
    assert set(STYLE.findall(drawn)) <= {"\x1b[0m", "\x1b[1m"}
    rest = STYLE.sub("", drawn)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000]", rest)
    assert HOSTILE_SHOWN in re.sub(r"\s", "", rest)


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_the_width_holds_whatever_terminal_the_process_runs_in(monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    long = Notes((Statement("Ring your pump clinic now, at any hour, and ask for a refill by the end of the week."),))
    assert max(map(len, shown(long, width=40).splitlines())) <= 40

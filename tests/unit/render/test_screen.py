"""A page on a terminal: from 40 columns, nothing lost, words beside every colour, text never markup."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.dates import add_months
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
    Tone,
)
from itb_cli.render.lines import cells, fitted
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
    item = Statement("Call your pump clinic now, even if you feel well.")
    assert shown(Steps("Do", (item,)), width=40) == "Do\n  1.  Call your pump clinic now, even if\n      you feel well.\n"


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (1, 0), (4, 1), (99, 29), (100, 30), (101, 30), (242, 30)])
def test_the_gauge_rounds_down_and_never_leaves_its_frame(done, filled):
    bar = shown(Gauge("a", "b", done, 100, "text")).splitlines()[0]
    assert (bar.count("█"), bar.count("░")) == (filled, 30 - filled)


@pytest.mark.parametrize(
    ("tone", "style"), [(Tone.URGENT, "1;97;41"), (Tone.ATTENTION, "30;43"), (Tone.CALM, "1"), (Tone.NEUTRAL, "1")]
)
def test_the_tone_colours_the_word(tone, style):
    assert render(Page((Headline("WORD", "", tone),)), 80, colour=True) == f"\x1b[{style}mWORD\x1b[0m\n"


def test_what_is_not_recorded_is_not_the_strongest_word():
    facts = Facts((Fact("Phone", "555 0100", ""), Fact("After hours", "Not recorded", "")))
    for width in (40, 80):
        drawn = render(Page((facts,)), width, colour=True)
        assert "\x1b[1m555" in drawn
        assert "\x1b[1mNot" not in drawn


def test_the_colour_ends_with_the_word():
    drawn = render(Page((Headline("WORD", "Do this.", Tone.URGENT),)), 80, colour=True)
    assert drawn.startswith("\x1b[1;97;41mWORD\x1b[0m")


@pytest.mark.parametrize(
    ("value", "is_bold"),
    [("Monday 30 November 2026", True), ("555 0100", True), ("Not recorded", False), ("Unknown", False), ("None booked", False)],
)
@pytest.mark.parametrize("width", [80, 40])
def test_dates_and_phones_are_bold_and_what_is_not_recorded_is_not(value, is_bold, width):
    drawn = render(Page((Facts((Fact("Label", value),)),)), width, colour=True)
    assert (f"\x1b[1m{value}" in drawn) is is_bold


def test_without_colour_there_is_no_colour_code():
    assert not re.search(r"\x1b\[[\d;]*[34]\d", render(Page((Headline("WORD", "", Tone.URGENT),)), 80, colour=False))


WORDS = st.text(alphabet=st.sampled_from("abcXYZ 0123456789.,()[]/:°é李"), min_size=1, max_size=90)
STATEMENTS = st.lists(st.builds(Statement, WORDS, st.just(("S01",))), min_size=1, max_size=3).map(tuple)
FACTS = st.lists(st.builds(Fact, WORDS, WORDS, WORDS), min_size=1, max_size=3).map(tuple)


@st.composite
def months(draw):
    """A month with some of its days marked, each with up to nine letters."""
    first = date(draw(st.integers(2000, 2199)), draw(st.integers(1, 12)), 1)
    numbers = draw(st.sets(st.integers(1, 28), min_size=1, max_size=4))
    letters = st.text(alphabet="TBLAXVRDE", min_size=1, max_size=9)
    days = [Day(first.replace(day=number), draw(letters), draw(WORDS), draw(st.sampled_from(Tone))) for number in sorted(numbers)]
    return Month(f"Month {first.month}", first, tuple(days), "")


BLOCKS = st.one_of(
    st.builds(Headline, WORDS, WORDS, st.sampled_from(Tone), st.lists(WORDS, max_size=2).map(tuple), st.none()),
    st.builds(Facts, FACTS, WORDS, st.just(())),
    st.builds(Steps, WORDS, STATEMENTS, st.none()),
    st.builds(Points, WORDS, STATEMENTS, st.none()),
    st.builds(Pair, st.builds(Points, WORDS, STATEMENTS, st.none()), st.builds(Points, WORDS, STATEMENTS, st.none())),
    st.builds(Table, WORDS, st.just(("Day", "What")), st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(tuple)),
    st.builds(Notes, STATEMENTS, WORDS, st.booleans(), st.none()),
    st.builds(Sources, WORDS, FACTS),
    st.builds(
        Chart,
        WORDS,
        WORDS,
        st.lists(st.builds(Bar, WORDS, st.decimals(-9, 10**7, places=2), WORDS), min_size=1, max_size=3).map(tuple),
        st.none() | st.decimals(1, 24, places=0),
    ),
    st.builds(Months, st.lists(months(), min_size=1, max_size=4).map(tuple), FACTS, WORDS, WORDS),
)


def texts_of(item):
    """What must stand on a page that fits its screen: the few words for one that does not are no part of it."""
    if isinstance(item, str):
        return [] if isinstance(item, Tone) else [item]
    if isinstance(item, Fact):
        item = (item.label, item.value, item.remark)
    return [text for part in item for text in texts_of(part)] if isinstance(item, tuple) else []


LONG = Facts((Fact("Alarm date", "17 December", "from your clinic; in doubt", "in doubt"),) * 30)
SAID = Notes((Statement("The whole sentence."),), short=(Statement("Few words."),))


def test_few_words_stand_only_on_a_page_that_does_not_fit_its_screen_and_that_has_notes_in_few_words():
    assert "from your clinic; in doubt" in render(Page((LONG,)), 80, colour=False)
    assert "The whole sentence." in render(Page((SAID,)), 80, colour=False)
    drawn = render(Page((LONG, SAID)), 80, colour=False)
    assert "Few words." in drawn
    assert "The whole" not in drawn
    assert "from your clinic" not in drawn
    assert drawn.count("in doubt") == 30


@given(BLOCKS, st.sampled_from([40, 47, 71, 72, 80, 110]))
def test_no_line_is_wider_and_no_letter_is_lost(block, width):
    drawn = STYLE.sub("", render(Page((block,)), width, colour=True))
    assert all(cells(line) <= width for line in drawn.splitlines())
    wanted = Counter("".join("".join(texts_of(block)).split()))
    if isinstance(block, Table) and width < 72:
        wanted -= Counter("DayWhat")
    if isinstance(block, Sources):
        wanted -= Counter("".join("".join(entry.remark for entry in block.entries).split()))
    if isinstance(block, Months):
        wanted -= Counter("".join("".join(entry.remark for entry in block.legend).split()))
    assert not wanted - Counter(drawn)


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("label", ["S01, S04, S86, S102", "w" * 300, "日本語" * 20])
def test_a_label_that_is_longer_than_any_id_takes_no_room_from_what_it_labels(label, width):
    drawn = STYLE.sub(
        "",
        render(
            Page(
                (
                    Sources(
                        "Who says so",
                        (Fact("S01", "One."), Fact(label, "An article of some length.")),
                    ),
                )
            ),
            width,
            colour=True,
        ),
    )
    assert "".join((label + "An article of some length.").split()) in "".join(drawn.split())
    assert all(cells(line) <= width for line in drawn.splitlines())


def test_quantities_dates_and_phones_stay_whole_in_narrow_columns():
    fact = Fact("Alarm date", "Thursday 10 December 2026", "from your clinic, in 18 days, at 2,000 mcg per mL, call 555 0100")
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
        Chart(HOSTILE, HOSTILE, (Bar(HOSTILE, Decimal(1), HOSTILE),)),
        Months(
            (Month("May", date(2026, 5, 1), (Day(date(2026, 5, 4), "B", HOSTILE),), ""),), (Fact("B", HOSTILE),), HOSTILE, HOSTILE
        ),
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
    long = Notes((Statement("Call your pump clinic now, at any hour, and ask for a refill by the end of the week."),))
    assert max(map(len, shown(long, width=40).splitlines())) <= 40


DOSES = (
    Bar("From 1 May 2026", Decimal(0), "0 mcg per day"),
    Bar("From 9 May 2026", Decimal("0.5"), "0.5 mcg per day"),
    Bar("From 12 May 2026", Decimal(50), "50 mcg per day"),
    Bar("From 15 May 2026", Decimal(100), "100 mcg per day"),
)


def test_a_chart_has_label_bar_and_words_on_one_line_where_they_fit():
    assert shown(Chart("Dose", "mcg per day", DOSES)) == (
        "Dose, in mcg per day\n"
        "  From 1 May 2026                                   0 mcg per day\n"
        "  From 9 May 2026   █                               0.5 mcg per day\n"
        "  From 12 May 2026  ███████████████                 50 mcg per day\n"
        "  From 15 May 2026  ██████████████████████████████  100 mcg per day\n"
    )


def test_a_chart_in_forty_columns_has_its_words_first_and_the_bar_below():
    assert shown(Chart("Dose", "mcg per day", DOSES), width=40) == (
        "Dose, in mcg per day\n"
        "From 1 May 2026: 0 mcg per day\n"
        "From 9 May 2026: 0.5 mcg per day\n  █\n"
        "From 12 May 2026: 50 mcg per day\n  ███████████████\n"
        "From 15 May 2026: 100 mcg per day\n  ██████████████████████████████\n"
    )


def test_bars_take_what_is_left_beside_the_words_and_go_below_where_that_is_too_little():
    row = Bar("From 15 May 2026", Decimal(100), "100 mcg per day")
    for width in range(40, 111):
        bars = [line.count("█") for line in shown(Chart("Dose", "mcg", (row,)), width=width).splitlines() if "█" in line]
        assert bars == [30 if width < 49 else min(30, width - 39)]


@pytest.mark.parametrize(("values", "drawn"), [((0, 0), [0, 0]), ((-5, -1), [0, 0]), ((-5, 2, 1), [0, 30, 15]), ((3,), [30])])
def test_bars_start_at_zero_and_what_is_not_more_draws_nothing(values, drawn):
    chart = Chart("Dose", "mcg", tuple(Bar(f"Day {number}", Decimal(value), "x") for number, value in enumerate(values)))
    assert [line.count("█") for line in shown(chart).splitlines()[1:]] == drawn


def test_bars_are_drawn_in_ascii_where_the_stream_has_no_more():
    assert "  From 12 May 2026  ###############  " in fitted(shown(Chart("Dose", "mcg", DOSES)), "ascii")


@pytest.mark.slow
def test_a_long_chart_shows_every_row():
    rows = tuple(Bar(f"Number {number}", Decimal(number), f"{number} days") for number in range(1, 701))
    for width in (40, 80):
        drawn = shown(Chart("Time", "days", rows), width=width)
        assert all(re.search(rf"\b{number} days$", drawn, re.MULTILINE) for number in range(1, 701))


MARKED = (
    Day(date(2026, 11, 16), "BVRDE", "Monday 16 November 2026: five marks", Tone.ATTENTION),
    Day(date(2026, 11, 22), "T", "Sunday 22 November 2026: today"),
    Day(date(2026, 11, 30), "LA", "Monday 30 November 2026: two marks", Tone.URGENT),
)
NOVEMBER = Month("November 2026", date(2026, 11, 1), MARKED, "Nothing.")
FEBRUARY = Month("February 2027", date(2027, 2, 1), (), "Nothing.")
CALENDAR = Months((NOVEMBER, FEBRUARY), (Fact("T", "today"), Fact("L", "last day")), "Letters", "Days")


def test_a_month_is_a_grid_from_monday_and_every_letter_of_a_day_is_there():
    assert shown(CALENDAR, width=40) == (
        "  November 2026\n"
        "  Mo   Tu   We   Th   Fr   Sa   Su\n"
        "                                 1\n"
        "   2    3    4    5    6    7    8\n"
        "   9   10   11   12   13   14   15\n"
        "  16BV 17   18   19   20   21   22T\n"
        "    RD\n"
        "    E\n"
        "  23   24   25   26   27   28   29\n"
        "  30LA\n"
        "\n"
        "  February 2027\n"
        "  Mo   Tu   We   Th   Fr   Sa   Su\n"
        "   1    2    3    4    5    6    7\n"
        "   8    9   10   11   12   13   14\n"
        "  15   16   17   18   19   20   21\n"
        "  22   23   24   25   26   27   28\n"
        "\n"
        "Letters\n"
        "  T  today\n"
        "  L  last day\n"
        "\n"
        "Days\n"
        "  BVRDE  Monday 16 November 2026: five\n"
        "         marks\n"
        "  T      Sunday 22 November 2026: today\n"
        "  LA     Monday 30 November 2026: two\n"
        "         marks\n"
    )


def test_months_stand_side_by_side_where_there_is_room():
    lines = shown(CALENDAR, width=80).splitlines()
    assert lines[0] == "  November 2026                        February 2027"
    assert lines[3] == "   2    3    4    5    6    7    8      8    9   10   11   12   13   14"
    titles = {
        width: [len(re.findall("Month", line)) for line in shown(year, width=width).splitlines() if "Month" in line]
        for year in [Months(tuple(Month("Month", add_months(NOVEMBER.first, n), (), "") for n in range(4)), (), "", "")]
        for width in (36, 40, 72, 73, 109, 110)
    }
    one, two, three = [1] * 4, [2] * 2, [3, 1]
    assert titles == {36: one, 40: one, 72: one, 73: two, 109: two, 110: three}


def test_where_no_grid_fits_the_days_stand_in_words():
    drawn = shown(CALENDAR, width=35)
    assert "Mo   Tu" not in drawn
    for word in ("November 2026", "16 November 2026: five", "today", "two marks", "February 2027", "Nothing."):
        assert word in re.sub(r"\s+", " ", drawn)


def test_a_marked_day_has_the_colour_of_its_tone_and_its_letters_without():
    drawn = render(Page((CALENDAR,)), 80, colour=True)
    for styled in ("\x1b[30;43m16BV\x1b[0m", "\x1b[30;43m  RD\x1b[0m", "\x1b[1;97;41m30LA\x1b[0m", "\x1b[1m22T\x1b[0m"):
        assert styled in drawn
    assert STYLE.sub("", drawn) == STYLE.sub("", render(Page((CALENDAR,)), 80, colour=False))


@pytest.mark.parametrize("year", [1900, 2024, 2026, 2199])
def test_every_day_of_every_month_stands_once_under_its_weekday(year):
    for month in range(1, 13):
        first = date(year, month, 1)
        days = (add_months(first, 1) - first).days
        grid = shown(Months((Month("", first, (), ""),), (), "", ""), width=40).splitlines()[2:]
        places = {int(found[0]): found.end() for line in grid for found in re.finditer(r"\d+", line)}
        assert places == {n: 4 + 5 * (first + timedelta(days=n - 1)).weekday() for n in range(1, days + 1)}

"""Reading, moving and writing calendar days."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.domain.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Direction,
    add_days,
    add_months,
    distance,
    friday_before_weekend,
    is_day,
    parse_date,
    parse_printed_date,
    spoken,
    spoken_days,
    spoken_short,
    spoken_source_date,
)
from itb_cli.errors import InputRefusedError

TODAY = date(2026, 11, 22)
"""A Sunday."""

DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))


def refusal(text: str) -> InputRefusedError:
    with pytest.raises(InputRefusedError) as caught:
        parse_date(text, TODAY)
    return caught.value


# --- what people may type ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-01",
        "2026-12-1",
        "2026/12/01",
        "2026.12.01",
        "1 Dec 2026",
        "1 dec. 2026",
        "01 December 2026",
        "1 DECEMBER 2026",
        "1st December 2026",
        "1st of December 2026",
        "1 December, 2026",
        "December 1, 2026",
        "Dec 1st 2026",
        "Dec. 1, 2026",
        "Tuesday 1 December 2026",
        "Tue, 1 Dec 2026",
        "tues 2026-12-01",
        "  1   Dec\t2026  ",
    ],
)
def test_one_day_can_be_typed_in_many_ways(typed):
    assert parse_date(typed, TODAY) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 Jan 2027", 1),
        ("1 January 2027", 1),
        ("1 Feb 2027", 2),
        ("1 February 2027", 2),
        ("1 Mar 2027", 3),
        ("1 March 2027", 3),
        ("1 Apr 2027", 4),
        ("1 April 2027", 4),
        ("1 May 2027", 5),
        ("1 Jun 2027", 6),
        ("1 June 2027", 6),
        ("1 Jul 2027", 7),
        ("1 July 2027", 7),
        ("1 Aug 2027", 8),
        ("1 August 2027", 8),
        ("1 Sep 2027", 9),
        ("1 Sept 2027", 9),
        ("1 September 2027", 9),
        ("1 Oct 2027", 10),
        ("1 October 2027", 10),
        ("1 Nov 2027", 11),
        ("1 November 2027", 11),
        ("1 Dec 2027", 12),
        ("1 December 2027", 12),
    ],
)
def test_every_month_can_be_named(typed, month):
    assert parse_date(typed, TODAY) == date(2027, month, 1)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", date(2026, 11, 22)),
        ("Today", date(2026, 11, 22)),
        ("now", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("3 weeks ago", date(2026, 11, 1)),
        ("1 week ago", date(2026, 11, 15)),
        ("a week ago", date(2026, 11, 15)),
        ("one day ago", date(2026, 11, 21)),
        ("10 days ago", date(2026, 11, 12)),
        ("2 months ago", date(2026, 9, 22)),
        ("in 10 days", date(2026, 12, 2)),
        ("in a day", date(2026, 11, 23)),
        ("in 1 week", date(2026, 11, 29)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("in 3 months", date(2027, 2, 22)),
        ("in 0 days", date(2026, 11, 22)),
    ],
)
def test_words_count_from_today(typed, expected):
    assert parse_date(typed, TODAY) == expected


def test_months_ago_take_the_last_day_of_a_shorter_month():
    assert parse_date("1 month ago", date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "past", "future"),
    [
        ("Sunday", date(2026, 11, 22), date(2026, 11, 22)),
        ("Monday", date(2026, 11, 16), date(2026, 11, 23)),
        ("mon", date(2026, 11, 16), date(2026, 11, 23)),
        ("Tuesday", date(2026, 11, 17), date(2026, 11, 24)),
        ("tues", date(2026, 11, 17), date(2026, 11, 24)),
        ("Wednesday", date(2026, 11, 18), date(2026, 11, 25)),
        ("wednes", date(2026, 11, 18), date(2026, 11, 25)),
        ("thur", date(2026, 11, 19), date(2026, 11, 26)),
        ("thurs", date(2026, 11, 19), date(2026, 11, 26)),
        ("FRIDAY", date(2026, 11, 20), date(2026, 11, 27)),
        ("saturday", date(2026, 11, 21), date(2026, 11, 28)),
    ],
)
def test_a_weekday_is_the_nearest_in_its_direction_today_included(typed, past, future):
    assert parse_date(typed, TODAY, Direction.PAST) == past
    assert parse_date(typed, TODAY, Direction.FUTURE) == future


@given(today=DAYS, name=st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_lies_within_a_week(today, name):
    past, future = parse_date(name, today, Direction.PAST), parse_date(name, today, Direction.FUTURE)
    assert 0 <= (today - past).days <= 6
    assert 0 <= (future - today).days <= 6
    assert past.strftime("%a").lower() == future.strftime("%a").lower() == name


def test_without_a_direction_a_weekday_lies_behind():
    assert parse_date("monday", TODAY) < TODAY


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "readings", "isos"),
    [
        ("03/04/2026", ("3 April 2026", "4 March 2026"), ("2026-04-03", "2026-03-04")),
        ("3.4.2026", ("3 April 2026", "4 March 2026"), ("2026-04-03", "2026-03-04")),
        ("3-4-2026", ("3 April 2026", "4 March 2026"), ("2026-04-03", "2026-03-04")),
        ("12/11/2026", ("12 November 2026", "11 December 2026"), ("2026-11-12", "2026-12-11")),
        ("1/12/2026", ("1 December 2026", "12 January 2026"), ("2026-12-01", "2026-01-12")),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_refused_with_both(typed, readings, isos):
    error = refusal(typed)
    for reading in readings:
        assert reading in error.message
    for iso in isos:
        assert iso in error.hint


def test_a_refusal_in_full():
    two_readings = refusal("03/04/2026")
    assert two_readings.message == '"03/04/2026" can be read as 3 April 2026 or 4 March 2026.'
    assert two_readings.hint == "Type it as 2026-04-03 or 2026-03-04, or with the month in letters: 3 Apr 2026."


@given(
    day=st.integers(1, 12), month=st.integers(1, 12), year=st.integers(EARLIEST_YEAR, LATEST_YEAR), sign=st.sampled_from("/.-")
)
def test_a_numeric_day_is_never_guessed(day, month, year, sign):
    if day == month:
        assert parse_date(f"{day}{sign}{month}{sign}{year}", TODAY) == date(year, month, day)
        return
    error = refusal(f"{day}{sign}{month}{sign}{year}")
    assert date(year, month, day).isoformat() in error.hint
    assert date(year, day, month).isoformat() in error.hint


def test_what_is_longer_than_any_date_is_refused_without_being_repeated():
    for typed in ("x" * 10_000, "today" + " " * 60 + "garbage"):
        assert refusal(typed).message == "That is too long for a date."


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("13/04/2026", "2026-04-13"), ("04/13/2026", "2026-04-13"), ("31/12/2026", "2026-12-31"), ("05/05/2026", "2026-05-05")],
)
def test_a_numeric_day_with_one_reading_is_that_day(typed, iso):
    assert parse_date(typed, TODAY) == parse_printed_date(typed) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    "typed",
    [
        *("in 106 days", "in 31 months", "3 weeks", "106 days", "106", "+106", "tomorrow", "Today", "friday", "next month"),
        *("106 days from now", "two weeks", "3 weeks ago", "in a week"),
    ],
)
def test_a_printed_day_that_is_counted_is_refused(typed):
    with pytest.raises(InputRefusedError, match="does not say from which day it counts"):
        parse_printed_date(typed)


@pytest.mark.parametrize("typed", ["2026-12-29", "29 Dec 2026", "Tuesday 29 December 2026", "December 29, 2026", "29.12.2026"])
def test_a_printed_day_is_read_in_every_other_way(typed):
    assert parse_printed_date(typed) == date(2026, 12, 29)


def test_a_printed_day_that_can_be_read_in_two_ways_is_refused_with_both():
    with pytest.raises(InputRefusedError, match="3 April 2026 or 4 March 2026"):
        parse_printed_date("03/04/2026")


@pytest.mark.parametrize("typed", ["2026-12-10", "10.12.2026", "03/04/2026", "10 Dec 2026", "December 10, 2026", " 2026/12/10 "])
def test_a_day_is_told_from_a_telephone_number(typed):
    assert is_day(typed)


@pytest.mark.parametrize(
    "typed", ["555 0100", "112", "555-01-2026", "020-12-1999", "31/02/2026", "01.02.20.30.40", "", "tomorrow"]
)
def test_a_telephone_number_is_no_day(typed):
    assert not is_day(typed)


@pytest.mark.parametrize("typed", ["31/02/2026", "99/99/2026", "00/00/0000", "2026-03/04", "13/13/2026"])
def test_a_numeric_day_without_a_reading_is_refused(typed):
    assert "is not a date that itb can read" in refusal(typed).message


@pytest.mark.parametrize(
    "typed", ["2026-02-29", "29 Feb 2026", "31 April 2026", "Feb 30, 2027", "2026-13-01", "2026-00-10", "0 May 2026"]
)
def test_a_day_that_does_not_exist_is_refused(typed):
    assert "There is no such day" in refusal(typed).message


@pytest.mark.parametrize(("length", "is_read"), [(60, True), (61, False)])
def test_what_is_longer_than_any_date_is_refused(length, is_read):
    padded = "2026-12-01".ljust(length)
    if is_read:
        assert parse_date(padded, TODAY) == date(2026, 12, 1)
    else:
        refusal(padded)


def test_a_leap_day_that_exists_is_read():
    assert parse_date("29 Feb 2028", TODAY) == date(2028, 2, 29)


@pytest.mark.parametrize("typed", ["1 Dec", "Dec 1", "1st december", "december 31st"])
def test_a_day_without_a_year_is_refused(typed):
    assert "has no year" in refusal(typed).message


@pytest.mark.parametrize(
    ("typed", "right", "wrong"),
    [
        ("Wednesday 1 December 2026", "1 December 2026 is a Tuesday", "not a Wednesday"),
        ("mon 2026-12-01", "1 December 2026 is a Tuesday", "not a Monday"),
        ("Sunday, December 1, 2026", "1 December 2026 is a Tuesday", "not a Sunday"),
    ],
)
def test_a_weekday_that_does_not_fit_its_day_is_refused(typed, right, wrong):
    message = refusal(typed).message
    assert right in message
    assert wrong in message


def test_an_unknown_month_is_named():
    assert 'no month "dezember"' in refusal("1 dezember 2026").message


@pytest.mark.parametrize("typed", ["1 Dec 1899", "1899-12-31", "2200-01-01", "1 Jan 9999", "0001-01-01"])
def test_a_year_that_cannot_be_right_is_refused(typed):
    assert "cannot be right" in refusal(typed).message


@pytest.mark.parametrize(("typed", "year"), [("1900-01-01", 1900), ("2199-12-31", 2199)])
def test_the_first_and_the_last_year_are_read(typed, year):
    assert parse_date(typed, TODAY).year == year


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "soon",
        "next friday",
        "last monday",
        "20261201",
        "2026-12",
        "in days",
        "10 days",
        "in 1000 days",
        "-3 days ago",
        "in 1.5 weeks",
        "3 years ago",
        "1 Dec 2026 10:00",
        "2026-12-01T00:00",
        "¹ Dec 2026",
        "1 Dec ٢٠٢٦",  # Arabic-Indic digits
        "２０２６-12-01",  # full-width digits
        "5 bananas",
        "tоday",  # a Cyrillic o
        "\x1b[2J",
    ],
)
def test_anything_else_is_refused_with_how_to_type_it(typed):
    error = refusal(typed)
    assert "is not a date that itb can read" in error.message
    assert error.hint == "Type the date as 2026-12-01, or with the month in letters: 1 Dec 2026."


@given(st.text(max_size=80))
@example("İ")
@example("a")
@example("mon")
@example("in 999 months")
def test_hostile_text_is_read_or_refused_and_nothing_else(text):
    try:
        day = parse_date(text, TODAY)
    except InputRefusedError:
        return
    assert EARLIEST_YEAR <= day.year <= LATEST_YEAR


@given(st.text(alphabet="0123456789/.-, adegimnorstuvyMDTJ", max_size=30))
def test_text_near_a_date_is_read_or_refused_and_nothing_else(text):
    try:
        day = parse_date(text, TODAY)
    except InputRefusedError:
        return
    assert EARLIEST_YEAR <= day.year <= LATEST_YEAR


@given(DAYS)
def test_what_is_written_can_be_typed_again(day):
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(spoken(day), TODAY) == day
    assert parse_date(spoken_short(day), TODAY) == day


@given(today=DAYS, days=st.integers(0, 360))
def test_days_ago_and_in_days_are_mirrors(today, days):
    assert today - parse_date(f"{days} days ago", today) == parse_date(f"in {days} days", today) - today == timedelta(days=days)


# --- moving days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 9, 1), 2, date(2026, 11, 1)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 10, 31), 3, date(2027, 1, 31)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(day, months, expected):
    assert add_months(day, months) == expected


@given(day=DAYS, months=st.integers(0, 23))
def test_months_agree_with_turning_the_pages_of_a_calendar(day, months):
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    first_of_next = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    last = first_of_next - timedelta(days=1)
    assert add_months(day, months) == min(last, date(year, month, 1) + timedelta(days=day.day - 1))


@given(day=DAYS, days=st.integers(-400, 400))
def test_days_are_calendar_days(day, days):
    assert add_days(day, days).toordinal() == day.toordinal() + days


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # Monday
        (date(2026, 11, 27), date(2026, 11, 27)),  # Friday
        (date(2026, 11, 28), date(2026, 11, 27)),  # Saturday
        (date(2026, 11, 29), date(2026, 11, 27)),  # Sunday
        (date(2027, 2, 14), date(2027, 2, 12)),  # Sunday
    ],
)
def test_a_weekend_gives_way_to_the_friday_before(day, expected):
    assert friday_before_weekend(day) == expected


@given(DAYS)
def test_the_day_to_ring_is_a_weekday_and_never_later(day):
    moved = friday_before_weekend(day)
    assert moved.isoweekday() <= 5
    assert 0 <= (day - moved).days <= 2
    assert moved == day or day.isoweekday() >= 6


# --- writing days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 1, 2), "Friday 2 January 2026", "2 January 2026"),
        (date(2026, 12, 10), "Thursday 10 December 2026", "10 December 2026"),
        (date(2028, 2, 29), "Tuesday 29 February 2028", "29 February 2028"),
    ],
)
def test_days_are_spelt_with_the_month_in_letters(day, long, short):
    assert spoken(day) == long
    assert spoken_short(day) == short


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "0 days"), (1, "1 day"), (-1, "-1 day"), (2, "2 days"), (12, "12 days"), (999, "999 days"), (1200, "1,200 days")],
)
def test_days_are_counted_with_their_unit(days, expected):
    assert spoken_days(days) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "in 1 day"),
        (date(2026, 11, 30), "in 8 days"),
        (date(2026, 11, 21), "1 day ago"),
        (date(2026, 11, 16), "6 days ago"),
    ],
)
def test_a_distance_tells_its_direction(day, expected):
    assert distance(day, TODAY) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("2016-09-13", "Date: 13 September 2016."),
        ("2017-01", "Date: January 2017."),
        ("2017", "Date: 2017."),
        ("", "Date not shown."),
        (None, "Date not shown."),
    ],
)
def test_a_sources_date_is_told_as_far_as_it_is_known(known, expected):
    assert spoken_source_date(known) == expected


@pytest.mark.parametrize(
    "typed", ["9/14/26", "12/29/26", "3/4/26", "1 Dec 26", "14 Sep 26", "Sep 14, 26", "14-Sep-26", "29.12.26"]
)
def test_a_year_of_two_figures_is_named_and_never_guessed(typed):
    assert refusal(typed).message == f'The year in "{typed}" has two figures only.'
    assert refusal(typed).hint == "Type it again with its year, in four figures."

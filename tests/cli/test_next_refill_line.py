"""`itb next-refill --format`: what may not hold never looks like a plain date."""

import re

import pytest

from itb_cli.errors import ExitCode
from itb_cli.pages.next_refill_line import FIELDS

ALL = " ".join(f"{name}={{{name}}}" for name in FIELDS)
PLAIN_DAY = re.compile(r"(refill_by|book_by|appointment)=\d{4}-\d{2}-\d{2}( |$)")


def test_a_line_of_ones_own(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert run("next-refill", "--format", "{refill_by} {days_left}").out == "2026-11-30 8\n"
    assert (
        run("next-refill", "--format", '{{"text": "{word}", "class": "{state}"}}').out
        == '{"text": "BOOK NOW", "class": "soon"}\n'
    )
    assert run("next-refill", "--format", "{book_by} {appointment} {as_of}").out == "2026-11-16 none 2026-11-22\n"
    assert run("next-refill", "--format", "", "--exit-code", code=ExitCode.SOON).out == "\n"


def test_what_is_late_is_counted_below_nothing(run):
    run("log", "2026-08-01", "--alarm-date", "2026-11-27")
    assert run("next-refill", "--format", "{word} {refill_by} {days_left}").out == "OVERDUE 2026-11-17 -5\n"


def test_without_a_refill_everything_is_unknown(run):
    shown = run("next-refill", "--format", ALL, code=ExitCode.NOT_ANSWERABLE).out
    assert shown == (
        "state=unknown word=UNKNOWN refill_by=unknown days_left=unknown book_by=unknown appointment=none as_of=2026-11-22\n"
    )


@pytest.mark.parametrize(
    "doubt",
    [
        [("log", "2026-10-20")],
        [("log", "2026-09-01", "--alarm-date", "2027-01-20"), ("event", "alarm", "--on", "2026-11-20")],
        [("log", "2026-09-01", "--alarm-date", "2027-01-20"), ("event", "mri", "--on", "2026-11-20")],
        [("log", "2026-09-01", "--alarm-date", "2027-01-20"), ("dose", "400", "--on", "2026-11-20", "--yes")],
    ],
    ids=["an estimate", "an alarm", "an MRI", "a rise of the dose"],
)
def test_a_date_in_doubt_never_looks_like_a_plain_one(run, doubt):
    for words in doubt:
        run(*words)
    run("book", "2026-11-25", "--yes")
    shown = run("next-refill", "--json", code=ExitCode.NOT_ANSWERABLE if doubt[-1][1] != "alarm" else 0)
    assert '"doubts": []' not in shown.out
    told = run("next-refill", "--format", ALL, code=ExitCode.NOT_ANSWERABLE if doubt[-1][1] != "alarm" else 0).out
    assert not PLAIN_DAY.search(told), told
    assert "days_left=unknown" in told


def test_a_visit_after_the_refill_by_date_is_called_too_late(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("book", "2026-12-05", "--yes")
    assert run("next-refill", "--format", "{word}: {appointment}").out == "BOOK NOW: 2026-12-05 (too late)\n"


def test_an_answer_for_another_day_says_so(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    shown = run("next-refill", "--as-of", "2026-11-01", "--format", "{word}").out
    assert shown == "DATES OK (for 2026-11-01, not today)\n"
    assert run("next-refill", "--as-of", "2026-11-01", "--format", "{word} {as_of}").out == "DATES OK 2026-11-01\n"


@pytest.mark.parametrize(
    "form", ["{alarm_date}", "{refill_by:x}", "{refill_by!r}", "{}", "{0}", "{state.name}", "{", "}", "{state"]
)
def test_an_unknown_field_is_refused_with_the_list(run, form):
    shown = run("next-refill", "--format", form, code=ExitCode.USAGE)
    assert shown.out == ""
    assert "{refill_by}, {days_left}" in " ".join(shown.err.split())


def test_two_answers_at_once_are_refused(run):
    run("next-refill", "--format", "{word}", "--json", code=ExitCode.USAGE)

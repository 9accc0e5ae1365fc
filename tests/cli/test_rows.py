"""How many rows an answer takes on a terminal of 80 columns and 24 rows: what scrolls away is not read (design, section 6)."""

import re
from datetime import date

import pytest

STYLES = re.compile(r"\x1b\[[0-9;]*m")
ON_TERMINAL = {"COLUMNS": "80", "TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}
RECORD = (
    *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
    *("--emergency-number", "911", "--pump-model", "SynchroMed II"),
)
MOST_ROWS = {
    "emergency": 22,
}
"""The commands of every day, and the most rows that each may take; the prompt needs one of the 24 too."""


def shown(run, *words):
    """What `words` show on a terminal, without the styles."""
    return STYLES.sub("", run(*words, is_terminal=True, environment=ON_TERMINAL).out)


@pytest.fixture(params=["no record", "a record"])
def either(request, run):
    if request.param == "a record":
        run(*RECORD)
        run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    return run


@pytest.mark.parametrize(("command", "most"), MOST_ROWS.items(), ids=MOST_ROWS)
def test_the_answers_of_every_day_fit_the_screen(either, command, most):
    rows = shown(either, *command.split()).splitlines()
    assert 5 < len(rows) <= most
    assert max(map(len, rows)) <= 80


def test_the_last_line_of_the_emergency_page_calls_with_both_phones(run):
    run(*RECORD)
    last = " ".join(shown(run, "emergency").split())
    assert last.endswith(
        "Hard to wake, slow breathing, floppy, a fit, confused, high fever, very stiff? Call 911 now. "
        "Any other sign: call the clinic 555 0100 or 555 0199 now."
    )


READABLE_STYLES = {"", "0", "1", "30;43", "1;37;41"}
"""Black on yellow, white on red, bold alone: each can be read on a light and on a dark ground; no colour without a ground."""


@pytest.mark.parametrize(
    "command", ["", "emergency", "check itching", "check hot tub", "calendar", "history", "card", "trip 2027-02-02 2027-02-09"]
)
@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 11, 22), date(2027, 2, 1)], ids=["fine", "soon", "late"])
def test_no_colour_stands_on_the_terminals_own_ground(run, command, day):
    run(*RECORD)
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", today=date(2026, 9, 2))
    drawn = run(*command.split(), is_terminal=True, environment=ON_TERMINAL, today=day).out
    assert set(re.findall(r"\x1b\[([0-9;]*)m", drawn)) <= READABLE_STYLES

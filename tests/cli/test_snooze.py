"""`itb remind --snooze`: how long a reminder can be put off, when not at all, and what ends it sooner (F22)."""

import json
from datetime import date, timedelta

import pytest

from conftest import TODAY, text

FAR = ("log", "2026-11-01", "--alarm-date", "2027-03-31", "--yes")
"""Book by Friday 5 March 2027, refill by Sunday 21 March 2027."""
TABLETS = ("setup", "--tablets-use-before", "2026-12-01")
SAID = "TO DO: Your standby tablets go out of date soon. Ask your pump clinic for new ones. Symptoms beat dates. More: itb\n"


def memory_of(record):
    return record.with_name("record.toml.reminders")


def later(days):
    return TODAY + timedelta(days=days)


@pytest.fixture
def put_off(run):
    """Something that can wait, put off for seven days."""
    run(*FAR)
    run(*TABLETS)
    return run("remind", "--snooze", "7").out


def test_a_reminder_is_put_off_until_the_day_that_is_said(run, put_off):
    assert put_off == text("""
        PUT OFF: No reminder before Sunday 29 November 2026, unless something changes or gets worse. Symptoms beat dates. To take it back: itb remind --snooze 0
        """)
    assert [run("remind", today=later(days)).out for days in (0, 1, 6)] == ["", "", ""]
    assert run("remind", today=later(7)).out == SAID


def test_one_day_is_the_shortest(run):
    run(*FAR)
    run(*TABLETS)
    assert "No reminder before Monday 23 November 2026" in run("remind", "--snooze", "1").out
    assert run("remind").out == ""
    assert run("remind", today=later(1)).out == SAID


def test_machines_are_told_until_when(run, put_off):
    data = json.loads(run("remind", "--json").out)["data"]
    assert (data["silence"], data["snoozed_until"], data["to_do"]) == ("snoozed", "2026-11-29", ["tablets_due"])


def test_putting_off_can_be_taken_back(run, put_off):
    assert run("remind", "--snooze", "0").out == "NOT PUT OFF: Reminders speak whenever something is due.\n"
    assert run("remind").out == SAID


def test_putting_off_is_no_run_and_no_change_of_the_record(run, record, put_off):
    assert "last_run" not in memory_of(record).read_text(encoding="utf-8")
    assert run("undo").out.startswith("TAKEN BACK: ")


def test_another_day_that_is_asked_about_is_never_put_off(run, put_off):
    assert run("remind", "--as-of", "2026-11-24").out.startswith("TO DO: This answer is for")


ENDS_IT = {
    "one more thing to do": (("setup", "--card-printed-on", "2026-03-01"), "TO DO: "),
    "another fact, however small": (("setup", "--name", "Alex"), "TO DO: "),
    "a fall": (("event", "fall", "--on", "2026-11-21"), "UNKNOWN: "),
    "an alarm": (("event", "alarm", "--on", "2026-11-21"), "CALL NOW: "),
    "an alarm date that is nearer": (("log", "2026-11-20", "--alarm-date", "2026-12-10", "--yes"), "BOOK NOW: "),
    "an alarm date that has come": (("log", "2026-11-20", "--alarm-date", "2026-11-22", "--yes"), "CALL NOW: "),
    "a visit that is too late": (("book", "2027-03-29", "--yes"), "TO DO: "),
    "a dose that is higher": (("dose", "900", "--on", "2026-11-21", "--yes"), "UNKNOWN: "),
}


@pytest.mark.parametrize(("words", "said"), ENDS_IT.values(), ids=ENDS_IT)
def test_what_changes_ends_it(run, put_off, words, said):
    run(*words)
    assert run("remind").out.startswith(said)
    assert json.loads(run("remind", "--json").out)["data"]["snoozed_until"] is None


@pytest.mark.parametrize("damage", ["until = 2026-11-29", "about = ", "facts = ", "made_on = "])
def test_what_cannot_be_read_of_it_does_not_count(run, record, put_off, damage):
    kept = memory_of(record).read_text(encoding="utf-8")
    assert damage in kept
    memory_of(record).write_text(kept.replace(damage, f"x{damage}"), encoding="utf-8")
    assert run("remind").out.startswith("TO DO: ")


@pytest.mark.parametrize(
    ("was", "typed_in"),
    [
        ("until = 2026-11-29", "until = 2027-03-01"),
        ("until = 2026-11-29", "until = 2199-12-31"),
        ("made_on = 2026-11-22", "made_on = 2026-11-23"),
        ("made_on = 2026-11-22", "made_on = 2026-09-22"),
    ],
)
def test_a_longer_one_typed_into_the_file_does_not_count(run, record, put_off, was, typed_in):
    kept = memory_of(record).read_text(encoding="utf-8")
    memory_of(record).write_text(kept.replace(was, typed_in), encoding="utf-8")
    assert run("remind").out == SAID


def test_a_clock_that_was_set_back_ends_it(run, put_off):
    assert run("remind", today=later(-1)).out.startswith(("TO DO: ", "UNKNOWN: "))


REFUSED = {
    "the day to book by has come": ("2026-12-15", "The day to book by has come."),
    "the refill is overdue": ("2026-11-25", "It asks for something today."),
    "the alarm date has come": ("2026-11-22", "It asks for something now."),
}


@pytest.mark.parametrize(("alarm_date", "reason"), REFUSED.values(), ids=REFUSED)
def test_in_danger_nothing_is_put_off(run, record, alarm_date, reason):
    run("log", "2026-11-01", "--alarm-date", alarm_date, "--yes")
    result = run("remind", "--snooze", "1", code=5)
    assert result.out == ""
    assert result.err == (
        f"itb: This reminder cannot be put off. {reason}\n"
        "     Every reminder stays as it is. To see what is to be done: itb. Help now: itb emergency\n"
    )
    assert not memory_of(record).exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("event", "fall", "--on", "2026-11-21"), "What is not known has to be found out first."),
        (("event", "alarm", "--on", "2026-11-21"), "It asks for something now."),
        (("book", "2027-03-29", "--yes"), "Something in it cannot wait."),
    ],
)
def test_what_cannot_wait_is_not_put_off(run, words, reason):
    run(*FAR)
    run(*TABLETS)
    run(*words)
    assert reason in run("remind", "--snooze", "1", code=5).err


def test_a_visit_in_time_is_not_put_off_past_the_day_to_book_by(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("book", "2026-11-26")
    assert run("remind").out.startswith("BOOKED: ")
    run("remind", "--snooze", "1", code=5)


def test_nothing_due_is_nothing_to_put_off(run):
    run(*FAR)
    assert run("remind", "--snooze", "3", code=5).err.startswith("itb: Nothing is due now, so nothing can be put off.")


def test_without_a_record_nothing_is_put_off(run, record):
    run("remind", "--snooze", "3", code=5)
    assert not record.parent.exists()


@pytest.mark.parametrize("days", ["31", "365", "99999999999", "-1"])
def test_thirty_days_are_the_longest(run, record, days):
    run(*FAR)
    run(*TABLETS)
    assert run("remind", "--snooze", days, code=5).err.startswith("itb: A reminder can be put off for 1 to 30 days now, not for ")
    assert not memory_of(record).exists()
    run("remind", "--snooze", "30")


def test_the_day_to_book_by_is_the_longest_where_it_is_nearer(run):
    run("log", "2026-11-01", "--alarm-date", "2026-12-20", "--yes")  # book by Thursday 26 November 2026
    run(*TABLETS)
    result = run("remind", "--snooze", "5", code=5)
    assert result.err == text("""
        itb: A reminder can be put off for 1 to 4 days now, not for 5. Then the day to book by has come.
             The longest is: itb remind --snooze 4. To see what is to be done: itb
        """)
    run("remind", "--snooze", "4")
    assert run("remind", today=date(2026, 11, 25)).out == ""
    assert run("remind", today=date(2026, 11, 26)).out.startswith("BOOK NOW: ")


def test_where_it_cannot_be_written_nothing_is_said_to_be_put_off(run, record):
    run(*FAR)
    run(*TABLETS)
    memory_of(record).mkdir()
    result = run("remind", "--snooze", "3", code=4)
    assert result.out == ""
    assert "could not be written down" in result.err

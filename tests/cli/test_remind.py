"""`itb remind`: one line if something is due, nothing if not; what passed unseen; what it remembers between two runs."""

import json
import os
from datetime import date, timedelta

import pytest

from conftest import TODAY, text

DUE = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
"""Book by Monday 16 November 2026, refill by Monday 30 November 2026."""
FAR = ("log", "2026-11-01", "--alarm-date", "2027-03-31", "--yes")
"""Book by Friday 5 March 2027, refill by Sunday 21 March 2027."""
LINE = (
    "BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026. 8 days left to the refill-by date. "
    "Symptoms beat dates. More: itb\n"
)


def memory_of(record):
    return record.with_name("record.toml.reminders")


def ran(record, day):
    """As if reminders had last run on `day`."""
    memory_of(record).write_text(f"last_run = {day}\n", encoding="utf-8")


def told(run, *words, **how):
    return json.loads(run("remind", "--json", *words, **how).out)


# --- the line --------------------------------------------------------------------------------------------------------------


def test_something_due_is_one_line(run):
    run(*DUE)
    result = run("remind")
    assert (result.out, result.err) == (LINE, "")


def test_nothing_due_is_not_one_letter(run):
    run(*FAR)
    result = run("remind")
    assert (result.out, result.err) == ("", "")


def test_nothing_due_is_a_whole_envelope_for_machines(run):
    run(*FAR)
    envelope = told(run)
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("remind", "ok", None)
    assert (envelope["data"]["silence"], envelope["data"]["to_do"]) == ("nothing_due", [])


def test_it_is_said_at_every_run(run):
    run(*DUE)
    assert [run("remind").out for _ in range(3)] == [LINE] * 3


def test_no_record_is_never_silence(run, record):
    assert run("remind", code=3).out == text("""
        UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log. Symptoms beat dates. More: itb
        """)
    assert not record.parent.exists()


@pytest.mark.parametrize("content", ["damaged", "", "schema_version = 99\n", "schema_version = 1\nrefills = 3\n"])
def test_a_record_that_cannot_be_read_is_never_silence(run, record, content):
    run(*FAR)
    record.write_text(content, encoding="utf-8")
    result = run("remind", code=4)
    assert result.out == ""
    assert "Help now: itb emergency" in result.err
    assert told(run, code=4)["error"]["exit_code"] == 4


def test_a_record_that_is_gone_is_never_silence(run, record):
    run(*FAR)
    record.unlink()
    assert "is gone, but earlier states of it are left" in run("remind", code=4).err


@pytest.mark.parametrize(
    ("day", "code", "start"),
    [
        ("2026-11-15", 0, ""),
        ("2026-11-16", 10, "BOOK NOW: Call your pump clinic."),
        ("2026-12-01", 11, "OVERDUE: Call your pump clinic today. The refill was due by Monday 30 November 2026. 1 day past"),
        ("2026-12-10", 12, "CALL NOW: Call your pump clinic now, at any hour."),
        ("2031-01-01", 12, "CALL NOW: Call your pump clinic now, at any hour."),
    ],
)
def test_the_exit_code_tells_the_state_where_asked_for(run, day, code, start):
    run(*DUE)
    day = date.fromisoformat(day)
    assert run("remind", "--exit-code", code=code, today=day).out.startswith(start)
    assert run("remind", today=day).out.startswith(start)


def test_an_unknown_state_is_said(run):
    run("log", "2026-11-01", "--yes")
    shown = run("remind").out
    assert shown.startswith("UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it.")
    assert shown.count("Your alarm date is not recorded") == 1
    assert shown.count("\n") == 1
    run("remind", "--exit-code", code=3)


def test_only_the_gravest_doubt_is_left_to_the_headline(run):
    run(*FAR)
    run("setup", "--replace-by", "2026-11-01")
    run("event", "mri", "--on", "2026-11-10")
    shown = run("remind").out
    assert shown.startswith("UNKNOWN: Your pump is past the day by which it must be replaced. Call your pump clinic now.")
    assert "You recorded what may upset the pump, and no check since. Call your pump clinic." in shown


def test_an_alarm_that_was_heard_is_said(run):
    run(*FAR)
    run("event", "alarm", "--on", "2026-11-20", "--yes")
    assert run("remind").out.startswith("CALL NOW: ")
    assert "You recorded an alarm, and no check of the pump since." in run("remind").out


TO_DO = {
    "standby tablets": (("setup", "--tablets-use-before", "2026-12-01"), "Your standby tablets go out of date soon."),
    "old tablets": (("setup", "--tablets-use-before", "2026-11-01"), "Your standby tablets are out of date."),
    "the pump itself": (("setup", "--replace-by", "2027-02-01"), "Your pump must be replaced soon."),
    "an old card": (("setup", "--card-printed-on", "2026-03-01"), "Your printed card is old. Print it again: itb card."),
    "a late visit": (("book", "2027-03-29", "--yes"), "Your appointment is too late."),
}


@pytest.mark.parametrize(("words", "said"), TO_DO.values(), ids=TO_DO)
def test_where_dates_are_well_the_rest_is_said(run, words, said):
    run(*FAR)
    run(*words)
    shown = run("remind").out
    assert shown.startswith(f"TO DO: {said}")
    assert shown.endswith("Symptoms beat dates. More: itb\n")
    assert shown.count("\n") == 1


def test_a_visit_that_passed_is_asked_about(run):
    run(*FAR)
    run("book", "2026-11-23")
    assert run("remind").out == ""
    assert run("remind", today=date(2026, 11, 24)).out == text("""
        TO DO: Your appointment has passed. Was the refill done? Record it. If not, call your pump clinic today. Reminders last ran 2 days ago. Passed meanwhile: your appointment, Monday 23 November 2026. Symptoms beat dates. More: itb
        """)


def test_a_second_copy_of_the_record_is_said(run, record):
    run(*FAR)
    copy = record.with_name("record.sync-conflict-20261122-080000-ABCDEFG.toml")
    copy.write_text("damaged", encoding="utf-8")
    assert run("remind").out.startswith("TO DO: A second copy of your record cannot be read.")


def test_a_record_that_others_may_read_is_said(run, record):
    run(*FAR)
    record.chmod(0o644)
    assert run("remind").out.startswith("TO DO: Other users of this computer may read your record.")


def test_nothing_that_was_typed_stands_in_the_line(run):
    run(*DUE)
    run(
        "setup",
        "--name",
        "SECRET",
        "--clinic-name",
        "SECRET",
        "--clinic-phone",
        "555 SECRET",
        "--tablets-use-before",
        "2026-12-01",
    )
    run("book", "2026-11-25", "--place", "SECRET", "--yes")
    run("event", "fall", "--on", "2026-10-02", "--note", "SECRET", "--yes")
    assert "SECRET" not in run("remind").out


def test_the_person_stands_in_the_one_line(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--person", "Alex", "--yes", at_home=True)
    shown = run("remind", "--person", "Alex", at_home=True).out
    assert shown.startswith("BOOK NOW: Record of alex. Call your pump clinic.")
    assert shown.endswith("More: itb --person alex\n")
    assert shown.count("\n") == 1


def test_another_day_is_said_first_and_is_no_run(run, record):
    run(*DUE)
    assert run("remind", "--as-of", "2026-12-05").out.startswith(
        "OVERDUE: This answer is for Saturday 5 December 2026, not for today. Call your pump clinic today."
    )
    run("remind", "--as-of", "2026-09-05")
    assert not memory_of(record).exists()


def test_on_a_terminal_it_is_the_same_words_without_boxes(run):
    run(*DUE)
    shown = run("remind", "--no-color", is_terminal=True, environment={"COLUMNS": "40"}).out
    assert " ".join(shown.replace("\x1b[1m", "").replace("\x1b[0m", "").split()) == LINE.strip().replace("NOW:", "NOW")


# --- when it last ran --------------------------------------------------------------------------------------------------------


def test_a_run_is_remembered_beside_the_record_and_never_in_it(run, record):
    run(*DUE)
    before = record.read_bytes()
    run("remind")
    assert f"last_run = {TODAY.isoformat()}" in memory_of(record).read_text(encoding="utf-8")
    assert record.read_bytes() == before
    assert len(list(record.with_name("record.toml.generations").iterdir())) == 1
    assert oct(memory_of(record).stat().st_mode & 0o777) == "0o600"


def test_a_run_that_says_nothing_is_remembered_too(run, record):
    run(*FAR)
    run("remind")
    assert memory_of(record).exists()


MISSED = [
    (1, ""),
    (2, ""),
    (3, "Reminders last ran 3 days ago."),
    (6, "Reminders last ran 6 days ago. Passed meanwhile: the book-by date, Monday 16 November 2026."),
    (12, "Reminders last ran 12 days ago. Passed meanwhile: the book-by date, Monday 16 November 2026."),
]


@pytest.mark.parametrize(("days", "said"), MISSED)
def test_what_passed_while_the_machine_was_off_is_said(run, record, days, said):
    run(*DUE)
    ran(record, TODAY - timedelta(days=days))
    shown = run("remind").out
    assert f"left to the refill-by date. {said}{' ' if said else ''}Symptoms" in shown


def test_all_that_passed_in_two_months_is_said_and_the_state_is_that_of_today(run, record):
    run(*DUE)
    run("book", "2026-11-25")
    ran(record, date(2026, 11, 10))
    shown = run("remind", today=date(2027, 1, 10)).out
    assert shown.startswith("CALL NOW: ")
    assert (
        "Reminders last ran 61 days ago. Passed meanwhile: the book-by date, Monday 16 November 2026; the refill-by date, Monday "
        "30 November 2026; the alarm date, Thursday 10 December 2026; your appointment, Wednesday 25 November 2026."
    ) in shown


def test_after_two_years_without_a_run_nothing_is_milder(run, record):
    run(*DUE)
    ran(record, date(2026, 11, 10))
    shown = run("remind", today=date(2028, 11, 22)).out
    assert shown.startswith("CALL NOW: ")
    assert "Reminders last ran 743 days ago." in shown


def test_what_was_missed_is_said_once(run, record):
    run(*DUE)
    ran(record, date(2026, 11, 10))
    assert "Passed meanwhile" in run("remind").out
    assert run("remind").out == LINE


@pytest.mark.parametrize("content", ["damaged", "", "last_run = 3\n", 'last_run = "2026-11-20"\n', "snooze = 1\n", "\x00", "[[["])
def test_a_damaged_memory_hides_no_reminder(run, record, content):
    run(*DUE)
    memory_of(record).write_text(content, encoding="utf-8")
    shown = run("remind")
    assert shown.out.startswith("BOOK NOW: ")
    assert shown.err == ""
    assert ("It is not known when reminders last ran." in shown.out) == (content != "")
    assert run("remind").out == LINE


def test_a_memory_that_is_no_file_hides_no_reminder(run, record):
    run(*DUE)
    os.mkfifo(memory_of(record))
    assert run("remind").out.startswith("BOOK NOW: ")


def test_a_memory_that_cannot_be_written_hides_no_reminder_and_is_said(run, record):
    run(*DUE)
    memory_of(record).mkdir()
    result = run("remind")
    assert result.out.startswith("BOOK NOW: ")
    assert result.err.startswith("itb: It could not be written down when reminders ran: ")
    assert "itb doctor" in result.err
    assert list(record.parent.glob(".*tmp")) == []


def test_a_clock_that_was_set_back_is_said_and_not_trusted(run, record):
    run(*FAR)
    ran(record, TODAY + timedelta(days=40))
    assert run("remind").out.startswith("TO DO: Check the date of this device. Reminders last ran on a day still to come.")
    assert told(run)["data"]["passed_meanwhile"] == []


def test_a_journey_to_the_day_before_is_no_fault_of_the_clock(run, record):
    run(*FAR)
    ran(record, TODAY + timedelta(days=1))
    assert run("remind").out == ""


@pytest.mark.parametrize(
    ("days", "code", "said"),
    [
        (0, 0, "RUNNING: Reminders last ran on Sunday 22 November 2026 (today).\n"),
        (2, 0, "RUNNING: Reminders last ran on Friday 20 November 2026 (2 days ago).\n"),
        (3, 3, "NOT RUNNING: Reminders last ran on Thursday 19 November 2026 (3 days ago). To run them now: itb remind\n"),
        (-1, 0, "RUNNING: Reminders last ran on Monday 23 November 2026 (in 1 day).\n"),
        (-2, 3, "NOT RUNNING: Reminders last ran on Tuesday 24 November 2026 (in 2 days). To run them now: itb remind\n"),
        (-9, 3, "NOT RUNNING: Reminders last ran on Tuesday 1 December 2026 (in 9 days). To run them now: itb remind\n"),
        (None, 3, "NOT RUNNING: No run of the reminders is known. To run them now: itb remind\n"),
    ],
)
def test_the_heartbeat_is_for_whoever_watches_and_is_no_run(run, record, days, code, said):
    run(*DUE)
    if days is not None:
        ran(record, TODAY - timedelta(days=days))
    before = memory_of(record).read_bytes() if days is not None else None
    assert run("remind", "--heartbeat", code=code).out == said
    data = told(run, "--heartbeat", code=code)["data"]
    assert (data["is_alive"], data["days_since_last_run"]) == (code == 0, days)
    assert (memory_of(record).read_bytes() if memory_of(record).exists() else None) == before


STOPPED = "Reminders last ran 12 days ago, on Tuesday 10 November 2026. No reminder reaches you while they do not run."


def test_a_second_run_of_the_day_has_nothing_new_to_write_down(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("remind")
    kept = memory_of(record)
    before = (kept.read_bytes(), kept.stat().st_mtime_ns, kept.stat().st_ino)
    run("remind")
    assert (kept.read_bytes(), kept.stat().st_mtime_ns, kept.stat().st_ino) == before
    run("remind", today=date(2026, 11, 23))
    assert b"2026-11-23" in kept.read_bytes()


def test_the_status_says_when_reminders_stopped(run, record):
    run(*FAR)
    assert "Reminders" not in run("status").out
    for days, is_said in ((0, False), (2, False), (3, True), (12, True)):
        ran(record, TODAY - timedelta(days=days))
        assert ("Reminders last ran" in run("status").out) == is_said
    shown = run("status").out
    assert STOPPED in shown
    assert shown.rstrip().splitlines()[-3].startswith("Symptoms beat dates.")
    assert shown.endswith("\n\nAll of it: itb --more\n")
    assert "reminders_stopped" in [notice["code"] for notice in json.loads(run("status", "--json").out)["notices"]]
    assert "Reminders" not in run("status", "--as-of", "2026-11-23").out


def test_the_status_says_when_it_is_not_known_when_reminders_ran(run, record):
    run(*FAR)
    memory_of(record).write_text("damaged", encoding="utf-8")
    assert "It is not known when reminders last ran." in run("status").out


# --- once a day --------------------------------------------------------------------------------------------------------------


def test_once_a_day_is_said_once_a_day(run):
    run(*DUE)
    assert [run("remind", "--once-a-day").out for _ in range(3)] == [LINE, "", ""]
    assert run("remind").out == LINE
    assert run("remind", "--once-a-day", today=TODAY + timedelta(days=1)).out.startswith("BOOK NOW: ")


def test_once_a_day_says_again_what_changed(run):
    run(*DUE)
    run("remind", "--once-a-day")
    run("setup", "--tablets-use-before", "2026-12-01")
    assert "standby tablets" in run("remind", "--once-a-day").out
    assert run("remind", "--once-a-day").out == ""


def test_a_run_that_only_a_machine_saw_does_not_count_for_once_a_day(run):
    run(*DUE)
    run("remind")
    run("remind", "--json")
    assert run("remind", "--once-a-day").out == LINE


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 12, 10)])
def test_what_is_late_is_said_at_every_run(run, day):
    run(*DUE)
    shown = [run("remind", "--once-a-day", today=day).out for _ in range(3)]
    assert all(shown)
    assert len(set(shown)) == 1


# --- words that do not go together -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--snooze", "3", "--message"),
        ("--heartbeat", "--notify"),
        ("--heartbeat", "--message"),
        ("--detailed",),
        ("--detailed", "--heartbeat"),
        ("--snooze", "3", "--as-of", "2026-12-01"),
    ],
)
def test_words_that_do_not_go_together_are_a_usage_error(run, record, words):
    run(*FAR)
    assert run("remind", *words, code=2).err.startswith("itb: ")
    assert not memory_of(record).exists()


# --- what lies beside the record ----------------------------------------------------------------------------------------------


def test_the_memory_is_made_its_owners_only_with_the_rest(run, record):
    run(*FAR)
    run("remind")
    memory_of(record).chmod(0o644)
    run("doctor", code=4)
    run("doctor", "--fix")
    assert oct(memory_of(record).stat().st_mode & 0o777) == "0o600"


def test_the_memory_of_a_person_is_a_file_of_its_own_and_nobody_elses_record(run, record):
    home = {"at_home": True}
    for name in ("Alex", "Sam"):
        run(*FAR, "--person", name, **home)
    run("remind", "--person", "Alex", **home)
    assert [path.name for path in record.parent.rglob("*.reminders")] == ["alex.toml.reminders"]
    assert [one["person"] for one in json.loads(run("status", "--all", "--json", **home).out)["data"]["people"]] == [
        "alex",
        "sam",
    ]
    run("remind", "--heartbeat", "--person", "Sam", code=3, **home)

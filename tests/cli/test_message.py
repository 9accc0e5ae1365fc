"""`itb remind --message`: a short text for somebody who helps: what to do, by when, whom to call. No dose, no name unasked."""

import json

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates: itching, spasms coming back, fever, confusion, heavy sleepiness, slow breathing? Emergency help now."
)
LONGEST = 300
FULL = """\
schema_version = 1
[person]
name = "Alexandra Reed"
born = 1980-01-02
[clinic]
name = "Riverside"
phone = "555 0100"
out_of_hours_phone = "555 0199"
[[refills]]
on = 2026-09-01
alarm_date = 2026-12-10
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 250
[[appointments]]
on = 2026-11-26
place = "SECRET"
"""


@pytest.fixture
def full(record):
    record.parent.mkdir(parents=True)
    record.write_text(FULL, encoding="utf-8")


def test_a_message_says_what_to_do_by_when_and_whom_to_call(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("setup", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199")
    assert run("remind", "--message").out == text(f"""
        Pump refill, 22 November 2026: BOOK NOW. Call the pump clinic for a refill. Due by Monday 30 November 2026. Clinic: 555 0100. After hours: 555 0199. {SYMPTOMS}
        """)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2026-10-01",
            "Pump refill, 1 October 2026: DATES OK. Due by Monday 30 November 2026. Booked for Thursday 26 November 2026. ",
        ),
        (
            "2026-11-22",
            "Pump refill, 22 November 2026: BOOKED. Due by Monday 30 November 2026. Booked for Thursday 26 November 2026. ",
        ),
        (
            "2026-12-01",
            "Pump refill, 1 December 2026: OVERDUE. Call the pump clinic today. It was due by Monday 30 November 2026. ",
        ),
        (
            "2026-12-10",
            "Pump refill, 10 December 2026: CALL NOW. Call the pump clinic now, at any hour. It was due by Monday 30 ",
        ),
    ],
)
def test_every_state_has_its_words(run, full, day, said):
    shown = run("remind", "--message", "--as-of", day).out
    assert shown.startswith(said)
    assert shown.endswith(f"Clinic: 555 0100. After hours: 555 0199. {SYMPTOMS}\n")
    assert len(shown.strip()) <= LONGEST


def test_nothing_but_what_helps_is_told(run, full):
    shown = run("remind", "--message").out
    for kept_back in ("Alexandra", "1980", "Riverside", "SECRET", "mcg", "mL", "250", "2000", "10 December"):
        assert kept_back not in shown
    machines = run("remind", "--message", "--json").out
    for kept_back in ("Alexandra", "1980", "Riverside", "SECRET", "250", "2000", "2026-12-10"):
        assert kept_back not in json.dumps(json.loads(machines)["data"])


def test_where_nothing_is_booked_the_day_to_book_by_is_told(run):
    run("log", "2026-11-01", "--alarm-date", "2027-03-31", "--yes")
    assert "DATES OK. Book it by Friday 5 March 2027. Due by Sunday 21 March 2027." in run("remind", "--message").out


def test_details_are_told_where_asked_for(run, full):
    shown = run("remind", "--message", "--detailed").out
    assert shown.startswith("Pump refill of Alexandra Reed, 22 November 2026: ")
    assert "Alarm date: Thursday 10 December 2026." in shown
    assert "mcg" not in shown


def test_a_sum_of_ours_and_a_pump_dry_before_its_alarm_date_are_told(run):
    """40 mL of 2,000 mcg per mL at 400 mcg a day: the alarm on 10 March 2027 by the set dose, dry as early as 22 February."""
    run("setup", "--alarm-volume", "2", "--reservoir", "40")
    run("log", "2026-09-01", "--filled", "40", "--strength", "2000", "--dose", "400", "--yes")
    assert "Due by Sunday 21 February 2027, worked out. Alarm date: Wednesday 10 March 2027, worked out. " in (
        told := run("remind", "--message", "--detailed").out
    )
    assert "The pump can be empty as early as Monday 22 February 2027, worked out." in told
    run("log", "2026-11-20", "--alarm-date", "2027-03-10", "--dose", "250", "--yes")
    run("dose", "300", "--on", "2026-11-21", "--yes")
    assert "Due by Thursday 11 February 2027, worked out. " not in (shown := run("remind", "--message").out)
    assert ", worked out. The dose rose: ask for the new alarm date." in shown


def test_a_second_copy_that_holds_more_is_told_too(run, full, record):
    record.with_name("record.sync-conflict-20261101-120000-ABCDEFG.toml").write_text(
        FULL.replace("2026-12-10", "2026-12-05"), encoding="utf-8"
    )
    assert "Due by Wednesday 25 November 2026. " in (shown := run("remind", "--message").out)
    assert " There is more to do. " in shown


def test_dates_that_cannot_be_relied_on_are_called_so(run, full):
    run("event", "mri", "--on", "2026-10-02", "--yes")
    assert run("remind", "--message", "--as-of", "2026-10-10").out.startswith(
        "Pump refill, 10 October 2026: UNKNOWN. The dates cannot be relied on. Ask the pump clinic. Due by Monday 30 November 2026 at the latest."
    )


def test_once_the_book_by_date_has_passed_a_refill_is_asked_for_though_the_date_is_in_doubt(run, full, record):
    rise = "[[doses]]\non = 2026-10-01\ndose_mcg_per_day = 400\n"
    record.write_text(FULL.replace("dose_mcg_per_day = 250\n", "").partition("[[appointments]]")[0] + rise, encoding="utf-8")
    shown = run("remind", "--message").out
    assert shown == text(f"""
        Pump refill, 22 November 2026: UNKNOWN. The dates cannot be relied on. Ask the pump clinic for a refill by Monday 30 November 2026 at the latest. The dose rose: ask for the new alarm date. Clinic: 555 0100. After hours: 555 0199. {SYMPTOMS}
        """)


def test_more_to_do_is_said(run, full):
    run("setup", "--tablets-use-before", "2026-11-01")
    assert " There is more to do. " in run("remind", "--message").out


def test_a_visit_that_is_too_late_is_said(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("book", "2026-12-05", "--yes")
    assert "Booked for Saturday 5 December 2026: too late." in run("remind", "--message").out


def test_without_a_refill_nothing_is_promised(run):
    assert run("remind", "--message", code=3).out == text(f"""
        Pump refill, 22 November 2026: UNKNOWN. The dates cannot be relied on. Ask the pump clinic. The clinic's phone is not recorded. {SYMPTOMS}
        """)


def test_a_message_is_no_run_and_writes_nothing(run, full, record):
    run("remind", "--message")
    assert sorted(path.name for path in record.parent.iterdir()) == ["record.toml"]


def test_a_message_is_one_line_on_any_terminal_so_that_it_can_be_copied(run, full):
    shown = run("remind", "--message", is_terminal=True, environment={"COLUMNS": "40"}).out
    assert shown == run("remind", "--message").out
    assert shown.isascii()


def test_a_damaged_record_gives_no_message(run, record):
    record.parent.mkdir()
    record.write_text("damaged", encoding="utf-8")
    assert run("remind", "--message", code=4).out == ""


def test_hostile_text_in_a_phone_number_is_inert(run, record):
    record.parent.mkdir()
    record.write_text('schema_version = 1\n[clinic]\nphone = "555\\u001b[2J\\nFORGED"\n', encoding="utf-8")
    shown = run("remind", "--message", code=3).out
    assert "\x1b" not in shown
    assert shown.count("\n") == 1

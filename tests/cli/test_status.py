"""`itb status` as a person sees it, in all five states."""

import json
import re
import sys
from datetime import date

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
IN_SHORT = f"{SYMPTOMS.replace(' [S04, S10, S30, S35]', '')}\nAll of it: itb --more\n"


@pytest.fixture
def known(run):
    """A clinic's alarm date, and nothing else missing that the page would list."""
    run(
        *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
        *("--pump-model", "SynchroMed II", "--alarm-volume", "2 mL", "--emergency-number", "112"),
    )
    run(
        *("log", "2026-09-01", "--alarm-date", "2026-12-10", "--filled", "20 mL", "--strength", "2000", "--dose", "350"),
    )


def test_ok_names_the_next_date_to_act(run, known):
    assert run("status", today=date(2026, 10, 1)).out == (
        text(
            """
            DATES OK: Book your refill by Monday 16 November 2026.
            60 days left to the refill-by date.

            Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
            Alarm date: Thursday 10 December 2026 (your clinic's; not a date to wait for)
            Book by: Monday 16 November 2026 (in 46 days)
            Empty date: as early as 9 December 2026 (worked out; a danger, not spare time)
            Appointment: None booked (once you have one: itb book DATE)

            Supply: 30 of 99 days gone from the refill to the empty date.

            Pump clinic: Riverside Pump Clinic, 555 0100, after hours 555 0199
            Dose: 350 mcg per day, recorded from 1 September 2026

            Not recorded: pump to be replaced, standby tablets, printed card. What to type: itb --more

            """
        )
        + IN_SHORT
    )


def test_soon_says_book_now(run, known):
    assert run("status").out == (
        text(
            """
            BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.
            8 days left to the refill-by date.

            Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
            Alarm date: Thursday 10 December 2026 (your clinic's; not a date to wait for)
            Book by: Monday 16 November 2026 (6 days ago)
            Empty date: as early as 9 December 2026 (worked out; a danger, not spare time)
            Appointment: None booked (once you have one: itb book DATE)

            Supply: 82 of 99 days gone from the refill to the empty date.

            Pump clinic: Riverside Pump Clinic, 555 0100, after hours 555 0199
            Dose: 350 mcg per day, recorded from 1 September 2026

            Not recorded: pump to be replaced, standby tablets, printed card. What to type: itb --more

            """
        )
        + IN_SHORT
    )


def test_overdue_says_ring_today_and_counts_the_days_past(run, known):
    assert run("status", today=date(2026, 12, 5)).out == (
        text(
            """
            OVERDUE: Call your pump clinic today. The refill was due by Monday 30 November 2026.
            5 days past the refill-by date.

            Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
            Alarm date: Thursday 10 December 2026 (your clinic's; not a date to wait for)
            Empty date: as early as 9 December 2026 (worked out; a danger, not spare time)
            Appointment: None booked (once you have one: itb book DATE)

            Supply: 95 of 99 days gone from the refill to the empty date.

            Pump clinic: Riverside Pump Clinic, 555 0100, after hours 555 0199
            Dose: 350 mcg per day, recorded from 1 September 2026

            Not recorded: pump to be replaced, standby tablets, printed card. What to type: itb --more

            """
        )
        + IN_SHORT
    )


def test_critical_says_ring_now_at_any_hour(run, known):
    assert run("status", today=date(2026, 12, 10)).out == (
        text(
            """
            CALL NOW: Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. Type: itb emergency
            10 days past the refill-by date.

            Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
            Alarm date: Thursday 10 December 2026 (your clinic's; not a date to wait for)
            Empty date: as early as 9 December 2026 (worked out; a danger, not spare time)
            Appointment: None booked (once you have one: itb book DATE)

            Supply: The empty date passed 1 day ago.

            Pump clinic: Riverside Pump Clinic, 555 0100, after hours 555 0199
            Dose: 350 mcg per day, recorded from 1 September 2026

            Not recorded: pump to be replaced, standby tablets, printed card. What to type: itb --more

            """
        )
        + IN_SHORT
    )


def test_unknown_without_a_record_says_what_to_do_first(run, record):
    assert run("status", code=3).out == (
        text(
            """
            UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log

            Refill by: Unknown
            Alarm date: Unknown
            Empty date: Unknown

            Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)

            """
        )
        + IN_SHORT
    )
    assert not record.parent.exists(), "reading must make no folder"


def test_unknown_on_an_estimate_says_what_is_missing_and_how_to_record_it(run):
    run("log", "2026-11-20")
    assert run("status", "--more").out == (
        text(
            """
            UNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it.

            Refill by: Wednesday 20 January 2027 (an estimate, from the interval in an article)
            Alarm date: Unknown (ask your pump clinic, then: itb log --help)
            Book by: Wednesday 6 January 2027
            Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

            How this date comes about:
            1. No clinic's date and no full set of pump figures is recorded. An article gives 2 to 3 months between refills once the dose is stable, and monthly visits before. The shorter time from 20 November 2026 ends on Wednesday 20 January 2027. This is only an estimate. [S01]
            2. The drug in the pump: 180 days from 20 November 2026 is Wednesday 19 May 2027. Later than the earliest, so it does not count. [S102]
            3. Worked out from the pump: not possible. Missing: the filled volume, the strength, the dose at the refill.
            4. The earliest is taken: refill by Wednesday 20 January 2027.
            5. Book by Wednesday 6 January 2027: 14 days before the refill-by date (lead time not recorded), and on a weekday.

            Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
            After hours: Not recorded
            Last refill: Friday 20 November 2026 (2 days ago)
            Appointment: None booked (once you have one: itb book DATE)
            Pump to be replaced: Not recorded (itb setup --replace-by DATE)
            Standby tablets: Not recorded (itb setup --tablets-use-before DATE)
            Printed card: Not recorded (itb setup --card-printed-on DATE)

            Not recorded yet:
            Alarm date: on your clinic's printout (itb log 2026-11-20 --complete --alarm-date DATE)
            Pump model: MRI rules differ by model (itb setup --pump-model MODEL)
            Emergency number: where you live (itb setup --emergency-number NUMBER)
            Filled volume: to work out a date (itb log 2026-11-20 --complete --filled VOLUME)
            Strength: to work out a date (itb log 2026-11-20 --complete --strength STRENGTH)
            Dose: to work out a date (itb log 2026-11-20 --complete --dose DOSE)

            The refill-by date is only an estimate, from the interval in an article. Your pump may run low sooner. [S01] Ask your pump clinic for your alarm date, then record it: itb log --help
            """
        )
        + SYMPTOMS
        + "\nUNKNOWN: Your alarm date is not recorded. Ask your pump clinic for it. Symptoms beat dates.\n"
    )

    in_short = run("status").out
    for name in ("alarm date is not", "pump model", "emergency number", "filled volume", "strength", "printed card"):
        assert in_short.casefold().count(name) == 1, "each missing thing is named once"
    assert "needs filled volume, strength and dose: itb log --help" in in_short


def test_all_of_it_has_the_working_the_last_refill_and_what_wears_out(run, known):
    shown = run("status", "--more").out
    working = run("next-refill", "--why").out.partition("How this date comes about:\n")[2].partition("\n\n")[0]
    assert working.startswith("1. ")
    assert f"\nHow this date comes about:\n{working}\n" in shown
    assert "\nAfter hours: 555 0199\nLast refill: Tuesday 1 September 2026 (82 days ago)\n" in shown
    assert "\nPump to be replaced: Not recorded (itb setup --replace-by DATE)\n" in shown
    assert SYMPTOMS in shown


def test_a_long_answer_repeats_the_action_as_its_last_line_and_a_short_one_does_not(run, known):
    assert run("status").out.endswith(IN_SHORT)
    narrow = run("status", "--plain", environment={"COLUMNS": "40"}).out
    assert narrow.endswith(
        "\n\nBOOK NOW: Call your pump clinic. Ask for\n  a refill by Monday 30 November 2026.\n"
        "  Symptoms beat dates. All of it:\n  itb --more\n"
    )


def test_the_commands_that_it_names_for_missing_facts_work(run):
    run("log", "2026-11-20")
    run("log", "2026-11-20", "--complete", "--alarm-date", "2027-02-20")
    run("setup", "--clinic-phone", "555 0100", "--pump-model", "Prometra II", "--emergency-number", "112")
    run("log", "2026-11-20", "--complete", "--filled", "20", "--strength", "2000", "--dose", "350")
    assert "Not recorded yet" not in run("status").out


@pytest.mark.parametrize("words", [(), ("--plain",), ("--no-color",)])
def test_itb_alone_is_itb_status(run, known, words):
    assert run(*words).out == run("status").out


def test_the_state_is_told_by_the_exit_code_only_when_asked(run, known):
    for day, code in (("2026-10-01", 0), ("2026-11-22", 10), ("2026-12-05", 11), ("2026-12-10", 12), ("2026-08-01", 3)):
        run("status", "--as-of", day, "--exit-code", code=code)
        run("status", "--as-of", day)


def test_the_states_change_on_the_days_of_the_dates_and_not_a_day_later(run, known):
    def state(day):
        return json.loads(run("status", "--as-of", day, "--json").out)["state"]

    assert [state(day) for day in ("2026-11-15", "2026-11-16")] == ["ok", "soon"]
    assert [state(day) for day in ("2026-11-30", "2026-12-01")] == ["soon", "overdue"]
    assert [state(day) for day in ("2026-12-08", "2026-12-09")] == ["overdue", "critical"], "empty as early as that"


def test_an_answer_for_another_day_says_so_below_the_action(run, known):
    shown = run("status", "--as-of", "2026-12-05").out
    assert shown.startswith(
        "OVERDUE: Call your pump clinic today. The refill was due by Monday 30 November 2026.\n"
        "This answer is for Saturday 5 December 2026, not for today.\n"
    )


def test_the_envelope_has_all_of_next_refill_and_more(run, known):
    status = json.loads(run("status", "--json").out)
    next_refill = json.loads(run("next-refill", "--json").out)
    assert (status["command"], status["state"], status["as_of"]) == ("status", "soon", "2026-11-22")
    assert status["notices"] == next_refill["notices"]
    data = status["data"]
    assert {key: data[key] for key in next_refill["data"]} == next_refill["data"]
    assert (data["missing"], data["days_gone"], data["days_to_alarm_date"]) == ([], 82, 100)


def written(record, rest):
    """A record by hand, for what no command writes yet."""
    record.parent.mkdir(parents=True, exist_ok=True)
    refill = '[[refills]]\nid = "a"\non = 2026-09-01\nalarm_date = 2026-12-10\n'
    record.write_text(f"schema_version = 1\n{refill}{rest}", encoding="utf-8")


def test_an_appointment_in_time_is_called_booked(run, record):
    written(record, '[[appointments]]\nid = "b"\non = 2026-11-26\nat = 09:30:00\nplace = "Ward 3"\n')
    shown = run("status").out
    assert shown.startswith("BOOKED: Your refill is booked for Thursday 26 November 2026 at 09:30. Keep this visit.\n")
    assert "Appointment: Thursday 26 November 2026 at 09:30 (Ward 3, in 4 days)\n" in shown


def test_an_appointment_too_late_does_not_calm_anybody(run, record):
    written(record, '[[appointments]]\nid = "b"\non = 2026-12-01\n')
    shown = run("status").out
    assert shown.startswith("BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.\n")
    assert (
        "Your appointment on Tuesday 1 December 2026 comes after the refill-by date, Monday 30 November 2026. "
        "Call your pump clinic and ask for an earlier one.\n"
    ) in shown


def test_an_appointment_that_passed_is_asked_about(run, record):
    written(record, '[[appointments]]\nid = "b"\non = 2026-11-20\n')
    assert (
        "Your appointment on Friday 20 November 2026 has passed and no refill is recorded since. "
        "Was it done? Then record it: itb log. If not, call your pump clinic today.\n"
    ) in run("status").out


def test_an_alarm_heard_is_critical_until_the_pump_was_checked(run, record):
    written(record, '[[events]]\nid = "b"\non = 2026-10-01\nkind = "alarm"\n')
    shown = run("status", "--more", "--as-of", "2026-10-02").out
    assert shown.startswith("CALL NOW: Call your pump clinic now, at any hour.")
    assert (
        "You recorded a pump alarm on Thursday 1 October 2026. No check of the pump is recorded since. "
        "An alarm can mean that the drug runs low, or that the pump has stopped. Call your pump clinic now, at any hour. [S86]\n"
    ) in shown
    written(record, '[[events]]\nid = "b"\non = 2026-10-01\nkind = "alarm"\nchecked_on = 2026-10-02\n')
    assert run("status", "--as-of", "2026-10-02").out.startswith("UNKNOWN: An alarm was heard before the alarm date. ")
    heard = '[[events]]\nid = "b"\non = 2026-10-01\nkind = "alarm"\nchecked_on = 2026-10-02\nalarm_date = 2026-12-10\n'
    written(record, heard)
    assert run("status", "--as-of", "2026-10-02").out.startswith("DATES OK: ")


def test_an_mri_without_a_check_makes_good_dates_unknown(run, record):
    written(record, '[[events]]\nid = "b"\non = 2026-10-01\nkind = "mri"\n')
    shown = run("status", "--as-of", "2026-10-02").out
    assert shown.startswith("UNKNOWN: Something happened that may upset the pump. Call your pump clinic and ask for a check.\n")


def test_a_dose_that_rose_takes_the_clinics_date_away(run, record):
    written(record, '[[doses]]\nid = "b"\non = 2026-10-01\ndose_mcg_per_day = 400\n')
    shown = run("status", "--more", "--as-of", "2026-10-02").out
    assert shown.startswith(
        "UNKNOWN: Your clinic's date no longer holds. Call your pump clinic and ask for the new alarm date.\n"
    )
    assert "Dose: 400 mcg per day (recorded from 1 October 2026)\n" in shown


def test_a_clock_before_the_newest_entry_is_not_believed(run, known):
    shown = run("status", today=date(2026, 8, 31)).out
    assert shown.startswith(
        "UNKNOWN: The date of this device, or of an entry, cannot be right. "
        "Mend it, then ask again. Until then go by your clinic's printout.\n"
    )
    assert "Supply:" not in shown
    assert "days left" not in shown


def test_past_the_alarm_date_the_overrun_is_told_and_grows(run, known):
    assert "Supply: The empty date passed 2 days ago.\n" in run("status", "--as-of", "2026-12-11").out
    assert "Supply: The empty date passed 53 days ago.\n" in run("status", "--as-of", "2027-01-31").out


def test_a_question_about_a_day_before_the_newest_entry_names_that_entrys_day(run, known):
    shown = run("status", "--as-of", "2026-08-31").out
    assert "Your newest entry is of 1 September 2026, after the day you asked about. The dates rest on it.\n" in shown


DAMAGED = b'schema_version = 1\n[person]\nname = "Alex Reed\n'


def test_a_damaged_record_is_an_error_with_its_line_and_changes_no_byte(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(DAMAGED)
    result = run("status", code=4)
    assert result.out == ""
    assert result.err.startswith("itb: The record cannot be read: line 3")
    assert "It was not changed. Earlier states: itb restore. Help now: itb emergency.\n" in result.err
    assert "Alex" not in result.err
    assert record.read_bytes() == DAMAGED


def test_a_damaged_record_is_unknown_for_machines(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(DAMAGED)
    envelope = json.loads(run("status", "--json", code=4).out)
    assert (envelope["state"], envelope["data"], envelope["error"]["code"]) == ("unknown", {}, "record_damaged")


def test_a_vanished_record_is_an_error_and_never_no_data_yet(run, record, known):
    record.unlink()
    result = run("status", code=4)
    assert result.out == ""
    assert "is gone, but earlier states of it are left. Nothing was changed.\n" in result.err
    assert "itb restore" in result.err
    assert not record.exists()


def test_a_record_of_a_newer_itb_is_left_alone(run, record):
    record.parent.mkdir(parents=True)
    record.write_bytes(b"schema_version = 2\n")
    result = run("status", code=4)
    assert result.err == (
        "itb: A newer itb wrote this record (schema 2; this program knows 1). It was not changed.\n"
        "     Install the newest itb. Help now: itb emergency.\n"
    )
    run("log", "2026-09-01", code=4)
    assert record.read_bytes() == b"schema_version = 2\n"


def test_a_printed_card_older_than_the_last_dose_is_to_be_printed_again(run, known):
    run("setup", "--card-printed-on", "2026-09-01", "--tablets-use-before", "2026-12-01", "--replace-by", "2027-03-01")
    run("dose", "300", "--on", "2026-10-01")
    shown = run("status", "--more").out
    assert "Pump to be replaced: by 1 March 2027 (in 99 days)\n" in shown
    assert "Standby tablets: use before 1 December 2026 (in 9 days)\n" in shown
    assert "Printed card: of 1 September 2026 (82 days ago)\n" in shown
    assert "A refill or dose of 1 October 2026 is not on it. Print it again: itb card." in shown
    assert "Your pump must be replaced by Monday 1 March 2027." in shown
    assert "Your standby tablets must be used before Tuesday 1 December 2026." in shown


def test_a_dose_known_from_before_the_refill_is_offered_not_assumed(run):
    run("log", "2026-06-01", "--dose", "350", "--yes")
    run("log", "2026-09-01", "--filled", "20", "--strength", "2000")
    shown = run("status", "--more").out
    assert "Dose: to work out a date (itb log 2026-09-01 --complete --dose 350 (if it still held))\n" in shown
    assert "Empty date: Unknown" in shown


def test_an_alarm_volume_that_was_never_exceeded_says_why_the_state_is_critical(run):
    run("log", "2026-11-20", "--filled", "5", "--strength", "500", "--dose", "250")
    run("setup", "--alarm-volume", "6", "--yes")
    shown = run("status").out
    assert shown.startswith("CALL NOW: ")
    assert "By what is recorded, 5 mL were filled in, and the alarm sounds at 6 mL. So nothing was to spare" in shown


def test_of_two_refills_on_one_day_what_either_holds_is_not_called_missing(run, record):
    run("log", "2026-11-01", "--dose", "250")
    record.write_text(record.read_text(encoding="utf-8") + "\n[[refills]]\non = 2026-11-01\n", encoding="utf-8")
    assert "\nDose: to work out a date" not in run("status").out


def test_of_two_doses_on_one_day_the_higher_counts_whichever_was_typed_last(run):
    run("log", "2026-11-01", "--alarm-date", "2027-03-01", "--dose", "250")
    run("dose", "300", "--on", "2026-11-10")
    run("dose", "250", "--on", "2026-11-10", "--force")
    shown = run("status", "--more").out
    # 30,000 mcg were left on 1 November, 27,750 on the 10th: 92 days at 300 mcg a day
    assert "Alarm date: Wednesday 10 February 2027 (your clinic's date, moved up for the doses since" in shown
    assert "Dose: 300 mcg per day (recorded from 10 November 2026)\n" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622])
@pytest.mark.parametrize("command", ["status", "next-refill", "history", "calendar"])
def test_a_record_that_others_may_read_is_noticed(run, record, command, mode):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    private = json.loads(run(command, "--json").out)
    record.chmod(mode)
    told = json.loads(run(command, "--json").out)
    (added,) = [notice for notice in told["notices"] if notice not in private["notices"]]
    assert (added["code"], added["signal"]) == ("open_to_others", "notice")
    assert told | {"notices": []} == private | {"notices": []}
    assert told["notices"][-1] == (private["notices"] or [added])[-1], "what stands last stays last"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_a_record_that_others_may_read_is_said_with_what_to_type(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    record.chmod(0o644)
    for command in ("status", "next-refill", "history", "calendar"):
        told = "Other users of this computer may read your record, or more. To make it yours alone: itb doctor --fix"
        assert told in run(command).out, command
    run("doctor", "--fix")
    assert "doctor" not in run("status").out


@pytest.mark.parametrize("words", [(), ("log", "2026-11-20"), ("log", "2026-11-20", "--alarm-date", "2027-02-20")])
def test_each_missing_thing_is_said_once(run, words):
    """Also the command that records it: said twice, it looks like two things to do."""
    if words:
        run(*words)
    shown = run("status", code=0 if words else 3).out
    hints = re.findall(r"itb (?:setup|log) [^()\n]*[A-Z]{4,}", shown)
    assert len(hints) == len(set(hints)) > 0
    labels = [line.partition(":")[0] for line in shown.splitlines() if "itb setup" in line or "Not recorded" in line]
    assert len(labels) == len(set(labels))
    assert shown.count("\nDose: ") <= 1

"""`itb next-refill` as a person sees it."""

import json
from datetime import date

from conftest import text

MISSING = [
    *("clinic_phone", "pump_model", "emergency_number"),
    *("filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day"),
]
SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)


def test_without_a_record_it_says_unknown_and_what_to_do_first(run, record):
    result = run("next-refill", code=3)
    assert result.out == (
        text(
            """
            UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log

            Refill by: Unknown
            Alarm date: Unknown
            Empty date: Unknown

            Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
            After hours: Not recorded

            """
        )
        + SYMPTOMS
    )
    assert not record.parent.exists(), "reading must make no folder"


def test_after_a_refill_with_the_clinics_alarm_date(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert run("next-refill").out == (
        text(
            """
            BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.
            8 days left to the refill-by date.

            Refill by: Monday 30 November 2026 (10 days before your clinic's alarm date)
            Alarm date: Thursday 10 December 2026 (from your clinic, in 18 days. Not a date to wait for)
            Book by: Monday 16 November 2026 (6 days ago)
            Empty date: Unknown (needs filled volume, strength and dose: itb log --help)

            Pump clinic: Not recorded (To record it: itb setup --clinic-phone PHONE)
            After hours: Not recorded

            """
        )
        + SYMPTOMS
    )


NO_BOUND = {"bound": None, "carried_from": None, "assumed_dose_mcg_per_day": None}


def test_the_whole_envelope(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    envelope = json.loads(run("next-refill", "--json").out)
    working = envelope["data"].pop("working")
    assert [fact["code"] for fact in envelope["data"].pop("missing")] == MISSING
    assert envelope.pop("notices")[-1]["code"] == "symptoms_beat_dates"
    assert all(set(line) == {"text", "sources"} for line in working)
    assert envelope == {
        "schema_version": 1,
        "command": "next-refill",
        "as_of": "2026-11-22",
        "person": None,
        "state": "soon",
        "data": {
            "refill_by": "2026-11-30",
            "days_left": 8,
            "book_by": "2026-11-16",
            "alarm_date": "2026-12-10",
            "empty_date": None,
            "origin": "clinic_alarm_date",
            "candidates": [
                {"origin": "clinic_alarm_date", "date": "2026-12-10", "refill_by": "2026-11-30", "in_force": True, **NO_BOUND},
                {"origin": "drug_limit", "date": "2027-02-28", "refill_by": "2027-02-28", "in_force": True, **NO_BOUND},
            ],
            "last_refill": {
                "id": "id-1",
                "on": "2026-09-01",
                "alarm_date": "2026-12-10",
                "refill_by": None,
                "filled_ml": None,
                "strength_mcg_per_ml": None,
                "dose_mcg_per_day": None,
                "note": None,
            },
            "appointment": None,
            "buffer_days": 10,
            "lead_days": 14,
            "dose_mcg_per_day": None,
            "doubts": [],
            "clinic": {"name": None, "phone": None, "out_of_hours_phone": None},
            "days_gone": 82,
            "days_to_alarm_date": 100,
            "dose_since": None,
            "passed_appointment": None,
            "dates_hold": True,
            "pump_replace_by": None,
            "standby_use_before": None,
            "card_printed_on": None,
        },
        "error": None,
    }


def test_the_working_shows_every_candidate_with_units_and_sources(run):
    run("setup", "--alarm-volume", "2 mL")
    run("log", "2026-09-01", "--filled", "20 mL", "--strength", "2000", "--dose", "250", "--refill-by", "2027-01-20")
    shown = run("next-refill", "--why").out
    assert (
        "1. The refill-by date that your clinic gave is Wednesday 20 January 2027. Later than the earliest, so it does not count.\n"
    ) in shown
    assert "Filled 20 mL, alarm volume 2 mL: 18 mL can be used before the alarm.\n" in shown
    assert "18 mL times 2,000 mcg per mL is 36,000 mcg. [S107]\n" in shown
    assert "From 1 September 2026: 36,000 mcg at 250 mcg per day lasts 144 days, rounded down to 144 days.\n" in shown
    assert "In all 144 days after 1 September 2026: the alarm date worked out is Saturday 23 January 2027.\n" in shown
    assert "10 days before it is Wednesday 13 January 2027" in shown
    assert "The earliest is taken: refill by Wednesday 13 January 2027.\n" in shown


def test_an_answer_for_another_day_says_so(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert "This answer is for Tuesday 24 November 2026, not for today.\n" in run("next-refill", "--as-of", "2026-11-24").out
    envelope = json.loads(run("next-refill", "--as-of", "2026-11-24", "--json").out)
    assert envelope["as_of"] == "2026-11-24"
    assert "not_today" in [notice["code"] for notice in envelope["notices"]]


def test_an_estimate_is_called_one_and_never_ok(run):
    run("log", "2026-11-20")
    envelope = json.loads(run("next-refill", "--json", code=3).out)
    assert (envelope["state"], envelope["data"]["origin"]) == ("unknown", "article_interval")
    shown = run("next-refill", code=3).out
    assert "Refill by: Wednesday 20 January 2027 (an estimate, from the interval in an article)\n" in shown
    assert "days left" not in shown


def test_exit_code_tells_the_state_only_when_asked(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    for day, code in (("2026-10-01", 0), ("2026-11-20", 10), ("2026-12-01", 11), ("2026-12-10", 12), ("2026-08-01", 3)):
        run("next-refill", "--as-of", day, "--exit-code", code=code)
        run("next-refill", "--as-of", day, code=3 if code == 3 else 0)


def test_symptoms_stand_at_the_end_of_every_state(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    for day, code in (("2026-10-01", 0), ("2026-11-20", 0), ("2026-12-01", 0), ("2029-12-10", 0), ("2026-08-01", 3)):
        for command in ("next-refill", "status"):
            more = ("--more",) if command == "status" else ()
            shown = run(command, *more, "--as-of", day, code=code if command == "next-refill" else 0).out
            headline = shown.partition("\n")[0]
            assert shown.endswith((SYMPTOMS, f"{SYMPTOMS}\n{headline.rstrip('.')}. Symptoms beat dates.\n"))
        in_short = run("status", "--as-of", day).out
        headline = in_short.partition("\n")[0].rstrip(".")
        last_words = SYMPTOMS.replace(" [S04, S10, S30, S35]", "").rstrip()
        assert in_short.removesuffix("All of it: itb --more\n").endswith(
            (f"{last_words}\n\n", f"{last_words}\n\n{headline}. Symptoms beat dates. ")
        )


def test_overdue_keeps_the_overrun(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    late = run("next-refill", "--as-of", "2026-12-05").out
    assert late.startswith("OVERDUE: Call your pump clinic today. The refill was due by Monday 30 November 2026.\n")
    assert "5 days past the refill-by date.\n" in late


def test_years_later_it_is_still_critical(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    shown = run("next-refill", "--as-of", "2029-12-05")
    assert shown.out.startswith("CALL NOW: Call your pump clinic now, at any hour.")
    assert "1,101 days past the refill-by date." in shown.out
    assert "Check the date of this device." in shown.out


def test_a_dose_that_cannot_be_right_is_named_with_the_day_that_follows_without_it(run):
    """10,827 mcg above the alarm: 54 days at 200 mcg a day, to 25 October; 24 for 240 would make 297 of them."""
    run("setup", "--alarm-volume", "2", "--reservoir", "20")
    run("log", "2026-09-01", "--filled", "20", "--strength", "601.5", "--dose", "200", "--yes", today=date(2026, 9, 1))
    fallen = run("dose", "24", "--on", "2026-09-21", "--yes", today=date(2026, 9, 21)).out
    assert "Refill by stays Thursday 15 October 2026 (in doubt: ask your pump clinic)." in fallen
    today = date(2026, 9, 25)
    shown = run("next-refill", "--why", code=3, today=today).out
    named = (
        "The dose of 24 mcg per day from 21 September 2026 cannot be right beside the other figures. Without it, the refill is due "
        "by Thursday 15 October 2026. The earlier day counts. Ask your pump clinic which dose is set. "
        "To correct it: itb edit 2026-09-21 --dose DOSE\n"
    )
    assert named in shown
    assert named in run(today=today).out
    assert (
        "Refill by: Thursday 15 October 2026 (10 days before the alarm date worked out here, without a dose that cannot be right; "
        "in doubt: ask your pump clinic)\n"
    ) in shown
    assert (
        "Without 24 mcg per day, which cannot be right beside the other figures, the alarm date would be Sunday 25 October"
        in shown
    )
    assert "A recorded dose cannot be right. Ask your pump clinic which dose is set." in run("remind", today=today).out
    assert "Due by Thursday 15 October 2026 at the latest, worked out." in run("remind", "--message", today=today).out
    assert run("remind", today=date(2026, 10, 16)).out.startswith("OVERDUE: ")
    run("edit", "2026-09-21", "--dose", "240", "--yes", today=today)
    assert "cannot be right" not in run(today=today).out

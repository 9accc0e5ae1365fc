"""`itb history`: all that is recorded, oldest first."""

import json

from conftest import text

ONE_OF_EACH = """\
schema_version = 1

[[refills]]
id = "r2"
on = 2026-09-01
alarm_date = 2026-12-10
refill_by = 2026-12-01
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 350
note = "All went well."

[[refills]]
id = "r1"
on = 2026-06-05

[[doses]]
id = "d1"
on = 2026-07-01
dose_mcg_per_day = 1250.5
alarm_date = 2026-09-20
note = "More at night."

[[appointments]]
id = "a1"
on = 2026-11-26
at = 09:05:00
place = "Ward 3"

[[events]]
id = "e1"
on = 2026-08-03
kind = "mri"
checked_on = 2026-08-04

[[events]]
id = "e2"
on = 2026-08-10
kind = "fall"
"""


def written(record, content):
    record.parent.mkdir(parents=True)
    record.write_text(content, encoding="utf-8")


def test_with_nothing_recorded_it_says_what_to_type(run, record):
    assert run("history").out == "NOTHING RECORDED: To write down your last refill, type: itb log DATE --alarm-date DATE\n"
    assert not record.parent.exists(), "reading must make no folder"


def test_every_kind_of_entry_stands_in_order_of_days_with_all_its_facts(run, record):
    written(record, ONE_OF_EACH)
    assert run("history").out == text(
        """
        HISTORY: 2 refills, 4 other entries, oldest first.

        Day: Friday 5 June 2026; What: Refill; Details: nothing else recorded
        Day: Wednesday 1 July 2026; What: Dose change; Details: alarm date 20 September 2026; 1,250.5 mcg per day; note: More at night.
        Day: Monday 3 August 2026; What: Event; Details: an MRI scan; pump checked 4 August 2026
        Day: Monday 10 August 2026; What: Event; Details: a fall or a blow; pump check not recorded
        Day: Tuesday 1 September 2026; What: Refill; Details: 88 days after the refill before; alarm date 10 December 2026; refill by 1 December 2026; filled 20 mL; 2,000 mcg per mL; 350 mcg per day; note: All went well.
        Day: Thursday 26 November 2026; What: Appointment; Details: at 09:05; Ward 3; booked

        When the next refill is due: itb next-refill
        """
    )


def test_one_refill_is_counted_as_one(run):
    run("log", "2026-09-01")
    assert run("history").out.startswith("HISTORY: 1 refill, oldest first.\n")


def test_days_between_refills_are_counted_from_the_refill_before_whatever_the_order_of_typing(run):
    run("log", "2026-09-01")
    run("log", "2026-06-05")
    shown = run("history").out
    assert shown.index("5 June 2026") < shown.index("1 September 2026")
    assert "Day: Tuesday 1 September 2026; What: Refill; Details: 88 days after the refill before\n" in shown


def test_the_envelope_has_every_field_of_every_entry_or_null(run, record):
    written(record, ONE_OF_EACH)
    envelope = json.loads(run("history", "--json").out)
    assert (envelope["command"], envelope["state"], envelope["error"]) == ("history", None, None)
    entries = envelope["data"]["entries"]
    assert [(entry["id"], entry["kind"], entry["on"]) for entry in entries] == [
        ("r1", "refill", "2026-06-05"),
        ("d1", "dose", "2026-07-01"),
        ("e1", "event", "2026-08-03"),
        ("e2", "event", "2026-08-10"),
        ("r2", "refill", "2026-09-01"),
        ("a1", "appointment", "2026-11-26"),
    ]
    assert len({frozenset(entry) for entry in entries}) == 1, "every entry has the same keys"
    assert entries[-2] == {
        "id": "r2",
        "kind": "refill",
        "on": "2026-09-01",
        "days_since_refill": 88,
        "alarm_date": "2026-12-10",
        "refill_by": "2026-12-01",
        "filled_ml": 20,
        "strength_mcg_per_ml": 2000,
        "dose_mcg_per_day": 350,
        "at": None,
        "place": None,
        "status": None,
        "event": None,
        "checked_on": None,
        "note": "All went well.",
    }
    assert entries[1]["dose_mcg_per_day"] == 1250.5
    assert (entries[-1]["at"], entries[-1]["status"]) == ("09:05:00", "booked")


def test_a_hundred_refills_are_all_shown(run, record):
    days = [f"{year}-{month:02}-01" for year in range(2010, 2020) for month in range(1, 11)]
    written(record, "schema_version = 1\n" + "".join(f"[[refills]]\non = {day}\n" for day in days))
    shown = run("history").out
    assert shown.startswith("HISTORY: 100 refills, oldest first.\n")
    assert shown.count("What: Refill") == 100

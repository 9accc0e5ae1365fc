"""`itb edit ENTRY` and `itb remove`: the one entry that is meant, nothing guessed, nothing lost, and what follows for the dates."""

import json
import tomllib
from datetime import date

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)


@pytest.fixture
def known(run):
    run("log", "2026-09-01", "--alarm-date", "2027-12-10", "--dose", "250", "--yes")
    run("dose", "240", "--on", "2026-10-01")
    run("event", "fall", "--on", "2026-10-01", "--checked", "2026-10-02")
    run("book", "2026-11-26", "--at", "09:30", "--place", "Ward 3")


def stored(record, name):
    return tomllib.loads(record.read_text(encoding="utf-8")).get(name, [])


def test_a_wrong_alarm_date_is_corrected_and_the_dates_follow(run, record, known):
    assert run("edit", "2026-09-01", "--alarm-date", "2026-12-10").out == (
        text(
            """
            CORRECTED: Refill of Tuesday 1 September 2026.

            Before: Tuesday 1 September 2026 (alarm date 10 December 2027; 250 mcg per day)
            Now: Tuesday 1 September 2026 (alarm date 10 December 2026; 250 mcg per day)

            Refill by moves from Sunday 1 November 2026 to Monday 30 November 2026.

            BOOKED: Your refill is booked for Thursday 26 November 2026 at 09:30. Keep this visit.
            8 days left to the refill-by date.

            """
        )
        + SYMPTOMS
        + "\nTo take this back: itb undo\n"
    )
    assert [item["id"] for item in stored(record, "refills")] == ["id-1"]
    run("undo")
    assert stored(record, "refills")[0]["alarm_date"] == date(2027, 12, 10)


def test_an_empty_text_takes_a_fact_away_but_never_what_an_entry_needs(run, record, known):
    run("edit", "2026-09-01", "--alarm-date", "")
    assert "alarm_date" not in stored(record, "refills")[0]
    assert "That cannot be left empty." in run("edit", "2026-10-01", "--kind", "dose", "--dose", "", code=5).err
    assert "That cannot be left empty." in run("edit", "2026-09-01", "--on", "-", code=5).err


def test_of_several_on_one_day_none_is_guessed(run, record, known):
    before = record.read_bytes()
    refused = run("edit", "2026-10-01", "--note", "x", code=5).err
    assert "More than one entry is of Thursday 1 October 2026: dose, event." in refused
    assert "by its id: id-2, id-3" in refused
    assert record.read_bytes() == before
    run("edit", "2026-10-01", "--kind", "event", "--note", "On the stairs.")
    run("edit", "id-2", "--dose", "230")
    assert stored(record, "events")[0]["note"] == "On the stairs."
    assert stored(record, "doses")[0]["dose_mcg_per_day"] == 230


def test_time_and_place_of_an_appointment_and_the_check_of_an_event(run, record, known):
    run("edit", "2026-11-26", "--at", "10:15", "--place", "Ward 4")
    run("edit", "id-3", "--checked", "2026-10-05")
    assert (str(stored(record, "appointments")[0]["at"]), stored(record, "appointments")[0]["place"]) == ("10:15:00", "Ward 4")
    assert stored(record, "events")[0]["checked_on"] == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("words", "reason", "code"),
    [
        (("2026-09-02", "--note", "x"), "Nothing is recorded of Wednesday 2 September 2026.", 5),
        (("nonsense", "--note", "x"), "is not a date that itb can read", 5),
        (("2026-09-01",), "Nothing to correct.", 2),
        (("2026-09-01", "--place", "x"), "An entry of the kind refill has no --place.", 5),
        (("2026-09-01", "--on", "2026-12-01"), "lies in the future", 5),
        (("2026-09-01", "--alarm-date", "2026-08-01"), "is not after the refill on 1 September 2026", 5),
        (("2026-09-01", "--dose", "2,5"), "can be read as 2.5 mcg per day or as 25 mcg per day", 5),
        (("2026-09-01", "--dose", "3000"), "is more than pumps usually give. Is it right?", 5),
        (("id-2", "--alarm-date", "2026-09-30"), "is not after the dose change on 1 October 2026", 5),
        (("id-3", "--checked", "2026-09-30"), "is before the event on", 5),
        (("id-3", "--checked", "2026-12-30"), "lies in the future", 5),
    ],
)
def test_what_cannot_be_true_is_refused_and_no_byte_changes(run, record, known, words, reason, code):
    before = record.read_bytes()
    assert reason in run("edit", *words, code=code).err
    assert record.read_bytes() == before


def test_a_refill_is_never_moved_onto_another(run, known):
    run("log", "2026-06-01", "--yes")
    assert "A refill on Monday 1 June 2026 is recorded already." in run("edit", "2026-09-01", "--on", "2026-06-01", code=5).err


def test_removing_asks_first_and_can_be_taken_back(run, record, known):
    before = record.read_bytes()
    assert "Remove the refill of Tuesday 1 September 2026?" in run("remove", "2026-09-01", code=5).err
    run("remove", "2026-09-01", is_terminal=True, typed="n\n", code=5)
    assert record.read_bytes() == before
    shown = run("remove", "2026-09-01", is_terminal=True, typed="y\n", environment={"ITB_PLAIN": "1"}).out
    assert shown.startswith("REMOVED: Refill of Tuesday 1 September 2026.\n")
    assert "UNKNOWN: No refill is recorded." in shown
    assert stored(record, "refills") == []
    run("undo")
    assert record.read_bytes() == before


def test_removing_an_alarm_says_how_the_supply_stands_then(run, known):
    run("edit", "2026-09-01", "--alarm-date", "2027-02-10")
    run("event", "alarm", "--on", "2026-11-20")
    envelope = json.loads(run("remove", "2026-11-20", "--yes", "--json").out)
    assert envelope["data"]["after"] is None
    assert envelope["data"]["before"]["event"] == "alarm"
    assert envelope["state"] == "ok"


def test_the_same_again_is_no_change(run, record, known):
    before = record.read_bytes()
    assert run("edit", "id-2", "--dose", "240").out.startswith("NO CHANGE: Dose change of Thursday 1 October 2026.\n")
    assert record.read_bytes() == before

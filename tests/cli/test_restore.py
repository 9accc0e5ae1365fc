"""`itb restore`: the earlier states of the record, newest first, and one of them brought back."""

import json

import pytest

from conftest import text


def test_with_nothing_kept_it_says_so(run, record):
    assert run("restore").out == "NOTHING KEPT: No earlier state of this record is kept here.\n"
    assert not record.parent.exists(), "reading must make no folder"


def test_the_list_says_what_each_state_holds_newest_first(run):
    run("setup", "--clinic-phone", "555 0100")
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    run("log", "2026-09-01", "--complete", "--alarm-date", "2026-12-10")
    assert run("restore").out == text(
        """
        EARLIER STATES: To bring one back, type: itb restore NUMBER

        Number: 4; Kept on: 22 November 2026; Changed: corrected: refill of 1 September 2026; Holds: 2 refills, the newest of 1 September 2026, 0 other entries
        Number: 3; Kept on: 22 November 2026; Changed: new: refill of 1 September 2026; Holds: 2 refills, the newest of 1 September 2026, 0 other entries
        Number: 2; Kept on: 22 November 2026; Changed: new: refill of 5 June 2026; Holds: 1 refill, the newest of 5 June 2026, 0 other entries
        Number: 1; Kept on: 22 November 2026; Changed: settings: phone of the pump clinic; Holds: no refill, 0 other entries
        """
    )


def test_a_state_is_brought_back_byte_for_byte_and_can_be_taken_back(run, record):
    run("log", "2026-06-05")
    earlier = record.read_bytes()
    run("log", "2026-09-01")
    later = record.read_bytes()
    shown = run("restore", "1").out
    assert shown.startswith(
        "BROUGHT BACK: Your record is as in state 1 again.\n\n"
        "No longer recorded:\nRefill: Tuesday 1 September 2026 (nothing else recorded)\n\n"
    )
    assert shown.endswith("\nWhat stood there before is kept too. To look: itb status. To take this back: itb undo\n")
    assert record.read_bytes() == earlier
    run("undo")
    assert record.read_bytes() == later
    run("restore", "1")
    run("restore", "2")
    assert record.read_bytes() == later


@pytest.mark.parametrize("damage", [b"", b"damaged", b'schema_version = 1\n[person]\nname = "Al'])
def test_a_damaged_record_is_mended_from_an_earlier_state_and_the_damaged_bytes_are_kept(run, record, damage):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    good = record.read_bytes()
    record.write_bytes(damage)
    run("status", code=4)
    assert "What stood there before could not be read. It is kept.\n" in run("restore", "1").out
    assert record.read_bytes() == good
    assert run("status").out.startswith("BOOK NOW: ")
    kept = [path.read_bytes() for path in record.with_name("record.toml.generations").iterdir()]
    assert damage in kept
    assert "Holds: cannot be read\n" in run("restore").out


def test_a_vanished_record_is_brought_back(run, record):
    run("log", "2026-09-01")
    good = record.read_bytes()
    record.unlink()
    run("restore", "1")
    assert record.read_bytes() == good


def test_a_number_that_is_not_kept_is_refused_and_nothing_changes(run, record):
    run("log", "2026-09-01")
    before = record.read_bytes()
    result = run("restore", "9", code=5)
    assert (result.out, result.err) == (
        "",
        "itb: There is no earlier state 9.\n     To see which there are: itb restore\n",
    )
    assert record.read_bytes() == before


def test_a_state_that_cannot_be_read_is_not_brought_back(run, record):
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    before = record.read_bytes()
    folder = record.with_name("record.toml.generations")
    min(folder.iterdir()).write_bytes(b"damaged")
    assert "Number: 1; Kept on: 22 November 2026; Changed: not known; Holds: cannot be read\n" in run("restore").out
    run("restore", "1", code=4)
    assert record.read_bytes() == before


def test_words_that_are_no_number_are_a_usage_error(run):
    assert run("restore", "first", code=2).err.endswith("     To see what can be typed: itb --help. Help now: itb emergency\n")


def test_the_envelope_has_every_state_and_what_each_change_did(run):
    run("log", "2026-09-01")
    run("log", "2026-09-01", "--complete", "--dose", "350")
    data = json.loads(run("restore", "--json").out)["data"]
    newest, oldest = data["states"]
    assert (data["restored"], data["changes"], data["supply"]) == (None, None, None)
    assert {name: value for name, value in oldest.items() if name != "changes"} == {
        "number": 1,
        "kept_on": "2026-11-22",
        "readable": True,
        "refills": 1,
        "newest_refill_on": "2026-09-01",
        "other_entries": 0,
    }
    assert [entry["on"] for entry in oldest["changes"]["new"]] == ["2026-09-01"]
    (corrected,) = newest["changes"]["corrected"]
    assert (corrected["before"]["dose_mcg_per_day"], corrected["after"]["dose_mcg_per_day"]) == (None, 350)


def test_the_envelope_after_a_restore_says_what_differs_and_how_the_supply_stands(run):
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")
    run("event", "alarm", "--on", "2026-11-20")
    envelope = json.loads(run("restore", "1", "--json").out)
    data = envelope["data"]
    assert (data["restored"], envelope["state"], data["supply"]["refill_by"]) == (1, "ok", "2027-01-31")
    assert [entry["event"] for entry in data["changes"]["gone"]] == ["alarm"]

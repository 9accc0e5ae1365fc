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
    assert run("restore").out == text(
        """
        EARLIER STATES: To bring one back, type: itb restore NUMBER

        Number: 3; Kept on: 22 November 2026; Holds: 2 refills, the newest of 1 September 2026, 0 other entries
        Number: 2; Kept on: 22 November 2026; Holds: 1 refill, the newest of 5 June 2026, 0 other entries
        Number: 1; Kept on: 22 November 2026; Holds: no refill, 0 other entries
        """
    )


def test_a_state_is_brought_back_byte_for_byte_and_can_be_taken_back(run, record):
    run("log", "2026-06-05")
    earlier = record.read_bytes()
    run("log", "2026-09-01")
    later = record.read_bytes()
    assert run("restore", "1").out == text(
        """
        BROUGHT BACK: Your record is as in state 1 again.

        What stood there before is kept too. To look: itb status. To take this back: itb undo
        """
    )
    assert record.read_bytes() == earlier
    run("restore", "2")
    assert record.read_bytes() == later


@pytest.mark.parametrize("damage", [b"", b"damaged", b'schema_version = 1\n[person]\nname = "Al'])
def test_a_damaged_record_is_mended_from_an_earlier_state_and_the_damaged_bytes_are_kept(run, record, damage):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    good = record.read_bytes()
    record.write_bytes(damage)
    run("status", code=4)
    run("restore", "1")
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
    assert "Number: 1; Kept on: 22 November 2026; Holds: cannot be read\n" in run("restore").out
    run("restore", "1", code=4)
    assert record.read_bytes() == before


def test_words_that_are_no_number_are_a_usage_error(run):
    assert run("restore", "first", code=2).err.endswith("     To see what can be typed: itb --help. Help now: itb emergency\n")


def test_the_envelope_has_every_state(run):
    run("log", "2026-09-01")
    envelope = json.loads(run("restore", "--json").out)
    assert (envelope["command"], envelope["data"]) == (
        "restore",
        {
            "states": [
                {
                    "number": 1,
                    "kept_on": "2026-11-22",
                    "readable": True,
                    "refills": 1,
                    "newest_refill_on": "2026-09-01",
                    "other_entries": 0,
                }
            ],
            "restored": None,
        },
    )
    assert json.loads(run("restore", "1", "--json").out)["data"]["restored"] == 1

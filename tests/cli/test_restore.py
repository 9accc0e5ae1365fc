"""`itb restore`: the earlier states of the record, newest first, and one of them brought back."""

import json
from datetime import date

import pytest

from conftest import text
from fakes import fake_runtime
from itb_cli.cli.main import main


def test_with_nothing_kept_it_says_so(run, record):
    said = run("restore").out
    assert said.startswith("NOTHING KEPT: No earlier state of this record is kept here.\n")
    assert "Go by your clinic's printout. To mend it by hand: itb edit\n" in said
    assert not record.parent.exists(), "reading must make no folder"


def test_the_list_says_what_each_state_holds_newest_first(run):
    run("setup", "--clinic-phone", "555 0100")
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    run("log", "2026-09-01", "--complete", "--alarm-date", "2026-12-10")
    assert run("restore").out == text(
        """
        EARLIER STATES: To bring one back, type: itb restore NUMBER

        Number: 4; Kept on: 22 November 2026 at 09:05; Changed: corrected: refill of 1 September 2026; Holds: 2 refills, the newest of 1 September 2026, 0 other entries
        Number: 3; Kept on: 22 November 2026 at 09:05; Changed: new: refill of 1 September 2026; Holds: 2 refills, the newest of 1 September 2026, 0 other entries
        Number: 2; Kept on: 22 November 2026 at 09:05; Changed: new: refill of 5 June 2026; Holds: 1 refill, the newest of 5 June 2026, 0 other entries
        Number: 1; Kept on: 22 November 2026 at 09:05; Changed: settings: phone of the pump clinic; Holds: no refill, 0 other entries
        """
    )


def test_a_state_is_brought_back_byte_for_byte_and_can_be_taken_back(run, record):
    run("log", "2026-06-05")
    earlier = record.read_bytes()
    run("log", "2026-09-01")
    later = record.read_bytes()
    shown = run("restore", "1", "--yes").out
    assert shown.startswith(
        "BROUGHT BACK: Your record is as in state 1 again.\n\n"
        "No longer recorded:\nRefill: Tuesday 1 September 2026 (nothing else recorded)\n\n"
    )
    assert shown.endswith("\nWhat stood there before is kept too. To look: itb status. To take this back: itb undo\n")
    assert record.read_bytes() == earlier
    run("undo")
    assert record.read_bytes() == later
    run("restore", "1", "--yes")
    run("restore", "2", "--yes")
    assert record.read_bytes() == later


@pytest.mark.parametrize("damage", [b"", b"damaged", b'schema_version = 1\n[person]\nname = "Al'])
def test_a_damaged_record_is_mended_from_an_earlier_state_and_the_damaged_bytes_are_kept(run, record, damage):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    good = record.read_bytes()
    record.write_bytes(damage)
    run("status", code=4)
    assert "What stood there before could not be read. It is kept.\n" in run("restore", "1", "--yes").out
    assert record.read_bytes() == good
    assert run("status").out.startswith("BOOK NOW: ")
    kept = [path.read_bytes() for path in record.with_name("record.toml.generations").iterdir()]
    assert damage in kept
    assert "Holds: cannot be read\n" in run("restore").out


def test_a_vanished_record_is_brought_back(run, record):
    run("log", "2026-09-01")
    good = record.read_bytes()
    record.unlink()
    run("restore", "1", "--yes")
    assert record.read_bytes() == good


def test_a_number_that_is_not_kept_is_refused_and_nothing_changes(run, record):
    run("log", "2026-09-01")
    before = record.read_bytes()
    result = run("restore", "9", code=5)
    assert result.out == ""
    assert result.err == text(
        """
        itb: There is no earlier state 9. The oldest that is kept is 1, the newest 1.
             To see which there are: itb restore
        """
    )
    assert record.read_bytes() == before


def test_states_of_a_record_made_by_hand_begin_with_2_and_whoever_asks_for_1_is_told_so(run, record):
    assert "There is no earlier state 1. None is kept." in run("restore", "1", code=5).err
    record.parent.mkdir()
    record.write_text("schema_version = 1\n[[refills]]\non = 2026-06-05\n", encoding="utf-8")
    run("setup", "--name", "Ada")
    run("setup", "--clinic-phone", "555 0100")
    said = run("restore", "1", code=5).err
    assert "There is no earlier state 1. The oldest that is kept is 2, the newest 4." in said
    assert "5 June 2026" in run("restore", "2", "--yes").out + run("history").out


def test_a_state_that_cannot_be_read_is_not_brought_back(run, record):
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    before = record.read_bytes()
    folder = record.with_name("record.toml.generations")
    min(folder.iterdir()).write_bytes(b"damaged")
    assert "Number: 1; Kept on: 22 November 2026 at 09:05; Changed: not known; Holds: cannot be read\n" in run("restore").out
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
        "kept_at": "09:05:00",
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
    envelope = json.loads(run("restore", "1", "--yes", "--json").out)
    data = envelope["data"]
    assert (data["restored"], envelope["state"], data["supply"]["refill_by"]) == (1, "ok", "2027-01-31")
    assert [entry["event"] for entry in data["changes"]["gone"]] == ["alarm"]


TAKES = "Bringing back state 1 takes away: the refill of 1 September 2026. Bring it back?"


def test_it_says_what_it_takes_away_and_asks(run, record):
    run("log", "2026-06-05")
    earlier = record.read_bytes()
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "350")
    standing = record.read_bytes()
    asked = run("restore", "1", is_terminal=True, typed="n\n", code=5)
    assert asked.err == (
        text(
            """
            STATE 1: What changes if it is brought back:

            Taken away:
            Refill: Tuesday 1 September 2026 (alarm date 10 December 2026; 350 mcg per day)

            """
        )
        + f"{TAKES} [y/N] itb: You said no.\n     Nothing was stored. If it is right, type the same again with --yes.\n"
    )
    assert record.read_bytes() == standing
    run("restore", "1", is_terminal=True, typed="y\n")
    assert record.read_bytes() == earlier


@pytest.mark.parametrize("how", [{}, {"is_terminal": True, "typed": "\n"}])
def test_without_a_yes_nothing_is_taken_away(run, record, how):
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    before = record.read_bytes()
    assert TAKES in run("restore", "1", code=5, **how).err
    assert record.read_bytes() == before


def test_each_kind_of_thing_is_named_in_the_words_of_the_entries_and_many_are_counted(run):
    run("log", "2026-06-05")
    run("log", "2026-06-05", "--complete", "--alarm-date", "2026-09-20")
    run("setup", "--clinic-phone", "555 0100")
    run("event", "mri", "2026-07-01")
    run("dose", "350", "2026-07-02", "--yes")
    run("book", "2026-12-01")
    run("diary", "add", "--sleep", "7")
    assert run("restore", "1", code=5).err.startswith(
        "itb: Bringing back state 1 takes away: the event of 1 July 2026; the dose change of 2 July 2026; the diary of "
        "22 November 2026; the appointment of 1 December 2026; what was corrected or added in the refill of 5 June 2026; "
        "1 more. Bring it back?\n"
    )


def test_what_takes_nothing_away_is_not_asked_about(run, record):
    run("log", "2026-06-05")
    run("log", "2026-09-01")
    run("undo")
    run("restore", "2")
    record.unlink()
    run("restore", "2")
    assert b"2026-09-01" in record.read_bytes()


def test_a_record_that_cannot_be_read_is_asked_about_as_that(run, record):
    run("log", "2026-06-05")
    record.write_bytes(b"damaged")
    asked = "What stands in the record now cannot be read. It is kept. Bring back state 1?"
    assert asked in run("restore", "1", code=5).err
    assert record.read_bytes() == b"damaged"
    assert run("restore", "1", is_terminal=True, typed="y\n").err == f"{asked} [y/N] "


def test_a_setting_and_a_key_of_somebody_else_are_named_too(run, record):
    run("log", "2026-06-05")
    record.write_text(f'x-note = "mine"\n{record.read_text(encoding="utf-8")}', encoding="utf-8")
    run("setup", "--clinic-phone", "555 0100")
    said = run("restore", "1", code=5).err
    assert "takes away: phone of the pump clinic; keys that itb does not know." in said


def test_the_time_of_a_state_that_was_copied_on_another_day_is_not_told(run, record):
    run("log", "2026-06-05")
    world = fake_runtime(date(2026, 11, 24), environment={"ITB_FILE": str(record)})
    main(("restore",), world)
    assert "Kept on: 22 November 2026; Changed" in world.stdout.getvalue()


def test_a_restore_that_turns_the_answer_milder_says_so_before_it_asks_and_after(run, record):
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")
    run("event", "alarm", "--on", "2026-11-20")
    before = record.read_bytes()
    asked = run("restore", "1", code=5).err
    assert "By it the answer turns milder: CALL NOW before, DATES OK after." in " ".join(asked.split())
    assert record.read_bytes() == before
    envelope = json.loads(run("restore", "1", "--yes", "--json").out)
    (told,) = [notice for notice in envelope["notices"] if notice["code"] == "went_back_milder"]
    assert told["signal"] == "warning"
    assert told["text"].startswith("By it the answer turns milder: CALL NOW before, DATES OK after. ")


def test_a_restore_that_moves_a_date_later_says_which(run):
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")
    run("setup", "--buffer-days", "20")
    asked = " ".join(run("restore", "1", code=5).err.split())
    assert "By it the refill-by date moves later, from 21 January 2027 to 31 January 2027." in asked


def test_a_restore_that_turns_nothing_milder_says_nothing_of_it(run):
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")
    run("log", "2026-09-01", "--complete", "--dose", "350", "--yes")
    run("setup", "--name", "Ann")
    assert "milder" not in run("restore", "1", code=5).err
    assert "milder" not in run("restore", "1", "--yes").out

"""`itb undo`: takes back the last change, says what is gone and how the supply stands then."""

import json

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
KEPT = "\nEvery earlier state is kept. To see them: itb restore\n"


def test_it_names_the_refill_that_is_gone_and_says_how_the_supply_stands_without_it(run):
    run("log", "2026-06-05", "--alarm-date", "2026-09-20")
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "350")
    assert run("undo").out == (
        text(
            """
            TAKEN BACK: The last change is undone.

            No longer recorded:
            Refill: Tuesday 1 September 2026 (alarm date 10 December 2026; 350 mcg per day)

            CALL NOW: Call your pump clinic now, at any hour. No answer, or any sign of trouble? Get emergency help. Type: itb emergency
            73 days past the refill-by date.

            """
        )
        + SYMPTOMS
        + KEPT
    )
    assert "1 September 2026" not in run("history").out


def test_taking_back_the_first_refill_leaves_nothing_and_says_so(run):
    run("log", "2026-09-01")
    shown = run("undo").out
    assert "UNKNOWN: No refill is recorded. Look at your clinic's printout, then type: itb log\n" in shown
    run("status", code=3)


def test_taking_back_a_setting_names_its_part_of_the_record(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("setup", "--clinic-phone", "555 0100")
    shown = run("undo").out
    assert shown.startswith(
        "TAKEN BACK: The last change is undone.\n\nSettings:\nPhone of the pump clinic: Not recorded (before: 555 0100)\n\nBOOK NOW: "
    )
    assert "No longer recorded" not in shown
    assert "555 0100" not in run("status").out


def test_a_completed_refill_goes_back_to_what_it_was(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("log", "2026-09-01", "--complete", "--dose", "350")
    shown = run("undo").out
    assert (
        "As it was before:\n"
        "Refill before: Tuesday 1 September 2026 (alarm date 10 December 2026; 350 mcg per day)\n"
        "Refill now: Tuesday 1 September 2026 (alarm date 10 December 2026)\n"
    ) in shown


def test_again_and_again_it_goes_back_change_by_change_to_the_beginning(run, record):
    states = []
    for day in ("2026-03-03", "2026-06-05", "2026-09-01"):
        run("log", day)
        states.append(record.read_bytes())
    run("undo")
    assert record.read_bytes() == states[1]
    run("undo")
    assert record.read_bytes() == states[0]
    run("undo")
    assert run("history").out.startswith("NOTHING RECORDED: ")
    run("undo", code=5)


def test_after_an_undo_a_new_change_is_the_next_to_be_taken_back(run, record):
    run("log", "2026-06-05")
    kept = record.read_bytes()
    run("log", "2026-09-01")
    run("undo")
    run("log", "2026-09-02")
    run("undo")
    assert record.read_bytes() == kept


@pytest.mark.parametrize("with_record", [False, True])
def test_with_nothing_to_take_back_it_refuses(run, record, with_record):
    if with_record:
        record.parent.mkdir(parents=True)
        record.write_bytes(b"schema_version = 1\n")
    result = run("undo", code=5)
    assert (result.out, result.err) == (
        "",
        "itb: There is no change left to take back.\n     To see the earlier states: itb restore\n",
    )


def test_a_change_by_hand_is_taken_back_to_what_itb_wrote_last(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    written = record.read_bytes()
    record.write_bytes(written.replace(b"2026-12-10", b"2027-12-10"))
    run("undo")
    assert record.read_bytes() == written


def test_a_damaged_record_is_not_taken_back_but_sent_to_restore(run, record):
    run("log", "2026-09-01")
    record.write_bytes(b"damaged")
    result = run("undo", code=4)
    assert "Earlier states: itb restore." in result.err
    assert record.read_bytes() == b"damaged"


def test_the_envelope_has_what_is_gone_and_what_is_back(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    run("log", "2026-09-01", "--complete", "--dose", "350")
    envelope = json.loads(run("undo", "--json").out)
    data = envelope["data"]
    assert (envelope["command"], envelope["state"], data["tables_changed"]) == ("undo", "soon", [])
    assert [entry["dose_mcg_per_day"] for entry in data["taken_back"]] == [350]
    assert [entry["dose_mcg_per_day"] for entry in data["brought_back"]] == [None]
    assert data["supply"]["refill_by"] == "2026-11-30"


def test_an_undo_that_turns_the_answer_milder_says_so(run):
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")
    run("event", "alarm", "--on", "2026-11-20")
    shown = run("undo").out
    assert "By it the answer turns milder: CALL NOW before, DATES OK after. Look at your clinic's printout." in shown
    assert "milder" not in run("undo").out, "without a refill nothing is known: that is stricter"

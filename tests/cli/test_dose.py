"""`itb dose` as a person sees it: what is stored, what moves, what is refused with the reason, what is asked first."""

import json
import tomllib
from datetime import date

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)
WENT_UP = (
    "Too much baclofen is most likely after a dose goes up. Very sleepy, floppy or slow to breathe? Get emergency help now. "
    "Do not drive before your pump clinic has said yes again. [S17, S04, own]\n"
)


@pytest.fixture
def computed(run):
    """A worked example of `test_supply.py`: 20 mL, 2000 mcg per mL, 250 mcg per day, alarm at 2 mL."""
    run("setup", "--alarm-volume", "2 mL")
    run("log", "2026-09-01", "--filled", "20 mL", "--strength", "2000", "--dose", "250")


@pytest.fixture
def printed(run):
    """A clinic's alarm date and the dose it was worked out for."""
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "250")


def doses(record):
    return tomllib.loads(record.read_text(encoding="utf-8")).get("doses", [])


def test_it_says_what_changed_and_how_the_date_moves(run, computed):
    assert run("dose", "400", "--on", "2026-10-01").out == (
        text(
            """
            SAVED: Dose 400 mcg per day from Thursday 1 October 2026 (52 days ago).

            Dose before: 250 mcg per day (recorded from 1 September 2026)

            Refill by moves from Wednesday 13 January 2027 to Tuesday 1 December 2026.
            Did your clinic print a new alarm date? Then type the same again with --alarm-date DATE.

            BOOK NOW: Call your pump clinic. Ask for a refill by Tuesday 1 December 2026.
            9 days left to the refill-by date.

            """
        )
        + WENT_UP
        + SYMPTOMS
        + "\nTo take this back: itb undo\n"
    )


def test_a_rise_moves_the_clinics_older_date_up_until_a_new_one_is_given(run, printed):
    shown = run("dose", "400", "--on", "2026-10-01").out
    # 25,000 mcg were left on 1 September, 17,500 on 1 October: 43 days at 400 mcg a day, to 13 November
    assert "Refill by moves from Monday 30 November 2026 to Tuesday 3 November 2026.\n" in shown
    assert "CALL NOW: Call your pump clinic now, at any hour." in shown
    assert "By the doses since, that becomes Friday 13 November 2026. The sum is itb's own." in shown
    assert "ask for the new alarm date.\n" in shown
    again = run("dose", "400", "--on", "2026-10-01", "--alarm-date", "2026-11-16").out
    assert "Refill by moves from Tuesday 3 November 2026 to Friday 6 November 2026.\n" in again
    assert "ask for the new alarm date" not in again


def test_a_lower_dose_leaves_the_clinics_date_as_it_is(run, printed):
    shown = run("dose", "200", "--on", "2026-10-01").out
    assert "BOOK NOW: Call your pump clinic. Ask for a refill by Monday 30 November 2026.\n" in shown
    assert "Too much baclofen" not in shown


def test_milligrams_are_converted_and_echoed(run, record, printed):
    assert run("dose", "0.3 mg", "--on", "yesterday").out.startswith("SAVED: Dose 300 mcg per day from Saturday 21 November 2026")
    assert doses(record) == [{"id": "id-2", "on": date(2026, 11, 21), "dose_mcg_per_day": 300}]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("2,5", "--on", "today"), "can be read as 2.5 mcg per day or as 25 mcg per day"),
        (("0", "--on", "today"), "it must be more than 0 mcg per day"),
        (("300", "--on", "2026-11-23"), "lies in the future. A dose change is written down once it has happened."),
        (("300", "--on", "03/04/2026"), "can be read as 3 April 2026 or 4 March 2026"),
        (("300", "--on", "2026-10-01", "--alarm-date", "2026-10-01"), "is not after the dose change on 1 October 2026"),
        (("300", "--on", "2020-10-01"), "is before your pump was implanted, on 5 March 2024"),
        (("320", "--on", "2026-11-01"), "A dose change on Sunday 1 November 2026 is recorded already."),
        (("300", "--on", "2026-11-01", "--alarm-date", "2026-12-30"), "This dose change has another alarm date already."),
    ],
)
def test_what_cannot_be_true_is_refused_and_no_byte_changes(run, record, printed, words, reason):
    run("setup", "--implanted-on", "2024-03-05")
    run("dose", "300", "--on", "2026-11-01", "--alarm-date", "2026-12-01")
    before = record.read_bytes()
    refused = run("dose", *words, code=5)
    assert refused.out == ""
    assert reason in refused.err
    assert "Nothing was stored." in refused.err
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (("300",), "You named no day. Did the dose change today, Sunday 22 November 2026?"),
        (("2500", "--on", "today"), "2,500 mcg per day is 10 times more than the last one, 250 mcg per day. Is it right?"),
        (("25", "--on", "today"), "25 mcg per day is 10 times less than the last one, 250 mcg per day. Is it right?"),
        (("20", "--on", "today"), "is 12 times less than the last one"),
        (("300", "--on", "today", "--alarm-date", "2028-01-01"), "is more than 200 days after the refill. Is it right?"),
        (
            ("300", "--on", "today", "--alarm-date", "2026-12-15"),
            "Tuesday 15 December 2026 is more than 7 days later than the alarm date before lets it be, Monday 7 December 2026. Is it right?",
        ),
        (
            ("200", "--on", "today", "--alarm-date", "2026-12-22"),
            "Tuesday 22 December 2026 is more than 7 days later than the alarm date before lets it be, Monday 14 December 2026. Is it right?",
        ),
    ],
)
def test_the_unlikely_is_asked_about_and_stored_only_with_a_yes(run, record, printed, words, question):
    before = record.read_bytes()
    assert question in run("dose", *words, code=5).err
    assert question in run("dose", *words, is_terminal=True, typed="n\n", code=5).err
    assert record.read_bytes() == before
    run("dose", *words, "--yes")
    assert len(doses(record)) == 1


def test_without_a_refill_no_date_follows_and_it_says_so(run):
    shown = run("dose", "300", "--on", "2026-10-01").out
    assert "No refill is recorded, so no date follows from this." in shown
    assert "UNKNOWN: No refill is recorded." in shown


def test_a_change_from_before_the_newest_refill_moves_nothing(run, printed):
    assert "A newer refill is recorded. The dates still come from that one.\n" in run("dose", "300", "--on", "2026-08-01").out


def test_two_changes_on_one_day_need_force_and_the_higher_counts(run, record, computed):
    run("dose", "400", "--on", "2026-10-01")
    run("dose", "300", "--on", "2026-10-01", code=5)
    assert "Refill by stays Tuesday 1 December 2026." in run("dose", "300", "--on", "2026-10-01", "--force").out
    assert len(doses(record)) == 2


def test_the_same_again_is_no_change(run, record, printed):
    run("dose", "300", "--on", "2026-10-01")
    before = record.read_bytes()
    assert run("dose", "300", "--on", "2026-10-01").out.startswith("NO CHANGE: Dose 300 mcg per day")
    assert record.read_bytes() == before


def test_the_envelope_holds_the_change_and_the_supply(run, printed):
    envelope = json.loads(run("dose", "300", "--on", "2026-10-01", "--json").out)
    data = envelope["data"]
    assert (envelope["command"], envelope["state"]) == ("dose", "overdue")
    assert data.pop("supply")["candidates"][0]["in_force"] is False
    assert data == {
        "change": {"id": "id-2", "on": "2026-10-01", "dose_mcg_per_day": 300, "alarm_date": None, "note": None},
        "completed": False,
        "changed": True,
        "dose_before": {"since": "2026-09-01", "dose_mcg_per_day": 250},
        "counts": True,
        "refill_by_before": "2026-11-30",
        "alarm_date_before": "2026-12-10",
    }


def test_completing_a_change_leaves_one_entry(run, record, printed):
    run("dose", "300", "--on", "2026-10-01")
    run("dose", "300", "--on", "2026-10-01", "--alarm-date", "2026-12-01", "--note", "Printed later.")
    assert doses(record) == [
        {
            "id": "id-2",
            "on": date(2026, 10, 1),
            "dose_mcg_per_day": 300,
            "alarm_date": date(2026, 12, 1),
            "note": "Printed later.",
        }
    ]


def test_the_same_dose_with_a_later_alarm_date_is_asked_about_and_with_the_same_one_is_not(run, printed):
    assert "By the doses since, Friday 18 December 2026 is more than 7 days later" in (
        run("dose", "250", "--on", "2026-10-01", "--alarm-date", "2026-12-18", code=5).err
    )
    shown = run("dose", "250", "--on", "2026-10-01", "--alarm-date", "2026-12-10").out
    assert "Too much baclofen" not in shown
    assert "Refill by stays Monday 30 November 2026.\n" in shown


def test_a_computed_date_is_no_printed_one_that_could_be_contradicted(run, computed):
    run("dose", "400", "--on", "2026-10-01", "--alarm-date", "2027-02-20")


def test_a_change_on_the_day_of_the_refill_counts(run, computed):
    assert json.loads(run("dose", "300", "--on", "2026-09-01", "--json").out)["data"]["counts"] is True


def test_a_no_to_today_asks_for_the_day_and_keeps_what_was_typed(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    before = record.read_bytes()
    run("dose", "400", code=5, is_terminal=True, typed="n\n\n")
    assert record.read_bytes() == before
    said = run("dose", "400", "--note", "as told", is_terminal=True, typed="n\n2026-11-20\n")
    assert "Did the dose change today" in said.err
    assert "On which day" in said.err
    assert "20 November 2026 (2 days ago)" in said.out
    assert 'note = "as told"' in record.read_text()

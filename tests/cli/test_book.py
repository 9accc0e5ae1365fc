"""`itb book` as a person sees it: made, moved, cancelled, done; in time, too late, unknown; closed by a refill."""

import json
import tomllib
from datetime import date, time

import pytest

from conftest import text

SYMPTOMS = (
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    "do not wait for any date. [S04, S10, S30, S35] Type: itb emergency\n"
)


@pytest.fixture
def known(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")


def visits(record):
    return tomllib.loads(record.read_text(encoding="utf-8")).get("appointments", [])


def test_it_says_when_and_how_long_before_the_refill_by_date(run, record, known):
    assert run("book", "2026-11-26", "--at", "9:30", "--place", "Ward 3").out == (
        text(
            """
            SAVED: Appointment on Thursday 26 November 2026 at 09:30 (in 4 days).

            Place: Ward 3

            That is 4 days before the refill-by date.

            BOOKED: Your refill is booked for Thursday 26 November 2026 at 09:30. Keep this visit.
            8 days left to the refill-by date.

            """
        )
        + SYMPTOMS
        + "\nTo take this back: itb undo\n"
    )
    assert visits(record) == [{"id": "id-2", "on": date(2026, 11, 26), "at": time(9, 30), "place": "Ward 3", "status": "booked"}]


def test_one_after_the_refill_by_date_is_too_late_and_the_state_stays(run, known):
    shown = run("book", "2026-12-01").out
    assert "TOO LATE: 1 day after the refill-by date.\n" in shown
    assert "BOOK NOW: Call your pump clinic." in shown
    assert "comes after the refill-by date, Monday 30 November 2026. Call your pump clinic and ask for an earlier one.\n" in shown


def test_on_the_refill_by_date_itself_it_is_called_the_last_day(run, known):
    assert "That is the refill-by date itself: the last day." in run("book", "2026-11-30").out


@pytest.mark.parametrize("words", [(), ("log", "2026-11-20")], ids=["no refill", "only an estimate"])
def test_where_no_date_holds_nothing_is_called_in_time(run, words):
    if words:
        run(*words)
    shown = run("book", "2026-11-26").out
    assert "Whether it comes in time is unknown" in shown
    assert "before the refill-by date." not in shown


def test_moved_the_old_time_goes_and_the_place_stays(run, record, known):
    run("book", "2026-11-26", "--at", "09:30", "--place", "Ward 3")
    shown = run("book", "2026-11-27", "--move").out
    assert shown.startswith("SAVED: Appointment moved to Friday 27 November 2026 (in 5 days).\n")
    assert "It was booked for: Thursday 26 November 2026 at 09:30\n" in shown
    assert visits(record) == [{"id": "id-2", "on": date(2026, 11, 27), "place": "Ward 3", "status": "booked"}]


def test_a_new_time_on_the_same_day_is_a_move(run, record, known):
    run("book", "2026-11-26", "--at", "09:30")
    assert "has another at already" in run("book", "2026-11-26", "--at", "10:30", code=5).err
    run("book", "2026-11-26", "--at", "10:30", "--move")
    assert [visit["at"] for visit in visits(record)] == [time(10, 30)]


def test_cancelled_it_says_to_call_at_once(run, record, known):
    run("book", "2026-11-26")
    shown = run("book", "--cancel").out
    assert "A refill cannot be left out. Call your pump clinic and ask for another day at once.\n" in shown
    assert "BOOK NOW:" in shown
    assert visits(record)[0]["status"] == "cancelled"


def test_a_second_appointment_is_asked_about(run, record, known):
    run("book", "2026-11-26")
    assert "You have an appointment on Thursday 26 November 2026. Is this one more?" in run("book", "2026-11-27", code=5).err
    run("book", "2026-11-27", "--yes")
    assert "More than one appointment is booked." in run("book", "--cancel", code=5).err
    assert "More than one appointment is booked." in run("book", "2026-11-28", "--move", code=5).err
    run("book", "2026-11-28", "--move", "--from", "2026-11-27")
    run("book", "2026-11-26", "--cancel")
    assert sorted((visit["on"], visit["status"]) for visit in visits(record)) == [
        (date(2026, 11, 26), "cancelled"),
        (date(2026, 11, 28), "booked"),
    ]


def test_alone_at_a_terminal_it_asks_for_the_day_and_enter_stops(run, record, known):
    asked = run("book", is_terminal=True, typed="03/04/2027\nfriday\n")
    assert "can be read as 3 April 2027 or 4 March 2027" in asked.err
    assert [visit["on"] for visit in visits(record)] == [date(2026, 11, 27)]
    before = record.read_bytes()
    assert "The day of the appointment is missing." in run("book", is_terminal=True, typed="\n", code=2).err
    assert "Stopped. Nothing was stored." in run("book", is_terminal=True, typed="", code=130).err
    assert record.read_bytes() == before


def test_a_no_to_one_more_asks_if_it_takes_the_place_of_the_other(run, record, known):
    run("book", "2026-11-26", "--place", "Ward 3")
    before = record.read_bytes()
    refused = run("book", "2026-11-27", is_terminal=True, typed="n\nn\n", code=5).err
    assert "Is this one more? (To move that one, type --move.) [y/N] Does it take the place of that one? [y/N] " in refused
    assert "itb: You said no.\n     Nothing was stored." in refused
    assert record.read_bytes() == before
    moved = run("book", "2026-11-27", "--at", "10:30", is_terminal=True, typed="n\ny\n")
    assert "Appointment moved to Friday 27 November 2026 at 10:30" in moved.out
    assert [(visit["on"], visit["place"]) for visit in visits(record)] == [(date(2026, 11, 27), "Ward 3")]


def test_a_no_to_a_far_day_asks_for_the_day_again_and_keeps_the_time(run, record, known):
    run("book", "2028-11-26", "--at", "09:30", is_terminal=True, typed="n\n2026-11-26\n")
    assert [(visit["on"], visit["at"]) for visit in visits(record)] == [(date(2026, 11, 26), time(9, 30))]


def test_after_its_day_it_asks_was_it_done_until_it_is_closed(run, known):
    run("book", "2026-11-26")
    later = {"today": date(2026, 11, 27)}
    assert "Your appointment on Thursday 26 November 2026 has passed and no refill is recorded since. Was it done?" in (
        run("status", **later).out
    )
    done = run("book", "--done", **later).out
    assert "Was the pump filled? Then write it down: itb log 2026-11-26 --alarm-date DATE. Until then the dates stay old." in done
    assert "has passed and no refill" not in run("status", **later).out
    assert run("status", **later).out.startswith("BOOK NOW:")


def test_a_visit_that_lies_ahead_cannot_be_done(run, known):
    run("book", "2026-11-26")
    assert "still lies ahead" in run("book", "--done", code=5).err


def test_a_refill_on_its_day_offers_to_close_it_and_a_no_stores_the_refill_all_the_same(run, record, known):
    run("book", "2026-11-22")
    asked = run("log", "today", "--alarm-date", "2027-02-20", is_terminal=True, typed="n\n")
    assert "Your appointment on Sunday 22 November 2026: was this it? [y/N]" in asked.err
    assert [visit["status"] for visit in visits(record)] == ["booked"]
    run("undo")
    piped = run("log", "today", "--alarm-date", "2027-02-20")
    assert "Your appointment of that day still stands as booked. To close it: itb book 2026-11-22 --done\n" in piped.out
    run("undo")
    run("log", "today", "--alarm-date", "2027-02-20", is_terminal=True, typed="y\n")
    assert [visit["status"] for visit in visits(record)] == ["done"]


def test_a_refill_overtakes_an_appointment_of_its_day(run, known):
    run("book", "2026-11-22")
    run("log", "today", "--alarm-date", "2027-02-20")
    assert json.loads(run("status", "--json").out)["data"]["appointment"] is None


@pytest.mark.parametrize(
    ("words", "reason", "code"),
    [
        ((), "The day of the appointment is missing.", 2),
        (("--move",), "The new day of the appointment is missing.", 2),
        (("2026-11-26", "--move", "--cancel"), "--move, --cancel and --done do not go together.", 2),
        (("2026-11-26", "--from", "2026-11-25"), "--from names the appointment to move.", 2),
        (("--cancel",), "No appointment stands as booked.", 5),
        (("2026-11-21",), "Saturday 21 November 2026 has passed.", 5),
        (("03/04/2027",), "can be read as 3 April 2027 or 4 March 2027", 5),
        (("2026-11-26", "--at", "2:30"), "can be read as 02:30 or 14:30", 5),
        (("2026-11-26", "--at", "25:00"), "is not a time that itb can read", 5),
        (("2026-11-26", "--at", "soon"), "is not a time that itb can read", 5),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_stored(run, record, words, reason, code):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    before = record.read_bytes()
    assert reason in run("book", *words, code=code).err
    assert record.read_bytes() == before


def test_the_envelope_holds_the_appointment_and_its_timing(run, known):
    data = json.loads(run("book", "2026-11-26", "--at", "14.05", "--json").out)["data"]
    assert data.pop("supply")["appointment"]["on"] == "2026-11-26"
    assert data == {
        "action": "made",
        "appointment": {"id": "id-2", "on": "2026-11-26", "at": "14:05:00", "place": None, "status": "booked"},
        "before": None,
        "changed": True,
        "timing": "in_time",
        "days_before_refill_by": 4,
        "refill_recorded": False,
    }


def test_on_its_own_day_it_is_done_and_another_that_day_is_asked_about(run, record, known):
    run("book", "today")
    assert "Is this one more?" in run("book", "2026-11-26", code=5).err
    run("book", "2026-11-26", "--yes")
    done = run("book", "--done").out
    assert "Was the pump filled? Then write it down: itb log 2026-11-22 --alarm-date DATE." in done


def test_done_with_a_refill_of_that_day_or_later_asks_for_nothing_more(run, record, known):
    run("book", "2026-11-26")
    run("log", "2026-11-22", "--alarm-date", "2027-02-20")
    assert json.loads(run("book", "--done", "--json", today=date(2026, 11, 26)).out)["data"]["refill_recorded"] is False


def test_done_and_cancelled_take_the_day_that_is_named(run, record, known):
    run("book", "2026-11-26")
    assert "No appointment is booked for Friday 27 November 2026." in run("book", "2026-11-27", "--cancel", code=5).err
    run("book", "2026-11-27", "--yes")
    run("book", "2026-11-27", "--cancel")
    assert {visit["on"].isoformat(): visit["status"] for visit in visits(record)} == {
        "2026-11-26": "booked",
        "2026-11-27": "cancelled",
    }


def test_what_the_answer_to_a_refill_tells_to_type_works(run, record, known):
    run("book", "2026-11-22")
    assert "To close it: itb book 2026-11-22 --done\n" in run("log", "today", "--alarm-date", "2027-02-20").out
    run("book", "2026-11-22", "--done")
    assert [visit["status"] for visit in visits(record)] == ["done"]


def test_no_answer_at_an_offer_stores_the_refill_all_the_same(run, record, known):
    run("book", "2026-11-22")
    run("log", "today", "--alarm-date", "2027-02-20", is_terminal=True, typed="")
    assert len(tomllib.loads(record.read_text(encoding="utf-8"))["refills"]) == 2


def test_from_goes_with_move_only_and_a_weekday_that_is_done_lies_behind(run, record, known):
    run("book", "2026-11-26")
    run("book", "2026-11-26", "--cancel", "--from", "2026-11-26", code=2)
    run("book", "--done", "--from", "2026-11-26", code=2)
    run("book", "thursday", "--done", today=date(2026, 11, 28))
    assert [visit["status"] for visit in visits(record)] == ["done"]


def test_without_a_day_done_is_the_one_that_passed_and_not_the_one_ahead(run, record, known):
    run("book", "2026-11-26")
    run("book", "2026-12-10", "--yes")
    run("book", "--done", today=date(2026, 11, 28))
    shown = run("history", "--kind", "appointment").out
    assert "Thursday 26 November 2026; What: Appointment; Details: done" in shown
    assert "Thursday 10 December 2026; What: Appointment; Details: booked" in shown


def test_a_visit_is_never_moved_onto_another(run, record, known):
    run("book", "2026-11-26")
    run("book", "2026-12-10", "--yes")
    before = record.read_bytes()
    refused = run("book", "2026-12-10", "--move", "--from", "2026-11-26", code=5).err
    assert "An appointment on Thursday 10 December 2026 is recorded already." in refused
    assert "itb book 2026-11-26 --cancel" in refused
    assert record.read_bytes() == before
    run("book", "2026-12-10", "--move", "--from", "2026-12-10", "--at", "10:15")

"""`itb event` as a person sees it: what each kind does to the state and why, and the clinic's check that ends it."""

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
    run("log", "2026-09-01", "--alarm-date", "2027-02-10")


def events(record):
    return tomllib.loads(record.read_text(encoding="utf-8")).get("events", [])


def test_it_says_what_may_be_wrong_and_that_no_date_holds(run, record, known):
    assert run("event", "mri", "--on", "2026-11-20").out == (
        text(
            """
            SAVED: An MRI scan on Friday 20 November 2026 (2 days ago).

            Once your clinic has checked the pump, type: itb event --checked

            UNKNOWN: Something happened that may upset the pump. Call your pump clinic and ask for a check.

            You recorded an MRI scan on Friday 20 November 2026. No check of the pump is recorded since. A scan can stop the pump, and it may not start again by itself. It can also give too much or too little. So the pump must be read out after the scan. Call your pump clinic and ask for a check. [S05, S21]
            """
        )
        + SYMPTOMS
        + "\nTo take this back: itb undo\n"
    )
    assert events(record) == [{"id": "id-2", "on": date(2026, 11, 20), "kind": "mri"}]


@pytest.mark.parametrize(
    ("kind", "state", "sources"),
    [
        ("mri", "unknown", ["S05", "S21"]),
        ("dive", "unknown", ["S08", "S80"]),
        ("hyperbaric", "unknown", ["S19", "S80"]),
        ("altitude", "unknown", ["S67", "own"]),
        ("alarm", "critical", ["S86"]),
        ("fall", "unknown", ["S08", "S67"]),
        ("other", "unknown", []),
    ],
)
def test_every_kind_takes_the_good_state_away_and_says_why_with_its_source(run, known, kind, state, sources):
    assert json.loads(run("status", "--json").out)["state"] == "ok"
    run("event", kind, "--on", "2026-11-20")
    envelope = json.loads(run("status", "--json").out)
    told = [notice for notice in envelope["notices"] if notice["code"] in ("event_unchecked", "alarm_unchecked")]
    assert envelope["state"] == state
    assert [notice["sources"] for notice in told] == [sources]
    assert "all your pump clinic" in told[0]["text"]
    run("event", kind, "--checked", "2026-11-21")
    assert json.loads(run("status", "--json").out)["state"] == ("unknown" if kind == "alarm" else "ok")
    run("event", kind, "--checked", "2026-11-21", "--alarm-date", "2027-02-10")
    assert json.loads(run("status", "--json").out)["state"] == "ok"


def test_checked_without_a_kind_closes_all_that_happened_up_to_the_check(run, record, known):
    run("event", "mri", "--on", "2026-11-10")
    run("event", "fall", "--on", "2026-11-12")
    run("event", "dive", "--on", "2026-11-20")
    shown = run("event", "--checked", "2026-11-15").out
    assert shown.startswith(
        "SAVED: An MRI scan on Tuesday 10 November 2026 (12 days ago). Pump checked on Sunday 15 November 2026.\n"
    )
    assert "Still without a check: a dive on 20 November 2026.\n" in shown
    assert "UNKNOWN:" in shown
    assert [event.get("checked_on") for event in sorted(events(record), key=lambda event: event["on"])] == [
        date(2026, 11, 15),
        date(2026, 11, 15),
        None,
    ]


def test_checked_alone_means_today(run, record, known):
    run("event", "mri", "--on", "2026-11-10")
    run("event", "--checked")
    assert events(record)[0]["checked_on"] == date(2026, 11, 22)


def test_checked_before_other_options_means_today_too(run, record, known):
    run("event", "mri", "--on", "2026-11-10", "--checked", "--note", "All well.")
    assert events(record) == [
        {"id": "id-2", "on": date(2026, 11, 10), "kind": "mri", "checked_on": date(2026, 11, 22), "note": "All well."}
    ]


def test_an_event_from_before_the_newest_refill_does_not_weigh_on_the_state(run, known):
    shown = run("event", "dive", "--on", "2026-08-01").out
    assert "A refill came after it, so it does not change the dates." in shown
    assert "DATES OK:" in shown


def test_an_alarm_before_any_refill_is_recorded_is_critical(run):
    assert "CALL NOW: Call your pump clinic now, at any hour." in run("event", "alarm", "--on", "today").out


def test_without_a_day_it_asks(run, record, known):
    before = record.read_bytes()
    assert "You named no day. Did it happen today, Sunday 22 November 2026?" in run("event", "fall", code=5).err
    assert record.read_bytes() == before
    run("event", "fall", "--yes")
    assert events(record)[0]["on"] == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "reason", "code"),
    [
        ((), "The kind of event is missing.", 2),
        (("earthquake",), "earthquake", 2),
        (("mri", "--on", "2026-11-23"), "lies in the future. An event is written down once it has happened.", 5),
        (("mri", "--on", "2026-11-10", "--checked", "2026-11-09"), "is before the event on 10 November 2026", 5),
        (("mri", "--checked", "2026-11-23"), "lies in the future. A check is written down once it has happened.", 5),
        (("mri", "--checked"), "No record of an MRI scan without a check", 5),
        (("--checked", "--note", "x"), "--on and --note want the kind of event.", 2),
        (("mri", "--on", "03/04/2026"), "can be read as 3 April 2026 or 4 March 2026", 5),
    ],
)
def test_what_cannot_be_true_is_refused_and_no_byte_changes(run, record, known, words, reason, code):
    before = record.read_bytes()
    assert reason in run("event", *words, code=code).err
    assert record.read_bytes() == before


def test_the_same_again_is_no_change_and_a_check_of_another_day_is_refused(run, known):
    run("event", "mri", "--on", "2026-11-10")
    assert run("event", "mri", "--on", "2026-11-10").out.startswith("NO CHANGE: An MRI scan on Tuesday 10 November 2026")
    run("event", "mri", "--on", "2026-11-10", "--checked", "2026-11-11")
    assert "has another checked on already" in run("event", "mri", "--on", "2026-11-10", "--checked", "2026-11-12", code=5).err


def test_the_envelope_holds_the_event_and_what_is_left(run, known):
    data = json.loads(run("event", "alarm", "--on", "today", "--json").out)["data"]
    assert data.pop("supply")["doubts"] == ["event_unchecked"]
    event = {"id": "id-2", "on": "2026-11-22", "kind": "alarm", "checked_on": None, "alarm_date": None, "note": None}
    assert data == {
        "events": [event],
        "changed": True,
        "checked_on": None,
        "why": [{"text": "An alarm can mean that the drug runs low, or that the pump has stopped.", "sources": ["S86"]}],
        "counts": True,
        "left": [event],
        "state_before": "ok",
    }


def test_a_check_on_the_day_itself_counts(run, record, known):
    run("event", "mri", "--on", "2026-11-10", "--checked", "2026-11-10")
    run("event", "fall", "--on", "2026-11-12")
    run("event", "--checked", "2026-11-12")
    assert [event["checked_on"] for event in events(record)] == [date(2026, 11, 10), date(2026, 11, 12)]
    assert json.loads(run("status", "--json").out)["state"] == "ok"


def test_two_kinds_on_one_day_are_two_events(run, record, known):
    run("event", "mri", "--on", "2026-11-10")
    run("event", "fall", "--on", "2026-11-10")
    assert sorted(event["kind"] for event in events(record)) == ["fall", "mri"]


def test_an_event_on_the_day_of_the_refill_counts_and_one_of_several_is_enough(run, known):
    assert json.loads(run("event", "mri", "--on", "2026-09-01", "--json").out)["data"]["counts"] is True
    run("event", "dive", "--on", "2026-08-01")
    assert json.loads(run("event", "--checked", "--json").out)["data"]["counts"] is True


def test_a_check_from_before_its_event_can_be_mended(run, record, known):
    record.write_text(
        record.read_text(encoding="utf-8") + '\n[[events]]\nid = "odd"\non = 2026-11-10\nkind = "mri"\nchecked_on = 2026-11-09\n',
        encoding="utf-8",
    )
    assert json.loads(run("status", "--json").out)["state"] == "unknown"
    run("event", "mri", "--on", "2026-11-10", "--checked", "2026-11-11")
    assert [(event["id"], event["checked_on"]) for event in events(record)] == [("odd", date(2026, 11, 11))]


def test_a_second_alarm_after_the_check_of_that_day_is_a_new_one(run, record, known):
    run("event", "alarm", "--on", "2026-11-20")
    run("event", "--checked", "2026-11-20")
    assert "CALL NOW:" in run("event", "alarm", "--on", "2026-11-20").out
    assert [event.get("checked_on") for event in events(record)] == [date(2026, 11, 20), None]


def test_a_refill_of_a_later_day_hides_no_alarm(run, record, known):
    run("event", "alarm", "--on", "2026-11-20")
    record.write_text(record.read_text(encoding="utf-8") + '\n[[refills]]\nid = "later"\non = 2027-06-01\n', encoding="utf-8")
    envelope = json.loads(run("status", "--json").out)
    assert envelope["state"] == "critical"
    assert "alarm_unchecked" in [notice["code"] for notice in envelope["notices"]]


def test_a_kind_typed_as_the_day_of_a_check_is_told_where_it_belongs(run):
    run("event", "mri", "--on", "2026-11-20")
    refused = run("event", "--checked", "mri", code=5).err
    assert "mri is a kind of event, not a day." in refused
    assert "itb event mri --checked" in refused


def test_a_no_to_today_asks_for_the_day_and_keeps_what_was_typed(run, record):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    before = record.read_bytes()
    run("event", "fall", code=5, is_terminal=True, typed="n\n\n")
    assert record.read_bytes() == before
    said = run("event", "fall", "--note", "as told", is_terminal=True, typed="n\n2026-11-20\n")
    assert "Did it happen today" in said.err
    assert "On which day" in said.err
    assert "20 November 2026 (2 days ago)" in said.out
    assert 'note = "as told"' in record.read_text()

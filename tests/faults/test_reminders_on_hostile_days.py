"""Real processes of `itb remind` over days without a run, switches of the clock, other zones, a clock set back (F8, F21)."""

import json
from datetime import date, timedelta

import pytest
from shown_clock import itb_at, needs_faketime, take_the_stamp_away

from selection import rest_slow

pytestmark = needs_faketime
GRAVEST_FIRST = ("critical", "overdue", "unknown", "soon", "ok")
WITHOUT_A_RUN = [
    # Alarm date 10 December 2026: book by 16 November, refill by 30 November.
    (
        "2026-11-10",
        "2026-11-20",
        "soon",
        "Reminders last ran 10 days ago. Passed meanwhile: the book-by date, Monday 16 November 2026.",
    ),
    (
        "2026-11-10",
        "2027-01-10",
        "critical",
        "Reminders last ran 61 days ago. Passed meanwhile: the book-by date, Monday 16 November",
    ),
    (
        "2026-11-10",
        "2028-11-10",
        "critical",
        "Reminders last ran 731 days ago. Passed meanwhile: the book-by date, Monday 16 November",
    ),
    (
        "2026-11-29",
        "2026-12-09",
        "overdue",
        "Reminders last ran 10 days ago. Passed meanwhile: the refill-by date, Monday 30 November",
    ),
]
SWITCHES = [
    *(("Europe/Berlin", f"2026-10-25 {hour}") for hour in ("02:30:00", "23:59:58")),
    *(("Europe/Berlin", f"2026-03-29 {hour}") for hour in ("03:00:01",)),
    *(("America/New_York", f"2026-11-01 {hour}") for hour in ("01:30:00",)),
    ("Pacific/Kiritimati", "2026-11-22 00:00:05"),
    ("Pacific/Pago_Pago", "2026-11-22 23:59:50"),
]


@pytest.fixture
def itb(tmp_path):
    """Runs the real `itb` at a moment of a zone; gives what it wrote."""

    def run(zone, moment, *words):
        ended = itb_at(tmp_path, zone, moment, *words)
        assert (ended.returncode, ended.stderr) == (0, "")
        take_the_stamp_away(tmp_path)
        return ended.stdout

    return run


def log(itb, zone, day, alarm_date):
    itb(zone, f"{day} 12:00:00", "log", "today", "--alarm-date", alarm_date, "--yes")


@pytest.mark.parametrize(("last_run", "day", "state", "said"), rest_slow(WITHOUT_A_RUN))
def test_after_days_months_and_years_without_a_run_the_next_says_the_right_thing(itb, last_run, day, state, said):
    log(itb, "Europe/Berlin", "2026-09-01", "2026-12-10")
    itb("Europe/Berlin", f"{last_run} 09:00:00", "remind")
    line = itb("Europe/Berlin", f"{day} 09:00:00", "remind")
    assert said in line
    assert line.count("\n") == 1
    told = json.loads(itb("Europe/Berlin", f"{day} 09:00:00", "remind", "--json"))
    assert told["state"] == state
    assert told["data"]["last_run"] == day


@pytest.mark.parametrize(("zone", "moment"), rest_slow(SWITCHES, every_day=2))
def test_a_switch_of_the_clock_is_no_day_more_or_less(itb, zone, moment):
    today = date.fromisoformat(moment[:10])
    refill = today - timedelta(days=60)
    log(itb, zone, refill.isoformat(), (today + timedelta(days=20)).isoformat())
    itb(zone, f"{today - timedelta(days=3)} 23:59:50", "remind")
    told = json.loads(itb(zone, moment, "remind", "--json"))
    assert (told["state"], told["data"]["days_left"], told["data"]["days_since_last_run"]) == ("soon", 10, 3)


def test_a_journey_moves_no_date_and_is_no_fault_of_the_clock(itb):
    log(itb, "UTC", "2026-09-01", "2026-12-10")
    moments = ("2026-11-22 00:30:00", "2026-11-21 00:30:00")
    east, west = (
        json.loads(itb(zone, moment, "remind", "--json"))
        for zone, moment in zip(("Pacific/Kiritimati", "Pacific/Pago_Pago"), moments, strict=True)
    )
    assert east["data"]["refill_by"] == west["data"]["refill_by"] == "2026-11-30"
    assert (east["state"], west["state"]) == ("soon", "soon")
    assert "reminders_ahead" not in [notice["code"] for notice in west["notices"]]


@pytest.mark.slow
def test_a_clock_that_was_set_back_is_said_improves_nothing_and_ends_what_was_put_off(itb, tmp_path):
    log(itb, "UTC", "2026-09-01", "2027-03-31")
    itb("UTC", "2026-09-02 12:00:00", "setup", "--tablets-use-before", "2026-12-01")
    itb("UTC", "2026-11-22 12:00:00", "remind", "--snooze", "7")
    assert itb("UTC", "2026-11-23 12:00:00", "remind") == ""
    states = []
    for day in ("2026-11-23", "2026-10-23", "2026-09-02", "2026-08-23"):
        told = json.loads(itb("UTC", f"{day} 12:00:00", "remind", "--json"))
        states.append(GRAVEST_FIRST.index(told["state"]))
        was_set_back = day != "2026-11-23"
        assert (told["data"]["silence"] == "snoozed") == (not was_set_back)
        assert ("reminders_ahead" in told["data"]["to_do"]) == was_set_back
    assert states == sorted(states, reverse=True)


@pytest.mark.slow
def test_one_put_off_speaks_again_on_its_day_through_a_switch_of_the_clock(itb):
    log(itb, "Europe/Berlin", "2026-09-01", "2027-02-20")
    itb("Europe/Berlin", "2026-09-02 12:00:00", "setup", "--tablets-use-before", "2026-11-01")
    itb("Europe/Berlin", "2026-10-22 12:00:00", "remind", "--snooze", "4")
    shown = [
        itb("Europe/Berlin", f"2026-10-{day} {hour}", "remind")
        for day, hour in ((24, "23:59:58"), (25, "02:30:00"), (25, "23:59:58"))
    ]
    assert shown == ["", "", ""]
    assert itb("Europe/Berlin", "2026-10-26 00:00:05", "remind").startswith("TO DO: ")

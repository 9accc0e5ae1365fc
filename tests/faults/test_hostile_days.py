"""Real processes in hostile zones, at hours around switches of the clock, on leap days and at ends of years: no day moves (F8, R81)."""

import json
from datetime import date, timedelta

import pytest
from shown_clock import itb_at, needs_faketime, take_the_stamp_away

pytestmark = needs_faketime

MOMENTS = [
    # The nights in which an hour is missing or comes twice.
    *(("Europe/Berlin", f"2026-03-29 {hour}") for hour in ("00:30:00", "01:59:59", "03:00:01", "23:59:58")),
    *(("Europe/Berlin", f"2026-10-25 {hour}") for hour in ("00:30:00", "01:59:59", "02:30:00", "03:00:01", "23:59:58")),
    *(("America/New_York", f"2026-03-08 {hour}") for hour in ("00:30:00", "01:59:59", "03:00:01", "23:59:58")),
    *(("America/New_York", f"2026-11-01 {hour}") for hour in ("00:30:00", "01:30:00", "02:00:01", "23:59:58")),
    # The farthest zones, where it is another day than in most of the world.
    ("Pacific/Kiritimati", "2026-11-22 00:00:05"),
    ("Pacific/Kiritimati", "2026-11-22 23:59:50"),
    ("Pacific/Pago_Pago", "2026-11-22 00:00:05"),
    ("Pacific/Pago_Pago", "2026-11-22 23:59:50"),
    # Days that do not come every year.
    ("UTC", "2028-02-29 12:00:00"),
    ("Europe/Berlin", "2026-12-31 23:59:50"),
    ("America/New_York", "2027-01-01 00:00:05"),
]


@pytest.fixture
def itb(tmp_path):
    """Runs the real `itb` at a moment of a zone; gives the JSON's envelope."""

    def run(zone, moment, *words):
        ended = itb_at(tmp_path, zone, moment, *words, "--json")
        assert ended.returncode in (0, 3), ended.stderr
        take_the_stamp_away(tmp_path)
        return json.loads(ended.stdout)

    return run


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "moment"), MOMENTS)
def test_a_refill_of_today_is_of_the_local_day_and_its_dates_are_whole_days_away(itb, zone, moment):
    today = date.fromisoformat(moment[:10])
    alarm_date = today + timedelta(days=100)
    stored = itb(zone, moment, "log", "today", "--alarm-date", alarm_date.isoformat(), "--yes")
    assert stored["data"]["refill"]["on"] == today.isoformat()
    assert stored["as_of"] == today.isoformat()
    told = itb(zone, moment, "next-refill")
    refill_by = date.fromisoformat(told["data"]["refill_by"])
    assert refill_by == alarm_date - timedelta(days=10)
    assert told["data"]["days_left"] == (refill_by - today).days == 90
    assert told["data"]["days_gone"] == 0
    assert told["state"] == "ok"


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "moment"), MOMENTS)
def test_the_answer_of_today_is_that_of_the_same_day_asked_for(itb, zone, moment):
    today = date.fromisoformat(moment[:10])
    noon = f"{(today - timedelta(days=60)).isoformat()} 12:00:00"
    itb(zone, noon, "log", "today", "--filled", "20", "--strength", "2000", "--dose", "350", "--yes")
    now = itb(zone, moment, "status")
    asked = itb(zone, f"{(today + timedelta(days=1)).isoformat()} 12:00:00", "status", "--as-of", today.isoformat())
    assert (now["state"], now["data"]) == (asked["state"], asked["data"])


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "UTC"])
def test_a_journey_to_another_zone_moves_no_date(itb, zone):
    itb("UTC", "2026-11-20 12:00:00", "log", "2026-11-10", "--alarm-date", "2027-02-18", "--yes")
    assert itb(zone, "2026-11-22 12:00:00", "next-refill")["data"]["refill_by"] == "2027-02-08"

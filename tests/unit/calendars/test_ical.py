"""Entries to iCalendar: whole days, alarms at nine, escaped and folded text, the same bytes each time. Parsed back by another library."""

from datetime import date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.calendars.ical import Entry, Ringing, encode, rings
from itb_cli.domain.text import harmless

UID = "00000000-0000-4000-8000-000000000001"
WHOLE_DAY = Entry(UID, date(2026, 11, 30), None, 2, False, date(2026, 11, 22), "Call", "Look", alarms=(Ringing(0, "Call"),))


def lines_of(data: bytes) -> list[str]:
    """The lines, long ones joined again."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_whole_day_to_the_last_line():
    assert encode((WHOLE_DAY,)).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//itb//itb calendar//EN",
        "BEGIN:VEVENT",
        "SUMMARY:Call",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "DTSTAMP:20261122T000002Z",
        "UID:00000000-0000-4000-8000-000000000001",
        "SEQUENCE:2",
        "CLASS:PRIVATE",
        "DESCRIPTION:Look",
        "LAST-MODIFIED:20261122T000002Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Call",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def stamps(entry):
    """DTSTAMP and LAST-MODIFIED as another library reads them."""
    event = vobject.readOne(encode((entry,)).decode()).vevent
    return event.dtstamp.value, event.last_modified.value


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 2**31 - 6), st.integers(0, 400), st.integers(1, 5))
def test_every_change_is_stamped_later_than_the_one_before(day, sequence, days, changes):
    """As a phone compares: what is not stamped later than the entry that it has is passed over."""
    entry = WHOLE_DAY._replace(changed_on=day, sequence=sequence)
    later = entry._replace(changed_on=day + timedelta(days=days), sequence=sequence + changes)
    assert all(after > before for before, after in zip(stamps(entry), stamps(later), strict=True))


def test_a_visit_begins_at_its_hour_wherever_the_person_is():
    lines = lines_of(encode((WHOLE_DAY._replace(at=time(14, 30, 5, 999)),)))
    assert "DTSTART:20261130T143005" in lines
    assert not [line for line in lines if line.startswith("DTEND") or "TZID" in line]
    assert "TRIGGER:-PT5H30M" in lines


@pytest.mark.parametrize(
    ("at", "days", "rings_at"),
    [
        (None, 0, "2026-11-30 09:00"),
        (None, 14, "2026-11-16 09:00"),
        (None, 1, "2026-11-29 09:00"),
        (time(14, 30), 0, "2026-11-30 09:00"),
        (time(11), 0, "2026-11-30 09:00"),
        (time(9, 5), 0, "2026-11-30 07:05"),
        (time(0, 30), 0, "2026-11-29 22:30"),
    ],
)
def test_the_hour_at_which_an_alarm_rings(at, days, rings_at):
    start = datetime.combine(WHOLE_DAY.on, at or time())
    assert f"{start + rings(at, days):%Y-%m-%d %H:%M}" == rings_at


def test_fourteen_days_before_is_written_as_the_standard_reckons():
    lines = lines_of(encode((WHOLE_DAY._replace(alarms=(Ringing(0, "a"), Ringing(14, "b"))),)))
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:PT9H", "TRIGGER:-P13DT15H"]


def test_what_was_taken_back_says_so_and_rings_no_more():
    lines = lines_of(encode((WHOLE_DAY._replace(is_cancelled=True, alarms=()),)))
    assert "STATUS:CANCELLED" in lines
    assert not [line for line in lines if "VALARM" in line]


HOSTILE = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from(',;:\\"\n\r\t \u202e\u2028😀é\x00\x1b'), max_size=200
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_comes_back_from_another_library_in_lines_of_75_bytes(summary, description, place):
    said = [harmless(text).replace("\\N", "\\M") for text in (summary, description, place)]  # the library takes \N for a new line
    data = encode((WHOLE_DAY._replace(summary=said[0] or "x", description=said[1] or "x", place=said[2] or "x", alarms=()),))
    assert data.endswith(b"\r\n")
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    event = vobject.readOne(data.decode()).vevent
    assert [event.summary.value, event.description.value, event.location.value] == [text or "x" for text in said]
    assert event.dtstart.value == date(2026, 11, 30)
    assert event.dtend.value - event.dtstart.value == timedelta(days=1)


def test_lines_of_a_description_come_back_as_lines():
    data = encode((WHOLE_DAY._replace(description="one\ntwo, three; four\\n five"),))
    assert vobject.readOne(data.decode()).vevent.description.value == "one\ntwo, three; four\\n five"

"""The file for a calendar that is there already: known as ours, or as none of ours."""

import os
from datetime import date

import pytest

from itb_cli.calendars.files import found_uids
from itb_cli.calendars.ical import Entry, encode
from itb_cli.errors import InputRefusedError

UID = "00000000-0000-4000-8000-000000000001"
OURS = encode((Entry(UID, date(2026, 11, 30), None, 0, False, date(2026, 11, 22), "Call", "Look"),))
FOREIGN = {
    "another program's": OURS.replace(b"PRODID:-//itb//itb calendar//EN", b"PRODID:-//Other//EN"),
    "no calendar": b"my diary",
    "empty": b"",
    "ours and more": OURS + OURS.replace(b"itb", b"other"),
    "our id in a text only": b"BEGIN:VCALENDAR\r\nPRODID:x\r\nX:PRODID:-//itb//itb calendar//EN\r\nEND:VCALENDAR\r\n",
    "our id folded away": b"BEGIN:VCALENDAR\r\nX:\r\n PRODID:-//itb//itb calendar//EN\r\nEND:VCALENDAR\r\n",
}


def test_an_earlier_file_of_ours_is_known_by_its_ids(tmp_path):
    place = tmp_path / "a.ICS"
    assert found_uids(place) is None
    place.write_bytes(OURS)
    assert found_uids(place) == {UID}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_not_ours_is_none_of_ours_and_stays(tmp_path, data):
    place = tmp_path / "a.ics"
    place.write_bytes(data)
    assert found_uids(place) is None
    assert place.read_bytes() == data


@pytest.mark.parametrize("name", ["record.toml", "itb", "a.ics.txt", "a.txt"])
def test_another_kind_of_name_is_refused(tmp_path, name):
    with pytest.raises(InputRefusedError, match=r"ends in \.ics"):
        found_uids(tmp_path / name)


def test_what_is_no_file_is_none_of_ours(tmp_path):
    (tmp_path / "a.ics").mkdir()
    assert found_uids(tmp_path / "a.ics") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.ics")
    assert found_uids(tmp_path / "a.ics") is None

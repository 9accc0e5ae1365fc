"""The file for a calendar: its owner's only, whole or not at all, and never over a file that is not ours."""

import os
from datetime import date

import pytest

from itb_cli.calendars.files import found_uids, write
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


def test_a_new_file_is_its_owners_only_whatever_the_umask(tmp_path):
    place = tmp_path / "a.ics"
    before = os.umask(0)
    try:
        write(place, OURS)
    finally:
        os.umask(before)
    assert place.read_bytes() == OURS
    assert os.name == "nt" or place.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [place], "no copy stays beside it"


def test_an_earlier_file_of_ours_is_known_by_its_ids(tmp_path):
    place = tmp_path / "a.ICS"
    assert found_uids(place) is None
    write(place, OURS)
    assert found_uids(place) == {UID}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_not_ours_is_refused_with_the_reason(tmp_path, data):
    place = tmp_path / "a.ics"
    place.write_bytes(data)
    with pytest.raises(InputRefusedError, match="is there already, and itb did not make it"):
        found_uids(place)
    assert place.read_bytes() == data


@pytest.mark.parametrize("name", ["record.toml", "itb", "a.ics.txt", "a.txt"])
def test_another_kind_of_name_is_refused(tmp_path, name):
    with pytest.raises(InputRefusedError, match=r"ends in \.ics"):
        found_uids(tmp_path / name)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "a.ics").mkdir()
    with pytest.raises(InputRefusedError, match="not a regular file"):
        found_uids(tmp_path / "a.ics")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.ics")
    with pytest.raises(InputRefusedError, match="not a regular file"):
        found_uids(tmp_path / "a.ics")


def test_a_folder_that_is_not_there_is_refused_with_the_systems_reason(tmp_path):
    with pytest.raises(InputRefusedError, match="No such file or directory"):
        write(tmp_path / "none" / "a.ics", OURS)
    with pytest.raises(InputRefusedError):
        found_uids(tmp_path / "a\0b.ics")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no limit of a process on this system")
def test_a_full_disk_leaves_the_earlier_file(tmp_path):
    resource = pytest.importorskip("resource")
    place = tmp_path / "a.ics"
    write(place, OURS)
    child = os.fork()
    if child == 0:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            write(place, OURS * 2)
        except InputRefusedError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert place.read_bytes() == OURS
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.ics").symlink_to(tmp_path / "real.ics")
    write(tmp_path / "link.ics", OURS)
    assert (tmp_path / "link.ics").is_symlink()
    assert (tmp_path / "real.ics").read_bytes() == OURS

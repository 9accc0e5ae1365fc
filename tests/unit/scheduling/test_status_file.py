"""The status file: its lines, its place, its stamp, who may read it, and what is left if it cannot be written."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from itb_cli.domain.supply_state import SupplyState
from itb_cli.prompt.cache_file import encoded, status_file_of, write_status
from itb_cli.prompt.cache_folder import cache_folder
from itb_cli.services.reminders.prompt import Turn

TURNS = (Turn(date.min, SupplyState.UNKNOWN), Turn(date(2026, 9, 2), SupplyState.OK), Turn(date(2026, 11, 16), SupplyState.SOON))
LINES = "0 unknown\n20260902 ok\n20261116 soon\nend 1\n"
STAMP_NS = 1_700_000_000_123_456_789
not_windows = pytest.mark.skipif(os.name == "nt", reason="a file's mode says nothing there")


def test_a_line_a_turn_and_a_last_line_that_tells_that_it_is_whole():
    assert encoded(TURNS) == LINES
    assert encoded(()) == "0 none\nend 1\n"


def test_the_file_bears_the_records_stamp(tmp_path):
    place = tmp_path / "cache" / "itb" / "prompt-1"
    write_status(place, TURNS, STAMP_NS)
    assert place.read_text(encoding="ascii") == LINES
    assert place.stat().st_mtime_ns // 100 == STAMP_NS // 100  # Windows counts in steps of 100 nanoseconds
    write_status(place, (), None)
    assert place.read_text(encoding="ascii") == "0 none\nend 1\n"
    assert [path.name for path in place.parent.iterdir()] == ["prompt-1"]


@not_windows
def test_only_its_owner_may_read_it_whatever_the_umask(tmp_path):
    place = tmp_path / "cache" / "itb" / "prompt-1"
    before = os.umask(0)
    try:
        write_status(place, TURNS, STAMP_NS)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (place, place.parent, place.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_link_in_its_place_is_replaced_and_what_it_points_to_left_alone(tmp_path):
    other = tmp_path / "other"
    other.write_text("mine", encoding="ascii")
    place = tmp_path / "prompt-1"
    place.symlink_to(other)
    write_status(place, TURNS, STAMP_NS)
    assert (other.read_text(encoding="ascii"), place.is_symlink()) == ("mine", False)


def test_where_it_cannot_be_written_nothing_is_left(tmp_path):
    place = tmp_path / "prompt-1"
    place.mkdir()
    with pytest.raises(OSError, match=r"prompt-1"):
        write_status(place, TURNS, STAMP_NS)
    assert [path.name for path in tmp_path.iterdir()] == ["prompt-1"]


def test_its_name_tells_nothing_and_is_one_for_all_ways_to_the_record(tmp_path):
    record = tmp_path / "people" / "alex.toml"
    record.parent.mkdir()
    record.write_text("", encoding="ascii")
    link = tmp_path / "link.toml"
    link.symlink_to(record)
    place = status_file_of(record, Path("cache"))
    assert (
        place
        == status_file_of(link, Path("cache"))
        == status_file_of(tmp_path / "people" / ".." / "people" / "alex.toml", Path("cache"))
    )
    assert place != status_file_of(tmp_path / "people" / "sam.toml", Path("cache"))
    assert "alex" not in str(place)


def test_a_relative_cache_folder_is_ignored(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert cache_folder({"XDG_CACHE_HOME": "here"}) == tmp_path / ".cache" / "itb"

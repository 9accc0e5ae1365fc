"""Reading the record: nothing yet, gone, refused, too large. Not one byte changes by it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from itb_cli.domain.record import Record
from itb_cli.errors import RecordDamagedError, RecordUnreadableError, RecordVanishedError
from itb_cli.storage.limits import LARGEST_FILE
from itb_cli.storage.paths import generations_beside, lock_beside
from itb_cli.storage.record_reader import check_can_be_there, load

RECORDS = Path(__file__).parents[2] / "data" / "records"
FULL = (RECORDS / "schema_1.toml").read_bytes()


def put(path: Path, data: bytes = FULL) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def keep(record: Path, name: str = "000001_2026-09-01.toml") -> Path:
    return put(generations_beside(record) / name)


def everything(folder: Path) -> Mapping[Path, tuple[int, bytes]]:
    """Each file's stamp and content."""
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_where_there_has_never_been_a_record_it_is_empty(record: Path):
    stored = load(record)
    assert (stored.record, stored.modified) == (Record(), None)
    assert not record.parent.exists()


def test_a_lock_alone_is_no_sign_of_an_earlier_record(record: Path):
    put(lock_beside(record), b"")
    assert load(record).record == Record()


def test_a_record_is_read_with_its_stamp(record: Path):
    put(record)
    os.utime(record, (1_000_000_000, 1_000_000_000))
    stored = load(record)
    assert [refill.id for refill in stored.record.refills] == ["a1", "a2"]
    assert stored.modified == 1_000_000_000


def test_a_record_that_is_gone_while_earlier_states_are_left_is_an_error(record: Path):
    keep(record)
    with pytest.raises(RecordVanishedError) as caught:
        load(record)
    assert "itb restore" in caught.value.hint


def test_reading_changes_no_file_and_makes_none(record: Path):
    put(record)
    keep(record)
    before = everything(record.parent)
    load(record)
    assert everything(record.parent) == before


@pytest.mark.parametrize("name", ["notes.txt", "000001.toml", "000001_2026-09-01.toml.bak", ".000001_2026-09-01.toml.tmp"])
def test_a_file_of_another_name_beside_the_states_is_no_state(record: Path, name: str):
    keep(record, name)
    assert load(record).record == Record()


@pytest.mark.parametrize("name", ["000001_2026-13-45.toml", "000001_0000-00-00.toml"])
def test_a_state_with_an_impossible_day_in_its_name_stops_nobody(record: Path, name: str):
    keep(record, name)
    assert load(record).record == Record()


def test_a_link_is_followed(record: Path, tmp_path: Path):
    put(tmp_path / "real.toml")
    record.parent.mkdir()
    record.symlink_to(tmp_path / "real.toml")
    assert len(load(record).record.refills) == 2


def test_a_record_that_is_gone_behind_a_link_is_an_error_too(record: Path, tmp_path: Path):
    keep(tmp_path / "real.toml")
    record.parent.mkdir()
    record.symlink_to(tmp_path / "real.toml")
    with pytest.raises(RecordVanishedError):
        load(record)


def test_a_circle_of_links_is_refused(record: Path):
    record.parent.mkdir()
    record.symlink_to(record)
    with pytest.raises(RecordUnreadableError):
        load(record)


def test_a_folder_is_no_record(record: Path):
    record.mkdir(parents=True)
    with pytest.raises(RecordUnreadableError):
        load(record)


@pytest.mark.skipif(os.name != "posix", reason="needs a device file")
def test_a_device_is_no_record():
    with pytest.raises(RecordUnreadableError, match="not a regular file"):
        load(Path(os.devnull))


def test_a_place_below_a_file_is_refused(record: Path):
    put(record)
    with pytest.raises(RecordUnreadableError):
        load(record / "record.toml")


def test_where_no_folder_is_yet_a_record_can_still_begin(record: Path):
    assert load(record.parent / "more" / "deeper" / "record.toml").record == Record()


@pytest.mark.skipif(os.name != "nt", reason="drives are Windows' own")
def test_a_drive_that_is_not_there_is_not_the_same_as_no_record():
    with pytest.raises(RecordUnreadableError, match="is not there"):
        load(Path("Q:\\itb\\record.toml"))


@pytest.mark.parametrize("ask", [lambda file: file / "record.toml", lambda file: file / "more" / "record.toml"])
def test_a_system_that_says_not_found_of_a_place_below_a_file_does_not_make_it_a_beginning(record: Path, ask):
    """Windows says so; here the answer is given to the same question."""
    put(record)
    with pytest.raises(OSError, match="is a file, not a folder"):
        check_can_be_there(ask(record))


def test_a_name_too_long_for_any_system_cannot_be_there(tmp_path: Path):
    check_can_be_there(tmp_path / ("a" * 255) / "record.toml")
    with pytest.raises(OSError, match="too long"):
        check_can_be_there(tmp_path / ("a" * 256) / "record.toml")


def test_a_name_longer_than_the_system_knows_is_refused(tmp_path: Path):
    with pytest.raises(RecordUnreadableError):
        load(tmp_path / ("a" * 300) / "record.toml")


def test_a_file_larger_than_any_record_is_refused_without_being_read_to_its_end(record: Path):
    put(record)
    os.truncate(record, 2**40)
    with pytest.raises(RecordUnreadableError, match="larger than 4 MB"):
        load(record)


def test_the_largest_file_is_still_looked_at(record: Path):
    put(record, b"")
    os.truncate(record, LARGEST_FILE)
    with pytest.raises(RecordDamagedError):
        load(record)


def test_an_empty_file_is_damage_and_not_a_beginning(record: Path):
    put(record, (RECORDS / "empty.toml").read_bytes())
    with pytest.raises(RecordDamagedError, match="empty"):
        load(record)

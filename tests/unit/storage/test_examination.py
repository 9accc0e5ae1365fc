"""What is seen at a record's place, and that what cannot be seen is never taken for nothing there."""

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from itb_cli.domain.examined import LockState
from itb_cli.storage import inspection
from itb_cli.storage.inspection import examined
from saving import update

if sys.platform == "win32":
    pytest.skip("links and permissions are others there", allow_module_level=True)

_DAY = date(2026, 11, 22)
REFILL = b'schema_version = 1\n[[refills]]\nid = "a"\non = 2026-09-01\n'


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.toml"
    path.write_bytes(REFILL)
    return path


def test_nothing_there_is_seen_as_nothing(tmp_path: Path):
    found = examined(tmp_path / "deep" / "record.toml", ())
    assert (found.exists, found.error, found.schema, found.written, found.is_ours) == (False, None, None, None, None)
    assert (found.is_writable, found.guarded, found.left_over, found.lock, found.copies) == (True, (), (), LockState.ABSENT, ())
    assert found.states is not None
    assert found.states.in_all == 0
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nobody_may_look_is_not_the_same_as_nothing(tmp_path: Path):
    """A circle of links stands for every folder that the system does not let one into."""
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    found = examined(tmp_path / "circle" / "record.toml", ())
    assert (found.exists, found.error, found.lock) == (None, "record_unreadable", LockState.UNKNOWN)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")
def test_a_closed_folder_is_not_the_same_as_an_empty_one(record: Path):
    record.parent.chmod(0o000)
    try:
        found = examined(record, ())
    finally:
        record.parent.chmod(0o700)
    assert (found.exists, found.error, found.is_writable) == (None, "record_unreadable", False)
    assert (found.copies, found.lock) == (None, LockState.UNKNOWN)


def test_looking_changes_nothing_and_makes_nothing(record: Path):
    update(record, _DAY, lambda standing: standing)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in record.parent.rglob("*")}
    examined(record, (record.parent,))
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in record.parent.rglob("*")} == before


def test_the_lock_is_seen_free_and_held_and_is_never_kept(record: Path):
    from filelock import FileLock

    lock = FileLock(record.with_name("record.toml.lock"), timeout=0)
    assert examined(record, ()).lock is LockState.ABSENT
    with lock:
        assert examined(record, ()).lock is LockState.HELD
    assert examined(record, ()).lock is LockState.FREE
    with lock:
        assert lock.is_locked


def test_of_very_many_earlier_states_the_newest_are_looked_into(record: Path):
    folder = record.with_name("record.toml.generations")
    folder.mkdir()
    in_all = inspection.MOST_STATES_READ + 5
    for number in range(1, in_all + 1):
        (folder / f"{number:06d}_2026-09-01.toml").write_bytes(b"junk" if number in (5, 6) else REFILL)
    states = examined(record, ()).states
    assert states is not None
    assert (states.in_all, states.read, states.unreadable) == (in_all, inspection.MOST_STATES_READ, (6,))
    assert states.newest_is_record


@pytest.mark.parametrize(
    "data", [b"", b"schema_version = true\n", b"schema_version = 'x'\n", b"\xff", b"a = 1\n", b"x = 1e999999\n"]
)
def test_a_schema_that_is_no_number_is_not_known(record: Path, data: bytes):
    record.write_bytes(data)
    assert examined(record, ()).schema is None


def test_below_something_that_is_no_folder_nothing_can_be_saved(record: Path):
    found = examined(record / "deep" / "record.toml", ())
    assert (found.exists, found.is_writable) == (False, False)


def test_half_written_files_are_seen_beside_the_record_and_among_its_earlier_states(record: Path):
    folder = record.with_name("record.toml.generations")
    folder.mkdir()
    half = folder / ".000001_2026-09-01.toml.2147483647-0123456789ab.itb-tmp"
    half.touch()
    assert examined(record, ()).left_over == (half.name,)
    beside = record.with_name(".record.toml.2147483647-0123456789ab.itb-tmp")
    beside.touch()
    assert examined(record, ()).left_over == (beside.name, half.name)


def test_a_record_that_is_gone_is_neither_the_newest_state_nor_another(record: Path):
    update(record, _DAY, lambda standing: standing)
    assert examined(record, ()).states.newest_is_record  # type: ignore[union-attr]
    record.unlink()
    assert examined(record, ()).states.newest_is_record is None  # type: ignore[union-attr]


def test_a_pipe_among_the_earlier_states_holds_nobody_up(record: Path):
    folder = record.with_name("record.toml.generations")
    folder.mkdir()
    os.mkfifo(folder / "000001_2026-09-01.toml")
    states = examined(record, ()).states
    assert states is not None
    assert states.unreadable == (1,)

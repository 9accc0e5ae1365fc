"""Second copies of a record by their names, as programs that sync folders write them; other records are none."""

from pathlib import Path

import pytest

from itb_cli.storage.copies import sync_copies

COPIES = [
    "record.sync-conflict-20261126-101112-ABCDEF7.toml",
    "record (Alex's conflicted copy 2026-11-26).toml",
    "record (conflicted copy 2026-11-26 101112).toml",
    "record_conflict-20261126-101112.toml",
    "record (SFConflict alex@example.org 2026-11-26-10-11-12).toml",
    "record [conflicted].toml",
    "record.[conflicted].toml",
    "record.Conflict.toml",
    "record (conflict on 2026-11-26).toml",
    "record[Conflict].toml",
    "record (1).toml",
    "record(2).toml",
    "record 2.toml",
    "record-ALEXS-LAPTOP.toml",
]
NONE = [
    "record.toml",
    "recording.toml",
    "record2.toml",
    "alexandra.toml",
    "record old.toml",
    "record.toml~",
    "record.toml.lock",
    "record.sync-conflict-20261126-101112-ABCDEF7.toml.lock",
    ".record.toml.tmp",
    ".record.sync-conflict-20261126-101112-ABCDEF7.toml",
]


@pytest.mark.parametrize("name", COPIES)
def test_what_a_syncing_program_left_is_a_copy(tmp_path: Path, name: str):
    (tmp_path / "record.toml").touch()
    (tmp_path / name).touch()
    assert sync_copies(tmp_path / "record.toml") == [tmp_path / name]


def test_nothing_else_is_one(tmp_path: Path):
    for name in NONE:
        (tmp_path / name).touch()
    (tmp_path / "record (1).toml").mkdir()
    assert sync_copies(tmp_path / "record.toml") == []


def test_copies_lie_beside_the_real_file_and_not_beside_a_link_to_it(tmp_path: Path):
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    (there / "record.toml").touch()
    (there / "record (1).toml").touch()
    (here / "link.toml").symlink_to(there / "record.toml")
    (here / "link (1).toml").touch()
    assert sync_copies(here / "link.toml") == [there / "record (1).toml"]


def test_where_there_is_no_folder_there_is_no_copy(tmp_path: Path):
    assert sync_copies(tmp_path / "nowhere" / "record.toml") == []

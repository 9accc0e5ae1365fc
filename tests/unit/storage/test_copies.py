"""Second copies of a record by their names, as programs that sync folders write them; other records are none."""

from pathlib import Path

import pytest

from itb_cli.storage.conflict_copies import sync_copies

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


HELD = 'schema_version = 1\n\n[[refills]]\nid = "aaaaaaaa"\non = 2026-09-01\n'
BY_CONTENT = [
    "record_PC_Nov-28-0901-2026_Conflict.toml",
    "record_CaseConflict.toml",
    "record.toml.conflict1",
    "record..path1.toml",
    "record (Alex's conflicting copy 2026-11-28).toml",
    "record (Parsec - content conflict).toml",
    "record (Case Conflict).toml",
    "record (case clash from Ada).toml",
    "record (Kopie in Konflikt stehend von Ada 2026-11-28).toml",
    "record (Copie en conflit de Ada).toml",
    "record（副本）.toml",
    "record - Copy.toml",
    "record copy.toml",
    "record (copy).toml",
    "record old.toml",
    "record.toml.bak",
    "record.toml~",
    "record_2.toml",
    "record.toml (1)",
    "recordold.toml",
    "records.toml",
    "record2.toml",
    "record2026.toml.bak",
]


@pytest.mark.parametrize("name", BY_CONTENT)
def test_whatever_begins_as_the_record_and_reads_as_one_is_a_copy(tmp_path: Path, name: str):
    (tmp_path / "record.toml").write_text(HELD, encoding="utf-8")
    (tmp_path / name).write_text(HELD.replace("2026-09-01", "2026-10-01"), encoding="utf-8")
    assert sync_copies(tmp_path / "record.toml") == [tmp_path / name]


def test_two_people_by_hand_whose_refills_fell_on_one_day_are_no_copies_of_one_another(tmp_path: Path):
    for name in ("alex.toml", "alexandra.toml"):
        (tmp_path / name).write_text("schema_version = 1\n[[refills]]\non = 2026-09-01\n", encoding="utf-8")
    assert sync_copies(tmp_path / "alex.toml") == []


def test_one_that_shares_no_entry_is_a_copy_too_unless_it_is_of_somebody_born_on_another_day(tmp_path: Path):
    record, other = tmp_path / "record.toml", tmp_path / "record old.toml"
    unlike = HELD.replace("aaaaaaaa", "b").replace("09-01", "03-01")
    record.write_text(HELD + "\n[person]\nborn = 1980-01-02\n", encoding="utf-8")
    for born, is_one in (("", True), ("\n[person]\nborn = 1980-01-02\n", True), ("\n[person]\nborn = 1990-03-04\n", False)):
        other.write_text(unlike + born, encoding="utf-8")
        assert sync_copies(record) == [other] * is_one


def test_a_neighbour_that_is_no_record_or_somebody_elses_is_no_copy(tmp_path: Path):
    (tmp_path / "record.toml").write_text(f"{HELD}\n[person]\nborn = 1980-01-02\n", encoding="utf-8")
    (tmp_path / "record notes.txt").write_text("Ask about the alarm.", encoding="utf-8")
    (tmp_path / "record.x.toml").write_text("[tool]\nname = 1\n", encoding="utf-8")
    ada = HELD.replace("aaaaaaaa", "b").replace("09-01", "03-01")
    (tmp_path / "record of Ada.toml").write_text(f"{ada}\n[person]\nborn = 1990-03-04\n", encoding="utf-8")
    (tmp_path / "records.toml").write_text(ada, encoding="utf-8")
    (tmp_path / "recordings.toml").write_text("schema_version = 1\n[[refills]]\non = 2026-09-01\n", encoding="utf-8")
    for companion in (".lock", ".reminders", ".generations", ".draft"):
        (tmp_path / f"record.toml{companion}").write_text(HELD, encoding="utf-8")
    assert sync_copies(tmp_path / "record.toml") == []

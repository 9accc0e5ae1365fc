"""Where people's records lie, which files are somebody's record, and which are not."""

import os
import sys

import pytest

from itb_cli.errors import RecordUnreadableError
from itb_cli.storage.people import is_recorded, people_recorded, record_of

REFILL = 'schema_version = 1\n[[refills]]\nid = "a"\non = 2026-09-01\n'


@pytest.fixture
def usual(tmp_path):
    """The usual record's place, beside a folder of people."""
    (tmp_path / "people").mkdir()
    return tmp_path / "record.toml"


def made(usual, *names):
    for name in names:
        (usual.parent / "people" / name).write_text(REFILL, encoding="utf-8")


def test_people_are_the_toml_files_and_nothing_that_lies_beside_them(usual):
    made(usual, "sam.toml", "alex.toml", "alex.toml.lock", ".alex.toml.tmp", ".#alex.toml", "alex.toml~", "notes.txt")
    made(usual, "alex.sync-conflict-20261122-101500-ABCDEFG.toml", "alex (Sam's conflicted copy 2026-11-22).toml")
    (usual.parent / "people" / "alex.toml.generations").mkdir()
    (usual.parent / "people" / "photos").mkdir()
    folder = usual.parent / "people"
    assert list(people_recorded(usual).items()) == [("alex", folder / "alex.toml"), ("sam", folder / "sam.toml")]


def test_nobody_is_recorded_without_the_folder(tmp_path):
    assert people_recorded(tmp_path / "record.toml") == {}


def test_somebody_whose_record_is_gone_but_has_earlier_states_is_among_them(usual):
    kept = usual.parent / "people" / "alex.toml.generations"
    kept.mkdir()
    assert people_recorded(usual) == {}, "an empty folder of earlier states is nobody"
    (kept / "000001_2026-09-01.toml").write_text(REFILL, encoding="utf-8")
    assert list(people_recorded(usual)) == ["alex"]
    assert is_recorded(usual.parent / "people" / "alex.toml")


def test_a_folder_that_is_none_is_an_error_and_not_nobody(tmp_path):
    (tmp_path / "people").write_text("", encoding="utf-8")
    with pytest.raises(RecordUnreadableError, match="cannot be read"):
        people_recorded(tmp_path / "record.toml")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_folder_that_may_not_be_read_is_an_error_and_not_nobody(usual):
    folder = usual.parent / "people"
    folder.chmod(0)
    try:
        with pytest.raises(RecordUnreadableError, match="cannot be read"):
            people_recorded(usual)
        assert record_of(usual, "alex") == folder / "alex.toml"
        assert is_recorded(folder / "alex.toml"), "in doubt, reading it says what is wrong"
    finally:
        folder.chmod(0o700)


def test_a_record_lies_in_the_folder_by_the_persons_name(usual):
    assert record_of(usual, "alex") == usual.parent / "people" / "alex.toml"
    assert not is_recorded(usual.parent / "people" / "alex.toml")
    made(usual, "alex.toml")
    assert is_recorded(record_of(usual, "alex"))


def test_a_file_named_by_hand_is_the_persons_if_it_is_the_only_one(usual):
    made(usual, "Alex Reed.toml", "what!.toml")
    folder = usual.parent / "people"
    assert record_of(usual, "alex-reed") == folder / "Alex Reed.toml"
    made(usual, "Alex-Reed.toml")
    assert record_of(usual, "alex-reed") == folder / "alex-reed.toml", "two of them: none is chosen by guessing"
    made(usual, "alex-reed.toml")
    assert record_of(usual, "alex-reed") == folder / "alex-reed.toml"


def test_a_link_to_nowhere_may_be_a_record_on_a_drive_that_is_not_there(usual):
    link = usual.parent / "people" / "alex.toml"
    try:
        link.symlink_to(usual.parent / "nowhere.toml")
    except OSError:
        pytest.skip("no links here")
    assert is_recorded(link), "reading it says what is wrong"
    assert list(people_recorded(usual)) == ["alex"]


HELD = 'schema_version = 1\n\n[[refills]]\nid = "{}"\non = 2026-09-01\n'


@pytest.mark.parametrize(
    "name", ["alex (copy).toml", "alex - Copy.toml", "alex_PC_Nov-28-0901-2026_Conflict.toml", "alex-LAPTOP.toml"]
)
def test_a_second_copy_of_a_persons_record_is_no_person(usual, name):
    made(usual, "alex.toml", name)
    for file in ((usual.parent / "people") / "alex.toml", (usual.parent / "people") / name):
        file.write_text(HELD.format("aaaaaaaa"), encoding="utf-8")
    assert list(people_recorded(usual)) == ["alex"]


def test_two_people_whose_names_begin_alike_are_two_even_with_refills_on_one_day(usual):
    made(usual, "alex.toml", "alex-maria.toml", "alexandra.toml")
    for number, file in enumerate((usual.parent / "people").glob("*.toml")):
        file.write_text(HELD.format(f"{number}aaaaaaa"), encoding="utf-8")
    assert set(people_recorded(usual)) == {"alex", "alexandra", "alex-maria"}

"""What reminders remember: read back as written, whole or not at all, for its owner only; damaged is never an error."""

import os
import stat
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.reminders import ReminderMemory, Snooze
from itb_cli.errors import RecordNotSavedError
from itb_cli.storage.paths import HAS_PERMISSIONS
from itb_cli.storage.reminders import remember, remembered

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WORDS = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", max_size=20)
SNOOZES = st.builds(Snooze, DAYS, DAYS, WORDS, st.lists(WORDS, max_size=4).map(tuple))
MEMORIES = st.builds(
    ReminderMemory, *(st.none() | kind for kind in (DAYS, SNOOZES, DAYS)), WORDS, st.none() | DAYS, st.just(False)
)
MEMORY = ReminderMemory(date(2026, 11, 22))


@pytest.fixture
def place(record):
    record.parent.mkdir()
    return record.with_name("record.toml.reminders")


@given(memory=MEMORIES)
def test_what_is_remembered_is_read_back(tmp_path_factory, memory):
    record = tmp_path_factory.mktemp("itb") / "record.toml"
    remember(record, memory)
    assert remembered(record) == memory


def test_nothing_is_remembered_where_nothing_ran(record):
    assert remembered(record) == ReminderMemory()


@given(content=st.binary(max_size=200))
def test_whatever_stands_there_is_never_an_error(tmp_path_factory, content):
    record = tmp_path_factory.mktemp("itb") / "record.toml"
    record.with_name("record.toml.reminders").write_bytes(content)
    assert isinstance(remembered(record), ReminderMemory)


@pytest.mark.parametrize(
    "content",
    [
        "last_run = 1",
        "last_run = 2026-11-22T08:00:00",
        "snooze = 3",
        "[snooze]",
        "shown = 1",
        "[snooze]\nmade_on = 2026-11-22",
        "x" * 70_000,
    ],
)
def test_what_cannot_be_read_is_damaged_and_counts_for_nothing(record, place, content):
    place.write_text(content, encoding="utf-8")
    assert remembered(record) == ReminderMemory(is_damaged=True)


def test_keys_of_others_are_no_damage(record, place):
    place.write_text("last_run = 2026-11-22\ninstalled = true\n", encoding="utf-8")
    assert remembered(record) == MEMORY


@pytest.mark.skipif(not HAS_PERMISSIONS, reason="a file's mode says nothing here")
@pytest.mark.parametrize("umask", [0o000, 0o077], ids=oct)
def test_it_is_its_owners_only(record, place, umask):
    before = os.umask(umask)
    try:
        place.write_text("old", encoding="utf-8")
        remember(record, MEMORY)
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_refusal_leaves_the_old_and_nothing_else(record, place):
    place.mkdir()
    with pytest.raises(RecordNotSavedError, match="could not be written down"):
        remember(record, MEMORY)
    assert [path.name for path in record.parent.iterdir()] == [place.name]


def test_what_a_killed_run_left_is_in_nobodys_way(record, place):
    place.with_name(f".{place.name}.2147483647-0123456789ab.itb-tmp").write_text("half", encoding="utf-8")
    remember(record, MEMORY)
    assert remembered(record) == MEMORY
    assert [path.name for path in record.parent.iterdir()] == [place.name]


def test_it_lies_beside_the_real_file_never_beside_a_link(record, place, tmp_path):
    record.touch()
    link = tmp_path / "link.toml"
    link.symlink_to(record)
    remember(link, MEMORY)
    assert place.exists()
    assert remembered(record) == remembered(link) == MEMORY


def test_a_link_in_its_place_is_replaced_not_followed(record, place, tmp_path):
    other = tmp_path / "other"
    other.write_text("keep", encoding="utf-8")
    place.symlink_to(other)
    remember(record, MEMORY)
    assert other.read_text(encoding="utf-8") == "keep"
    assert not place.is_symlink()

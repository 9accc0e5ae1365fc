"""The guard of the developer's own folders sees what was made, changed and taken away there."""

import os

import pytest

from surroundings import NO_LINKS, seen, touched


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "itb").mkdir()
    (tmp_path / "itb" / "record.toml").write_text("schema_version = 1\n", encoding="utf-8")
    return tmp_path / "itb"


def test_nothing_done_is_nothing_seen(folder):
    assert touched(seen([folder]), seen([folder])) == []


def test_a_file_that_was_made_changed_or_taken_away_is_named(folder):
    before = seen([folder])
    (folder / "new").touch()
    assert str(folder / "new") in touched(before, seen([folder]))
    before = seen([folder])
    os.utime(folder / "record.toml", (1, 1))
    assert touched(before, seen([folder])) == [str(folder / "record.toml")]
    before = seen([folder])
    (folder / "record.toml").unlink()
    assert str(folder / "record.toml") in touched(before, seen([folder]))


def test_a_folder_that_was_not_there_is_named(tmp_path):
    before = seen([tmp_path / "itb"])
    (tmp_path / "itb").mkdir()
    assert touched(before, seen([tmp_path / "itb"])) == [str(tmp_path / "itb")]


def test_where_no_links_can_be_made_a_test_is_skipped_and_no_other_refusal_is():
    from surroundings import _skipped_without_links

    for number, expected in ((NO_LINKS, pytest.skip.Exception), (5, OSError)):
        refusal = OSError("refused")
        refusal.winerror = number  # type: ignore[attr-defined]
        step = _skipped_without_links()
        next(step)
        with pytest.raises(expected):
            step.throw(refusal)

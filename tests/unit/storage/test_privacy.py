"""New files are their owner's only and whole or not there; a repair changes permissions if it may, and says if it may not."""

import os
import sys
from pathlib import Path

import pytest

from itb_cli.domain.examined import Part
from itb_cli.files.new_file import write_new
from itb_cli.storage.privacy import guarded, repair

if sys.platform == "win32":
    pytest.skip("permissions are others there", allow_module_level=True)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_a_new_file_is_its_owners_only(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        write_new(tmp_path / "page.html", "Zoë".encode())
    finally:
        os.umask(before)
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "Zoë"


def test_what_is_there_is_never_written_over_not_even_through_a_link(tmp_path: Path):
    (tmp_path / "page.html").write_text("mine", encoding="utf-8")
    (tmp_path / "link.html").symlink_to(tmp_path / "nowhere.html")
    for name in ("page.html", "link.html"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"other")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.html").exists()


def test_a_file_that_could_not_be_written_whole_does_not_stay(tmp_path: Path):
    with pytest.raises(OSError, match="too long"):  # what is written first has a longer name
        write_new(tmp_path / f"{'x' * 250}.html", b"page")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "is_open", "is_closed"),
    [(0o600, False, False), (0o400, False, False), (0o640, True, False), (0o601, True, False), (0o200, False, True)],
    ids=lambda value: f"{value:o}" if isinstance(value, int) else str(value),
)
def test_which_permissions_of_a_record_are_wrong(tmp_path: Path, mode: int, is_open: bool, is_closed: bool):
    record = tmp_path / "record.toml"
    record.touch()
    record.chmod(mode)
    (found,) = guarded(record, ())
    assert (found.part, found.mode, found.is_open_to_others, found.is_closed_to_owner) == (Part.RECORD, mode, is_open, is_closed)
    assert bool(repair(record, ())) == (is_open or is_closed)
    assert record.stat().st_mode & 0o777 == (0o600 if is_open or is_closed else mode)


@pytest.mark.parametrize("mode", [0o600, 0o500, 0o710, 0o701])
def test_a_folder_of_itbs_own_is_to_be_its_owners_and_usable(tmp_path: Path, mode: int):
    folder = tmp_path / "itb"
    folder.mkdir()
    folder.chmod(mode)
    (done,) = repair(folder / "record.toml", (folder,))
    assert (done.part, done.mode_before, done.refused) == (Part.FOLDER, mode, None)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_links_and_odd_things_are_left_alone(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "photo.jpg").touch()
    record = tmp_path / "record.toml"
    record.mkdir()
    record.with_name("record.toml.generations").symlink_to(elsewhere)
    for path in (elsewhere, elsewhere / "photo.jpg", record):
        path.chmod(0o755)
    assert (guarded(record, (tmp_path / "nowhere",)), repair(record, ())) == ((), ())
    assert {path.stat().st_mode & 0o777 for path in (elsewhere, elsewhere / "photo.jpg", record)} == {0o755}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_what_another_user_owns_is_said_and_not_changed(tmp_path: Path):
    record = tmp_path / "record.toml"
    record.touch()
    record.chmod(0o644)
    os.chown(record, 54321, 54321)
    (done,) = repair(record, ())
    assert done.refused == "another user owns it"
    assert record.stat().st_mode & 0o777 == 0o644

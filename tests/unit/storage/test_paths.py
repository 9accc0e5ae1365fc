"""Where the record and its companions are kept, without touching the disk (R105)."""

import os
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from itb_cli.cli.runtime import real_runtime
from itb_cli.errors import RecordUnreadableError
from itb_cli.files.device_names import check_name
from itb_cli.storage.paths import check_is_no_device, generations_beside, lock_beside

xdg_folders = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG folders are for Linux and its kin")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of this test's own, without XDG settings."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path


def usual_place() -> Path:
    return real_runtime().default_record(os.environ)


@xdg_folders
def test_the_record_is_kept_with_data_not_with_caches_or_settings(home: Path):
    assert usual_place() == home / ".local" / "share" / "itb" / "record.toml"


@xdg_folders
def test_an_absolute_data_folder_is_used(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    assert usual_place() == home / "elsewhere" / "itb" / "record.toml"


@xdg_folders
@pytest.mark.parametrize("relative", ["data", "./data", "../data", ""])
def test_a_relative_data_folder_is_ignored(home: Path, monkeypatch: pytest.MonkeyPatch, relative: str):
    monkeypatch.setenv("XDG_DATA_HOME", relative)
    assert usual_place() == home / ".local" / "share" / "itb" / "record.toml"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library itself is asked")
@pytest.mark.parametrize("named", [None, "", ".", "data", "/elsewhere", "/else where/ü/", "//two", "/a/../b"])
def test_the_usual_place_is_the_one_that_the_library_names(home: Path, monkeypatch: pytest.MonkeyPatch, named: str | None):
    import platformdirs

    if named is not None:
        monkeypatch.setenv("XDG_DATA_HOME", named)
    library = home / ".local" / "share" / "itb" if named in (".", "data") else platformdirs.user_data_dir("itb", appauthor=False)
    assert usual_place() == Path(library) / "record.toml"


def test_choosing_a_place_makes_nothing(home: Path):
    assert usual_place().name == "record.toml"
    assert list(home.iterdir()) == []


def test_companions_stand_beside_the_record_and_two_records_in_one_folder_share_none():
    ada, ben = Path("/kept/ada.toml"), Path("/kept/ben.toml")
    companions = {beside(record) for record in (ada, ben) for beside in (lock_beside, generations_beside)}
    assert len(companions) == 4
    assert {path.parent for path in companions} == {Path("/kept")}
    assert all(path.name.startswith(("ada.toml.", "ben.toml.")) for path in companions)


DEVICES = (
    "con",
    "CON",
    "nul.toml",
    "Aux.tar.gz",
    "prn ",
    "com1",
    "COM\u00b9.toml",
    "lpt9",
    "conin$",
    "con:",
    "C:/con/record.toml",
)


@pytest.mark.parametrize("named", DEVICES)
def test_a_name_that_windows_keeps_for_a_device_is_no_file_there_and_one_as_any_other_elsewhere(named: str):
    with pytest.raises(RecordUnreadableError, match="Windows keeps this name for a device"):
        check_is_no_device(PureWindowsPath(named))
    with pytest.raises(OSError, match="Windows keeps this name for a device"):
        check_name(PureWindowsPath(named))
    check_is_no_device(PurePosixPath(named))
    check_name(PurePosixPath(named))


@pytest.mark.parametrize(
    "named", ["constance.toml", "console", "com10", "record.con", "com", "lpt.toml", "C:/auxiliary/nulls.toml"]
)
def test_a_name_that_only_begins_like_a_device_is_a_file(named: str):
    check_is_no_device(PureWindowsPath(named))

"""A record on a drive that is not there is not reachable: never "no refill recorded", and nothing is begun behind it."""

import os
import subprocess
import sys

import pytest

from itb_cli.storage.snapshots import generations
from selection import rest_slow

posix = pytest.mark.skipif(os.name != "posix", reason="links and folders of POSIX systems")
READING = [
    ("status",),
    ("next-refill",),
    ("history",),
    ("calendar",),
    ("remind",),
    ("undo",),
    ("restore", "1", "--yes"),
    ("export", "json"),
]
WRITING = [("log", "2026-11-20", "--yes"), ("setup", "--name", "Ada"), ("dose", "350"), ("event", "mri"), ("book", "2026-12-01")]


def all_below(folder):
    return sorted(folder.rglob("*"))


@pytest.fixture(params=["record", "folder", "chain"])
def unplugged(record, tmp_path, request):
    """The place of a record behind a link to a drive that is not there."""
    drive = tmp_path / "media" / "stick"
    if request.param == "folder":
        record.parent.symlink_to(drive / "itb")
    else:
        record.parent.mkdir()
        (record.parent / "between").symlink_to(drive / "mine.toml")
        record.symlink_to("between" if request.param == "chain" else drive / "mine.toml")
    return tmp_path


@posix
@pytest.mark.parametrize("command", READING + WRITING)
def test_a_link_to_nothing_is_not_reachable_and_nothing_is_begun(run, unplugged, command):
    before = all_below(unplugged)
    result = run(*command, code=4)
    assert "not reachable" in result.err
    assert "No refill is recorded" not in result.out + result.err
    assert all_below(unplugged) == before


@posix
def test_help_comes_all_the_same(run, unplugged):
    run("emergency")
    assert "not reachable" in run("doctor", code=4).out
    assert run("card").out


@posix
def test_once_the_drive_is_there_again_so_is_the_record(run, record, tmp_path):
    drive = tmp_path / "stick"
    drive.mkdir()
    record.parent.mkdir()
    record.symlink_to(drive / "mine.toml")
    real = {"ITB_FILE": str(drive / "mine.toml")}
    run("log", "2026-09-01", "--alarm-date", "2027-02-15", "--yes", environment=real)
    assert run("next-refill").out == run("next-refill", environment=real).out
    drive.rename(tmp_path / "away")
    run("next-refill", code=4)
    (tmp_path / "away").rename(drive)
    run("next-refill")


@posix
def test_a_record_that_is_gone_behind_its_link_is_brought_back_there(run, record, tmp_path):
    drive = tmp_path / "stick"
    real = drive / "mine.toml"
    record.parent.mkdir()
    record.symlink_to(real)
    run("log", "2026-09-01", "--yes", environment={"ITB_FILE": str(real)})
    real.unlink()
    assert "is gone" in run("next-refill", code=4).err
    run("restore", "1", "--yes")
    assert record.is_symlink()
    assert len(generations(real)) == 1


WITHOUT_FOLDER = [*READING, *WRITING, ("status", "--all"), ("--person", "alex", "log", "--yes"), ("--person", "alex")]


@posix
@pytest.mark.parametrize("at", rest_slow(range(len(WITHOUT_FOLDER)), every_day=3))
def test_a_data_folder_that_is_not_there_is_not_reachable(tmp_path, at):
    command = WITHOUT_FOLDER[at]
    home, drive = tmp_path / "home", tmp_path / "media" / "stick"
    home.mkdir()
    ended = itb(command, HOME=home, XDG_DATA_HOME=drive)
    assert ended.returncode == 4
    assert "not reachable" in ended.stderr
    assert all_below(tmp_path) == [home]
    drive.mkdir(parents=True)
    itb(("log", "2026-09-01", "--yes"), HOME=home, XDG_DATA_HOME=drive).check_returncode()
    assert (drive / "itb" / "record.toml").is_file()


@posix
def test_the_usual_data_folder_is_made_where_a_new_home_has_none(tmp_path):
    for home, named in ((tmp_path / "new", False), (tmp_path / "other", True)):
        environment = {"XDG_DATA_HOME": home / ".local" / "share"} if named else {}
        itb(("log", "2026-09-01", "--yes"), HOME=home, **environment).check_returncode()
        assert (home / ".local" / "share" / "itb" / "record.toml").is_file()


def itb(command, **environment):
    kept = {"PATH": os.environ["PATH"], **{name: str(value) for name, value in environment.items()}}
    return subprocess.run([sys.executable, "-m", "itb_cli", *command], env=kept, capture_output=True, text=True, check=False)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_a_place_below_a_folder_where_only_the_system_makes_folders_is_not_reachable(run, tmp_path, command):
    media = tmp_path / "media"
    media.mkdir()
    media.chmod(0o555)
    result = run(*command, environment={"ITB_FILE": str(media / "stick" / "record.toml")}, code=4)
    assert "not reachable" in result.err

"""What would stop the next save is seen by doctor before it is needed; and nobody makes a file in somebody else's folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from real_itb import contents, itb, states

from selection import rest_slow

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files, links and owners of POSIX systems")

NEW = "2026-09-20"
SOMEBODY = 65534


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A record of two saves."""
    record = tmp_path / "home" / "itb" / "record.toml"
    for day in ("2026-06-01", "2026-09-01"):
        assert itb(record, "log", day).returncode == 0
    return record


@pytest.fixture
def as_root() -> None:
    if os.geteuid():
        pytest.skip("only root can give files away")


def checks(record: Path) -> dict[str, dict[str, object]]:
    found = json.loads(itb(record, "doctor", "--json").stdout)["data"]["checks"]
    return {check["code"]: check for check in found}


def folder_for_lock(record: Path) -> None:
    record.with_name("record.toml.lock").unlink()
    record.with_name("record.toml.lock").mkdir()


def pipe_for_lock(record: Path) -> None:
    record.with_name("record.toml.lock").unlink()
    os.mkfifo(record.with_name("record.toml.lock"))


def file_for_states(record: Path) -> None:
    shutil.rmtree(record.with_name("record.toml.generations"))
    record.with_name("record.toml.generations").touch()


STOPPERS: tuple[Callable[[Path], None], ...] = (folder_for_lock, pipe_for_lock, file_for_states)


@pytest.mark.slow
@pytest.mark.parametrize("stop", rest_slow(STOPPERS))
def test_what_refuses_a_save_is_seen_by_doctor(saved: Path, stop: Callable[[Path], None]):
    assert checks(saved)["saving"]["finding"] == "fine"
    stop(saved)
    found = checks(saved)["saving"]
    assert (found["finding"], found["ok"]) == ("wrong", False)
    assert str(found["text"]).startswith("Nothing can be saved as it is. ")
    assert itb(saved, "doctor").returncode == 4
    assert itb(saved, "log", NEW).returncode == 4, "and it is true"


@pytest.mark.slow
@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("name", rest_slow(["record.toml", "record.toml.lock", "record.toml.generations", "state"]))
def test_what_belongs_to_another_user_is_seen_by_doctor(saved: Path, name: str):
    os.chown(states(saved)[-1] if name == "state" else saved.with_name(name), SOMEBODY, SOMEBODY)
    found = checks(saved)
    assert "wrong" in (found["saving"]["finding"], found["owner"]["finding"])
    is_refused = itb(saved, "log", NEW).returncode == 4
    assert str(found["saving"]["text"]).startswith("Nothing can be saved as it is.") == (is_refused and name != "record.toml")


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("argv", rest_slow([("undo",), ("restore", "3", "--yes"), ("restore", "1", "--yes")], are_values=True))
def test_a_state_that_another_user_left_is_never_brought_back(saved: Path, argv: tuple[str, ...]):
    planted = states(saved)[0].with_name("000003_2026-11-01.toml")
    shutil.copyfile(states(saved)[0], planted)
    os.chown(planted, SOMEBODY, SOMEBODY)
    os.chown(states(saved)[0], SOMEBODY, SOMEBODY)
    before = saved.read_bytes()
    ended = itb(saved, *argv)
    assert (ended.returncode, ended.stdout) == (4, ""), ended.stderr
    assert "belongs to another user. Nothing was changed." in ended.stderr
    assert saved.read_bytes() == before


@pytest.mark.slow
def test_a_folder_in_which_others_may_write_is_to_be_looked_at(saved: Path):
    saved.parent.chmod(0o777)
    assert checks(saved)["saving"]["finding"] == "advice"
    assert itb(saved, "log", NEW).returncode == 0


@pytest.mark.slow
def test_a_record_that_is_mounted_as_a_single_file_is_seen_and_said(saved: Path, tmp_path: Path):
    """As a container does that is given a record with `-v record.toml:/data/record.toml`."""
    place = tmp_path / "data" / "record.toml"
    place.parent.mkdir()
    place.touch()
    inside = f"mount --bind {saved} {place} && exec {sys.executable} -m itb_cli --file {place} "

    def mounted(words: str) -> subprocess.CompletedProcess[str]:
        call = ["unshare", "--mount", "sh", "-c", inside + words]
        return subprocess.run(call, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    try:
        ended = mounted("doctor --json")
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if not ended.stdout:
        pytest.skip(f"no mounts here: {ended.stderr}")
    (found,) = [check for check in json.loads(ended.stdout)["data"]["checks"] if check["code"] == "saving"]
    assert found["finding"] == "wrong"
    assert "mounted as a single file" in found["text"]
    ended = mounted(f"log {NEW}")
    assert ended.returncode == 4
    assert "mount its folder instead" in " ".join(ended.stderr.split())


@pytest.mark.slow
def test_reminders_that_stopped_and_a_prompt_that_is_behind_are_seen(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert itb(saved, "remind").returncode in (0, 3)
    assert itb(saved, "prompt", "bash").returncode == 0
    found = checks(saved)
    assert (found["reminders"]["finding"], found["prompt"]["finding"]) == ("fine", "fine")
    memory = saved.with_name("record.toml.reminders")
    memory.write_text("last_run = 2026-01-02\n", encoding="utf-8")
    os.utime(saved, (1, 1))
    found = checks(saved)
    assert (found["reminders"]["finding"], found["prompt"]["finding"]) == ("advice", "advice")


# --- root and other hands


def home_of_somebody(record: Path) -> dict[str, str]:
    """The home, and all in it, given to another user; the environment that `sudo` keeps of that user."""
    home = record.parent.parent
    for path in (home, *home.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)
    return {**os.environ, "HOME": str(home), "ITB_FILE": str(record), "EDITOR": "true", "XDG_CACHE_HOME": str(home / ".cache")}


@pytest.mark.slow
@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize(
    "argv",
    rest_slow(
        [
            ("remind",),
            ("remind", "--snooze", "2"),
            ("edit",),
            ("prompt", "bash"),
            ("calendar", "--ics", "{home}/o.ics"),
            ("card", "--format", "svg", "-o", "{home}/card.svg"),
            ("report", "--html", "{home}/report.html"),
            ("export", "json", "-o", "{home}/all.json"),
            ("log", NEW),
            ("remind", "--install", "shell", "--yes"),
        ],
        every_day=2,
        are_values=True,
    ),
    ids=" ".join,
)
def test_root_makes_nothing_in_a_persons_home(saved: Path, argv: tuple[str, ...]):
    environment = home_of_somebody(saved)
    home = Path(environment["HOME"])
    before, names = contents(home), sorted(home.rglob("*"))
    words = [word.format(home=home) for word in argv]
    call = [sys.executable, "-m", "itb_cli", *words]
    ended = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert "bug" not in ended.stderr
    assert (contents(home), sorted(home.rglob("*"))) == (before, names), ended.stderr
    assert {path.lstat().st_uid for path in home.rglob("*")} == {SOMEBODY}

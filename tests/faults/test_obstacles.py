"""What must not stand where a record, its lock, its temporary file or its states are: refused clearly, and never waited for (R106)."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from real_itb import contents, environment, itb, refill_days, states

from selection import rest_slow

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files, links and owners of POSIX systems")

NEW = "2026-09-16"
SOMEBODY = 65534
LONGEST_WAIT_SECONDS = 30
WRITING = (("log", NEW), ("undo",), ("restore", "1", "--yes"), ("setup", "--name", "Ada"), ("edit", "2026-09-01", "--note", "x"))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A record of two saves."""
    record = tmp_path / "itb" / "record.toml"
    for day in ("2026-06-01", "2026-09-01"):
        assert itb(record, "log", day).returncode == 0
    return record


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_folder(place: Path) -> None:
    place.mkdir()


def a_link(place: Path) -> None:
    precious = place.parent.parent / "precious"
    precious.write_bytes(b"precious")
    place.symlink_to(precious)


def a_link_to_a_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def a_socket(place: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", f"import socket; socket.socket(socket.AF_UNIX).bind({place.name!r})"], cwd=place.parent, check=True
    )


OBSTACLES: tuple[Callable[[Path], None], ...] = (a_pipe, a_folder, a_link, a_link_to_a_device, a_socket)
MADE_ON_THE_WAY = {
    "passing file": ".record.toml.2147483647-0123456789ab.itb-tmp",
    "holder": ".record.toml.holder",
    "passing state": "record.toml.generations/.000001_2026-06-01.toml.2147483647-0123456789ab.itb-tmp",
}


def stands(place: Path) -> tuple[int, int]:
    status = place.lstat()
    return status.st_ino, stat.S_IFMT(status.st_mode)


@pytest.mark.slow
@pytest.mark.parametrize("make", OBSTACLES)
@pytest.mark.parametrize("name", MADE_ON_THE_WAY.values(), ids=MADE_ON_THE_WAY)
def test_what_stands_in_the_place_of_a_passing_file_is_replaced_or_named_and_nothing_behind_it_changes(
    saved: Path, make: Callable[[Path], None], name: str
):
    place = saved.parent / name
    make(place)
    ended = itb(saved, "log", NEW, timeout=LONGEST_WAIT_SECONDS)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert refill_days(saved)[-1] == NEW
    precious = saved.parent.parent / "precious"
    assert not precious.exists() or precious.read_bytes() == b"precious"
    assert Path("/dev/zero").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "argv"), [*((make, WRITING[0]) for make in OBSTACLES), *((a_pipe, argv) for argv in WRITING[1:])]
)
def test_a_lock_that_is_no_file_is_refused_and_stays(saved: Path, make: Callable[[Path], None], argv: tuple[str, ...]):
    lock = saved.with_name("record.toml.lock")
    lock.unlink()
    make(lock)
    before, stood = contents(saved.parent), stands(lock)
    ended = itb(saved, *argv, timeout=LONGEST_WAIT_SECONDS)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr == (
        f"itb: NOT saved: {lock} is not a regular file, so it cannot be the record's lock.\n"
        "     Look at what it is and move it away, then do the same again.\n"
    )
    assert (contents(saved.parent), stands(lock)) == (before, stood)
    assert itb(saved, "history", timeout=LONGEST_WAIT_SECONDS).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("make", [a_pipe, a_link_to_a_device])
def test_a_state_that_is_no_file_holds_nobody_up(saved: Path, make: Callable[[Path], None]):
    make(states(saved)[0].with_name("000003_2026-11-01.toml"))
    before = saved.read_bytes()
    for argv in (*WRITING, ("restore",), ("restore", "3", "--yes"), ("status",), ("history",), ("emergency",)):
        ended = itb(saved, *argv, timeout=LONGEST_WAIT_SECONDS)
        assert ended.returncode in (0, 3, 4), (argv, ended.stderr)
        assert "bug" not in ended.stderr
        assert ended.returncode != 4 or saved.read_bytes() == before


def test_a_file_in_the_place_of_the_states_refuses_a_save(saved: Path):
    folder = states(saved)[0].parent
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    before = saved.read_bytes()
    ended = itb(saved, "log", NEW)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("itb: NOT saved: Not a directory. ")
    assert str(folder) in ended.stderr.splitlines()[1]
    assert saved.read_bytes() == before


def test_a_second_name_of_the_record_keeps_the_state_before(saved: Path):
    """A hard link: replacing gives the record a file of its own, so that a save stays whole or not at all."""
    second = saved.parent.parent / "second.toml"
    os.link(saved, second)
    before = saved.read_bytes()
    assert itb(saved, "log", NEW).returncode == 0
    assert second.read_bytes() == before
    assert refill_days(saved)[-1] == NEW


# --- owners


@pytest.fixture
def as_root() -> None:
    if os.geteuid():
        pytest.skip("only root can give files away")


@pytest.mark.slow
@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("argv", WRITING, ids=" ".join)
def test_root_leaves_a_persons_record_to_the_person(saved: Path, argv: tuple[str, ...]):
    """`sudo itb log`: the record and its lock would be root's, and the person could neither read nor write them."""
    for path in (saved.parent, *saved.parent.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)
    saved.with_name("record.toml.lock").unlink()
    before = contents(saved.parent)
    ended = itb(saved, *argv)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr == (
        f"itb: NOT saved: the record at {saved} belongs to another user. Nothing was changed.\n"
        "     Type it again as its owner, without sudo, or use a record of your own with --file.\n"
    )
    assert contents(saved.parent) == before
    assert itb(saved, "history").returncode == 0, "a carer may read what the system lets them read"


@pytest.mark.usefixtures("as_root")
def test_root_begins_no_record_in_a_persons_folder(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    ended = itb(home / "data" / "itb" / "record.toml", "log", NEW)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("itb: NOT saved: the folder of ")
    assert list(home.iterdir()) == []


AS_SOMEBODY = """\
import os, sys
sys.path.insert(0, sys.argv[1])
import breaking_itb
breaking_itb.warm_up()
os.setgid(65534)
os.setuid(65534)
sys.exit(breaking_itb.main(sys.argv[2:]))
"""
"""Loads `itb` while it may, since another user may not be allowed to read this Python."""


@pytest.mark.slow
@pytest.mark.usefixtures("as_root")
def test_a_record_of_another_user_is_read_but_not_written():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        record = folder / "itb" / "record.toml"
        assert itb(record, "log", "2026-06-01").returncode == 0
        record.parent.chmod(0o777)
        record.chmod(0o644)
        before = contents(record.parent)

        def as_somebody(*argv: str) -> subprocess.CompletedProcess[str]:
            words = [sys.executable, "-c", AS_SOMEBODY, str(Path(__file__).parent), *argv]
            return subprocess.run(words, env=environment(record), capture_output=True, text=True, check=False)

        assert as_somebody("status").returncode in (0, 3)
        ended = as_somebody("log", NEW)
        assert (ended.returncode, ended.stdout) == (4, "")
        assert ended.stderr == (
            f"itb: NOT saved: the record at {record} belongs to another user. Nothing was changed.\n"
            "     Ask its owner to write it down, or use a record of your own with --file.\n"
        )
        assert contents(record.parent) == before
        own = record.parent / "own.toml"
        assert as_somebody("log", NEW, "--file", str(own), "--yes").returncode == 0
        assert own.stat().st_uid == SOMEBODY


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that Linux makes up")
@pytest.mark.parametrize("place", rest_slow(["/proc/self/status", "/proc/kmsg", "/proc/self/record.toml", "/sys/record.toml"]))
@pytest.mark.parametrize("words", [("log", "2026-09-01"), ("undo",), ("setup", "--name", "Ada"), ("status",), ("doctor",)])
def test_a_file_of_the_system_is_refused_at_once_and_nobody_waits_for_a_lock(place: str, words: tuple[str, ...]):
    ended = itb(Path(place), *words, timeout=60)
    said = " ".join((ended.stdout + ended.stderr).split())
    assert "Another itb" not in said
    assert "bug" not in said
    assert ended.returncode in ((3, 4) if words == ("status",) else (0, 4))
    if words[0] in ("log", "setup", "undo"):
        assert (ended.returncode, ended.stdout) == (4, ""), said
        assert "in a folder of the system itself" in said

"""Many processes at once: nothing that was called saved is lost, nobody reads half a record (R102, R103, F5)."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from crowd import LOGS, MANY, MIXED, at_once, begun, verdicts
from real_itb import command, environment, itb, refill_days, states

from itb_cli.storage.paths import holder_beside, lock_beside
from itb_cli.storage.record_reader import load

DAYS = [f"2026-{month:02d}-11" for month in range(1, 10)] + [f"2025-{month:02d}-11" for month in range(1, 4)]


def started(record: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*argv),
        env=environment(record),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(processes: list[subprocess.Popen[str]]) -> list[tuple[int, str, str]]:
    return [(process.returncode, *words) for process in processes for words in [process.communicate()]]


HOLDING = """\
import sys, time
from pathlib import Path
from itb_cli.storage.locking import Patience, locked
with locked(Path(sys.argv[1]), Patience(lambda: time.monotonic() - float(sys.argv[2]), print)):
    print("held", flush=True)
    sys.stdin.read()
"""
"""Holds the lock of a record, as if for the seconds given, until its standard input ends."""

NOTES = {
    "none": None,
    "of another machine": "123 0.5 another-machine\n",
    "of tomorrow": f"123 99999999999.5 {os.uname().nodename}\n" if hasattr(os, "uname") else "123 99999999999.5 this\n",
    "not a note": "\x00\xff[[refills]]\n",
    "a folder": "",
}


class Held(NamedTuple):
    """A record whose lock somebody holds, and a save that waits for it."""

    record: Path
    holder: subprocess.Popen[str]
    waiting: subprocess.Popen[str]


def held(ends: contextlib.ExitStack, record: Path, seconds: int, note: str | None = "own") -> Held:
    assert itb(record, "log", "2026-01-11").returncode == 0
    words = [sys.executable, "-c", HOLDING, str(record), str(seconds)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ends.callback(end, holder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    place = holder_beside(record)
    if note != "own":
        place.unlink()
        if note:
            place.write_text(note, "utf-8")
        elif note is not None:
            place.mkdir()
    waits = started(record, "log", "2026-02-11")
    ends.callback(end, waits)
    return Held(record, holder, waits)


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


@pytest.fixture(scope="module", autouse=True)
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Held]]:
    """Saves of records that somebody holds. Begun first: they wait for ten seconds, and the other tests run meanwhile."""
    folder = tmp_path_factory.mktemp("held")
    with contextlib.ExitStack() as ends:
        every = {
            "for hours": held(ends, folder / "hours" / "record.toml", 4 * 3600),
            "for a moment": held(ends, folder / "now" / "record.toml", -9),
        }
        yield every | {name: held(ends, folder / name / "record.toml", 0, note) for name, note in NOTES.items()}


@pytest.fixture
def ends() -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as stack:
        yield stack


def refused(waiting: dict[str, Held], name: str) -> str:
    """What a save that waited in vain said."""
    record, _, process = waiting[name]
    out, err = process.communicate()
    assert (process.returncode, out) == (6, "")
    assert refill_days(record) == ["2026-01-11"]
    return err


@pytest.mark.slow
def test_a_save_that_waits_too_long_says_who_holds_the_lock_since_when_and_saves_nothing(waiting: dict[str, Held]):
    assert refused(waiting, "for hours") == (
        f"itb: Another itb (process {waiting['for hours'].holder.pid}) has been writing this record for 4 hours. "
        "Nothing was saved.\n"
        "     Close the other itb, then do the same again. Its lock is freed by itself when it ends.\n"
    )


@pytest.mark.slow
def test_a_save_that_waits_for_many_in_turn_is_told_to_try_again(waiting: dict[str, Held]):
    said = refused(waiting, "for a moment")
    assert re.fullmatch(
        r"itb: Several itb have been writing this record, one after the other, for more than 10 seconds; the one at work now "
        r"\(process \d+\) began \d seconds? ago\. Nothing was saved\.\n     Do the same again in a moment\.\n",
        said,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTES)
def test_where_nobody_knows_the_holder_nothing_is_invented(waiting: dict[str, Held], name: str):
    assert refused(waiting, name) == (
        "itb: Another itb has been writing this record for more than 10 seconds. Nothing was saved.\n"
        "     Close the other itb, then do the same again. Its lock is freed by itself when it ends.\n"
    )


@pytest.mark.slow
def test_the_note_of_the_holder_holds_a_process_and_a_moment_and_is_its_owners_only(waiting: dict[str, Held]):
    note = holder_beside(waiting["for hours"].record)
    assert re.fullmatch(rf"{waiting['for hours'].holder.pid} -?\d+\.\d{{3}} \S+\n", note.read_text("utf-8"))
    assert os.name == "nt" or note.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_the_lock_of_a_process_that_was_killed_is_free_at_once(tmp_path: Path, ends: contextlib.ExitStack):
    record, holder, process = held(ends, tmp_path / "itb" / "record.toml", 0)
    holder.kill()
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.startswith("SAVED: ")
    assert not holder_beside(record).exists()


@pytest.mark.slow
def test_somebody_at_a_terminal_is_told_that_itb_waits(tmp_path: Path, ends: contextlib.ExitStack):
    pexpect = pytest.importorskip("pexpect", reason="needs pexpect for a terminal")
    record, holder, process = held(ends, tmp_path / "itb" / "record.toml", 0)
    child = pexpect.spawn(
        sys.executable, ["-m", "itb_cli", "log", "2026-03-11"], env=environment(record), encoding="utf-8", timeout=9
    )
    child.expect_exact("itb: Another itb is writing this record. Waiting for it, at most 10 seconds.\r\n")
    holder.communicate()
    child.expect_exact("To take this back: itb undo")
    child.expect(pexpect.EOF)
    _, err = process.communicate()
    assert err == "", "nobody is at a terminal there"
    assert sorted(refill_days(record)) == ["2026-01-11", "2026-02-11", "2026-03-11"]


@pytest.mark.slow
def test_whoever_only_reads_does_not_wait(tmp_path: Path):
    from filelock import FileLock

    record = tmp_path / "record.toml"
    assert itb(record, "log", "2026-01-11").returncode == 0
    with FileLock(lock_beside(record)):
        for argv in (("status",), ("history",), ("restore",), ("emergency",), ("card",)):
            assert itb(record, *argv, timeout=9).returncode in (0, 3)


@pytest.mark.slow
@pytest.mark.parametrize("begun", [True, False], ids=["a-record-stands", "none-stands-yet"])
def test_twelve_at_once_lose_nothing(tmp_path: Path, begun: bool):
    record = tmp_path / "new" / "record.toml"
    if begun:
        assert itb(record, "log", "2024-01-11").returncode == 0
    endings = ended([started(record, "log", day) for day in DAYS])
    assert [(code, err) for code, _, err in endings] == [(0, "")] * len(DAYS)
    assert sorted(refill_days(record)) == sorted([*DAYS, *(["2024-01-11"] if begun else [])])
    assert [len(refill_days(state)) for state in states(record)] == list(range(1, len(DAYS) + begun + 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "linked"),
    [
        (LOGS, False),
        (MIXED, False),
        pytest.param(LOGS, True, marks=pytest.mark.skipif(os.name == "nt", reason="links need rights there")),
    ],
    ids=["log", "log-setup-edit-undo", "log-behind-a-link"],
)
def test_fifty_at_once_lose_nothing_that_was_acknowledged(tmp_path: Path, words: list[tuple[str, ...]], linked: bool):
    record = begun(tmp_path, linked=linked)
    crowd = at_once(record, words)
    assert len(crowd.ended) == MANY
    every = [*verdicts(record, crowd)]
    assert [reason for stood, reason in every if stood == "lost"] == []
    assert len([stood for stood, _ in every if stood == "new"]) >= MANY / 2, "a crowd is no reason to refuse most"
    assert crowd.seconds < 60, "half a minute was asked for, on a machine that does nothing else; usually it takes ten seconds"
    assert record.is_symlink() == linked


@pytest.mark.slow
def test_of_two_that_log_the_same_day_one_is_told_that_it_stands_already(tmp_path: Path):
    record = tmp_path / "record.toml"
    codes = sorted(code for code, _, _ in ended([started(record, "log", "2026-09-01") for _ in range(4)]))
    assert codes == [0, 5, 5, 5]
    assert refill_days(record) == ["2026-09-01"]


@pytest.mark.slow
def test_through_a_link_and_directly_is_one_record_with_one_lock(tmp_path: Path):
    record, link = tmp_path / "real" / "record.toml", tmp_path / "link.toml"
    assert itb(record, "log", "2024-01-11").returncode == 0
    link.symlink_to(record)
    codes = [
        code for code, _, _ in ended([started(record if number % 2 else link, "log", day) for number, day in enumerate(DAYS[:6])])
    ]
    assert codes == [0] * 6
    assert sorted(refill_days(record)) == sorted(["2024-01-11", *DAYS[:6]])


@pytest.mark.slow
def test_a_reader_sees_a_whole_record_at_every_moment(tmp_path: Path):
    record = tmp_path / "record.toml"
    assert itb(record, "log", "2024-01-11").returncode == 0
    writers = [started(record, "log", day) for day in DAYS[:6]]
    seen = [1]
    while any(writer.poll() is None for writer in writers):
        seen.append(len(load(record).record.refills))
        time.sleep(0)
    ended(writers)
    assert seen == sorted(seen)
    assert len(load(record).record.refills) == 7


@pytest.mark.slow
def test_a_record_changed_by_another_program_while_a_question_is_open_is_not_overwritten(tmp_path: Path):
    """The question is asked in a real `itb`, on a real terminal of its own."""
    pexpect = pytest.importorskip("pexpect", reason="needs pexpect for a terminal")
    record = tmp_path / "record.toml"
    assert itb(record, "log", "2026-06-01", "--dose", "100").returncode == 0
    argv = ["-m", "itb_cli", "log", "2026-09-01", "--dose", "1500"]
    child = pexpect.spawn(sys.executable, argv, env=environment(record), encoding="utf-8", timeout=20)
    child.expect(r"\[y/N\]")
    synced = record.read_text("utf-8").replace("2026-06-01", "2026-06-02")
    record.write_text(synced, "utf-8")
    child.sendline("y")
    child.expect(pexpect.EOF)
    child.close()
    assert "2026-06-02" in refill_days(record)
    assert child.exitstatus in (0, 4)
    assert refill_days(record) == (["2026-06-02", "2026-09-01"] if child.exitstatus == 0 else ["2026-06-02"])


@pytest.mark.slow
def test_two_writers_without_a_common_lock_lose_nothing_or_say_so(tmp_path: Path):
    """The lock is deleted all the time, as if two machines saved in one synced folder: each call is made as it comes."""
    record = tmp_path / "itb" / "record.toml"
    assert itb(record, "log", "2020-01-01", "--yes").returncode == 0
    argv = [["log", f"20{year}-{month:02}-01", "--yes"] for month in range(1, 11) for year in (21, 22)]
    ended: dict[str, tuple[int, str]] = {}
    for first, second in zip(argv[::2], argv[1::2], strict=True):
        both = [
            subprocess.Popen(command(*words), env=environment(record), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for words in (first, second)
        ]
        while any(process.poll() is None for process in both):
            record.with_name("record.toml.lock").unlink(missing_ok=True)
        for words, process in zip((first, second), both, strict=True):
            out, err = process.communicate()
            ended[words[1]] = (process.returncode, out + err)
    stands = refill_days(record)
    said_lost = any("stands among the earlier states" in told for _, told in ended.values())
    for day, (code, told) in ended.items():
        assert "bug" not in told
        assert day in stands or code != 0 or said_lost, (day, told)
    assert list(record.parent.glob(".*tmp")) == []

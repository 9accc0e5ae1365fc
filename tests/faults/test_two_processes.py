"""Many processes at once: nothing that was called saved is lost, nobody reads half a record (R102, R103, F5)."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_itb import command, environment, itb, refill_days, states

from itb_cli.storage.paths import lock_beside
from itb_cli.storage.reading import load

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


@pytest.fixture(scope="module", autouse=True)
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A save of a record that somebody else holds. Begun first: it waits for ten seconds, and the other tests run meanwhile."""
    from filelock import FileLock

    record = tmp_path_factory.mktemp("held") / "record.toml"
    assert itb(record, "log", "2026-01-11").returncode == 0
    with FileLock(lock_beside(record)), started(record, "log", "2026-02-11") as process:
        yield record, process
        process.kill()


def test_a_save_that_waits_too_long_for_another_one_says_so_and_saves_nothing(waiting: tuple[Path, subprocess.Popen[str]]):
    record, process = waiting
    out, err = process.communicate()
    assert (process.returncode, out) == (6, "")
    assert err == (
        "itb: Another itb has been writing this record for more than 10 seconds. Nothing was saved.\n"
        "     Close the other itb, then do the same again. Its lock is freed by itself when it ends.\n"
    )
    assert refill_days(record) == ["2026-01-11"]


def test_whoever_only_reads_does_not_wait(tmp_path: Path):
    from filelock import FileLock

    record = tmp_path / "record.toml"
    assert itb(record, "log", "2026-01-11").returncode == 0
    with FileLock(lock_beside(record)):
        for argv in (("status",), ("history",), ("restore",), ("emergency",), ("card",)):
            assert itb(record, *argv, timeout=9).returncode in (0, 3)


@pytest.mark.parametrize("begun", [True, False], ids=["a-record-stands", "none-stands-yet"])
def test_twelve_at_once_lose_nothing(tmp_path: Path, begun: bool):
    record = tmp_path / "new" / "record.toml"
    if begun:
        assert itb(record, "log", "2024-01-11").returncode == 0
    endings = ended([started(record, "log", day) for day in DAYS])
    assert [(code, err) for code, _, err in endings] == [(0, "")] * len(DAYS)
    assert sorted(refill_days(record)) == sorted([*DAYS, *(["2024-01-11"] if begun else [])])
    assert [len(refill_days(state)) for state in states(record)] == list(range(1, len(DAYS) + begun + 1))


def test_of_two_that_log_the_same_day_one_is_told_that_it_stands_already(tmp_path: Path):
    record = tmp_path / "record.toml"
    codes = sorted(code for code, _, _ in ended([started(record, "log", "2026-09-01") for _ in range(4)]))
    assert codes == [0, 5, 5, 5]
    assert refill_days(record) == ["2026-09-01"]


def test_through_a_link_and_directly_is_one_record_with_one_lock(tmp_path: Path):
    record, link = tmp_path / "real" / "record.toml", tmp_path / "link.toml"
    assert itb(record, "log", "2024-01-11").returncode == 0
    link.symlink_to(record)
    codes = [
        code for code, _, _ in ended([started(record if number % 2 else link, "log", day) for number, day in enumerate(DAYS[:6])])
    ]
    assert codes == [0] * 6
    assert sorted(refill_days(record)) == sorted(["2024-01-11", *DAYS[:6]])


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

"""The system refuses: a full disk, a failed sync, a folder that may not be written. What stood before stands after (R95, R96)."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fault_table import ERRORS as FAULT_ERRORS
from fault_table import refusals
from real_itb import RECORDS, Ending, break_at, command, contents, endings, environment, itb, refill_days, states
from small_disk import NoSmallDisk, fill, small_disk
from tally import Tally
from trying import CHANGES, known, tried

from selection import rest_slow

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX")

ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS")
FEW = 13
"""One in so many of the refusals is tried here: of two calls that follow each other, about one, with an error by turns."""
BEFORE = ["2026-06-01", "2026-09-01"]
NEW = "2026-09-16"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two saves, to be copied."""
    record = tmp_path_factory.mktemp("ready") / "itb" / "record.toml"
    for day in BEFORE:
        assert itb(record, "log", day).returncode == 0
    return record


@pytest.fixture
def saved(tmp_path: Path, ready: Path) -> Path:
    """A record of two saves."""
    return placed(tmp_path / "ready", ready)


def undated(steps: list[str]) -> list[str]:
    return [re.sub(r"\d{4}-\d\d-\d\d", "DAY", step) for step in steps]


class Refusal(NamedTuple):
    """A save of which one call, the last of `steps`, was refused; what it did after that is left out of `steps`."""

    record: Path
    steps: list[str]
    ending: Ending

    @property
    def is_late(self) -> bool:
        """Whether the record was in place already."""
        return "replace record.toml" in self.steps[:-1]

    @property
    def is_vital(self) -> bool:
        """Whether nothing can be called saved without this call."""
        return self.steps[-1].startswith(("write .record.toml.tmp", "fsync", "replace", "open .record.toml.tmp"))


def refused_at_each_call(folder: Path, saved: Path, error: str) -> list[Refusal]:
    """`itb log` with its first call refused, its second and so on; each in a folder of its own."""
    (whole,) = endings([break_at(placed(folder / "whole", saved), None, error, "log", NEW)])
    places = [placed(folder / str(at), saved) for at in range(1, len(whole.steps) + 1)]
    ended = endings([break_at(place, at, error, "log", NEW) for at, place in enumerate(places, start=1)])
    return [
        Refusal(place, ending.steps[:at], ending) for at, (place, ending) in enumerate(zip(places, ended, strict=True), start=1)
    ]


def placed(folder: Path, saved: Path) -> Path:
    shutil.copytree(saved.parent, folder)
    return folder / saved.name


# --- the order of calls (R95)


def wholly_written(temporary: str, target: str, folder: str) -> list[str]:
    return [
        f"open {temporary}",
        f"write {temporary}",
        f"fsync {temporary}",
        f"replace {target}",
        f"open {folder}",
        f"fsync {folder}",
    ]


def test_record_and_state_are_each_written_in_the_order_that_survives_a_power_cut(saved: Path):
    (ending,) = endings([break_at(saved, None, "kill", "log", NEW)])
    steps = undated(ending.steps)
    assert steps[-1] == "unlock record.toml.lock"
    written = [step for step in steps[steps.index("lock record.toml.lock") + 1 : -1] if not step.endswith(".record.toml.holder")]
    states = "record.toml.generations"
    record = wholly_written(".record.toml.tmp", "record.toml", ".")
    state = wholly_written(f"{states}/.000003_DAY.toml.tmp", f"{states}/000003_DAY.toml", states)
    assert written == [*record, *state]


@pytest.mark.parametrize("name", rest_slow(CHANGES))
def test_the_answer_comes_after_the_last_sync(tmp_path: Path, saved: Path, name: str):
    argv = CHANGES[name]
    record = tmp_path / "new" / "record.toml" if argv == CHANGES["first log"] else saved
    (ending,) = endings([break_at(record, None, "kill", *argv, more=True)])
    assert ending.code == 0, ending.err
    calls = [step.split(" ")[0] for step in ending.steps]
    assert calls.count("fsync") >= 4
    assert calls.index("say") > max(at for at, call in enumerate(calls) if call in ("write", "fsync", "replace"))


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if not found or subprocess.run([found, "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is missing or may not trace here")
    return found


def test_the_system_sees_temp_write_sync_replace_sync_and_then_the_word_saved(strace: str, saved: Path, tmp_path: Path):
    watched = "openat,read,write,fsync,fdatasync,rename,renameat,renameat2,flock"
    trace = tmp_path / "trace"
    ended = subprocess.run(
        [strace, "-f", "-y", "-s", "16", "-e", f"trace={watched}", "-o", str(trace), *command("log", NEW)],
        env=environment(saved),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    folder = re.escape(str(saved.parent))
    states = rf"{folder}/record\.toml\.generations"
    passing = r"\.\d+-[0-9a-f]+\.itb-tmp"
    meanings = {
        "lock": rf"flock\(\d+<{folder}/record\.toml\.lock>, LOCK_EX\|LOCK_NB\) += 0",
        "read the record": rf"read\(\d+<{folder}/record\.toml>, \"# Kept",
        "make the temp file": rf'openat\(AT_FDCWD[^,]*, "{folder}/\.record\.toml{passing}", O_WRONLY\|O_CREAT\|O_EXCL\|[A-Z_|]+, 0600\) = \d',
        "write it": rf"write\(\d+<{folder}/\.record\.toml{passing}>",
        "sync it": rf"fsync\(\d+<{folder}/\.record\.toml{passing}>\) += 0",
        "replace the record": rf'rename\w*\(.*"{folder}/\.record\.toml{passing}", .*"{folder}/record\.toml"',
        "sync the folder": rf"fsync\(\d+<{folder}>\) += 0",
        "make the state": rf'openat\(AT_FDCWD[^,]*, "{states}/\.000003_[0-9-]+\.toml{passing}", O_WRONLY\|O_CREAT\|O_EXCL\|[A-Z_|]+, 0600\) = \d',
        "write the state": rf"write\(\d+<{states}/\.000003_[0-9-]+\.toml{passing}>",
        "sync the state": rf"fsync\(\d+<{states}/\.000003_[0-9-]+\.toml{passing}>\) += 0",
        "keep the state": rf'rename\w*\(.*"{states}/\.000003_[0-9-]+\.toml{passing}", .*"{states}/000003_[0-9-]+\.toml"',
        "sync the folder of states": rf"fsync\(\d+<{states}>\) += 0",
        "unlock": rf"flock\(\d+<{folder}/record\.toml\.lock>, LOCK_UN\) += 0",
        "say SAVED": r'write\(1<[^>]*>, "SAVED',
    }
    lines = trace.read_text("utf-8", "replace").splitlines()
    seen = [meaning for line in lines for meaning, pattern in meanings.items() if re.search(pattern, line)]
    assert [meaning for at, meaning in enumerate(seen) if meaning not in seen[:at]] == list(meanings)
    assert seen.count("replace the record") == seen.count("make the temp file") == 1
    kinds = [re.sub(r"^\d+ +(\w+)\(.*", r"\1", line) for line in lines if re.search(rf"{folder}|write\(1<", line)]
    assert kinds[-1] == "write", "the word is the last thing"
    assert [kind for kind in kinds if kind in ("fdatasync", "sync_file_range")] == []


@pytest.mark.slow
def test_a_save_opens_no_socket(strace: str, saved: Path, tmp_path: Path):
    trace = tmp_path / "trace"
    watched = [strace, "-f", "-e", "trace=%network", "-o", str(trace), *command("log", NEW)]
    assert subprocess.run(watched, env=environment(saved), capture_output=True, check=False).returncode == 0
    assert [line for line in trace.read_text("utf-8").splitlines() if "exited with 0" not in line] == []


# --- each call refused in turn


@pytest.mark.parametrize("error", rest_slow(ERRORS))
def test_a_refused_call_leaves_the_record_as_it_was_and_says_so(tmp_path: Path, saved: Path, error: str):
    early = [refusal for refusal in refused_at_each_call(tmp_path, saved, error) if not refusal.is_late]
    assert len([refusal for refusal in early if refusal.is_vital]) >= 3
    for record, steps, ending in early:
        if ending.code == 0:
            assert not Refusal(record, steps, ending).is_vital, steps[-1]
            assert refill_days(record) == [*BEFORE, NEW], steps[-1]
            continue
        assert ending.code == 4, steps[-1]
        assert ending.err.startswith("itb: NOT saved: "), steps[-1]
        assert f"The record at {record} is as it was before." in ending.err
        assert ending.out == ""
        assert record.read_bytes() == saved.read_bytes(), steps[-1]


@pytest.mark.slow
@pytest.mark.parametrize("error", rest_slow(ERRORS))
def test_once_the_record_is_in_place_nothing_says_that_it_is_as_before(tmp_path: Path, saved: Path, error: str):
    late = [refusal for refusal in refused_at_each_call(tmp_path, saved, error) if refusal.is_late]
    assert late
    for record, steps, ending in late:
        assert refill_days(record) == [*BEFORE, NEW]
        assert "NOT saved" not in ending.err, steps[-1]
        assert "as it was before" not in ending.err, steps[-1]
        if ending.code:
            assert (ending.code, ending.out) == (4, ""), steps[-1]
            assert ending.err.startswith(f"itb: Your change stands in the record at {record}, but "), steps[-1]


@pytest.mark.slow
def test_a_failed_sync_is_not_tried_again_on_the_same_file(tmp_path: Path, saved: Path):
    for refusal in refused_at_each_call(tmp_path, saved, "EIO"):
        synced = [step for step in refusal.ending.steps if step.startswith("fsync")]
        assert len(synced) == len(set(synced))
        if refusal.is_vital and not refusal.is_late:
            assert not list(refusal.record.parent.glob("**/*tmp")), "the file whose sync failed is thrown away"


@pytest.mark.slow
def test_after_any_refused_call_the_next_save_works(tmp_path: Path, saved: Path):
    records = [refusal.record for refusal in refused_at_each_call(tmp_path, saved, "ENOSPC")]
    stood = [refill_days(record) for record in records]
    following = endings([break_at(record, None, "kill", "log", "2026-10-01") for record in records])
    assert {ending.code for ending in following} == {0}
    assert [refill_days(record) for record in records] == [[*days, "2026-10-01"] for days in stood]


@pytest.mark.slow
def test_undo_after_a_refused_save_takes_back_the_last_saved_change(tmp_path: Path, saved: Path):
    refused = refused_at_each_call(tmp_path, saved, "ENOSPC")
    records = [refusal.record for refusal in refused if refusal.ending.code == 4]
    stood = [refill_days(record) for record in records]
    following = endings([break_at(record, None, "kill", "undo") for record in records])
    assert {ending.code for ending in following} == {0}
    assert [refill_days(record) for record in records] == [days[:-1] for days in stood]


@pytest.mark.slow
def test_after_a_refused_first_save_there_is_still_no_record_and_one_can_begin(tmp_path: Path):
    (whole,) = endings([break_at(tmp_path / "whole" / "record.toml", None, "EIO", "log", NEW)])
    records = [tmp_path / str(at) / "record.toml" for at in range(1, len(whole.steps) + 1)]
    tried = endings([break_at(record, at, "EIO", "log", NEW) for at, record in enumerate(records, start=1)])
    begun = [record for record, ending in zip(records, tried, strict=True) if ending.code == 4 and not record.exists()]
    assert len(begun) > 5
    following = endings([break_at(record, None, "kill", "log", NEW) for record in begun])
    assert [ending.err for ending in following] == [""] * len(begun)


@pytest.mark.parametrize("error", rest_slow(["ENOSYS", "ENOLCK", "EOPNOTSUPP"]))
def test_a_disk_without_locks_saves_or_refuses_but_is_no_bug(tmp_path: Path, saved: Path, error: str):
    (saved.parent / "record.toml.lock").unlink()
    record = placed(tmp_path / "again", saved)
    (whole,) = endings([break_at(saved, None, error, "log", NEW)])
    at = whole.steps.index("lock record.toml.lock") + 1
    (ending,) = endings([break_at(record, at, error, "log", NEW)])
    assert ending.steps[at - 1] == "lock record.toml.lock"
    assert ending.code in (0, 4), ending.err
    assert refill_days(record) == [*BEFORE, *([NEW] if ending.code == 0 else [])]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_calls_of_each_change_refused_with_one_error_or_another_lose_nothing(tmp_path: Path, name: str):
    """`python tests/faults/fault_table.py` refuses every call with every error."""
    change = known(tmp_path / "known", [name], more=True)[name]
    every = list(refusals(change))
    faults = [fault for at, fault in enumerate(every) if fault[2]["how"] in ("SHORT", "LIE") or at % FEW == 0]
    assert {fault[2]["how"] for fault in faults} == {*FAULT_ERRORS, "SHORT", "LIE"}
    tally = Tally()
    for judged, verdict in tried(tmp_path / "tries", faults):
        tally.add(judged.fault, *verdict)
        assert "told so" not in judged.fault or judged.ending.code == 0, "the rest of a short write is written after it"
    assert not tally.lost, "\n".join(tally.lines())
    assert set(tally.total) == {"old", "new"}


def test_a_disk_that_gives_back_something_else_than_was_written_is_seen_before_the_record_is_replaced(
    tmp_path: Path, saved: Path
):
    (whole,) = endings([break_at(placed(tmp_path / "whole", saved), None, "LIE", "log", NEW)])
    before = saved.read_bytes()
    (ending,) = endings([break_at(saved, whole.steps.index("write .record.toml.tmp") + 1, "LIE", "log", NEW)])
    assert (ending.code, ending.out) == (4, "")
    assert ending.err.startswith("itb: NOT saved: the disk does not give back what was written. ")
    assert saved.read_bytes() == before


@pytest.mark.slow
def test_a_disk_that_knows_no_sync_of_folders_is_no_failure(tmp_path: Path, saved: Path):
    (whole,) = endings([break_at(placed(tmp_path / "whole", saved), None, "EINVAL", "log", NEW)])
    for folder in (".", "record.toml.generations"):
        record = placed(tmp_path / f"of {folder}", saved)
        (ending,) = endings([break_at(record, whole.steps.index(f"fsync {folder}") + 1, "EINVAL", "log", NEW)])
        assert (ending.code, ending.err) == (0, "")


@pytest.mark.slow
def test_what_another_program_writes_meanwhile_is_lost_at_no_call_but_the_very_last_before_the_replacing(
    tmp_path: Path, saved: Path
):
    """What cannot be excluded: a write between the last look and the replacing, with no call to the system between them."""
    other = 'schema_version = 1\n[person]\nname = "From the other device"\n'
    (whole,) = endings([break_at(placed(tmp_path / "whole", saved), None, "OTHER", "log", NEW, more=True)])
    records = [placed(tmp_path / str(at), saved) for at in range(1, len(whole.steps) + 1)]
    cases = [
        break_at(record, at, "OTHER", "log", NEW, more=True) | {"other": other} for at, record in enumerate(records, start=1)
    ]
    noticed, lost = 0, []
    for record, step, ending in zip(records, whole.steps, endings(cases), strict=True):
        is_kept = other.encode() in contents(record.parent).values() or "From the other device" in record.read_text("utf-8")
        noticed += ending.err.startswith("itb: Something else changed the record meanwhile. ")
        if not is_kept:
            lost.append(step)
    assert lost == ["replace record.toml"]
    assert noticed > 10


@pytest.mark.slow
def test_saved_is_said_only_if_the_change_stands_in_the_record_at_the_last_look(tmp_path: Path, saved: Path):
    """Another program writes without the lock, at every call in turn, after the replacing too."""
    other = 'schema_version = 1\n[person]\nname = "From the other device"\n'
    (whole,) = endings([break_at(placed(tmp_path / "whole", saved), None, "OTHER", "log", NEW, more=True)])
    replaced = whole.steps.index("replace record.toml")
    last_look = max(at for at, step in enumerate(whole.steps) if step == "open record.toml")
    assert last_look > replaced
    calls = range(replaced + 2, last_look + 2)
    records = [placed(tmp_path / str(at), saved) for at in calls]
    cases = [
        break_at(record, at, "OTHER", "log", NEW, more=True) | {"other": other} for at, record in zip(calls, records, strict=True)
    ]
    for at, record, ending in zip(calls, records, endings(cases), strict=True):
        assert (ending.code, ending.out) == (4, ""), whole.steps[at - 1]
        assert ending.err.startswith("itb: NOT known to be saved: something else wrote the record"), whole.steps[at - 1]
        assert NEW in states(record)[-1].read_text("utf-8"), "the change is kept as an earlier state"


# --- real refusals, without tricks


def test_a_write_that_the_system_cuts_short_saves_nothing(saved: Path):
    import resource

    before = contents(saved.parent)
    allowed = saved.stat().st_size - 10
    ended = itb(saved, "log", NEW, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, allowed)))
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr == (
        f"itb: NOT saved: File too large. The record at {saved} is as it was before.\n"
        "     Free some space or choose another place with --file, then do the same again.\n"
    )
    assert contents(saved.parent) == before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 kB, mounted for this test."""
    with contextlib.ExitStack() as mounted:
        try:
            place = mounted.enter_context(small_disk(tmp_path / "disk"))
        except NoSmallDisk:
            pytest.skip("a small disk can be mounted by root only, and not in every container")
        yield place


@pytest.mark.parametrize("pages", rest_slow(range(4)))
def test_a_full_disk_loses_nothing(disk: Path, ready: Path, pages: int):
    record = placed(disk / "itb", ready)
    before = record.read_bytes()
    filler = fill(disk, pages * os.sysconf("SC_PAGE_SIZE"))
    ended = itb(record, "log", NEW)
    if ended.returncode == 0 or "Your change stands" in ended.stderr:
        assert pages
        assert refill_days(record) == [*BEFORE, NEW]
    else:
        assert ended.returncode == 4
        assert "NOT saved: No space left on device." in ended.stderr
        assert record.read_bytes() == before
        assert not list(record.parent.glob("**/*tmp"))
        assert itb(record, "history").returncode == 0
        filler.unlink()
        assert itb(record, "log", NEW).returncode == 0
        assert refill_days(record) == [*BEFORE, NEW]
    assert [bool(refill_days(state)) for state in states(record)] == [True] * len(states(record))


@pytest.mark.slow
def test_a_disk_that_may_only_be_read_still_answers_and_refuses_to_save(disk: Path, ready: Path):
    record = placed(disk / "itb", ready)
    before = contents(disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert itb(record, "history").returncode == 0
    assert itb(record, "restore").returncode == 0
    for argv in (("log", NEW), ("undo",), ("restore", "1", "--yes"), ("setup", "--name", "Ada")):
        ended = itb(record, *argv)
        assert (ended.returncode, ended.stdout) == (4, "")
        assert ended.stderr.startswith("itb: NOT saved: Read-only file system. ")
    assert contents(disk) == before


@pytest.fixture
def bound(saved: Path) -> Iterator[dict[str, object]]:
    """How to start a process that permissions hold for, though root may have started the tests."""
    if os.geteuid():
        how: dict[str, object] = {}
    else:
        how = {"preexec_fn": give_up_roots_rights}
        try:
            subprocess.run([sys.executable, "-c", ""], **how, check=True)  # type: ignore[call-overload]
        except subprocess.SubprocessError:
            pytest.skip("root may read and write everything, and cannot give that up here")
    yield how
    for path in (saved.parent, *saved.parent.rglob("*")):
        path.chmod(0o700)


def give_up_roots_rights() -> None:
    """Takes CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH from this process and all that come from it: then modes count."""
    import ctypes

    drop_from_bounding_set = 24
    for capability in (1, 2):
        assert ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0) == 0


@pytest.mark.slow
def test_a_record_that_may_not_be_read_is_an_error_and_not_an_empty_one(saved: Path, bound: dict[str, object]):
    saved.chmod(0o000)
    for argv in (("status",), ("next-refill",), ("history",), ("log", NEW)):
        ended = itb(saved, *argv, **bound)
        assert (ended.returncode, ended.stdout) == (4, ""), argv
        assert "Permission denied" in ended.stderr
    for argv in (("emergency",), ("card",), ("check", "hot", "tub")):
        assert itb(saved, *argv, **bound).returncode == 0, argv


def test_a_folder_that_may_not_be_written_answers_and_refuses_to_save(saved: Path, bound: dict[str, object]):
    saved.chmod(0o644)
    for path in (saved.parent, *states(saved), states(saved)[0].parent):
        path.chmod(0o555)
    before = contents(saved.parent)
    assert itb(saved, "history", **bound).returncode == 0
    ended = itb(saved, "log", NEW, **bound)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("itb: NOT saved: Permission denied. ")
    assert contents(saved.parent) == before


def test_a_folder_that_may_not_be_entered_is_an_error_for_a_save_too(saved: Path, bound: dict[str, object]):
    saved.parent.chmod(0o000)
    assert itb(saved, "status", **bound).returncode == 4
    assert itb(saved, "log", NEW, **bound).returncode == 4


def test_a_vanished_record_whose_states_may_not_be_listed_is_not_called_empty(saved: Path, bound: dict[str, object]):
    saved.unlink()
    states(saved)[0].parent.chmod(0o000)
    assert itb(saved, "status", **bound).returncode == 4


def test_the_fixture_records_are_not_changed_by_reading_them():
    before = contents(RECORDS)
    for name in before:
        itb(RECORDS / name, "status")
    assert contents(RECORDS) == before

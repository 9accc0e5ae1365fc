"""Every file that a command writes lasts before it is called written, and who is killed meanwhile leaves nothing in the way."""

import os
import re
import shutil
from pathlib import Path

import pytest
from real_itb import Ending, break_at, endings, itb

from selection import rest_slow

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX")

PUT = {
    "reminders": (("remind",), "record.toml.reminders"),
}
NEW = {
    "calendar": (("calendar", "--ics", "{folder}/o.ics"), "o.ics"),
    "card": (("card", "--format", "svg", "-o", "{folder}/card.svg"), "card.svg"),
    "report": (("report", "--html", "{folder}/report.html"), "report.html"),
    "export": (("export", "json", "-o", "{folder}/all.json"), "all.json"),
}
WRITTEN = {**PUT, **NEW}
LAST = {
    "calendar": b"END:VCALENDAR\r\n",
    "reminders": b"\n",
    "card": b"</svg>\n",
    "report": b"</html>\n",
    "export": b"}\n",
}
"""What a whole file ends with."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with a refill long ago, so that a reminder has something to say."""
    record = tmp_path_factory.mktemp("ready") / "itb" / "record.toml"
    assert itb(record, "log", "2026-06-01", "--alarm-date", "2026-09-15").returncode == 0
    return record


def placed(folder: Path, record: Path) -> Path:
    shutil.copytree(record.parent, folder)
    return folder / record.name


def words(name: str, record: Path) -> tuple[str, ...]:
    return tuple(word.format(folder=record.parent) for word in WRITTEN[name][0])


def done(record: Path, name: str, at: int | None = None, how: str = "kill") -> Ending:
    (ending,) = endings([break_at(record, at, how, *words(name, record))])
    return ending


def of_the_file(steps: list[str], name: str) -> list[str]:
    """The calls for one file, and what is done to its folder after them."""
    begun = next(at for at, step in enumerate(steps) if step == f"open .{name}.tmp")
    return steps[begun:]


@pytest.mark.parametrize("name", rest_slow(PUT))
def test_a_file_that_is_replaced_is_synced_and_so_is_its_folder(tmp_path: Path, ready: Path, name: str):
    ending = done(placed(tmp_path / "a", ready), name)
    file = WRITTEN[name][1]
    wanted = [f"open .{file}.tmp", f"write .{file}.tmp", f"fsync .{file}.tmp", f"replace {file}", "open .", "fsync ."]
    assert of_the_file(ending.steps, file)[:6] == wanted


@pytest.mark.parametrize("name", rest_slow(NEW))
def test_a_new_file_gets_its_name_when_it_is_whole_and_synced(tmp_path: Path, ready: Path, name: str):
    ending = done(placed(tmp_path / "a", ready), name)
    file = WRITTEN[name][1]
    assert ending.code == 0, ending.err
    wanted = [f"open .{file}.tmp", f"write .{file}.tmp", f"fsync .{file}.tmp", f"link {file}", f"unlink .{file}.tmp"]
    assert of_the_file(ending.steps, file) == [*wanted, "open .", "fsync ."]


def broken_at_each_call(folder: Path, ready: Path, name: str, how: str) -> list[tuple[str, Path, Ending]]:
    """The command with each call for its file broken in turn: the call, the record, how it ended."""
    steps = done(placed(folder / "whole", ready), name).steps
    calls = range(steps.index(f"open .{WRITTEN[name][1]}.tmp") + 1, len(steps) + 1)
    records = [placed(folder / f"{how}{at}", ready) for at in calls]
    cases = [break_at(record, at, how, *words(name, record)) for at, record in zip(calls, records, strict=True)]
    return [(steps[at - 1], *found) for at, *found in zip(calls, records, endings(cases), strict=True)]


@pytest.mark.parametrize("name", rest_slow(WRITTEN))
def test_whoever_is_killed_at_any_call_leaves_the_old_or_the_new_and_the_next_run_clears_up(
    tmp_path: Path, ready: Path, name: str
):
    broken = broken_at_each_call(tmp_path, ready, name, "kill")
    assert {ending.code for _, _, ending in broken} == {-9}
    file = WRITTEN[name][1]
    assert all(place.read_bytes().endswith(LAST[name]) for _, record, _ in broken if (place := record.with_name(file)).exists())
    again = [record for _, record, _ in broken if not record.with_name(file).exists()]
    assert again
    endings([break_at(record, None, "kill", *words(name, record)) for record in again])
    for record in again:
        assert record.with_name(file).read_bytes().endswith(LAST[name])
        assert [path.name for path in record.parent.iterdir() if path.name.endswith("tmp")] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", rest_slow(WRITTEN))
def test_what_a_killed_run_left_is_named_by_doctor(tmp_path: Path, ready: Path, name: str):
    record, file = placed(tmp_path / "a", ready), WRITTEN[name][1]
    at = done(placed(tmp_path / "whole", ready), name).steps.index(f"fsync .{file}.tmp") + 1
    assert done(record, name, at).code == -9
    shown = itb(record, "doctor").stdout
    assert re.search(rf"\.{re.escape(file)}\.\d+-[0-9a-f]+\.itb-tmp", shown.replace("\n", "")), shown


@pytest.mark.parametrize("error", rest_slow(["EIO", "ENOSPC"]))
@pytest.mark.parametrize("name", rest_slow(WRITTEN))
def test_a_refused_call_leaves_the_old_or_the_new_whole_and_never_says_written_of_the_old(
    tmp_path: Path, ready: Path, name: str, error: str
):
    for step, record, ending in broken_at_each_call(tmp_path, ready, name, error):
        place = record.with_name(WRITTEN[name][1])
        left = [path.name for path in record.parent.iterdir() if path.name.endswith("tmp")]
        assert left == [] or step.startswith("unlink"), (step, left)
        assert not place.exists() or place.read_bytes().endswith(LAST[name]), step
        assert not place.exists() or not re.search("NOT written|Nothing there was changed", ending.err), step
        assert place.exists() or ending.code or ending.err, step


def test_a_file_in_a_folder_that_is_not_the_records_is_cleared_too(tmp_path: Path, ready: Path):
    record, there = placed(tmp_path / "a", ready), tmp_path / "there"
    there.mkdir()
    left = there / ".o.ics.2147483647-0123456789ab.itb-tmp"
    left.write_text("DTSTART:20260901")
    kept = there / ".o.ics.2147483647-0123456789ab.itb-tmpx"
    kept.write_text("mine")
    shown = itb(record, "doctor", cwd=there).stdout
    assert left.name in shown.replace("\n", "")
    assert itb(record, "calendar", "--ics", str(there / "o.ics")).returncode == 0
    assert sorted(path.name for path in there.iterdir()) == sorted(["o.ics", kept.name])

"""Breaks `itb` in every way that the tests know and shows what was lost: `python tests/faults/fault_table.py`.

Each call that a change makes to the system is refused with each error in turn; writes are cut short; disks are full; files are
truncated; fifty processes write at once. Ends with 1 if anything was lost. Needs fork, so no Windows. Kills: `kill_loop.py`.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crowd import LOGS, MIXED, at_once, begun, verdicts
from real_itb import Ending, break_at, contents, endings
from small_disk import NoSmallDisk, fill, small_disk
from tally import Tally, report
from trying import CHANGES, FOLLOWING, Change, Try, judge, judge_what_follows, known, meaning, placed, tried

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EINTR")
BATCH = 200
PAGES = 6
Fault = tuple[Change, str, Mapping[str, Any]]


def refusals(change: Change, errors: tuple[str, ...] = ERRORS) -> Iterator[Fault]:
    """Each call of the change refused with each error; writes also cut short, once honestly and once not."""
    for at, step in enumerate(change.steps, start=1):
        call, _, place = step.partition(" ")
        is_folder = call in ("open", "close", "fsync") and (place == "." or place.endswith(".generations"))
        for how in errors:
            yield change, f"{call} {'of a folder ' * is_folder}refused", {"at": at, "how": how, "more": True}
        if call == "write":
            yield change, "write cut short, and told so", {"at": at, "how": "SHORT", "more": True}
            yield change, "write cut short, and not told", {"at": at, "how": "LIE", "more": True}


def refuse(folder: Path, tally: Tally) -> None:
    every = [fault for change in known(folder, CHANGES, more=True).values() for fault in refusals(change)]
    for start in range(0, len(every), BATCH):
        for judged, verdict in tried(folder / "tries", every[start : start + BATCH]):
            tally.add(judged.fault, *verdict)


def fill_disks(folder: Path, tally: Tally) -> None:
    """Each change on a disk that is really full, or has a few pages left."""
    for change in known(folder).values():
        for pages in range(PAGES):
            with small_disk(folder / "disk", 128) as disk:
                record = placed(change.start, disk / "itb")
                filler = fill(disk, pages * os.sysconf("SC_PAGE_SIZE"))
                (end,) = endings([break_at(record, None, "kill", *change.argv)])
                full = Try(change, record, "disk really full", end)
                verdict = judge(full)
                filler.unlink()
                (after,) = endings([break_at(record, None, "kill", *FOLLOWING["log"])])
                tally.add(full.fault, *judge_what_follows(full, verdict, "log", after))


def cut(folder: Path, tally: Tally) -> None:
    """The file cut off at every twentieth byte, or empty: refused with no byte changed, or, if it reads well, changed as asked."""
    for change in known(folder, [name for name in CHANGES if name != "first log"]).values():
        size = (change.start / "record.toml").stat().st_size
        records = [placed(change.start, folder / "cut" / change.name / str(at)) for at in range(0, size, 20)]
        for at, record in enumerate(records):
            os.truncate(record, at * 20)
        before = [contents(record.parent) for record in records]
        ended = endings([break_at(record, None, "kill", *change.argv) for record in records])
        for record, stood, end in zip(records, before, ended, strict=True):
            fault = "file empty" if not stood["record.toml"] else "file cut off"
            tally.add(fault, *judge_cut(record, stood, end))


def judge_cut(record: Path, before: Mapping[str, bytes], end: Ending) -> tuple[str, str]:
    after = contents(record.parent)
    kept = {name for name in before if name.endswith(".toml")} - {"record.toml"}
    if any(after.get(name) != before[name] for name in kept):
        return "lost", "an earlier state has changed"
    if end.code in (4, 5) and not end.out and after["record.toml"] == before["record.toml"]:
        return "old", ""
    is_kept = before["record.toml"] in [data for name, data in after.items() if name != "record.toml"]
    return ("new", "") if end.code == 0 and meaning(record) and is_kept else ("lost", f"ended with {end.code}: {end.err}")


def gather(folder: Path, tally: Tally) -> None:
    """Fifty processes at once, in three ways."""
    for name, words, linked in (
        ("log", LOGS, False),
        ("log, behind a link", LOGS, True),
        ("log, setup, edit, undo", MIXED, False),
    ):
        record = begun(folder / name, linked=linked)
        crowd = at_once(record, words)
        for verdict in verdicts(record, crowd):
            tally.add(f"{len(words)} at once, {name} ({crowd.seconds:.0f} s)", *verdict)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--folder", help="where the records are made and broken; else the folder for temporary files")
    given = words.parse_args()
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        gather(Path(folder) / "crowd", tally)
        cut(Path(folder) / "cut", tally)
        refuse(Path(folder) / "refused", tally)
        try:
            fill_disks(Path(folder) / "full", tally)
        except NoSmallDisk:
            sys.stdout.write("No disk was filled: this machine allows no small one to be mounted.\n")
    return report(tally, "faults", begun)


if __name__ == "__main__":
    sys.exit(main())

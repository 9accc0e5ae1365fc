"""Fifty processes of `itb` at once on one record: each either did what it said it did, or said clearly that it did not."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from real_itb import command, environment, itb, refill_days, states

MANY = 50
BEGUN = ("2024-01-11", "2024-02-11")
DAYS = [f"{year}-{month:02d}-11" for year in range(2017, 2023) for month in range(1, 13)]
LOGS = [("log", day) for day in DAYS[:MANY]]
MIXED = [
    *(("log", day) for day in DAYS[:30]),
    *(("setup", "--clinic-phone", f"555 01{number:02d}") for number in range(8)),
    *(("edit", BEGUN[0], "--note", f"Note {number}") for number in range(6)),
    *[("undo",)] * 6,
]
REFUSED = {4, 5, 6}


class Ended(NamedTuple):
    """One of many: what it was told, and how it ended."""

    argv: tuple[str, ...]
    code: int
    out: str
    err: str


class Crowd(NamedTuple):
    """How all ended, and how long it took."""

    ended: list[Ended]
    seconds: float


def begun(folder: Path, *, linked: bool = False) -> Path:
    """A record of two refills; `linked`: behind a link."""
    record = folder / "real" / "record.toml"
    for day in BEGUN:
        assert itb(record, "log", day).returncode == 0
    if linked:
        (folder / "link.toml").symlink_to(record)
    return folder / "link.toml" if linked else record


def at_once(record: Path, words: Sequence[tuple[str, ...]]) -> Crowd:
    started = time.monotonic()
    processes = [
        subprocess.Popen(
            command(*argv),
            env=environment(record),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for argv in words
    ]
    ended = [
        Ended(argv, process.returncode, *said)
        for argv, process in zip(words, processes, strict=True)
        for said in [process.communicate()]
    ]
    return Crowd(ended, time.monotonic() - started)


def verdicts(record: Path, crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Of each process: new (it said so, and it is so), old (it refused clearly), or lost and why.

    An undo takes back somebody's change: as many may be missing as undos were acknowledged, and no more.
    """
    real = record.resolve()
    days = refill_days(real)
    done = [end for end in crowd.ended if end.code == 0]
    allowed = sum(end.argv == ("undo",) for end in done)
    newest = states(real)[-1]
    for end in crowd.ended:
        is_there = end.argv[0] != "log" or end.argv[1] in days
        if end.code == 0 and not is_there and allowed:
            allowed -= 1
            is_there = True
        is_clear = (
            end.code in REFUSED and not end.out and len(end.err.splitlines()) == 2 and not (end.argv[0] == "log" and is_there)
        )
        if (end.code == 0 and is_there and end.out) or is_clear:
            yield ("new" if end.code == 0 else "old"), ""
        else:
            yield "lost", f"{' '.join(end.argv)} ended with {end.code}: {end.err or end.out}"
    if newest.read_bytes() != real.read_bytes():
        yield "lost", "the newest state kept is not the record"
    if int(newest.name[:6]) != len(BEGUN) + len(done):
        yield "lost", f"{len(done)} changes were acknowledged, but {int(newest.name[:6]) - len(BEGUN)} were made"
    if len(set(days)) != len(days):
        yield "lost", "a refill stands there twice"

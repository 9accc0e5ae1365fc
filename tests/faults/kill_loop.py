"""Kills `itb` thousands of times and shows what was lost: `python tests/faults/kill_loop.py --kills 10000`.

Half of the kills come before each call to the system in turn, half at random moments, in each command that changes a record.
Ends with 1 if anything was lost. Needs fork, so no Windows.
"""

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tally import Tally, report
from trying import CHANGES, Change, known, tried

BATCH = 200
Fault = tuple[Change, str, Mapping[str, Any]]


def faults(changes: Mapping[str, Change], chance: random.Random) -> Iterator[Fault]:
    """Without end: a kill before a call, a kill at a random moment, and so on."""
    at_calls = itertools.cycle(
        [(change, at) for change in changes.values() for at in range(1, len(change.steps) + 1)],
    )
    for change, (called, at) in zip(itertools.cycle(changes.values()), at_calls, strict=False):
        yield called, f"killed before a call, {called.name}", {"at": at, "more": True}
        yield change, f"killed at a random moment, {change.name}", {"after": chance.uniform(0, 1.2 * change.seconds)}


def loop(folder: Path, kills: int, seed: int, tally: Tally) -> Iterator[int]:
    """Kills, and gives after each batch how many there have been."""
    endless = faults(known(folder, CHANGES, more=True), random.Random(seed))
    while tally.tried < kills:
        batch = list(itertools.islice(endless, min(BATCH, kills - tally.tried)))
        for judged, verdict in tried(folder / "tries", batch):
            tally.add(judged.fault, *verdict)
        yield tally.tried


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--kills", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    words.add_argument("--folder", help="where the records are made and broken; else the folder for temporary files")
    given = words.parse_args()
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for count in loop(Path(folder), given.kills, given.seed, tally):
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{count:,} of {given.kills:,}, lost {tally.lost} ")
    return report(tally, f"kills, seed {given.seed}", begun)


if __name__ == "__main__":
    sys.exit(main())

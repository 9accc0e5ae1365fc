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
from trying import CHANGES, Change, known, measured, tried

BATCH = 200
Fault = tuple[Change, str, Mapping[str, Any]]


def kills(changes: Mapping[str, Change]) -> Iterator[tuple[Change, int | None]]:
    """Without end: a change to kill before its call of that number, a change to kill at a random moment, and so on."""
    at_calls = itertools.cycle([(change, at) for change in changes.values() for at in range(1, len(change.steps) + 1)])
    for at_call, change in zip(at_calls, itertools.cycle(changes.values()), strict=False):
        yield at_call
        yield change, None


def fault(change: Change, at: int | None, moment: float) -> Fault:
    if at is None:
        return change, f"killed at a random moment, {change.name}", {"after": moment}
    return change, f"killed before a call, {change.name}", {"at": at, "more": True}


def loop(folder: Path, many: int, seed: int, tally: Tally) -> Iterator[int]:
    """Kills, and gives after each batch how many there have been. How long a change takes now is measured for each batch."""
    chance, changes = random.Random(seed), known(folder, CHANGES, more=True)
    endless = kills(changes)
    while tally.tried < many:
        seconds = measured(folder / "measured", changes.values())
        batch = itertools.islice(endless, min(BATCH, many - tally.tried))
        faults = [fault(change, at, chance.uniform(0, 1.3 * seconds[change.name])) for change, at in batch]
        for judged, verdict in tried(folder / "tries", faults):
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

"""Kills `itb` thousands of times and shows what was lost: `python tests/faults/kill_loop.py --kills 10000`.

Half of the kills come before each call to the system in turn, from a call by chance on, half at random moments, in each command
that changes a record. `--installed`: all at random moments, of the program as it is installed, which ends its process itself.
Ends with 1 if anything was lost. Needs fork, so no Windows.
"""

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from real_itb import Ending, environment
from tally import Tally, report
from trying import CHANGES, Change, Try, judge, known, measured, placed, tried

BATCH = 200
Fault = tuple[Change, str, Mapping[str, Any]]


def kills(changes: Mapping[str, Change], chance: random.Random) -> Iterator[tuple[Change, int | None]]:
    """Without end: a change to kill before its call of that number, a change to kill at a random moment, and so on.

    The calls come in an order of chance: ten loops of a thousand kills would else never come to the last changes.
    """
    every = [(change, at) for change in changes.values() for at in range(1, len(change.steps) + 1)]
    at_calls = itertools.cycle(chance.sample(every, len(every)))
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
    endless = kills(changes, chance)
    while tally.tried < many:
        seconds = measured(folder / "measured", changes.values())
        batch = itertools.islice(endless, min(BATCH, many - tally.tried))
        faults = [fault(change, at, chance.uniform(0, 1.3 * seconds[change.name])) for change, at in batch]
        for judged, verdict in tried(folder / "tries", faults):
            tally.add(judged.fault, *verdict)
        yield tally.tried


def loop_installed(folder: Path, many: int, seed: int, tally: Tally) -> Iterator[int]:
    """Kills of `entry_point` in processes of its own."""
    chance, changes = random.Random(seed), known(folder, CHANGES)
    seconds = {name: installed(placed(change.start, folder / "measured" / name), change)[1] for name, change in changes.items()}
    for number, change in zip(range(many), itertools.cycle(changes.values()), strict=False):
        record = placed(change.start, folder / "tries" / str(number))
        end, _ = installed(record, change, chance.uniform(0.3, 1.1) * seconds[change.name])
        tally.add(f"the installed program killed, {change.name}", *judge(Try(change, record, "kill", end)))
        yield number


def installed(record: Path, change: Change, after: float | None = None) -> tuple[Ending, float]:
    """How the installed program ended, killed `after` so many seconds if it had not ended by itself; and how long it took."""
    begun = time.monotonic()
    words = [sys.executable, "-c", "from itb_cli.cli.main import entry_point; entry_point()", *change.argv]
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, env=environment(record), **pipes) as process:
        try:
            out, err = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
    seconds = time.monotonic() - begun
    return Ending(process.returncode, [], out, err, seconds), seconds


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--kills", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    words.add_argument("--folder", help="where the records are made and broken; else the folder for temporary files")
    words.add_argument("--installed", action="store_true", help="the program as it is installed, at random moments")
    given = words.parse_args()
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for count in (loop_installed if given.installed else loop)(Path(folder), given.kills, given.seed, tally):
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{count:,} of {given.kills:,}, lost {tally.lost} ")
    return report(tally, f"kills, seed {given.seed}", begun)


if __name__ == "__main__":
    sys.exit(main())

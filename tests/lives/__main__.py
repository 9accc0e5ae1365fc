"""Thousands of lives by hand: `python -m lives FIRST COUNT [DAYS]` in `tests/`. Prints what was broken by kind, with seeds."""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from lives.driving import ASKED_DAYS, drive

SHOWN = 6


def run(first: int, count: int, days: int) -> int:
    """Drives the lives and prints what was found; the number of breaches."""
    kinds: Counter[tuple[str, str]] = Counter()
    seeds: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    refused: Counter[str] = Counter()
    states: Counter[tuple[bool, bool, str]] = Counter()
    doubts: Counter[str] = Counter()
    commands = asked = 0
    began = time.perf_counter()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(dir=_quick_place()) as folder:
            driven = drive(seed, Path(folder), days)
        for day, breach in driven.breaches:
            kinds[breach.law, breach.surface] += 1
            seeds[breach.law, breach.surface].setdefault(seed, f"{day} {breach.seen}")
        refused += driven.refused
        states += driven.states
        doubts += driven.doubts
        commands += driven.commands
        asked += driven.asked
    took = time.perf_counter() - began
    print(
        f"lives {first} to {first + count - 1}: {commands} commands, {asked} days asked, {took:.0f} s, {commands / took:.0f} a second"
    )
    for (law, surface), times in kinds.most_common():
        print(f"\n{times:6} x {law} [{surface}] in {len(seeds[law, surface])} lives")
        for seed, seen in list(seeds[law, surface].items())[:SHOWN]:
            print(f"         seed {seed}: {seen[:230]}")
    print("\nrefused:", *refused.most_common(12), sep="\n  ")
    print("\nstates said (complete record, more than 45 days to the alarm, state):", *sorted(states.items()), sep="\n  ")
    print("\ndoubts in complete records far from the alarm:", dict(doubts))
    return sum(kinds.values())


def show(seed: int) -> None:
    """One life: all that was typed, and every breach."""
    with tempfile.TemporaryDirectory(dir=_quick_place()) as folder:
        driven = drive(seed, Path(folder))
    life = driven.life
    print(
        f"seed {seed}: {life.profile}, flow {float(life.flow):.3f}, alarm volume {life.alarm_volume}, refills {', '.join(map(str, life.refills))}"
    )
    for on, words, code in driven.typed:
        print(f"{on}  itb {' '.join(words)}" + (f"   -> {code}" if code else ""))
    for day, breach in driven.breaches:
        print(f"{day}  {breach.law} [{breach.surface}] {breach.seen[:300]}")


def _quick_place() -> str | None:
    memory = Path("/dev/shm")  # only if there is one: nothing of it is worth keeping
    return str(memory) if memory.is_dir() else None


if __name__ == "__main__":
    if sys.argv[1] == "show":
        show(int(sys.argv[2]))
    else:
        sys.exit(bool(run(*map(int, [*sys.argv[1:], str(ASKED_DAYS)][:3]))))

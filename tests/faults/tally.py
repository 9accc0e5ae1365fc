"""The table of faults: what was tried, how often, which state stood afterwards, and what was lost."""

import sys
import time
from collections import Counter
from collections.abc import Iterable

HEADINGS = ("tried", "old state", "new state", "LOST")


class Tally:
    """Counts verdicts by fault."""

    def __init__(self) -> None:
        self.stood: dict[str, Counter[str]] = {}
        self.reasons: list[str] = []

    def add(self, fault: str, stood: str, reason: str = "", times: int = 1) -> None:
        self.stood.setdefault(fault, Counter())[stood] += times
        if stood == "lost":
            self.reasons.append(f"{fault}: {reason}")

    @property
    def lost(self) -> int:
        return self.total["lost"]

    @property
    def total(self) -> Counter[str]:
        return sum(self.stood.values(), Counter())

    @property
    def tried(self) -> int:
        return self.total.total()

    def lines(self) -> Iterable[str]:
        width = max(map(len, (*self.stood, "fault")))
        yield f"{'fault':{width}}" + "".join(f"{heading:>11}" for heading in HEADINGS)
        for fault, counts in sorted(self.stood.items()):
            yield _line(fault, width, counts)
        yield _line("all", width, self.total)
        yield from (f"LOST  {reason}" for reason in self.reasons)


def report(tally: Tally, what: str, begun: float) -> int:
    """Writes the table; the exit code: 1 if anything was lost."""
    lines = (f"{tally.tried:,} {what}, {time.monotonic() - begun:.0f} seconds", "", *tally.lines())
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if tally.lost else 0


def _line(fault: str, width: int, counts: Counter[str]) -> str:
    return f"{fault:{width}}{counts.total():11,}{counts['old']:11,}{counts['new']:11,}{counts['lost']:11,}"

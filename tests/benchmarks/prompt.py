"""What the prompt's segment costs in each shell, beside `cat` on a small file: python tests/benchmarks/prompt.py [--looks N].

Each shell does the one and the other in a loop, in one process, so that its own start does not count; the empty loop is taken
off. Rounds alternate, and the median of their ratios counts. Run by hand, not a test: it judges nothing but its own budget.
"""

# ruff: noqa: T201  # a program to run by hand: it speaks to whoever runs it

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

BUDGET = 2.0
"""Within twice of `cat`: a prompt has about a millisecond."""
ROUNDS = 7
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile"], "for ((i = 0; i < {looks}; i++)); do {what}; done"),
    "zsh": (["zsh", "-f"], "for ((i = 0; i < {looks}; i++)); do {what}; done"),
    "fish": (["fish", "--no-config"], "for i in (seq {looks}); {what}; end"),
}
NOTHING, CAT, SEGMENT = ":", "cat {file} >/dev/null", "__itb_prompt"


def main() -> None:
    """Measures the shells that are there, and prints a line for each."""
    parser = argparse.ArgumentParser(description="Measures what the prompt's segment costs.")
    parser.add_argument("--looks", type=int, default=300, help="looks in a round (default 300)")
    looks = max(1, parser.parse_args().looks)
    print(f"{looks} looks a round, {ROUNDS} rounds, medians. Budget: {BUDGET:.0f} times cat.\n")
    print(f"{'':10}{'segment us':>12}{'cat us':>10}{'times':>8}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for shell in filter(shutil.which, SHELLS):
            _print(shell, _measured(shell, home, looks))


def _print(shell: str, pairs: list[tuple[float, float]]) -> None:
    segment, cat = (statistics.median(part) * 1e6 for part in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    print(f"{shell:10}{segment:12.0f}{cat:10.0f}{ratio:8.2f}  {'ok' if ratio <= BUDGET else 'OVER'}")


def _measured(shell: str, home: Path, looks: int) -> list[tuple[float, float]]:
    """Seconds for one segment and for one `cat`, a pair a round."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "ITB_FILE": str(_record(home)), "TERM": "xterm-256color"}
    itb = [str(Path(sys.executable).parent / "itb"), "prompt", shell]
    code = home / f"code.{shell}"
    code.write_text(subprocess.run(itb, env=environment, capture_output=True, check=True, text=True).stdout, encoding="utf-8")
    status_file = next((home / ".cache" / "itb").glob("prompt-*"))

    def seconds(what: str) -> float:
        words, loop = SHELLS[shell]
        script = f"source {code}\n{loop.format(looks=looks, what=what.format(file=status_file))}\n"
        started = time.perf_counter()
        subprocess.run([*words, "-c", script], env=environment, check=True)
        return time.perf_counter() - started

    seconds(SEGMENT)
    pairs = []
    for _ in range(ROUNDS):
        nothing, cat, segment = (seconds(what) for what in (NOTHING, CAT, SEGMENT))
        pairs.append(((segment - nothing) / looks, (cat - nothing) / looks))
    return pairs


def _record(home: Path) -> Path:
    """A record whose supply is ok for months: the shell then reads every line of the status file."""
    record = home / "record.toml"
    day = date.today() - timedelta(days=1)  # noqa: DTZ011, TID251  # a real shell asks the real clock
    record.write_text(
        f"schema_version = 1\n[[refills]]\non = {day}\nalarm_date = {day + timedelta(days=120)}\n", encoding="utf-8"
    )
    return record


if __name__ == "__main__":
    main()

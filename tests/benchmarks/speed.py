"""The speed table, measured on this machine. Run by hand, not a test: python tests/benchmarks/speed.py [--runs N].

Whole processes, from start to end: wall time, processor time, peak memory. All rows of a round run one after the other, so
that a slow moment of the machine hits them alike; a ratio is the median of the ratios within each round.
"""

# ruff: noqa: T201  # a program to run by hand: it speaks to whoever runs it

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

FLOOR, TYPER = "F: python -c pass", "H: two-command Typer program"
TYPER_PROGRAM = """\
import typer

app = typer.Typer()


@app.command()
def greet() -> None:
    print("hello")


@app.command()
def leave() -> None:
    print("goodbye")


app()
"""
LAUNCHER = """\
import os, sys
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
os.write(int(sys.argv[1]), str(os.wait4(process, 0)[2].ru_maxrss).encode())
"""
"""Starts a process and tells its peak memory. Small itself, since a process counts what its parent took when it was started."""
MEMORY_RUNS = 3
AS_OF = date(2026, 11, 22)
ROOM_FOR_LINEAR = 2.2
"""Twice the entries may cost twice the time over the empty record, and a tenth for the noise of a measurement."""
MEMORY_BUDGET_MIB, LARGE_MEMORY_BUDGET_MIB = 16.0, 32.0
LARGEST_SECONDS = 2.0


@dataclass(frozen=True)
class Row:
    """One thing to measure. `budget` is a factor over the row named `over`; None if there is none."""

    name: str
    words: list[str]
    record: Path
    on_terminal: bool = False
    over: str = TYPER
    budget: float | None = None


@dataclass(frozen=True)
class Sample:
    """One run of one process."""

    wall: float
    processor: float


def main() -> None:
    """Measures every row, prints the table. A missed budget is told, and is no failure of this program."""
    parser = argparse.ArgumentParser(description="Measures the speed table.")
    parser.add_argument("--runs", type=int, default=21, help="rounds after one to warm up (default 21)")
    runs = max(1, parser.parse_args().runs)
    if not hasattr(os, "wait4"):
        print("This system does not tell what one process used (no os.wait4): run it on Linux or macOS.")
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(Path(folder)))
        environment = _environment(Path(folder))
        samples = _measured(rows, environment, runs)
        peaks_mib = {row.name: _peak_mib(row, environment) for row in rows}
    _print_times(rows, samples, peaks_mib, runs)
    _print_growth(samples)


def _rows(folder: Path) -> Iterator[Row]:
    new, old = _record(folder / "new", 1, 0), _record(folder / "old", 500, 200)
    half, full = _record(folder / "half", 5_000, 0), _record(folder / "full", 10_000, 0)
    program = folder / "two_commands.py"
    program.write_text(TYPER_PROGRAM, encoding="utf-8")
    itb = [str(Path(sys.executable).parent / "itb")]
    yield Row(FLOOR, [sys.executable, "-c", "pass"], new)
    yield Row(TYPER, [sys.executable, str(program), "greet"], new)
    for word, budget in (("--version", 0.75), ("--help", 1.25), ("emergency", 0.75)):
        yield Row(f"itb {word}", [*itb, word], new, budget=budget)
    reading = ((["next-refill"], 0.8), (["status"], 0.8), (["remind"], 0.8), (["check", "hot-tub"], 0.9))
    for words, budget in reading:
        yield Row(f"itb {' '.join(words)}", itb + words, new, budget=budget)
    for words, _ in reading:
        yield Row(f"itb {' '.join(words)}, terminal", itb + words, new, on_terminal=True, budget=1.5)
    yield Row("itb emergency, terminal", [*itb, "emergency"], new, on_terminal=True)
    for command in ("next-refill", "status"):
        small = f"itb {command}"
        yield Row(f"{small}, 500 refills, 200 doses", [*itb, command], old, over=small, budget=1.5)
    yield Row("itb next-refill, 5,000 refills", [*itb, "next-refill"], half, over="itb next-refill")
    yield Row("itb next-refill, 10,000 refills", [*itb, "next-refill"], full, over="itb next-refill")


def _record(path: Path, refills: int, doses: int) -> Path:
    """A record whose newest refill is 40 days old, and older ones spread evenly over 40 years before."""
    lines = ["schema_version = 1", '[pump]\nmodel = "SynchroMed II"\nreservoir_ml = 20\nalarm_volume_ml = 2']
    for number in range(refills):
        on = _spread(number, refills)
        lines.append(
            f'[[refills]]\nid = "refill-{number}"\non = {on}\nalarm_date = {on + timedelta(days=100)}\n'
            "filled_ml = 20\nstrength_mcg_per_ml = 2000\ndose_mcg_per_day = 350"
        )
    lines += [
        f'[[doses]]\nid = "dose-{number}"\non = {_spread(number, doses)}\ndose_mcg_per_day = 350' for number in range(doses)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _spread(number: int, count: int) -> date:
    return AS_OF - timedelta(days=40) - timedelta(days=(count - 1 - number) * min(90, 14_600 // count))


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of whoever runs this, but the search path."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


def _measured(rows: list[Row], environment: dict[str, str], runs: int) -> dict[str, list[Sample]]:
    """One round to warm up the file cache and the compiled modules, then `runs` rounds that count."""
    samples: dict[str, list[Sample]] = {row.name: [] for row in rows}
    for round_number in range(runs + 1):
        for row in rows:
            sample = _run(row, environment | {"ITB_FILE": str(row.record)})
            if round_number:
                samples[row.name].append(sample)
        print(f"\rround {round_number} of {runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return samples


def _run(row: Row, environment: dict[str, str]) -> Sample:
    """One process, its output read to the end from a pipe or from a terminal of 80 columns."""
    started = time.perf_counter()
    process, ours = _started(row, row.words, environment)
    output = _all_of(ours)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"\n{row.name} ended with {process.returncode}:\n{output.decode(errors='replace')}")
    return Sample(wall, usage.ru_utime + usage.ru_stime)


def _peak_mib(row: Row, environment: dict[str, str]) -> float:
    """The largest resident memory that a few runs reached."""
    peaks = []
    for _ in range(MEMORY_RUNS):
        told, tell = os.pipe()
        words = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(tell), *row.words]
        process, ours = _started(row, words, environment | {"ITB_FILE": str(row.record)}, keep=tell)
        os.close(tell)
        _all_of(ours)
        process.wait()
        peaks.append(int(_all_of(told)))
    return max(peaks) / (1024**2 if sys.platform == "darwin" else 1024)


def _started(
    row: Row, words: list[str], environment: dict[str, str], keep: int | None = None
) -> tuple[subprocess.Popen[bytes], int]:
    """The process, and where its output can be read."""
    ours, theirs = _terminal() if row.on_terminal else os.pipe()
    process = subprocess.Popen(
        words,
        stdin=theirs if row.on_terminal else subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        pass_fds=() if keep is None else (keep,),
    )
    os.close(theirs)
    return process, ours


def _terminal() -> tuple[int, int]:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return ours, theirs


def _all_of(source: int) -> bytes:
    """Everything until the other side is closed; a terminal says so by an error on Linux."""
    parts = []
    with open(source, "rb", buffering=0) as stream, contextlib.suppress(OSError):
        while part := stream.read(65536):
            parts.append(part)
    return b"".join(parts)


def _ratio(samples: list[Sample], floor: list[Sample], what: str) -> float:
    return statistics.median(getattr(ours, what) / getattr(theirs, what) for ours, theirs in zip(samples, floor, strict=True))


def _print_times(rows: list[Row], samples: dict[str, list[Sample]], peaks_mib: dict[str, float], runs: int) -> None:
    versions = f"typer {version('typer')}, rich {version('rich')}"
    print(f"Python {sys.version.split()[0]}, {sys.platform}, {versions}; {runs} rounds, medians.\n")
    print(f"{'':40}{'wall ms':>8}{'cpu ms':>8}{'wall x':>8}{'cpu x':>7}{'of':>3}{'budget':>8}{'':7}{'MiB':>6}")
    for row in rows:
        own, floor = samples[row.name], samples[row.over]
        wall, processor = (_median(own, what) * 1000 for what in ("wall", "processor"))
        ratios = [_ratio(own, floor, what) for what in ("wall", "processor")]
        verdict = "" if row.budget is None else f"{row.budget:.2f}  {_verdict(ratios[0] <= row.budget):5}"
        print(
            f"{row.name:40}{wall:8.1f}{processor:8.1f}{ratios[0]:8.2f}{ratios[1]:7.2f}{'H' if row.over == TYPER else '1':>3}"
            f"{verdict:>15}{peaks_mib[row.name]:6.1f}  {_verdict(peaks_mib[row.name] <= _memory_budget_mib(row))}"
        )
    print('\n"of H": over row H. "of 1": over the same command on a record with one refill.')
    print(
        f"MiB: peak memory, the most of {MEMORY_RUNS} runs; a read command may take {MEMORY_BUDGET_MIB:.0f}, "
        f"with thousands of refills {LARGE_MEMORY_BUDGET_MIB:.0f}."
    )


def _memory_budget_mib(row: Row) -> float:
    return LARGE_MEMORY_BUDGET_MIB if ",000 refills" in row.name else MEMORY_BUDGET_MIB


def _print_growth(samples: dict[str, list[Sample]]) -> None:
    new, half, full = (samples[f"itb next-refill{size}"] for size in ("", ", 5,000 refills", ", 10,000 refills"))
    growth = statistics.median(
        (large.wall - small.wall) / (middle.wall - small.wall) for small, middle, large in zip(new, half, full, strict=True)
    )
    seconds = _median(full, "wall")
    print(f"\n10,000 refills: {seconds:.2f} s (budget {LARGEST_SECONDS} s: {_verdict(seconds <= LARGEST_SECONDS)}).")
    print(f"From 5,000 to 10,000, over one: {growth:.2f} times (linear is 2; {_verdict(growth <= ROOM_FOR_LINEAR)}).")


def _median(samples: list[Sample], what: str) -> float:
    return statistics.median(getattr(sample, what) for sample in samples)


def _verdict(kept: bool) -> str:
    return "ok" if kept else "OVER"


if __name__ == "__main__":
    main()

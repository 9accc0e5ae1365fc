"""`itb` beside its neighbours, measured in one run. By hand, not a test: python tests/benchmarks/peers.py [--runs N].

Installs Watson, jrnl, todoman and khal from the package index, each in an environment of its own below a temporary folder, gives
each a small set of data, and asks each for its own "what is next". Compiled neighbours are measured if they are installed here.
"""

# ruff: noqa: T201  # a program to run by hand: it speaks to whoever runs it

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import speed

ENTRIES = 20
DAY = date(2026, 11, 21)
JRNL = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals:
  default: {{journal: {journal}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: v4.2
"""


class Peer(NamedTuple):
    """A neighbour: its name, its package, and what prepares its data in a folder and gives the words behind its program."""

    name: str
    package: str
    program: str
    prepare: Callable[[Path, Path], list[str]]


def _watson(folder: Path, program: Path) -> list[str]:
    for number in range(ENTRIES):
        day = DAY - timedelta(days=number)
        words = ["add", "-f", f"{day} 08:00", "-t", f"{day} 09:00", "visit"]
        subprocess.run([program, *words], check=True, capture_output=True, env=speed._environment(folder.parent))
    return ["log", "--no-pager", "--from", str(DAY - timedelta(days=400))]


def _jrnl(folder: Path, _program: Path) -> list[str]:
    entries = "".join(f"[{DAY - timedelta(days=number)} 09:00:00 AM] A visit.\n\n" for number in reversed(range(ENTRIES)))
    (folder / "journal.txt").write_text(entries, encoding="utf-8")
    (folder / "jrnl.yaml").write_text(JRNL.format(journal=folder / "journal.txt"), encoding="utf-8")
    return ["--config-file", str(folder / "jrnl.yaml"), "-n", "5"]


def _calendar(folder: Path, what: str, day_of: Callable[[date], str]) -> Path:
    """A folder of one file an entry, as todoman and khal read it."""
    place = folder / "items"
    place.mkdir()
    for number in range(ENTRIES):
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//peers//EN",
            f"BEGIN:{what}",
            f"UID:{number}",
            "DTSTAMP:20261101T000000Z",
        ]
        lines += [day_of(DAY + timedelta(days=number)), "SUMMARY:A visit", f"END:{what}", "END:VCALENDAR", ""]
        (place / f"{number}.ics").write_text("\r\n".join(lines), encoding="utf-8", newline="")
    return place


def _todoman(folder: Path, _program: Path) -> list[str]:
    place = _calendar(folder, "VTODO", lambda day: f"DUE;VALUE=DATE:{day:%Y%m%d}")
    (folder / "config.py").write_text(f'path = "{place}"\ncache_path = "{folder}/cache.sqlite3"\n', encoding="utf-8")
    return ["--config", str(folder / "config.py"), "list"]


def _khal(folder: Path, _program: Path) -> list[str]:
    place = _calendar(folder, "VEVENT", lambda day: f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
    told = f"[calendars]\n[[visits]]\npath = {place}\n[sqlite]\npath = {folder}/khal.db\n[locale]\ndefault_timezone = UTC\nlocal_timezone = UTC\n"
    told += "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
    (folder / "khal.conf").write_text(told, encoding="utf-8")
    return ["-c", str(folder / "khal.conf"), "list", str(DAY), "30d"]


PEERS = (
    Peer("Watson", "td-watson", "watson", _watson),
    Peer("jrnl", "jrnl", "jrnl", _jrnl),
    Peer("todoman", "todoman", "todo", _todoman),
    Peer("khal", "khal", "khal", _khal),
)
COMPILED = {"timewarrior": ["timew", "summary"], "taskwarrior": ["task", "next"], "calcurse": ["calcurse", "-n"]}


def main() -> None:
    """Installs, prepares, measures, prints. A neighbour that cannot be installed or started is named and left out."""
    parser = argparse.ArgumentParser(description="Measures itb beside its neighbours.")
    parser.add_argument("--runs", type=int, default=21, help="rounds after one to warm up (default 21)")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*_own(folder), *(row for peer in PEERS for row in _rows_of(peer, folder)), *_compiled(folder)]
        environment = speed._environment(folder)
        samples = speed._measured(rows, environment, runs)
        peaks_mib = {row.name: speed._peak_mib(row, environment) for row in rows}
    print(f"Python {sys.version.split()[0]}, {sys.platform}; {runs} rounds, medians. wall: over the row itself.\n")
    print(f"{'':34}{'wall ms':>8}{'of F':>8}{'of H':>8}{'cpu of H':>10}{'MiB':>8}")
    for row in rows:
        of_floor = speed._ratio(samples[row.name], samples[speed.FLOOR], "wall")
        wall, processor = (speed._ratio(samples[row.name], samples[speed.TYPER], what) for what in ("wall", "processor"))
        milliseconds = speed._median(samples[row.name], "wall") * 1000
        print(f"{row.name:34}{milliseconds:8.1f}{of_floor:8.2f}{wall:8.2f}{processor:10.2f}{peaks_mib[row.name]:8.1f}")


def _own(folder: Path) -> Iterator[speed.Row]:
    record, program = speed._record(folder / "new", ENTRIES, 0), folder / "two_commands.py"
    program.write_text(speed.TYPER_PROGRAM, encoding="utf-8")
    yield speed.Row(speed.FLOOR, [sys.executable, "-c", "pass"], record)
    yield speed.Row(speed.TYPER, [sys.executable, str(program), "greet"], record)
    itb = str(Path(sys.executable).parent / "itb")
    yield speed.Row("itb next-refill", [itb, "next-refill"], record)
    yield speed.Row("itb", [itb], record)


def _rows_of(peer: Peer, folder: Path) -> Iterator[speed.Row]:
    home, place = folder / peer.name, folder / f"{peer.name}-venv"
    home.mkdir()
    print(f"{peer.name} ...", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", peer.package], check=True, capture_output=True)
        program = place / "bin" / peer.program
        words = [str(program), *peer.prepare(home, program)]
        subprocess.run(words, check=True, capture_output=True, env=speed._environment(folder), stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        told = getattr(error, "stderr", b"") or b""
        print(f"{peer.name} is left out: {error} {told.decode(errors='replace')[-300:]}", file=sys.stderr)
        return
    shown = [word for word in words[1:] if not word.startswith(("/", "-"))][:1]
    yield speed.Row(" ".join([peer.name, *shown]), words, home)


def _compiled(folder: Path) -> Iterator[speed.Row]:
    for name, words in COMPILED.items():
        if shutil.which(words[0]):
            yield speed.Row(name, words, folder / "new")


if __name__ == "__main__":
    main()

"""Builds every state in which a power cut can leave a folder while `itb` writes: `python tests/faults/crash_states.py`.

Each command runs once, and each call that it makes to the system is written down. Of every beginning of that list, whatever was
done in a folder since its last sync may be on the disk or not, each for itself; of a file that was not synced nothing, half or all.
In every such state the record, and each file that the command writes, must be as before or as after, as after once it was called
written, and the record must answer. Ends with 1 if it does not. How the calls are written down: `recording_itb.py`.
"""

import argparse
import io
import itertools
import pickle
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from real_itb import environment, itb
from recording_itb import FOLDER_DEEDS, Deed
from tally import Tally, report

from itb_cli.cli.main import main as run_itb
from itb_cli.cli.runtime import real_runtime

RECORDER = Path(__file__).with_name("recording_itb.py")
MOST_APART = 12
"""Of so many things done since the last sync every choice is tried; of more, as many choices by chance."""
PARTS = ("nothing", "half", "all")
BEGUN = (
    ("log", "2026-08-01", "--alarm-date", "2026-11-20", "--yes"),
    ("setup", "--name", "Ada", "--tablets-use-before", "2026-12-10"),
    ("log", "2026-11-10", "--alarm-date", "2027-02-20", "--yes"),
    ("calendar", "--ics", "{}/cal.ics"),
)
WITH_FOLDER = (*BEGUN, ("calendar", "--vdir", "{}/days"))
LONG = (*BEGUN, *((("setup", "--clinic-phone", f"555 01{number:02}")) for number in range(40)))
NEXT = ("log", "2026-11-20", "--alarm-date", "2027-03-01", "--yes")
COMMANDS: Mapping[str, tuple[Sequence[tuple[str, ...]], tuple[str, ...]]] = {
    "log": (BEGUN, NEXT),
    "log, old states go": (LONG, NEXT),
    "log, a folder for calendars": (WITH_FOLDER, NEXT),
    "first log": ((), NEXT),
    "dose": (BEGUN, ("dose", "330", "2026-11-15", "--yes")),
    "book": (BEGUN, ("book", "2027-01-20", "--yes")),
    "event": (BEGUN, ("event", "mri", "2026-11-12", "--yes")),
    "diary": (BEGUN, ("diary", "add", "--spasms", "2")),
    "setup": (BEGUN, ("setup", "--clinic-phone", "555 0100")),
    "edit": (BEGUN, ("edit", "2026-11-10", "--alarm-date", "2027-02-19", "--yes")),
    "remove": (BEGUN, ("remove", "2026-11-10", "--yes")),
    "undo": (BEGUN, ("undo",)),
    "undo, a folder for calendars": (WITH_FOLDER, ("undo",)),
    "restore": (BEGUN, ("restore", "1", "--yes")),
    "import": ((*BEGUN, ("export", "json", "-o", "{}/all.json"), ("remove", "2026-11-10", "--yes")), ("import", "{}/all.json", "--yes")),
    "new calendar": (BEGUN, ("calendar", "--ics", "{}/new.ics")),
    "calendar again": ((*BEGUN, ("setup", "--buffer-days", "20")), ("calendar", "--ics", "{}/cal.ics")),
    "folder for calendars": (BEGUN, ("calendar", "--vdir", "{}/days")),
    "reminder": (BEGUN, ("remind",)),
    "snooze": ((*BEGUN, ("remind",)), ("remind", "--snooze", "2")),
    "card": (BEGUN, ("card", "--format", "svg", "-o", "{}/card.svg")),
    "report": (BEGUN, ("report", "--html", "{}/report.html")),
    "export": (BEGUN, ("export", "csv", "-o", "{}/all.csv")),
}  # fmt: skip
SAID_BEFORE = {"reminder"}
"""It speaks first and remembers that then: a cut between the two lets it speak once more."""

Files = Mapping[str, bytes | None]
"""By name what stands in a folder; None is a folder."""


class Disk(NamedTuple):
    """What stands in a folder: names and their nodes, folders, the bytes of each node."""

    names: dict[str, int]
    folders: frozenset[str]
    data: dict[int, bytes]

    @property
    def files(self) -> Files:
        return {name: None if name in self.folders else self.data[node] for name, node in self.names.items()}


class Written(NamedTuple):
    """A command that was done whole: the folder before and after it, and all that it did."""

    name: str
    before: Disk
    after: Disk
    deeds: Sequence[Deed]


def disk(folder: Path) -> Disk:
    places = sorted(folder.rglob("*"))
    names = {str(place.relative_to(folder)): place.lstat().st_ino for place in places}
    data = {place.lstat().st_ino: place.read_bytes() for place in places if place.is_file()}
    return Disk(names, frozenset(str(place.relative_to(folder)) for place in places if place.is_dir()), data)


def written(folder: Path, name: str) -> Written:
    """The command done in `folder`, which is made for it."""
    begun, argv = COMMANDS[name]
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "days").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    record = folder / "record.toml"
    for words in begun:
        ended = itb(record, *(word.format(folder) for word in words))
        assert ended.returncode == 0, ended.stderr
    before = disk(folder)
    words = [sys.executable, str(RECORDER), str(folder), *(word.format(folder) for word in argv)]
    done = subprocess.run(words, env=environment(record), capture_output=True, check=True)
    return Written(name, before, disk(folder), [Deed(*deed) for deed in pickle.loads(done.stdout)])


def left(begun: Disk, deeds: Sequence[Deed]) -> Iterator[tuple[bool, Files]]:
    """Every state that a cut can leave, once each, and whether the answer had been given by then."""
    seen = set[tuple[bool, frozenset[tuple[str, bytes | None]]]]()
    for end in range(len(deeds) + 1):
        done = deeds[:end]
        said = any(deed.kind == "say" for deed in done)
        bytes_of = contents(begun, done)
        for lasting in choices(done):
            names, folders = named(begun, lasting)
            for part in PARTS:
                files = {
                    name: None if name in folders else kept(*bytes_of.get(node, (b"", b"")), part) for name, node in names.items()
                }
                if (state := (said, frozenset(files.items()))) not in seen:
                    seen.add(state)
                    yield said, files


def contents(begun: Disk, done: Iterable[Deed]) -> dict[int, tuple[bytes, bytes]]:
    """By node the bytes that are on the disk for sure, and those that were written last."""
    found = {node: (data, data) for node, data in begun.data.items()}
    for deed in done:
        sure, last = found.get(deed.node, (b"", b""))
        if deed.kind in ("write", "empty"):
            found[deed.node] = sure, last + deed.data if deed.kind == "write" else b""
        elif deed.kind == "sync" and deed.node in found:
            found[deed.node] = last, last
    return found


def kept(sure: bytes, last: bytes, part: str) -> bytes:
    return last if sure == last or part == "all" else sure if part == "nothing" else last[: len(last) // 2]


def choices(done: Sequence[Deed]) -> Iterator[list[Deed]]:
    """Each choice of what of the folders' changes lasts: all before a sync of its folder, any of those after it."""
    changes = [(deed, is_synced(deed, done[number:])) for number, deed in enumerate(done) if deed.kind in FOLDER_DEEDS]
    free = [number for number, (_, is_sure) in enumerate(changes) if not is_sure]
    chance = random.Random(0)
    every = itertools.chain.from_iterable(itertools.combinations(free, many) for many in range(len(free) + 1))
    some = (chance.sample(free, chance.randint(0, len(free))) for _ in range(2**MOST_APART))
    for chosen in map(set, every if len(free) <= MOST_APART else some):
        yield [deed for number, (deed, is_sure) in enumerate(changes) if is_sure or number in chosen]


def is_synced(deed: Deed, later: Iterable[Deed]) -> bool:
    folders = {str(Path(place).parent) for place in (deed.path, deed.to) if place}
    return any(other.kind == "sync" and (other.path or ".") in folders for other in later)


def named(begun: Disk, lasting: Iterable[Deed]) -> tuple[dict[str, int], set[str]]:
    """The names and folders after what lasts; what stands in a folder that is not there is not there."""
    names, folders = dict(begun.names), set(begun.folders)
    for deed in lasting:
        if deed.kind in ("move", "remove"):
            names.pop(deed.path, None)
        if deed.kind != "remove":
            names[deed.to or deed.path] = deed.node
        if deed.kind == "make folder":
            folders.add(deed.path)
    reached = {name: node for name, node in names.items() if all(str(above) in {".", *names} for above in Path(name).parents)}
    return reached, folders & reached.keys()


def verdict(done: Written, said: bool, files: Files, spot: Path) -> tuple[str, str]:
    """Whether the record and the files that the command writes are as before or as after, and what the record answers then."""
    before, after = done.before.files, done.after.files
    for name in after:
        if after[name] == before.get(name) or ".generations" in name or name.endswith(".lock"):
            continue
        if files.get(name) not in (before.get(name), after[name], *on_the_way(done, name)):
            return "lost", f"{name} is neither old nor new"
        if said and files.get(name) != after[name] and done.name not in SAID_BEFORE:
            return "lost", f"{name} was called written and is not there"
    record = files.get("record.toml")
    code = answered(spread(files, spot), "status")
    if code and (record is not None or code not in (3, 4)):
        return "lost", f"status ends with {code}"
    return ("new" if record == after["record.toml"] else "old"), ""


def on_the_way(done: Written, name: str) -> Iterator[bytes]:
    """What stood whole under a name between two saves of one command."""
    for number, deed in enumerate(done.deeds):
        if deed.to == name and deed.node:
            yield contents(done.before, done.deeds[:number]).get(deed.node, (b"", b""))[1]


def spread(files: Files, spot: Path) -> Path:
    shutil.rmtree(spot, ignore_errors=True)
    spot.mkdir(mode=0o700)
    for name in sorted(files):
        place, data = spot / name, files[name]
        if data is None:
            place.mkdir(mode=0o700, exist_ok=True)
        else:
            place.write_bytes(data)
            place.chmod(0o600)
    return spot / "record.toml"


def answered(record: Path, *argv: str) -> int:
    quiet = real_runtime()._replace(stdout=io.StringIO(), stderr=io.StringIO(), environment={"ITB_FILE": str(record)})
    return run_itb(argv, quiet)


def cut(folder: Path, names: Iterable[str], tally: Tally) -> None:
    for name in names:
        done = written(folder / "place", name)
        for said, files in left(done.before, done.deeds):
            tally.add(name, *verdict(done, said, files, folder / "spot"))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("names", nargs="*", help="some of the commands; none: all")
    given = words.parse_args()
    tally, begun = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        cut(Path(folder), given.names or COMMANDS, tally)
    return report(tally, "states after a power cut", begun)


if __name__ == "__main__":
    sys.exit(main())

"""One folder of its own in which `itb` runs in this process, and what it says and leaves there, without chance or clock."""

import contextlib
import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fakes import fake_runtime
from itb_cli.cli.main import main

MEDIA = {"screen": (), "plain": ("--plain",), "json": ("--json",)}
STAMP = 1_790_000_000
"""The moment at which every file was written, before the first question; what is written later tells no moment."""
_MOMENTS = re.compile(r"(?<![\d.])1[5-9]\d{8}(?:\.\d+|\d{9})?(?!\d)")


class Said(NamedTuple):
    """How a run ended, what it wrote to the two streams, and the files that are new, other or gone after it."""

    code: int
    out: str
    err: str
    files: dict[str, str | None]


def root() -> Path:
    """Where all places lie: always the same, since paths are shown, and lines break at them."""
    memory = Path("/dev/shm")  # if there is one: nothing of it is worth keeping
    return (memory if memory.is_dir() else Path(tempfile.gettempdir())) / "itb-answers"


class Place:
    """A folder; the usual record is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)

    def run(self, today: date, words: Sequence[str], medium: str = "plain", typed: str = "") -> Said:
        """`itb` on a day, from within the folder, and every file that it changed."""
        before = self.files()
        world = fake_runtime(
            today,
            environment={
                "TERM": "xterm-256color",
                "COLUMNS": "80",
                "HOME": str(self.folder / "home"),
                "PATH": "",
                "SHELL": "/bin/bash",
            },
            typed=typed,
            is_terminal=medium == "screen",
            numbers=self.numbers,
            default_record=lambda _environment: self.folder / "itb" / "record.toml",
            cache_folder=self.folder / "cache",
        )
        os.chdir(self.folder)
        with (
            contextlib.redirect_stdout(world.stdout),
            contextlib.redirect_stderr(world.stderr),
        ):  # Typer prints its help by itself
            code = main([*words, *MEDIA[medium]], world)
        after = self.files()
        changed = {name: after.get(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)}
        return Said(code, _timeless(world.stdout.getvalue()), _timeless(world.stderr.getvalue()), changed)  # type: ignore[attr-defined]

    def files(self) -> dict[str, str]:
        """Every file by its name here, as text."""
        found = (Path(folder) / name for folder, _, names in os.walk(self.folder) for name in names)
        return {
            str(path.relative_to(self.folder)): _timeless(path.read_bytes().decode(errors="backslashreplace")) for path in found
        }

    def settle(self) -> None:
        """Sets every file's stamp."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                os.utime(Path(folder, name), (STAMP, STAMP))

    def empty(self) -> None:
        """Takes all away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, mode=0o700)

    def become(self, other: "Place") -> None:
        """Holds what the other place holds, and counts on from there."""
        self.empty()
        shutil.copytree(other.folder, self.folder, dirs_exist_ok=True, symlinks=True)
        self.numbers = itertools.count(1001)


def _timeless(text: str) -> str:
    """Without moments of the real clock, which no two runs share."""
    return _MOMENTS.sub("<moment>", text)

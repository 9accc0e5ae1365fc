"""A record of its own for a life, `itb` driven on it in this process, and all that its surfaces say on a day."""

import itertools
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from answer_schemas import check_answer
from fakes import fake_runtime
from itb_cli.cli.main import main
from itb_cli.prompt.cache_file import status_file_of

WORDS = {
    "CALL NOW": "critical",
    "OVERDUE": "overdue",
    "UNKNOWN": "unknown",
    "BOOK NOW": "soon",
    "BOOKED": "soon",
    "DATES OK": "ok",
}
_WORD = re.compile("|".join(WORDS))


class Ran(NamedTuple):
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str

    def data(self) -> dict[str, Any]:
        """The envelope; an empty one if the answer is none."""
        try:
            return json.loads(self.out)
        except ValueError:
            return {"state": None, "data": {}, "notices": [], "error": {"message": self.out + self.err}}


class World:
    """One record in a folder, and its prompt's cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "itb" / "record.toml"
        self.cache = folder / "cache"
        self.numbers = itertools.count(1)
        self.commands = 0

    def run(self, today: date, *words: str, record: Path | None = None) -> Ran:
        """`itb` on a day."""
        self.commands += 1
        world = fake_runtime(
            today,
            environment={"TERM": "dumb", "ITB_FILE": str(record or self.record), "ITB_TRACEBACK": "1"},
            numbers=self.numbers,
            cache_folder=self.cache,
        )
        code = main(words, world)
        check_answer(words, world.stdout.getvalue())  # type: ignore[attr-defined]
        return Ran(code, world.stdout.getvalue(), world.stderr.getvalue())  # type: ignore[attr-defined]

    def prompt_turns(self) -> list[tuple[str, str]]:
        """The lines of the prompt's status file: a day, a state."""
        lines = status_file_of(self.record, self.cache).read_text(encoding="ascii").splitlines()
        return [(day, state) for day, state in (line.split() for line in lines) if day != "end"]

    def prompt_state(self, today: date) -> str:
        """What a shell would show."""
        return [state for day, state in self.prompt_turns() if int(day) <= int(today.strftime("%Y%m%d"))][-1]


class Told(NamedTuple):
    """What all surfaces say on a day."""

    json: dict[str, dict[str, Any]]
    text: dict[str, str]
    codes: dict[str, int]
    prompt: str


def ask(world: World, today: date) -> Told:
    """Every surface, once; the file for a calendar last, since the record remembers what it was told."""
    trip = ("trip", str(today), str(today + timedelta(days=3)))
    envelopes = {
        "status": world.run(today, "status", "--json"),
        "next-refill": world.run(today, "next-refill", "--json"),
        "remind": world.run(today, "remind", "--json"),
        "message": world.run(today, "remind", "--message", "--json"),
        "card": world.run(today, "card", "--json"),
        "report": world.run(today, "report", "--json"),
        "calendar": world.run(today, "calendar", "--json"),
        "trip": world.run(today, *trip, "--json"),
        "trip without delay": world.run(today, *trip, "--delay", "0", "--json"),
    }
    pages = {
        "status": world.run(today, "status", "--plain"),
        "next-refill": world.run(today, "next-refill", "--plain"),
        "remind": world.run(today, "remind", "--plain"),
        "message": world.run(today, "remind", "--message", "--plain"),
        "card": world.run(today, "card", "--plain"),
        "report": world.run(today, "report", "--plain"),
        "calendar": world.run(today, "calendar", "--plain"),
        "trip": world.run(today, *trip, "--plain"),
    }
    prompt = world.prompt_state(today)
    envelopes["ics"] = world.run(today, "calendar", "--ics", str(world.folder / "itb.ics"), "--json")
    return Told(
        {name: ran.data() for name, ran in envelopes.items()},
        {name: ran.out + ran.err for name, ran in pages.items()},
        {name: ran.code for name, ran in pages.items()},
        prompt,
    )


def first_word_of_state(text: str) -> str | None:
    """The state that a text says first."""
    found = _WORD.search(text)
    return WORDS[found[0]] if found else None

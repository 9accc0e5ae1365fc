"""Every command on every kind of terminal: no line is too long, nothing is cut, nothing of the answer for machines is lost."""

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from conftest import TODAY
from fakes import fake_runtime
from itb_cli.cli.app import COMMANDS
from itb_cli.cli.main import main
from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.render.lines import cells
from selection import rest_slow

SETUP = (
    *("setup", "--clinic-name", "Riverside Pump Clinic", "--clinic-phone", "555 0100", "--after-hours-phone", "555 0199"),
    *("--emergency-number", "911", "--pump-model", "SynchroMed II", "--pump-serial", "NGP123456H", "--name", "Alex Reed"),
    *("--born", "1980-01-02", "--allergy", "Penicillin", "--contact", "Ben, brother, 555 0102", "--replace-by", "2029-05-01"),
    *("--tablets-use-before", "2027-08-31", "--alarm-volume", "2", "--card-printed-on", "2026-09-15"),
)
FULL = (
    SETUP,
    ("log", "2026-09-14", "--alarm-date", "2026-12-29", "--filled", "18.6", "--strength", "2000", "--dose", "285.4"),
    ("dose", "300", "2026-10-20"),
    ("event", "mri", "2026-11-12"),
    ("book", "2026-12-15", "--at", "10:30"),
    ("diary", "add", "--spasms", "2", "--note", "A quiet day."),
)
RECORDS = ("no record", "damaged", "full")
OF_NO_RECORD = ("sources", "learn")
"""Long pages that are the same for everybody: with one record."""
WORDS = {
    "status": (("status",), ("status", "--more"), ("status", "--all")),
    "next-refill": (("next-refill",), ("next-refill", "--why")),
    "check": (("check", "itching"), ("check", "--more", "hot tub"), ("check", "alcohol and mri", "chocolate"), ("check",)),
    "emergency": (("emergency",), ("emergency", "--staff")),
    "card": (("card",), ("card", "--more")),
    "trip": (("trip", "2026-12-01", "2026-12-20", "--flying"), ("trip", "2026-12-01", "2026-12-20", "--dive", "--more")),
    "history": (("history",), ("history", "--chart")),
    "calendar": (("calendar",),),
    "remind": (("remind",), ("remind", "--status"), ("remind", "--message")),
    "report": (("report",),),
    "doctor": (("doctor",),),
    "restore": (("restore",),),
    "sources": (("sources",), ("sources", "S01"), ("sources", "--safety")),
    "learn": (("learn",), ("learn", "pump")),
    "demo": (("demo",),),
    "diary": (("diary",), ("diary", "add", "--spasms", "3", "--yes")),
    "log": (("log", "2026-11-20", "--alarm-date", "2027-02-20", "--yes"), ("log", "03/04/2026")),
    "dose": (("dose", "310", "2026-11-20", "--yes"),),
    "book": (("book", "2026-12-01", "--yes"),),
    "event": (("event", "fall", "2026-11-20", "--yes"),),
    "setup": (("setup", "--clinic-phone", "555 0111", "--yes"),),
    "edit": (("edit", "2026-09-14", "--note", "A note."), ("edit", "2020-01-01", "--note", "x")),
    "remove": (("remove", "2026-09-14", "--yes"),),
    "undo": (("undo",),),
    "import": (("import", "nothing.csv"),),
}
FOR_FILES = {"export", "prompt", "completion"}
"""What they write is for programs."""
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"flags": ("--plain",)},
    "screen": {},
    "NO_COLOR": {"environment": {"NO_COLOR": "1"}},
    "dumb": {"environment": {"TERM": "dumb"}},
    "ASCII": {"encoding": "ascii"},
}
COLUMNS = ("80", "40", "120")
CASES = [*itertools.product([command for command in WORDS if command not in OF_NO_RECORD], RECORDS)]
CASES += [(command, "full") for command in OF_NO_RECORD]
EVERY_DAY = len(RECORDS)
"""The cases of `itb` alone run every day, the others with `--everything`."""
LABELS = {"Supply", "Day", "What", "Details", "Answer", "Thing", "Type"}
"""Of what is drawn elsewhere, and of columns that a narrow screen puts one under the other."""
WORD = re.compile(r"[A-Za-z0-9']+")
STYLES = re.compile(r"\x1b\[[\d;]*m")


def test_every_command_is_in_the_matrix():
    assert {entry.name for entry in COMMANDS} - FOR_FILES == set(WORDS)


def told(record, words, **how):
    """What an answer says on both streams, without styles; whatever its exit code."""
    environment = {"TERM": "xterm-256color", "ITB_FILE": str(record), **how.pop("environment", {})}
    world = fake_runtime(TODAY, environment=environment, **how)
    main(words, world)
    return STYLES.sub("", f"{world.stdout.getvalue()}\n{world.stderr.getvalue()}")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of a record of each kind."""
    path = tmp_path_factory.mktemp("full") / "record.toml"
    for words in FULL:
        told(path, words)
    return {"no record": None, "damaged": b'schema_version = 1\n[clinic]\nphone = "555 01', "full": path.read_bytes()}


@pytest.fixture
def place(record, written):
    """Puts a record of a kind in its place, and nothing beside it."""

    def put(kind):
        shutil.rmtree(record.parent, ignore_errors=True)
        if written[kind] is not None:
            record.parent.mkdir(parents=True)
            record.write_bytes(written[kind])
        return record

    return put


def may_be_long(line, width):
    """A word that is wider than the line; or a message to be sent, which is one line for whatever sends it."""
    return max(map(cells, line.split())) > width - 8 or line.startswith("Pump refill, ")


@pytest.mark.parametrize(("command", "kind"), rest_slow(CASES, every_day=EVERY_DAY))
def test_in_every_look_no_line_is_too_long_nothing_is_cut_and_no_word_of_the_plain_answer_is_lost(place, command, kind):
    for words in WORDS[command]:
        body, _, end = told(place(kind), words).strip().rpartition("\n\n")
        plain = set(WORD.findall(body or end)) - LABELS
        for look, columns in itertools.product(LOOKS, COLUMNS):
            how = {"is_terminal": True, **LOOKS[look]}
            environment = {**how.pop("environment", {}), "COLUMNS": columns}
            record = place(kind)
            shown = told(record, [*words, *how.pop("flags", ())], environment=environment, **how)
            too_long = [line for line in shown.split("\n") if cells(line) > int(columns) and not may_be_long(line, int(columns))]
            assert too_long == [], (words, look, columns)
            assert not re.search(r"\u2026|(?<![.#])\.\.\.(?!\.)", shown), (words, look, columns)
            if command != "doctor":  # it tells of the terminal itself
                assert lost_words(plain, shown, record, words) == [], (words, look, columns)


def lost_words(plain: set[str], shown: str, record: Any, words: Any) -> list[str]:
    """The words of the plain answer that stand neither in what is shown nor where that says that it is told whole."""
    if "--more" in shown:
        shown += told(record, ["status", "--more"])
        shown += told(record, [*words, "--more"]) if words[0] in ("trip", "card", "check") else ""
        shown += told(record, ["check", "hot tub", "--more"]) if words[0] == "demo" else ""
        shown += "What to arrange first; the rest" if words[0] == "trip" else ""  # a heading, left out with what stands below it
    together = re.sub(r"\s", "", shown)
    return [word for word in plain - set(WORD.findall(shown)) if word not in together]


WHOLE = {
    "status": (("status", "--more"), ("status",)),
    "check": (("check", "--more", "alcohol and itching", "hot tub"),),
    "emergency": (("emergency", "--staff"), ("emergency",)),
    "card": (("card", "--more"), ("status", "--more")),
    "trip": (
        ("trip", "2026-12-01", "2026-12-20", "--flying", "--more"),
        *(("check", topic, "--more") for topic in ("flying", "travel", "time-zone")),
        ("status", "--more"),
    ),
}
"""Each with the flag that shows all of it, and where else its facts stand: where it says to read on, or no card has room."""
NOT_FOR_PEOPLE = {"code", "id", "command", "signal", "matched", "query", "pump_model"}


def for_people(item: Any, key: str = "") -> Iterator[str]:
    """Every sentence and every day in an answer for machines, with where it stands."""
    if isinstance(item, dict):
        if item.get("code") == "refill":
            return  # that none is recorded is the headline
        for name, part in item.items():
            yield from for_people(part, name)
    elif isinstance(item, list):
        for part in item:
            yield from for_people(part, key)
    elif isinstance(item, str) and key not in NOT_FOR_PEOPLE and (" " in item or re.fullmatch(r"\d{4}-\d{2}-\d{2}", item)):
        yield item


def stands_in(said: str, shown: str) -> bool:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        day = date.fromisoformat(said)
        return any(form in shown for form in (said, spoken(day), spoken_short(day)))
    return " ".join(said.split()).casefold().rstrip(".") in shown.casefold()


@pytest.mark.parametrize(("command", "kind"), rest_slow(itertools.product(WHOLE, ("full", "no record")), every_day=1))
def test_the_whole_answer_says_all_that_the_one_for_machines_says(place, command, kind):
    """Not `export`, `prompt` and `completion`: what they print is itself for machines or a shell, and no page says it in words."""
    record, (whole, *others) = place(kind), WHOLE[command]
    answer = json.loads(told(record, [*whole, "--json"]).strip())
    shown = " ".join(" ".join(told(record, words) for words in (whole, *others)).split())
    shown = re.sub(r"\[(?:S\d+\w?|own|, )+\] ?", "", shown)
    assert [said for said in for_people([answer["data"], answer["notices"]]) if not stands_in(said, shown)] == []

"""The usual words are read without Typer, and nobody can tell: both ways give the same bytes and exit codes."""

import random
from datetime import date
from pathlib import Path

import pytest

from fakes import fake_runtime
from itb_cli.cli.main import by_typer, main
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.words.direct import USUAL, read
from itb_cli.cli.words.options import Declared
from selection import rest_slow

TODAY = date(2026, 11, 22)
RECORD = """\
schema_version = 1
[[refills]]
id = "one"
on = 2026-09-01
alarm_date = 2026-12-10
"""
SWITCHES = (
    "--json",
    "--plain",
    "--no-color",
    "--exit-code",
    "--why",
    "--all",
    "--more",
    "--once-a-day",
    "--message",
    "--detailed",
    "--heartbeat",
)
VALUES = {
    "--as-of": ("2026-12-01", "tomorrow", "03/04/2026", "", "never", "--json"),
    "--file": ("record.toml", "missing.toml", "broken.toml", ""),
    "--person": ("sam", "nobody", "Sam Roe", ""),
    "--snooze": ("3", "0", "x"),
    "--level": ("do_not", "bad"),
    "--kind": ("symptom",),
    "--format": ("{word} {refill_by}", "{x}", ""),
}
THINGS = ("hot", "tub", "hot-tub", "MRI", "itching", "chocolate", "can I have an MRI?", "seizur", "", "Prometra", "2", "é")
STRANGE = (
    "--jso",
    "--json=1",
    "--as-of=2026-12-01",
    "--file=record.toml",
    "--",
    "-",
    "-h",
    "--help",
    "-x",
    "--no-json",
    "--why=",
)
CHUNKS, LINES = 75, 20


def _line(chance: random.Random) -> list[str]:
    """A made-up command line: mostly words that belong together, and now and then one that does not."""
    command = chance.choice([*USUAL] * 6 + ["statsu", "card"])
    words: list[str] = []
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 4))):
        kind = chance.random()
        if kind < 0.5:
            words.append(chance.choice(SWITCHES[:4] if chance.random() < 0.7 else SWITCHES))
        elif kind < 0.7:
            option = chance.choice(list(VALUES))
            words += [option, chance.choice(VALUES[option])]
        elif kind < 0.9:
            words.append(chance.choice(THINGS))
        else:
            words.append(chance.choice(STRANGE))
    if command == "check" and chance.random() < 0.8:
        words.append(chance.choice(THINGS))
    words.insert(0 if chance.random() < 0.85 else chance.randrange(len(words) + 1), command)
    return words if chance.random() < 0.97 else words[1:]


def _world(folder: Path) -> Runtime:
    """Everything as it was at first: a run of the reminders leaves something behind."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    (folder / "people").mkdir(exist_ok=True)
    for name, text in (("record.toml", RECORD), ("broken.toml", "x ="), ("people/sam.toml", RECORD)):
        (folder / name).write_text(text, encoding="utf-8")
    return fake_runtime(TODAY, environment={"TERM": "dumb"}, default_record=lambda _environment: folder / "record.toml")


def _answer(argv: list[str], folder: Path, *, with_typer: bool) -> tuple[int, str, str]:
    world = _world(folder)
    code = main(argv, world, by_typer if with_typer else None)
    return code, world.stdout.getvalue(), world.stderr.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("chunk", rest_slow(range(CHUNKS)))
def test_both_ways_give_the_same_bytes_and_exit_code(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(chunk)
    for _ in range(LINES):
        argv = _line(chance)
        direct = _answer(argv, tmp_path, with_typer=False), capsys.readouterr()
        assert direct == (_answer(argv, tmp_path, with_typer=True), capsys.readouterr()), argv


def test_the_made_up_lines_go_both_ways() -> None:
    """A test that compares Typer with itself, or never sees a refusal, would hold nothing."""
    from itb_cli.cli.words.argv import arranged

    lines = [arranged(_line(chance)) for chunk in range(CHUNKS) for chance in [random.Random(chunk)] for _ in range(LINES)]
    direct = [name for name, *rest in lines if name in USUAL and read(rest, _declared(name).parameters) is not None]
    assert 0.3 < len(direct) / len(lines) < 0.8
    assert set(direct) == set(USUAL)


@pytest.mark.parametrize(
    "words",
    [
        ["--jso"],
        ["--json=1"],
        ["--as-of"],
        ["--as-of", "--json"],
        ["--file=x"],
        ["-h"],
        ["--"],
        ["hot"],
        ["--snooze", "3"],
        ["-"],
    ],
)
def test_what_is_not_known_exactly_is_for_typer(words: list[str]) -> None:
    assert read(words, _declared("remind").parameters) is None


def test_flags_may_stand_in_any_order_and_twice() -> None:
    given = read(["--json", "--as-of", "a", "--json", "--as-of", "b"], _declared("next-refill").parameters)
    assert given is not None
    assert (given["json"], given["as_of"], given["why"]) == (True, "b", False)


def _declared(name: str) -> Declared:
    from importlib import import_module

    run = import_module(f"itb_cli.cli.commands.{name.replace('-', '_')}").run
    assert isinstance(run, Declared)
    return run

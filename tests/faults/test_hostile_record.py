"""A record that is damaged, newer, gone, no file or hostile: a clear error, no byte changed, and help is still there (R79, F2, F3, F27)."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from real_itb import RECORDS, command, contents, environment

Run = Callable[..., Any]
MARKER = "Zebrafish"

ASKING = (
    ("status",),
    ("next-refill",),
    ("history",),
    ("calendar",),
    ("trip", "today", "tomorrow"),
    ("dose", "300", "--on", "2026-11-20"),
    ("book", "tomorrow"),
    ("event", "fall", "--on", "2026-11-20"),
    ("log", "2026-11-20"),
    ("undo",),
    ("setup", "--name", "Ada"),
)
HELPING = (("emergency",), ("card",), ("check", "hot", "tub"))


def fixture(name: str) -> bytes:
    return (RECORDS / f"{name}.toml").read_bytes()


def marked(text: str) -> bytes:
    return f"schema_version = 1\n{text}\n".encode()


CONTENTS = {
    "empty": fixture("empty"),
    "only-spaces": b"   \n\n",
    "newer": fixture("newer"),
    "truncated": fixture("truncated"),
    "zeros": bytes(4096),
    "not-utf-8": marked("").replace(b"\n", b"\xff\xfe\n"),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nested": b"schema_version = 1\nx = " + b"[" * 100_000,
    "conflict-marks": marked(f"<<<<<<< mine\nname = '{MARKER}'\n=======\n>>>>>>> theirs"),
    "no-version": f"[person]\nname = '{MARKER}'\n".encode(),
    "cut-in-a-text": marked(f"[person]\nname = '{MARKER}").rstrip(b"\n"),
    "name-of-wrong-type": marked(f"[person]\nname = ['{MARKER}']"),
    "refills-of-wrong-type": marked(f"refills = '{MARKER}'"),
    "day-in-quotes": marked(f"[[refills]]\non = '2026-09-01'\nnote = '{MARKER}'"),
    "dose-in-quotes": marked(f"[[refills]]\non = 2026-09-01\ndose_mcg_per_day = '{MARKER}'"),
    "dose-negative": marked("[[refills]]\non = 2026-09-01\ndose_mcg_per_day = -350"),
}
PLACE = re.compile(r"line \d|[a-z_]+, entry \d|[a-z_]+, [a-z_]+:|refills: it must|schema|empty|nested")


@pytest.fixture(params=CONTENTS.values(), ids=CONTENTS)
def damaged(request: pytest.FixtureRequest, record: Path) -> Path:
    """A record that is none, with one earlier state beside it."""
    states = record.with_name("record.toml.generations")
    states.mkdir(parents=True)
    (states / "000001_2026-09-01.toml").write_bytes(fixture("schema_1"))
    record.write_bytes(request.param)
    return record


def untouched(folder: Path) -> dict[str, bytes]:
    """Everything but the lock, which may come."""
    return {name: data for name, data in contents(folder).items() if not name.endswith(".lock")}


@pytest.mark.parametrize("argv", ASKING, ids=" ".join)
def test_what_is_no_record_is_a_clear_error_that_quotes_nothing_and_changes_nothing(
    run: Run, damaged: Path, argv: tuple[str, ...]
):
    before = untouched(damaged.parent)
    result = run(*argv, code=4)
    assert result.out == ""
    assert len(result.err.splitlines()) == 2
    assert PLACE.search(result.err), "the line or the key is named"
    assert "itb emergency" in result.err
    assert MARKER not in result.err
    assert untouched(damaged.parent) == before


@pytest.mark.parametrize("argv", HELPING, ids=" ".join)
def test_help_does_not_need_the_record(run: Run, damaged: Path, argv: tuple[str, ...]):
    before = contents(damaged.parent)
    result = run(*argv)
    assert result.out
    assert result.err == ""
    assert MARKER not in result.out
    assert contents(damaged.parent) == before


def test_machines_are_told_unknown_and_the_error(run: Run, damaged: Path):
    import json

    answer = json.loads(run("status", "--json", code=4).out)
    assert (answer["state"], answer["error"]["exit_code"]) == ("unknown", 4)
    assert MARKER not in str(answer)


def test_an_empty_file_is_called_empty(run: Run, record: Path):
    record.parent.mkdir()
    record.write_bytes(b"")
    assert run("status", code=4).err == (
        "itb: The record's file is empty.\n     It was not changed. Earlier states: itb restore. Help now: itb emergency.\n"
    )


def test_a_newer_record_asks_for_a_newer_itb(run: Run, record: Path):
    record.parent.mkdir()
    record.write_bytes(fixture("newer"))
    assert run("log", "2026-11-20", code=4).err == (
        "itb: A newer itb wrote this record (schema 2; this program knows 1). It was not changed.\n"
        "     Install the newest itb. Help now: itb emergency.\n"
    )


@pytest.mark.parametrize("argv", ASKING, ids=" ".join)
def test_a_vanished_record_is_never_no_data_yet(run: Run, record: Path, argv: tuple[str, ...]):
    run("log", "2026-09-01")
    record.unlink()
    before = untouched(record.parent)
    assert run(*argv, code=4).err == (
        f"itb: The record at {record} is gone, but earlier states of it are left. Nothing was changed.\n"
        "     To see them and bring one back: itb restore. Help now: itb emergency.\n"
    )
    assert untouched(record.parent) == before


@pytest.mark.parametrize("argv", HELPING, ids=" ".join)
def test_help_does_not_need_a_vanished_record(run: Run, record: Path, argv: tuple[str, ...]):
    run("log", "2026-09-01")
    record.unlink()
    assert run(*argv).err == ""


# --- what is no file


def a_folder(record: Path) -> None:
    record.mkdir()


def a_device(record: Path) -> None:
    record.symlink_to(os.devnull)


def a_circle(record: Path) -> None:
    record.symlink_to(record.name)


def too_large(record: Path) -> None:
    record.write_bytes(fixture("schema_1"))
    os.truncate(record, 2**36)


@pytest.mark.parametrize("make", [a_folder, a_device, a_circle, too_large])
def test_what_is_no_file_of_ours_is_refused_and_help_is_there(run: Run, record: Path, make: Callable[[Path], None]):
    record.parent.mkdir()
    make(record)
    for argv in ASKING:
        result = run(*argv, code=4)
        assert result.out == ""
        assert len(result.err.splitlines()) == 2
    for argv in HELPING:
        assert run(*argv).err == ""
    assert [path.name for path in record.parent.iterdir() if not path.name.endswith(".lock")] == ["record.toml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_in_the_records_place_holds_nobody_up(tmp_path: Path):
    record = tmp_path / "record.toml"
    os.mkfifo(record)
    processes = {
        argv: subprocess.Popen(command(*argv), env=environment(record), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for argv in (("status",), ("log", "2026-09-01"), ("emergency",), ("card",), ("check", "hot", "tub"))
    }
    codes: dict[str, int | None] = {}
    try:
        for argv, process in processes.items():
            codes[argv[0]] = process.wait(30)
    except subprocess.TimeoutExpired:
        pytest.fail("itb waits at a named pipe")
    finally:
        for process in processes.values():
            process.kill()
            process.wait()
    assert codes == {"status": 4, "log": 4, "emergency": 0, "card": 0, "check": 0}


@pytest.mark.parametrize("argv", HELPING, ids=" ".join)
@pytest.mark.parametrize("number", ["1e999999999", "-1E+888888888", "nan"])
def test_help_does_not_need_a_record_with_possible_numbers(run: Run, record: Path, argv: tuple[str, ...], number: str):
    record.parent.mkdir()
    record.write_bytes(marked(f"[pump]\nreservoir_ml = {number}"))
    run(*argv)


@pytest.mark.parametrize("argv", HELPING, ids=" ".join)
def test_help_does_not_need_states_with_possible_days(run: Run, record: Path, argv: tuple[str, ...]):
    states = record.with_name("record.toml.generations")
    states.mkdir(parents=True)
    (states / "000001_2026-02-30.toml").touch()
    run(*argv)


@pytest.mark.parametrize("argv", HELPING, ids=" ".join)
def test_help_does_not_need_a_home_that_exists(run: Run, argv: tuple[str, ...]):
    run(*argv, environment={"ITB_FILE": "~no-such-user-at-all/record.toml"})


@pytest.mark.parametrize("argv", [("status",), ("log", "2026-11-20")], ids=" ".join)
def test_a_home_that_does_not_exist_is_an_error_and_not_a_bug(run: Run, argv: tuple[str, ...]):
    world = {"ITB_FILE": "~no-such-user-at-all/record.toml"}
    assert run(*argv, environment=world, code=4).err.startswith("itb: ")


# --- what a hostile hand put into it

HOSTILE = {
    "escape": "\x1b[2J\x1b[31mAll is well\x1b[0m",
    "osc": "\x1b]0;title\x07\x9b2J",
    "direction": "\u202eevil\u2066\u200f",
    "markup": "[red]x[/red] [/] [link=http://x]y[/link] :warning:",
    "lines": "one\ntwo\r\nthree\u2028four\x0bfive",
    "braces": "{0} %s %(x)s ${HOME} `id`",
    "long": "w" * 5000,
}


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_shown_and_nothing_more(run: Run, record: Path, value: str, terminal: bool):
    from datetime import date

    from itb_cli.domain.record import Clinic, Contact, Person, Pump, Record, Refill
    from itb_cli.storage.encoding import encode

    record.parent.mkdir()
    hostile = Record(
        person=Person(name=value, allergies=(value,)),
        contacts=(Contact(name=value, relation=value, phone=value),),
        clinic=Clinic(name=value, phone=value),
        pump=Pump(model=value, serial=value),
        refills=(Refill(id=value, on=date(2026, 9, 1), alarm_date=date(2026, 12, 10), note=value),),
        extra={value: value},
    )
    record.write_bytes(encode(hostile))
    for argv in (("status",), ("next-refill",), ("history",), ("card",), ("emergency",), ("check", "mri"), ("restore",)):
        code = 3 if argv == ("next-refill",) else 0  # a key that itb does not know is a doubt
        shown = run(*argv, is_terminal=terminal, code=code, environment={"NO_COLOR": "1"}).out
        raw = set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown))
        allowed = {"\x1b"} if terminal else set()  # the screen's own bold and dim
        assert raw <= allowed, argv
        assert not re.search(r"\x1b(?!\[[0-9;]*m)", shown), argv
        assert "\x1b[31m" not in shown
        assert "\u26a0" not in shown, "no emoji out of a person's words"

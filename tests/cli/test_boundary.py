"""The one error boundary: a bug shows no health data, an interrupt stores nothing, a closed pipe is quiet."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import TODAY
from fakes import Stream, fake_runtime
from itb_cli.cli.main import main
from selection import rest_slow
from shown_day import shown_day

RECORD = """\
schema_version = 1
[person]
name = "Alex Reed"
[clinic]
phone = "555 0100"
[[refills]]
id = "a"
on = 2026-09-01
dose_mcg_per_day = 350
"""
PRIVATE = ("Alex", "Reed", "555 0100", "350", "2026-09-01", "September")

WITH_A_BUG = """\
import sys
from itb_cli.cli.main import main
from itb_cli.{module} import {name} as broken


def bug(*given, **named):
    private = (given, named, "Alex Reed", "555 0100", 350)
    raise {error}(f"Alex Reed, 350 mcg per day, {{private}}")


broken.{function} = bug
sys.exit(main(sys.argv[1:]))
"""
"""A program with one function replaced by a bug that holds health data in its locals and in its message."""


@pytest.fixture
def stored(record):
    record.parent.mkdir(parents=True)
    record.write_text(RECORD, encoding="utf-8")
    return record


def surroundings(record):
    """The environment of a process, with the least that it needs."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, **shown_day(), "ITB_FILE": str(record), "LC_ALL": "C.UTF-8"}


def with_a_bug(record, module, name, function, *words, error="ValueError", environment=None):
    program = WITH_A_BUG.format(module=module, name=name, function=function, error=error)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *words],
        env={**surroundings(record), **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize("error", ["ValueError", "KeyError", "OSError", "RecursionError", "AssertionError", "MemoryError"])
def test_a_bug_shows_its_kind_and_place_and_no_health_data(stored, error):
    ended = with_a_bug(stored, "services.supply", "next_refill", "forecast", "next-refill", error=error)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert re.fullmatch(
        rf"itb: This is a bug in itb \({error} in <string>, line 8\)\. Nothing is said about your pump\.\n"
        r"     For help now: itb emergency\. With any doubt, call your pump clinic\. If you were storing something, "
        r"look whether it is there: itb history\. For the details: ITB_TRACEBACK=1\n",
        ended.stderr,
    )


@pytest.mark.parametrize(
    ("module", "name", "function", "words"),
    rest_slow(
        [
            ("services.supply", "next_refill", "forecast", ("status",)),
            ("services.papers", "card", "supply_after", ("card",)),
            ("services.knowledge", "check", "pump_family", ("check", "mri")),
            ("services.entries", "history", "HistoryEntry", ("history",)),
            ("services.supply", "trip", "supply_after", ("trip", "today", "tomorrow")),
            ("services.entries", "log", "forecast", ("log", "2026-11-01")),
            ("services.people", "setup", "setting_doubts", ("setup", "--name", "Alex Reed Junior")),
            ("pages", "card", "build", ("card",)),
            ("pages", "status", "build", ("status",)),
            ("render", "plain", "render", ("history",)),
            ("render", "json", "render", ("card", "--json")),
            ("storage", "record_reader", "decode", ("status",)),
            ("services.record", "export", "_settings", ("export", "csv")),
            ("storage.exchange", "json_form", "_plain", ("export", "json")),
            ("storage", "record_writer", "encode", ("log", "2026-11-01")),
        ],
        every_day=4,
    ),
)
def test_a_bug_anywhere_shows_no_health_data(stored, module, name, function, words):
    before = stored.read_bytes()
    ended = with_a_bug(stored, module, name, function, *words, error="TypeError")
    shown = ended.stdout + ended.stderr
    assert ended.returncode == 1, f"itb {words[0]} does not use {name}.{function} any more: break something else here"
    assert "itb emergency" in shown
    assert not [word for word in PRIVATE if word in shown]
    assert "Traceback" not in shown
    assert stored.read_bytes() == before


def test_a_bug_after_saving_shows_no_health_data_either(stored):
    ended = with_a_bug(stored, "pages", "setup", "build", "setup", "--name", "Alex Reed Junior")
    assert ended.returncode == 1
    assert not [word for word in PRIVATE if word in ended.stdout + ended.stderr]


def test_a_bug_for_machines_is_an_envelope_without_health_data(stored):
    ended = with_a_bug(stored, "services.supply", "next_refill", "forecast", "status", "--json")
    assert (ended.returncode, ended.stderr) == (1, "")
    envelope = json.loads(ended.stdout)
    assert (envelope["command"], envelope["state"], envelope["data"]) == ("status", None, {})
    assert (envelope["error"]["code"], envelope["error"]["exit_code"]) == ("error", 1)
    assert "itb emergency" in envelope["error"]["hint"]
    assert not [word for word in ("Alex", "Reed", "350") if word in ended.stdout]


def test_details_are_shown_only_where_they_are_asked_for(stored):
    ended = with_a_bug(stored, "services.supply", "next_refill", "forecast", "status", environment={"ITB_TRACEBACK": "1"})
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr


@pytest.mark.parametrize(
    ("module", "name", "function"),
    [
        ("storage", "record_reader", "decode"),
        ("storage", "record_reader", "load"),
        ("cli", "call", "show"),
        ("cli", "show", "has_colour"),
    ],
)
@pytest.mark.parametrize("words", [(), ("--plain",)])
def test_after_a_bug_the_emergency_words_come_all_the_same(stored, module, name, function, words):
    ended = with_a_bug(stored, module, name, function, "emergency", *words, environment={"TERM": "xterm", "FORCE_COLOR": "1"})
    assert ended.returncode == 0
    shown = " ".join(ended.stdout.split())
    for said in (
        "now if the person with the pump:",
        "slow or shallow breathing",
        "itching, often with no rash",
        "Do not touch the pump, do not wait for its alarm",
    ):
        assert said in shown
    assert not [word for word in ("Alex", "Traceback") if word in ended.stdout + ended.stderr]


class Interrupted(Stream):
    """A terminal at which somebody presses Control-C."""

    def readline(self, *_size):
        raise KeyboardInterrupt


def interrupted(record, *words):
    world = fake_runtime(TODAY, environment={"ITB_FILE": str(record), "TERM": "dumb"}, is_terminal=True)
    world = world._replace(stdin=Interrupted(is_terminal=True))
    return main(words, world), world.stdout.getvalue(), world.stderr.getvalue()


@pytest.mark.parametrize("words", [("setup",), ("log", "2026-11-01", "--dose", "350 mg"), ("--no-color", "setup")])
def test_control_c_at_a_question_ends_with_130_and_stores_nothing(stored, words):
    before = stored.read_bytes()
    code, out, err = interrupted(stored, *words)
    assert (code, out) == (130, "")
    assert "Traceback" not in err
    assert stored.read_bytes() == before


def test_control_c_at_the_first_question_of_all_leaves_no_record(record):
    assert interrupted(record, "setup")[0] == 130
    assert not record.exists()


def run_into_a_closed_pipe(record, *words, closed="stdout"):
    """Runs `itb` with nobody reading what it writes; the other stream is returned."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, closed: write_end}
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "itb_cli", *words],
        env=surroundings(record),
        stdin=subprocess.DEVNULL,
        **streams,
    )
    os.close(write_end)
    out, err = process.communicate()
    return process.returncode, out, err


@pytest.mark.skipif(sys.platform == "win32", reason="no broken pipes as elsewhere")
@pytest.mark.parametrize(
    "words",
    [
        ("emergency",),
        ("status",),
        ("demo",),
        ("card", "--json"),
        ("--help",),
        ("--version",),
        ("stauts", "--json"),
    ],
    ids=" ".join,
)
def test_a_broken_pipe_is_quiet(stored, words):
    code, _, err = run_into_a_closed_pipe(stored, *words)
    assert (code, err) in ((0, b""), (2, b""))


@pytest.mark.skipif(sys.platform == "win32", reason="no broken pipes as elsewhere")
@pytest.mark.parametrize("words", [("status",), ("demo",), ("card", "--json"), ("emergency",), ("check", "mri")], ids=" ".join)
def test_a_broken_pipe_never_shows_a_traceback(stored, words):
    assert run_into_a_closed_pipe(stored, *words)[2] == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no broken pipes as elsewhere")
def test_a_refill_whose_answer_nobody_reads_is_stored_all_the_same(record):
    run_into_a_closed_pipe(record, "log", "2026-11-01")
    assert Path(record).exists()

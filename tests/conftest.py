"""Guards and the fixtures `run` and `record`: every test has its own record, and no test reaches the network or a home."""

import itertools
import os
import socket
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from fakes import fake_runtime, no_record
from hazards import named_tests
from itb_cli.cli.main import main

pytest_plugins = ("surroundings",)
TODAY = date(2026, 11, 22)
os.umask(0o077)  # records that tests write by hand are as private as itb's own; what itb does with other umasks, tests set

settings.register_profile("quick", max_examples=10, deadline=None)
"""For a suite that is run once more in other surroundings: a tenth of the examples."""


_PASSED: set[str] = set()
_NOT_PASSED: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remembers how each test ended, whatever its parameters."""
    name = report.nodeid.partition("[")[0]
    if report.when == "call" and report.passed:
        _PASSED.add(name)
    elif report.failed or report.skipped:
        _NOT_PASSED[name] = report.outcome


def pytest_sessionfinish(session: pytest.Session) -> None:
    """After the whole suite: every test that the hazard table names must have run and passed (R70)."""
    config = session.config
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    if not is_whole or config.option.collectonly or session.shouldstop or session.shouldfail:
        return
    lacking = sorted(name for name in named_tests() if name not in _PASSED or name in _NOT_PASSED)
    if lacking:
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        for name in lacking:
            reporter.write_line(f"HAZARD CONTROL NOT VERIFIED: {name} ({_NOT_PASSED.get(name, 'did not run')})", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@dataclass(frozen=True)
class Result:
    """What a run of `itb` wrote and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """`itb` never talks to a network (R113): a socket in a test is an error."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The place of this test's record; nothing is there yet."""
    return tmp_path / "itb" / "record.toml"


@pytest.fixture
def run(record: Path) -> Callable[..., Result]:
    """Runs `itb` through `main`, on TODAY, on this test's record. Expects exit code 0 unless told another.

    `at_home`: the record is the usual one of a data folder of this test's own, instead of being named by ITB_FILE.
    """

    numbers = itertools.count(1)

    def run_itb(
        *argv: str,
        code: int = 0,
        today: date = TODAY,
        environment: Mapping[str, str] | None = None,
        typed: str = "",
        is_terminal: bool = False,
        encoding: str = "utf-8",
        at_home: bool = False,
        cache_folder: Path | None = None,
    ) -> Result:
        named = {} if at_home else {"ITB_FILE": str(record)}
        world = fake_runtime(
            today,
            environment={"TERM": "xterm-256color", **named, **(environment or {})},
            typed=typed,
            is_terminal=is_terminal,
            encoding=encoding,
            numbers=numbers,
            default_record=(lambda _environment: record) if at_home else no_record,
            cache_folder=cache_folder,
        )
        ended = main(argv, world)
        result = Result(ended, world.stdout.getvalue(), world.stderr.getvalue())  # type: ignore[attr-defined]
        assert ended == code, f"itb {' '.join(argv)} ended with {ended}, not {code}\n{result.out}\n{result.err}"
        return result

    return run_itb


def text(block: str) -> str:
    """A dedented literal, as the whole output of a command."""
    return textwrap.dedent(block).lstrip("\n")

"""Guards and the fixtures `run` and `record`: every test has its own record, and no test reaches the network or a home."""

import functools
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

from answer_schemas import check_answer
from fakes import fake_runtime, no_record
from itb_cli.cli.main import main

pytest_plugins = ["selection", "surroundings"]
TODAY = date(2026, 11, 22)
os.umask(0o077)  # records that tests write by hand are as private as itb's own; what itb does with other umasks, tests set


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
        check_answer(argv, result.out)
        assert ended == code, f"itb {' '.join(argv)} ended with {ended}, not {code}\n{result.out}\n{result.err}"
        return result

    return run_itb


@pytest.fixture
def home(run: Callable[..., Result]) -> Callable[..., Result]:
    """Runs `itb` in a data folder of this test's own, without ITB_FILE."""
    return functools.partial(run, at_home=True)


def text(block: str) -> str:
    """A dedented literal, as the whole output of a command."""
    return textwrap.dedent(block).lstrip("\n")

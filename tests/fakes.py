"""A runtime with a fixed day, captured streams and a folder of its own. Tested in `test_fakes.py`."""

import io
import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from pathlib import Path

from itb_cli.cli.runtime import Runtime


class YouForgotToChooseARecord(AssertionError):  # noqa: N818  # the name is the message
    """A test reached for the real data folder of whoever runs it."""


class Stream(io.StringIO):
    """A captured stream that can pose as a terminal and has an encoding."""

    def __init__(self, text: str = "", *, is_terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(text)
        self._is_terminal = is_terminal
        self._encoding = encoding

    @property
    def encoding(self) -> str:
        return self._encoding

    def isatty(self) -> bool:
        return self._is_terminal


def no_record(_environment: Mapping[str, str]) -> Path:
    """Stands for the platform's data folder in tests."""
    raise YouForgotToChooseARecord("give the command --file or set ITB_FILE")


def fake_runtime(
    today: date,
    *,
    environment: Mapping[str, str] | None = None,
    typed: str = "",
    is_terminal: bool = False,
    encoding: str = "utf-8",
    numbers: Iterator[int] | None = None,
    default_record: Callable[[Mapping[str, str]], Path] = no_record,
    cache_folder: Path | None = None,
    takes_styles: bool = True,
) -> Runtime:
    """A runtime on `today`. `typed` is what somebody types at questions; `is_terminal` poses all streams as terminals;
    `numbers` are what new ids are made of; `default_record` finds the usual record, which tests have to choose themselves;
    without a `cache_folder` there is none; `takes_styles`: whether a terminal shows styles.

    A file's stamp always counts as written on `today` at five past nine, since real stamps know only the real clock.
    """
    numbers = numbers or itertools.count(1)
    return Runtime(
        today=today,
        environment=environment or {},
        stdin=Stream(typed, is_terminal=is_terminal),
        stdout=Stream(is_terminal=is_terminal, encoding=encoding),
        stderr=Stream(is_terminal=is_terminal, encoding=encoding),
        new_id=lambda: f"id-{next(numbers)}",
        new_uid=lambda: f"00000000-0000-4000-8000-{next(numbers):012x}",
        day_of=lambda _stamp: today,
        time_of=lambda _stamp: time(9, 5),
        moment=lambda: 1000.0,
        default_record=default_record,
        cache_folder=lambda _environment: cache_folder,
        takes_styles=lambda: takes_styles,
    )

"""Real processes of `itb` for the fault tests, and what stands on the disk after them."""

import functools
import json
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

LONGEST_SECONDS = 600
BREAKER = Path(__file__).with_name("breaking_itb.py")
RECORDS = Path(__file__).parents[1] / "data" / "records"


class Ending(NamedTuple):
    """How a process ended; `steps` are the calls that it made or was about to make."""

    code: int
    steps: list[str]
    out: str
    err: str
    seconds: float


def command(*argv: str) -> list[str]:
    return [sys.executable, "-m", "itb_cli", *argv]


def environment(record: Path) -> dict[str, str]:
    """This process's environment with the record's place, and no width: messages stand on one line."""
    return {**{name: value for name, value in os.environ.items() if name != "COLUMNS"}, "ITB_FILE": str(record)}


def itb(record: Path, *argv: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """A real `itb`, waited for."""
    return subprocess.run(
        command(*argv), env=environment(record), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **how
    )


def break_at(record: Path, at: int | None, how: str, *argv: str, more: bool = False) -> dict[str, Any]:
    """A case: the call number `at` of `itb argv` is broken; None: none is. `more`: calls that read are counted too."""
    return {"record": str(record), "folder": str(record.parent), "at": at, "how": how, "argv": argv, "more": more}


def endings(cases: Sequence[Mapping[str, Any]]) -> list[Ending]:
    """The cases run, one after the other, in children of one warm process, which lives as long as the tests do."""
    warm = _warm_process(tuple(sorted(environment(BREAKER).items())))
    assert warm.stdin
    assert warm.stdout
    limit = threading.Timer(LONGEST_SECONDS, warm.kill)
    limit.start()
    warm.stdin.write(json.dumps(cases) + "\n")
    warm.stdin.flush()
    told = warm.stdout.readline()
    limit.cancel()
    assert told, "the process that breaks others is gone; it said why on standard error"
    return [Ending(**ending) for ending in json.loads(told)]


@functools.cache
def _warm_process(world: tuple[tuple[str, str], ...]) -> subprocess.Popen[str]:
    """Ends by itself when its input does."""
    return subprocess.Popen(
        [sys.executable, str(BREAKER)], env=dict(world), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def refill_days(file: Path) -> list[str]:
    """The refills in a file, read by nothing of `itb`'s own; a file that is not whole is an error."""
    document = tomllib.loads(file.read_text("utf-8"))
    assert document["schema_version"] == 1
    return [refill["on"].isoformat() for refill in document.get("refills", [])]


def states(record: Path) -> list[Path]:
    return sorted(record.with_name(record.name + ".generations").glob("*.toml"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

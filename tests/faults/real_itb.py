"""Real processes of `itb` for the fault tests, and what stands on the disk after them."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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
    """The cases run, one after the other, in children of one warm process."""
    ended = subprocess.run(
        [sys.executable, str(BREAKER)],
        input=json.dumps(cases),
        env=environment(BREAKER),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ended.returncode == 0, ended.stderr
    return [Ending(**ending) for ending in json.loads(ended.stdout)]


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

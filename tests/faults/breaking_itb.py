"""Runs `itb` in forked children and breaks one call of each to the system: kills there, or lets the call fail.

A script: takes a list of cases on each line of standard input, as JSON, and answers with a line, the list of endings. Its own
process stays warm, so that a child costs milliseconds. Nothing of `itb` is replaced; only calls of `os` and `fcntl` are, in the
child.

A case has `record`, `folder`, `argv`, and: `at`, the number of the call to break (None: none); `how`, the name of an error, or
`kill`, or `SHORT` (a write takes only a part and says so), or `LIE` (a write takes a part and says that it took all), or `OTHER`
(another program writes `other` into the record just before the call, and the call goes on); `more`, whether
reading calls and the answer are counted too; `after`, the seconds until the child is killed wherever it is.
"""

import contextlib
import errno
import fcntl
import io
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import itb_cli.storage.record_writer  # noqa: F401  # loaded once, for all children
from itb_cli.cli.main import main
from itb_cli.cli.runtime import real_runtime

PASSING = re.compile(r"\.\d+-[0-9a-f]{12}\.itb-tmp\b")
"""What a passing file's name has of its own; it is told as `.tmp`, so that two runs can be compared."""


class Steps:
    """Counts the calls that a save makes, tells each before it is made, and breaks the one asked for."""

    def __init__(self, case: dict[str, Any], told: int) -> None:
        self.folder, self.at, self.how, self.more = case["folder"], case["at"], case["how"], case.get("more", False)
        self.record, self.other = case["record"], case.get("other", "").encode()
        self.told, self.count, self.write = told, 0, os.write

    def concerns(self, path: Any) -> bool:
        return isinstance(path, (str, os.PathLike)) and f"{os.fspath(path)}{os.sep}".startswith(f"{self.folder}{os.sep}")

    def step(self, name: str, path: Any, half_done: Callable[[], object] = lambda: None) -> bool:
        """Whether this is the step to break; raises or kills if that is how."""
        self.count += 1
        self.write(self.told, f"{name} {PASSING.sub('.tmp', os.path.relpath(path, self.folder))}\n".encode())
        if self.count != self.at:
            return False
        if self.how in ("SHORT", "LIE"):
            return True
        if self.how == "OTHER":
            self.write_other()
            return False
        half_done()
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.how)
        raise OSError(number, os.strerror(number))

    def write_other(self) -> None:
        """In place, as programs do that sync a folder. Not told as a step."""
        with io.FileIO(self.record, "w") as file:
            file.write(self.other)


class Calls:
    """The calls of this process to the system, each with its step before it."""

    def __init__(self, steps: Steps) -> None:
        self.steps, self.paths = steps, dict[int, str]()
        self.real_open, self.real_write, self.real_fsync, self.real_close = os.open, os.write, os.fsync, os.close
        self.real_flock = fcntl.flock
        reading = ("stat", "lstat", "fstat", "listdir", "fchmod", "chmod") if steps.more else ()
        for name in ("mkdir", "unlink", "replace", "link", *reading):
            setattr(os, name, self.told(name, getattr(os, name)))
        os.open, os.write, os.fsync, os.close, fcntl.flock = self.open, self.write, self.fsync, self.close, self.flock

    def told(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            place = self.paths.get(path) if isinstance(path, int) else path
            if self.steps.concerns(place):
                self.steps.step(name, rest[0] if name in ("replace", "link") else place)
            return real(path, *rest, **named)

        return call

    def open(self, path: Any, flags: int, *rest: Any, **named: Any) -> int:
        is_told = self.steps.more or flags & (os.O_WRONLY | os.O_RDWR) or Path(path).is_dir()
        if self.steps.concerns(path) and is_told:
            self.steps.step("open", path)
        descriptor = self.real_open(path, flags, *rest, **named)
        self.paths[descriptor] = os.fspath(path)
        return descriptor

    def write(self, descriptor: int, data: bytes) -> int:
        place = self.paths.get(descriptor)
        if place is None or not self.steps.concerns(place):
            return self.real_write(descriptor, data)
        part = data[: max(1, len(data) // 2)]
        if self.steps.step("write", place, lambda: self.real_write(descriptor, part)):
            written = self.real_write(descriptor, part)
            return written if self.steps.how == "SHORT" else len(data)
        return self.real_write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self.steps.step("fsync", self.paths[descriptor])
        self.real_fsync(descriptor)

    def flock(self, descriptor: int, operation: int) -> None:
        self.steps.step("unlock" if operation == fcntl.LOCK_UN else "lock", self.paths[descriptor])
        self.real_flock(descriptor, operation)

    def close(self, descriptor: int) -> None:
        place = self.paths.pop(descriptor, None)
        self.real_close(descriptor)
        if self.steps.more and self.steps.concerns(place):
            self.steps.step("close", place)


class Answer(io.TextIOWrapper):
    """Standard output, whose first word is a step too."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(io.FileIO(1, "w", closefd=False), encoding="utf-8")
        self.steps = steps

    def write(self, text: str) -> int:
        if text:
            self.steps.step("say", Path(self.steps.folder) / text.partition(" ")[0])
        return super().write(text)


def broken(case: dict[str, Any], told: int) -> int:
    """One command, with its call number `at` broken."""
    if "after" not in case:
        steps = Steps(case, told)
        Calls(steps)
        sys.stdout = Answer(steps) if steps.more else sys.stdout
    code = main(case["argv"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def saving_without_end(case: dict[str, Any], told: int) -> int:
    """One save after the other, each told when `itb` has said that it is saved."""
    day = date.fromisoformat(case["from"])
    while True:
        with contextlib.redirect_stdout(io.StringIO()):
            saved = main(["log", day.isoformat(), "--yes"]) == 0  # a refill a day is asked about
        if not saved:
            return 1
        os.write(told, f"{day}\n".encode())
        day += timedelta(days=1)


def ended(case: dict[str, Any]) -> dict[str, Any]:
    """How a forked child ended: its exit code (or the signal's number, negative), its steps, its words and its seconds."""
    pipes = [os.pipe() for _ in range(3)]
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        (_, told), (_, out), (_, err) = pipes
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  # the cases that follow are not for a child
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.environ["ITB_FILE"] = case["record"]
        code = 70
        try:
            code = (saving_without_end if "from" in case else broken)(case, told)
        finally:
            os._exit(code)
    for _, end in pipes:
        os.close(end)
    told, out, err = (os.fdopen(start, "rb") for start, _ in pipes)
    first = []
    if "after" in case:
        first = [told.readline() for _ in range(case.get("saves", 0))]
        time.sleep(case["after"])
        os.kill(child, signal.SIGKILL)
    steps = b"".join(first) + told.read()
    words = out.read().decode(), err.read().decode()
    for stream in (told, out, err):
        stream.close()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seconds = time.monotonic() - begun
    return {"code": code, "steps": steps.decode().splitlines(), "out": words[0], "err": words[1], "seconds": seconds}


def warm_up() -> None:
    """Loads what each change loads, on a record of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "record.toml")
        for words in (
            "log today",
            "dose 300 today",
            "status",
            "edit today",
            "undo",
            "restore",
            "restore 1 --yes",
            "setup --name A",
        ):
            quiet = real_runtime()._replace(stdout=io.StringIO(), stderr=io.StringIO(), environment={"ITB_FILE": place})
            main(words.split(), quiet)


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        sys.stdout.write(json.dumps([ended(case) for case in json.loads(line)]) + "\n")
        sys.stdout.flush()

"""Runs `itb` in forked children and breaks one call of each to the system: kills there, or lets the call fail.

A script: takes a list of cases as JSON on standard input, gives a list of endings on standard output. Its own process stays
warm, so that a child costs milliseconds. Nothing of `itb` is replaced; only calls of `os` and `fcntl` are, in the child.
"""

import contextlib
import errno
import fcntl
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import itb_cli.storage.writing  # noqa: F401  # loaded once, for all children
from itb_cli.cli.main import main
from itb_cli.cli.runtime import real_runtime


class Steps:
    """Counts the calls that a save makes, tells each before it is made, and breaks the one asked for."""

    def __init__(self, folder: str, at: int | None, how: str, told: int) -> None:
        self.folder, self.at, self.how, self.told, self.count = folder, at, how, told, 0

    def concerns(self, path: Any) -> bool:
        return isinstance(path, (str, os.PathLike)) and f"{os.fspath(path)}{os.sep}".startswith(f"{self.folder}{os.sep}")

    def step(self, name: str, path: Any, half_done: Callable[[], object] = lambda: None) -> None:
        self.count += 1
        os.write(self.told, f"{name} {os.path.relpath(path, self.folder)}\n".encode())
        if self.count != self.at:
            return
        half_done()
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.how)
        raise OSError(number, os.strerror(number))


def wrap(steps: Steps) -> None:
    """Puts the steps before the calls of this process."""
    paths: dict[int, str] = {}

    def before(module: Any, name: str) -> None:
        real = getattr(module, name)

        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if steps.concerns(path):
                steps.step(name, rest[0] if name == "replace" else path)
            return real(path, *rest, **named)

        setattr(module, name, call)

    for name in ("mkdir", "unlink", "replace"):
        before(os, name)
    real_open, real_fdopen, real_fsync, real_flock = os.open, os.fdopen, os.fsync, fcntl.flock

    def open_told(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if steps.concerns(path) and (flags & (os.O_WRONLY | os.O_RDWR) or Path(path).is_dir()):
            steps.step("open", path)
        descriptor = real_open(path, flags, *rest, **named)
        paths[descriptor] = os.fspath(path)
        return descriptor

    def fdopen(descriptor: int, *rest: Any, **named: Any) -> Any:
        file = real_fdopen(descriptor, *rest, **named)
        return Written(file, paths[descriptor], steps) if descriptor in paths else file

    def fsync(descriptor: int) -> None:
        steps.step("fsync", paths[descriptor])
        real_fsync(descriptor)

    def flock(descriptor: int, operation: int) -> None:
        steps.step("unlock" if operation == fcntl.LOCK_UN else "lock", paths[descriptor])
        real_flock(descriptor, operation)

    os.open, os.fdopen, os.fsync, fcntl.flock = open_told, fdopen, fsync, flock


class Written:
    """A file whose write can break in the middle."""

    def __init__(self, file: Any, path: str, steps: Steps) -> None:
        self.file, self.path, self.steps = file, path, steps

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        def half() -> None:
            self.file.write(data[: len(data) // 2])
            self.file.flush()

        self.steps.step("write", self.path, half)
        return int(self.file.write(data))


def broken(case: dict[str, Any], told: int) -> int:
    """One command, with its call number `at` broken."""
    wrap(Steps(case["folder"], case["at"], case["how"], told))
    code = main(case["argv"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def saving_without_end(case: dict[str, Any], told: int) -> int:
    """One save after the other, each told when `itb` has said that it is saved."""
    day = date.fromisoformat(case["from"])
    while True:
        with contextlib.redirect_stdout(io.StringIO()):
            saved = main(["log", day.isoformat()]) == 0
        if not saved:
            return 1
        os.write(told, f"{day}\n".encode())
        day += timedelta(days=1)


def ended(case: dict[str, Any]) -> dict[str, Any]:
    """How a forked child ended: its exit code (or the signal's number, negative), its steps and its words."""
    pipes = [os.pipe() for _ in range(3)]
    child = os.fork()
    if child == 0:
        (_, told), (_, out), (_, err) = pipes
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
    if "from" in case:
        first = [told.readline() for _ in range(case["saves"])]
        time.sleep(case["seconds"])
        os.kill(child, signal.SIGKILL)
    steps = b"".join(first) + told.read()
    words = out.read().decode(), err.read().decode()
    for stream in (told, out, err):
        stream.close()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"code": code, "steps": steps.decode().splitlines(), "out": words[0], "err": words[1]}


def warm_up() -> None:
    """Loads what a command loads, without a record."""
    place = str(Path(os.devnull) / "none.toml")
    for command in ("status", "log", "undo", "restore"):
        quiet = real_runtime()._replace(stdout=io.StringIO(), stderr=io.StringIO(), environment={"ITB_FILE": place})
        main([command], quiet)


if __name__ == "__main__":
    warm_up()
    json.dump([ended(case) for case in json.load(sys.stdin)], sys.stdout)

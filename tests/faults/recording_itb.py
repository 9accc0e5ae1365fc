"""Runs one command of `itb` and writes down each call that it makes to the system in a folder: `recording_itb.py FOLDER WORDS`.

The deeds go to standard output, pickled. Nothing of `itb` is replaced; only calls of `os` are, in this process.
"""

import io
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from itb_cli.cli.main import main
from itb_cli.cli.runtime import real_runtime

FOLDER_DEEDS = {"create", "make folder", "move", "link", "remove"}


class Deed(NamedTuple):
    """One thing done: `node` tells files apart, whatever their names; `say` is the first word of the answer."""

    kind: str
    path: str = ""
    node: int = 0
    to: str = ""
    data: bytes = b""


class Recorder:
    """The calls of this process to the system that concern `folder`."""

    def __init__(self, folder: str) -> None:
        self.folder, self.deeds = folder, list[Deed]()
        self.opened, self.nodes = dict[int, tuple[int, str]](), dict[int, int]()
        self.real_open, self.real_write, self.real_fsync, self.real_close = os.open, os.write, os.fsync, os.close
        os.open, os.write, os.fsync, os.close = self.open, self.write, self.fsync, self.close
        for name, kind in (("replace", "move"), ("rename", "move"), ("link", "link")):
            setattr(os, name, self.moved(kind, getattr(os, name)))
        for name, kind in (("unlink", "remove"), ("rmdir", "remove"), ("mkdir", "make folder")):
            setattr(os, name, self.named(kind, getattr(os, name)))

    def within(self, path: Any) -> str | None:
        """The path below the folder, empty for itself; None if it lies elsewhere."""
        if not isinstance(path, (str, os.PathLike)):
            return None
        below = os.path.relpath(os.fspath(path), self.folder)
        return None if below.startswith("..") else "" if below == "." else below

    def node(self, number: int) -> int:
        """A system gives the number of a file that is gone to the next one: a new file gets a node of its own here."""
        return self.nodes.get(number, number)

    def open(self, path: Any, flags: int, *rest: Any, **named: Any) -> int:
        place = self.within(path)
        is_new = place is not None and bool(flags & os.O_CREAT) and not os.path.lexists(path)
        descriptor = self.real_open(path, flags, *rest, **named)
        if place is not None:
            number = os.fstat(descriptor).st_ino
            if is_new:
                self.nodes[number] = -1 - len(self.deeds)
                self.deeds.append(Deed("create", place, self.node(number)))
            if flags & os.O_TRUNC:
                self.deeds.append(Deed("empty", place, self.node(number)))
            self.opened[descriptor] = number, place
        return descriptor

    def opened_here(self, descriptor: int) -> tuple[int, str] | None:
        """What was opened as `descriptor`, unless it was closed since and the number given to another file."""
        found = self.opened.get(descriptor)
        return found if found and os.fstat(descriptor).st_ino == found[0] else None

    def write(self, descriptor: int, data: bytes) -> int:
        many = self.real_write(descriptor, data)
        if found := self.opened_here(descriptor):
            self.deeds.append(Deed("write", found[1], self.node(found[0]), data=bytes(data[:many])))
        return many

    def fsync(self, descriptor: int) -> None:
        self.real_fsync(descriptor)
        if found := self.opened_here(descriptor):
            self.deeds.append(Deed("sync", found[1], self.node(found[0])))

    def close(self, descriptor: int) -> None:
        self.opened.pop(descriptor, None)
        self.real_close(descriptor)

    def moved(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, to: Any, *rest: Any, **named: Any) -> Any:
            number = os.lstat(path).st_ino
            done = real(path, to, *rest, **named)
            here, there = self.within(path), self.within(to)
            if here is not None and there is not None:
                self.deeds.append(Deed(kind, here, self.node(number), there))
            return done

        return call

    def named(self, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            done = real(path, *rest, **named)
            place = self.within(path)
            if place is not None and "dir_fd" not in named:
                self.deeds.append(Deed(kind, place, os.lstat(path).st_ino if kind == "make folder" else 0))
            return done

        return call


class Answer(io.StringIO):
    """Standard output, whose first word is a deed."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self.recorder, self.is_begun = recorder, False

    def write(self, text: str) -> int:
        if text and not self.is_begun:
            self.is_begun = True
            self.recorder.deeds.append(Deed("say"))
        return super().write(text)


if __name__ == "__main__":
    recorder = Recorder(sys.argv[1])
    code = main(sys.argv[2:], real_runtime()._replace(stdout=Answer(recorder)))
    sys.stdout.buffer.write(pickle.dumps([tuple(deed) for deed in recorder.deeds]))
    sys.exit(code)

"""The machine as the schedulers see it: whose home, which programs, how one is run. Knows no scheduler."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from itb_cli.domain.values import NamedTuple
from itb_cli.errors import NotInstalledError

LONGEST_WAIT_SECONDS = 30
WINDOWLESS = "pythonw.exe"
"""Windows' Python without a console. Started by it, a program has no standard streams at all."""
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Known to Windows only, where a program started by one without a console would open one."""


class Ended(NamedTuple):
    """How a program ended, and what it said."""

    code: int
    out: bytes
    err: bytes


class Machine(NamedTuple):
    """The environment decides about home and programs, and nothing else does: so a test has a home of its own."""

    environment: Mapping[str, str]
    platform: str = sys.platform

    @property
    def home(self) -> Path:
        """Raises NotInstalledError if it is not known."""
        home = self.environment.get("USERPROFILE" if self.platform == "win32" else "HOME", "")
        if not Path(home).is_absolute():
            raise NotInstalledError("It is not known where your home folder is.", "Set HOME, then do the same again.")
        return Path(home)

    def folder(self, variable: str, *usual: str) -> Path:
        """A folder by its variable; a relative one is ignored, as the rules for XDG folders ask (R105)."""
        named = Path(self.environment.get(variable, ""))
        return named if named.is_absolute() else self.home.joinpath(*usual)

    def has(self, program: str) -> bool:
        """Whether a program is found."""
        return self._found(program) is not None

    def run(self, program: str, *words: str, given: bytes = b"") -> Ended:
        """Runs a program, whose words are in English then; 127 if it is not found, 126 if it does not end."""
        found = self._found(program)
        if found is None:
            return Ended(127, b"", b"")
        return run_to_end((found, *words), {**self.environment, "LC_ALL": "C"}, given)

    def _found(self, program: str) -> str | None:
        return shutil.which(program, path=self.environment.get("PATH", ""))


def run_to_end(
    words: Sequence[str], environment: Mapping[str, str], given: bytes = b"", longest: float = LONGEST_WAIT_SECONDS
) -> Ended:
    """Runs a program until it ends itself; 126 if it does not start, or not end in `longest` seconds.

    What it says goes to files without a name, not into pipes: whatever it started and left running may keep a pipe open for ever,
    and Windows' `subprocess.run` waits for that without a limit.
    """
    with _paper() as out, _paper() as err:
        try:
            process = subprocess.Popen(
                words,
                env=dict(environment),
                stdin=subprocess.PIPE if given else subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                creationflags=_NO_WINDOW,
            )
        except (OSError, ValueError):
            return Ended(126, b"", b"")
        if process.stdin:
            threading.Thread(target=_hand_over, args=(process.stdin, given), daemon=True).start()
        try:
            code = process.wait(longest)
        except subprocess.TimeoutExpired:
            _end(process)
            return Ended(126, b"", b"")
        return Ended(code, _all_in(out), _all_in(err))


def _paper() -> IO[bytes]:
    """A file without a name; if no disk has room for one, what is written is lost, and the program runs all the same."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return Path(os.devnull).open("r+b")


def _hand_over(pipe: IO[bytes], given: bytes) -> None:
    """All of `given`; a program that does not want it is no error. In a thread, since a full pipe waits for its reader."""
    with contextlib.suppress(OSError, ValueError):
        pipe.write(given)
    with contextlib.suppress(OSError, ValueError):
        pipe.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        process.kill()
        process.wait(1)


def _all_in(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def user_number() -> int:
    """The number of whoever runs this; 0 if users have none."""
    return os.getuid() if hasattr(os, "getuid") else 0

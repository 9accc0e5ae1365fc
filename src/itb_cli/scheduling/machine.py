"""The machine as the schedulers see it: whose home, which programs, how one is run. Knows no scheduler."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from itb_cli.errors import NotInstalledError

LONGEST_WAIT_SECONDS = 30


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
        """Raises NotInstalledError where it is not known."""
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
        """Runs a program, whose words are in English then; 127 where it is not found, 126 where it does not end."""
        found = self._found(program)
        if found is None:
            return Ended(127, b"", b"")
        try:
            ended = subprocess.run(
                (found, *words),
                input=given,
                env={**self.environment, "LC_ALL": "C"},
                capture_output=True,
                check=False,
                timeout=LONGEST_WAIT_SECONDS,
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            return Ended(126, b"", b"")
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def _found(self, program: str) -> str | None:
        return shutil.which(program, path=self.environment.get("PATH", ""))


def user_number() -> int:
    """The number of whoever runs this; 0 where users have none."""
    return os.getuid() if hasattr(os, "getuid") else 0

"""The real `itb` under a shown clock, in a zone. What comes of it, the tests judge."""

import functools
import os
import shutil
import subprocess
import sys

import pytest

FAKETIME = shutil.which("faketime")
needs_faketime = pytest.mark.skipif(
    FAKETIME is None, reason="faketime is not installed here: no other day can be shown to a real process"
)


@functools.cache
def library():
    """What faketime has the loader load first. Its own wrapper refuses to start if a killed one had the same process number."""
    for _ in range(5):
        ended = subprocess.run([FAKETIME, "-f", "+0", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            return ended.stdout.strip()
    raise AssertionError(ended.stderr)


def itb_at(folder, zone, moment, *words):
    """The ended process of `itb words` on the record in `folder`, at a moment of a zone."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(folder),
        "ITB_FILE": str(folder / "record.toml"),
        "TZ": zone,
        "LD_PRELOAD": library(),
        "FAKETIME": f"@{moment}",
        "NO_FAKE_STAT": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "itb_cli", *words],
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def take_the_stamp_away(folder):
    """The record's real stamp is of the real day, which would put the shown one in doubt."""
    os.utime(folder / "record.toml", (0, 0))

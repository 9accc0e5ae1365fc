"""A real file system of a few kilobytes, to be filled to the brim. Only root can mount one, and not in every container."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


class NoSmallDisk(Exception):  # noqa: N818  # not an error: this machine allows none
    """No small disk can be mounted here."""


@contextlib.contextmanager
def small_disk(place: Path, kilobytes: int = 64) -> Iterator[Path]:
    """A disk mounted at `place`. Raises NoSmallDisk."""
    place.mkdir(parents=True)
    mount = shutil.which("mount")
    words = ["-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", str(place)]
    if not mount or subprocess.run([mount, *words], capture_output=True, check=False).returncode:
        raise NoSmallDisk
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def fill(disk: Path, leave: int) -> Path:
    """Fills the disk but for `leave` bytes of whole pages."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    filler.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - leave))
    return filler

"""Whose a file or folder is: looked at before anything is made, so that root (`sudo`) leaves nothing in a person's folders."""

import errno
import os
import sys
from pathlib import Path

from itb_cli.files.passing import passing_beside

ROOT = 0
_PRIVATE_FILE = 0o600


class SomebodyElsesError(PermissionError):
    """It, or the folder in which it would be made, belongs to another user."""


def check_ours(place: Path) -> None:
    """Raises SomebodyElsesError if what stands at `place` is another user's, or if root would begin it in a person's folder."""
    if not is_ours(place):
        raise SomebodyElsesError(errno.EPERM, "it, or its folder, belongs to another user", str(place))


def is_ours(place: Path) -> bool:
    """Whether it may be replaced or begun here. A folder that is to be made counts as the one in which it is to be."""
    if sys.platform == "win32":
        return True
    us, standing = os.geteuid(), _owner(place)
    if standing is None and us != ROOT:
        return True
    owner = nearest_folder(place).stat().st_uid if standing is None else standing
    return owner == us or _owner_of_a_new_file(nearest_folder(place)) == owner


def is_root() -> bool:
    """Whether this is the administrator, as with `sudo`."""
    return sys.platform != "win32" and os.geteuid() == ROOT


def nearest_folder(place: Path) -> Path:
    """The folder of `place` that is there."""
    return next(folder for folder in place.parents if folder.exists())


def _owner(place: Path) -> int | None:
    """Whose is what stands at `place` itself, never behind a link."""
    try:
        return place.lstat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return None


def _owner_of_a_new_file(folder: Path) -> int:
    """Disks without owners give every file the same one."""
    probe = passing_beside(folder / "owner")
    descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    try:
        return os.fstat(descriptor).st_uid
    finally:
        os.close(descriptor)
        probe.unlink()

"""Folders for their owner only, and folders synced: a name in them lasts from then on."""

import errno
import os
from pathlib import Path

PRIVATE_FOLDER = 0o700
NOT_KNOWN_HERE = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY, errno.ENOSYS}
"""What a file system says that knows no such call. A sync that failed is no such thing (R96)."""


def sync_folder(folder: Path) -> None:
    """Makes a new name in `folder` last. If a file system knows no such thing, there is nothing to ask for."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NOT_KNOWN_HERE:
            raise
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """The folder and its missing parents, each for its owner only whatever the umask (R104). Existing ones stay as they are."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(parent.parent)

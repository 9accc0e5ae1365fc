"""A new file beside whatever there is: private, whole or not at all, never over another. The record's own file: `writing`."""

import contextlib
import errno
import os
from pathlib import Path, PurePath

from itb_cli.storage.paths import is_device
from itb_cli.storage.replacing import PRIVATE_FILE, replace, sync_folder

FOR_OTHERS = 0o077


def check_name(path: PurePath) -> None:
    """Raises OSError where Windows takes the name for a device: what is written there is nowhere."""
    if is_device(path):
        raise OSError(errno.ENXIO, "Windows keeps this name for a device", str(path))


def write_new(path: Path, data: bytes) -> bool:
    """Makes the file at `path`; tells whether its file system keeps it from others, which not every one does.

    Raises FileExistsError where something stands there, a broken link too; OSError where it cannot be.
    The name is taken first, then the whole file moved onto it: who is killed meanwhile leaves no half that looks whole.
    """
    check_name(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    try:
        replace(path, data, path.with_name(f".{path.name}.itb-new"))
        sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return os.name != "nt" and not path.stat().st_mode & FOR_OTHERS

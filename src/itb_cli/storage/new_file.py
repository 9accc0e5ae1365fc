"""A new file beside whatever there is: private, whole or not at all, never over another. The record's own file: `writing`."""

import contextlib
import os
from pathlib import Path

PRIVATE_FILE = 0o600
FOR_OTHERS = 0o077


def write_new(path: Path, data: bytes) -> bool:
    """Makes the file at `path`; tells whether its file system keeps it from others, which not every one does.

    Raises FileExistsError where something stands there, a broken link too; OSError where it cannot be.
    The name is taken first, then the whole file moved onto it: who is killed meanwhile leaves no half that looks whole.
    """
    temporary = path.with_name(f".{path.name}.itb-new")
    _make(path, b"")
    try:
        temporary.unlink(missing_ok=True)
        _make(temporary, data)
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return os.name != "nt" and not path.stat().st_mode & FOR_OTHERS


def _make(path: Path, data: bytes) -> None:
    """A file of its owner's only, whatever the umask (R104); taken away again if not all of it reached the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files outside the record's folder: looked at, replaced whole or not at all, restored if a step after that fails."""

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.scheduled import Part, Standing
from itb_cli.errors import NotInstalledError
from itb_cli.files.atomic import PRIVATE_FILE, UnconfirmedError, put
from itb_cli.files.folders import make_private_folder
from itb_cli.files.owners import check_ours
from itb_cli.files.whole import whole as bytes_of
from itb_cli.files.whole import why

MARK = "Kept by itb remind."
"""Stands in every file that is ours as a whole."""
HEAD = f"{MARK} To take it away: {Command('remind --uninstall')}"
WRITABLE = 0o222


def read(path: Path) -> bytes | None:
    """What stands there; None for nothing. Raises NotInstalledError if it cannot be known."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotInstalledError(f"{path} is no file. Nothing was changed.", "Move away what stands there.")
        return bytes_of(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise NotInstalledError(f"{path} is a link to nothing. Nothing was changed.", "Put the link right.") from None
        return None
    except OSError as error:
        raise refused(path, error) from None


def replace(path: Path, data: bytes) -> None:
    """Replaces what stands there, through links, with its permissions kept; a file that nobody may write stays as it is."""
    real = Path(os.path.realpath(path))
    try:
        mode = _mode(real)
        check_ours(real)
        make_private_folder(real.parent)
        put(real, data, mode=mode)
    except UnconfirmedError as error:
        raise NotInstalledError(
            f"{path} is changed, but the system did not confirm it: {why(error)}.", "Do the same again."
        ) from None
    except OSError as error:
        raise refused(path, error) from None


def remove(path: Path, folders: int = 0) -> None:
    """Takes a file away, and as many `folders` above it as are empty then."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(path, error) from None
    for folder in list(path.parents)[:folders]:
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def restored_on_failure(paths: Sequence[Path]) -> Iterator[None]:
    """Brings back what stood at `paths`, in one folder, if what is done meanwhile fails."""
    before = [(path, read(path)) for path in paths]
    made = sum(not folder.exists() for folder in paths[0].parents)
    try:
        yield
    except BaseException:
        for path, data in before:
            with contextlib.suppress(NotInstalledError):
                _put_back(path, data, made)
        raise


def whole(path: Path, text: str, encoding: str = "utf-8") -> Part:
    """The part that is a file of ours, as it is to be, and how it stands."""
    data = read(path)
    if data is None:
        return Part(str(path), text, Standing.ABSENT)
    if data == text.encode(encoding):
        return Part(str(path), text, Standing.CURRENT)
    stands = data.decode(encoding, "replace")
    return Part(str(path), text, Standing.OLDER if MARK in stands else Standing.FOREIGN)


def found(path: Path, encoding: str = "utf-8") -> Iterator[Part]:
    """The file that is ours as it stands, if there is one."""
    with contextlib.suppress(NotInstalledError):
        stands = (read(path) or b"").decode(encoding, "replace")
        if MARK in stands:
            yield Part(str(path), stands, Standing.CURRENT)


def refused(path: Path, error: OSError) -> NotInstalledError:
    """What the system does not allow, in words."""
    return NotInstalledError(f"{path} cannot be changed: {why(error)}. It is as it was.", "Look at who may write there.")


def _mode(real: Path) -> int:
    """The permissions that stand; PermissionError if the owner has said that nobody writes."""
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
    except FileNotFoundError:
        return PRIVATE_FILE
    if not mode & WRITABLE or not os.access(real, os.W_OK):
        raise PermissionError(0, "it is read-only")
    return mode


def _put_back(path: Path, data: bytes | None, folders: int) -> None:
    if data is None:
        remove(path, folders)
    elif read(path) != data:
        replace(path, data)

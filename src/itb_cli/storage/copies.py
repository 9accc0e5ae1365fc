"""Second copies of a record that programs which sync folders leave beside it, and what earlier states held. Writes nothing."""

import contextlib
import re
from pathlib import Path

from itb_cli.domain.people import is_sync_copy
from itb_cli.errors import InputRefusedError
from itb_cli.storage.generations import generations
from itb_cli.storage.reading import load_copy, lookalikes, real_file

_AFTER_THE_NAME = re.compile(r"[ ._~()\[\]-]")
"""What such programs put between a file's name and what they add; `alexandra.toml` is no copy of `alex.toml`."""
_NUMBERED = re.compile(r" ?\(\d{1,3}\)| \d{1,3}")
"""`record (1).toml` of Google Drive and MEGA, `record 2.toml` of iCloud."""


def sync_copies(record: Path) -> list[Path]:
    """The files beside the record that are named as second copies of it, in order of their names; none where nobody may look.

    By name only: Syncthing, Dropbox, Nextcloud, ownCloud, Seafile, pCloud, Resilio, Unison, Google Drive, iCloud. OneDrive adds
    the device's name and nothing else: a file that is the record's name, a hyphen and more is taken for one too.
    """
    target = real_file(record)
    return [path for path in lookalikes(record) if _is_copy(path.name, target) and path.is_file()]


def refills_once_held(record: Path) -> frozenset[str]:
    """The ids of the refills that earlier states of the record held, as far as they can be read."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for earlier in generations(real_file(record)):
            with contextlib.suppress(InputRefusedError):
                found |= {refill.id for refill in load_copy(earlier.path).refills}
    return frozenset(found)


def _is_copy(name: str, record: Path) -> bool:
    added = name[len(record.stem) : len(name) - len(record.suffix)]
    if not _AFTER_THE_NAME.match(added):
        return False
    return is_sync_copy(added) or _NUMBERED.fullmatch(added) is not None or added.startswith("-")

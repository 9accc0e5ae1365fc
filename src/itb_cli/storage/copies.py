"""Second copies of a record that programs which sync folders leave beside it: which files are such copies. Writes nothing."""

import re
from pathlib import Path

from itb_cli.domain.people import is_sync_copy
from itb_cli.storage.reading import lookalikes, real_file

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


def _is_copy(name: str, record: Path) -> bool:
    added = name[len(record.stem) : len(name) - len(record.suffix)]
    if not _AFTER_THE_NAME.match(added):
        return False
    return is_sync_copy(added) or _NUMBERED.fullmatch(added) is not None or added.startswith("-")

"""Second copies of a record that programs which sync folders leave beside it, and what earlier states held. Writes nothing."""

import contextlib
from pathlib import Path

from itb_cli.errors import InputRefusedError
from itb_cli.files.whole import real_file
from itb_cli.storage.conflict_names import is_copy, is_of_another
from itb_cli.storage.record_reader import load_copy, lookalikes
from itb_cli.storage.snapshots import generations


def sync_copies(record: Path) -> list[Path]:
    """The second copies beside the record, in order of their names; none if nobody may look.

    By name, if programs that sync folders are known to name copies so: Syncthing, Dropbox, Nextcloud, ownCloud, Seafile, pCloud,
    Resilio, Unison, Google Drive, iCloud, Parsec, rclone. OneDrive adds a hyphen and the device's name, and nothing else. By
    content, whatever the name adds: one that was named by hand, in another language, by a program that nobody here has met; also
    one that shares no entry with the record.
    """
    target = real_file(record)
    return [path for path in lookalikes(record) if path.is_file() and is_copy(path, target) and not is_of_another(path, target)]


def refills_once_held(record: Path) -> frozenset[str]:
    """The ids of the refills that earlier states of the record held, as far as they can be read."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for earlier in generations(real_file(record)):
            with contextlib.suppress(InputRefusedError):
                found |= {refill.id for refill in load_copy(earlier.path).refills}
    return frozenset(found)

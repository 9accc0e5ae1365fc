"""The private copy of a record that an editor opens: made beside the record, kept until it is saved or given up.

It lies in a folder for its owner only, where an editor's own backups stay too; never in a folder for temporary files.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import RecordNotSavedError
from itb_cli.files.atomic import make_synced
from itb_cli.files.folders import PRIVATE_FOLDER, make_private_folder
from itb_cli.files.whole import real_file, whole, why
from itb_cli.storage.encoding import encode
from itb_cli.storage.obstacles import check_place
from itb_cli.storage.paths import drafts_beside

_COPY = "record.toml"
_BASE = "as-it-was.toml"
BEGINNING = encode(Record())
"""What an editor shows if there is no record yet."""


class Draft(NamedTuple):
    """A copy being edited: its file, and the record's bytes from which it began (None: there was no record)."""

    copy: Path
    base: bytes | None

    def typed(self) -> bytes:
        """The copy as it stands. RecordNotSavedError if it cannot be read."""
        with _not_begun(self.copy):
            return whole(self.copy)

    @property
    def is_changed(self) -> bool:
        """Whether something stands in the copy that was not in it when it was made; RecordNotSavedError if it cannot be read."""
        return self.typed() != self.beginning and not self.is_emptied

    @property
    def is_emptied(self) -> bool:
        """Whether nothing is left in the copy: then nothing that was typed is there, though the copy is not as it was."""
        return not self.typed().strip() and bool(self.beginning.strip())

    @property
    def beginning(self) -> bytes:
        """What the copy was made of."""
        return BEGINNING if self.base is None else self.base

    @property
    def holds_typing(self) -> bool:
        """Whether something was typed that is there to be gone on with."""
        try:
            return self.is_changed
        except RecordNotSavedError:
            return False


def begun(record: Path) -> Draft | None:
    """The draft that an earlier edit left; None if there is none, or nothing was changed in it."""
    folder = drafts_beside(real_file(record))
    base = folder / _BASE
    try:
        draft = Draft(folder / _COPY, whole(base) if base.exists() else None)
        return draft if draft.copy.is_file() and draft.is_changed else None
    except (OSError, RecordNotSavedError):
        return None


def begin(record: Path, data: bytes | None) -> Draft:
    """A new draft of `data`, or of BEGINNING if there is no record. One that stood there gives way.

    Whose record it is comes first: a draft of root's would keep the person from ever editing.
    """
    target = real_file(record)
    folder = drafts_beside(target)
    with _not_begun(folder):
        check_place(target)
        _remove(folder)
        make_private_folder(target.parent)
        folder.mkdir(mode=PRIVATE_FOLDER)
        if data is not None:
            make_synced(folder / _BASE, data)
        make_synced(folder / _COPY, BEGINNING if data is None else data)
    return Draft(folder / _COPY, data)


def give_up(draft: Draft) -> None:
    """Takes the draft and everything that the editor left beside it away."""
    with contextlib.suppress(OSError):
        _remove(draft.copy.parent)


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


@contextlib.contextmanager
def _not_begun(place: Path) -> Iterator[None]:
    """Turns what the system refuses into a word about it."""
    try:
        yield
    except OSError as error:
        raise RecordNotSavedError(
            f"The copy to edit at {place} cannot be used: {why(error)}. The record was not changed.",
            f"Free some space or look at who may write there. To correct one entry: {Command('edit ENTRY')}",
        ) from None

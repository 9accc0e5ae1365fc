"""Second copies of the record, warned of beside answers. Carries, decides nothing. Joining them: `joining`."""

from pathlib import Path

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.people import is_sync_copy
from itb_cli.domain.record import Record
from itb_cli.errors import InputRefusedError
from itb_cli.services import merge as services
from itb_cli.services.notices import Notice
from itb_cli.storage.copies import sync_copies
from itb_cli.storage.reading import load_copy


def counted_in(path: Path, record: Record, as_of: AsOf) -> tuple[Record, tuple[Notice, ...]]:
    """The record that an answer is to come from, and what has to be said of the copies beside `path`."""
    return services.counted_in(record, tuple(map(_found, sync_copies(path))), as_of)


def _found(copy: Path) -> services.FoundCopy:
    try:
        return services.FoundCopy(copy.name, load_copy(copy), is_sync_copy(copy.name))
    except InputRefusedError:
        return services.FoundCopy(copy.name, None, is_sync_copy(copy.name))

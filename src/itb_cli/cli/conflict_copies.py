"""Second copies of the record, warned of beside answers. Joining them: `merge_copy`."""

from pathlib import Path

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.counted import all_beside, counting
from itb_cli.domain.record import Record
from itb_cli.domain.states import known_today
from itb_cli.services.notices import Notice


def counted_in(path: Path, record: Record, as_of: AsOf) -> tuple[Record, tuple[Notice, ...]]:
    """The record that an answer is to come from, and what has to be said of the copies beside `path`; most have none."""
    from itb_cli.storage.record_reader import lookalikes

    earlier = known_today(record, as_of)
    if earlier is not None:
        record = counting(record, (*all_beside(record), earlier))
    if not lookalikes(path):
        return record, ()
    from itb_cli.domain.people import is_sync_copy
    from itb_cli.services.record import conflict_merge as services
    from itb_cli.storage.conflict_copies import sync_copies

    found = (services.FoundCopy(copy.name, _read(copy), is_sync_copy(copy.name)) for copy in sync_copies(path))
    return services.counted_in(record, tuple(found), as_of)


def _read(copy: Path) -> Record | None:
    from itb_cli.errors import InputRefusedError
    from itb_cli.storage.record_reader import load_copy

    try:
        return load_copy(copy)
    except InputRefusedError:
        return None

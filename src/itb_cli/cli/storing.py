"""What stands around every save: a word while it waits, and after it the prompt's status file. What a save does: `storage`."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.waiting import patience
from itb_cli.storage.patience import Patience


@contextlib.contextmanager
def storing(runtime: Runtime, record: Path) -> Iterator[Patience]:
    """The patience for one save of `record`; behind it, if it came to its end, the prompt learns of it."""
    yield patience(runtime)
    folder = runtime.cache_folder(runtime.environment)
    if folder is not None and (folder.exists() or runtime.environment.get("ITB_PROMPT")):
        from itb_cli.cli.status_files import renew_if_used

        renew_if_used(runtime, record)

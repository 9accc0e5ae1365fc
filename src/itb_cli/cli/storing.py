"""What stands around every save: a word while it waits, and after it the prompt's status file. What a save does: `storage`."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import width_of
from itb_cli.render.lines import wrapped
from itb_cli.storage.locking import Patience


@contextlib.contextmanager
def storing(runtime: Runtime, record: Path) -> Iterator[Patience]:
    """The patience for one save of `record`; behind it, if it came to its end, the prompt learns of it.

    The record is saved by then: whatever goes wrong with the prompt's file, the save is not to be called a bug.
    """
    yield _patience(runtime)
    with contextlib.suppress(Exception):
        folder = runtime.cache_folder(runtime.environment)
        if folder is not None and (folder.exists() or runtime.environment.get("ITB_PROMPT")):
            from itb_cli.cli.prompt_cache import renew_if_used

            renew_if_used(runtime, record)


def _patience(runtime: Runtime) -> Patience:
    """Waiting in which somebody at a terminal is not left in silence."""

    def tell(seconds: int) -> None:
        line = f"itb: Another itb is writing this record. Waiting for it, at most {seconds} seconds."
        runtime.mention(wrapped(line, width_of(runtime), "     "))

    return Patience(runtime.moment, tell)

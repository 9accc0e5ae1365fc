"""What stands around every save: a word while it waits; after it the calendar's folder and the prompt's file are told."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from itb_cli.cli.chosen import Chosen
from itb_cli.cli.progress import announced
from itb_cli.cli.remarks import losing_remarks
from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import width_of
from itb_cli.domain.record import Record
from itb_cli.render.lines import wrapped
from itb_cli.services.outcome import Outcome
from itb_cli.storage.locking import Patience
from itb_cli.storage.paths import keeps_calendar_folder

View = TypeVar("View")


def save(
    runtime: Runtime, path: Path, chosen: Chosen, answer: Callable[[Record], Outcome[View]], losing: Callable[[], None]
) -> Outcome[View]:
    """The answer of a change with its new record saved; `losing`: `remarks.losing_remarks`."""
    from itb_cli.storage.record_writer import update

    with storing(runtime, path, chosen) as patience:
        return update(announced(runtime, path), runtime.today, partial(telling, runtime, path, answer), losing, patience)


def take_back(runtime: Runtime, path: Path, chosen: Chosen, answer: Callable[[Record, Record], Outcome[View]]) -> Outcome[View]:
    """The answer with the state before the last change brought back."""
    from itb_cli.storage.record_writer import undo

    with storing(runtime, path, chosen) as patience:
        change = partial(telling, runtime, path, answer)
        return undo(announced(runtime, path), runtime.today, change, losing_remarks(runtime), patience)


def telling(runtime: Runtime, path: Path, answer: Callable[..., Outcome[View]], *given: Any) -> Outcome[View]:
    """The answer of a change, its record remembering already what the folder that a calendar reads will be told."""
    outcome = answer(*given)
    if outcome.record is None or not keeps_calendar_folder(path):
        return outcome
    from itb_cli.cli.calendar_telling import remembering

    return remembering(runtime, path, outcome)


@contextlib.contextmanager
def storing(runtime: Runtime, record: Path, chosen: Chosen) -> Iterator[Patience]:
    """The patience for one save of `record`; behind it, if it came to its end, the calendar's folder and the prompt learn of it.

    The record is saved by then: whatever goes wrong with their files, the save is not to be called a bug.
    """
    yield _patience(runtime)
    with contextlib.suppress(Exception):
        if keeps_calendar_folder(record):
            from itb_cli.cli.calendar_telling import tell

            tell(runtime, record, chosen)
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

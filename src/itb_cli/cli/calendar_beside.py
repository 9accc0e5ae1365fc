"""What answers say of the folder that a calendar reads: whether it was told of all. Loads no calendar's library."""

import os
from pathlib import Path
from typing import TypeVar

from itb_cli.cli.chosen import Chosen
from itb_cli.cli.conflict_copies import counted_in
from itb_cli.cli.runtime import Runtime
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import file_is_behind, is_behind
from itb_cli.domain.calendar_folder import FolderMemory
from itb_cli.domain.command import quoted
from itb_cli.domain.supply import forecast
from itb_cli.errors import RecordError
from itb_cli.services.calendars.folder_notices import beside
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.supply_notices import CALENDAR_BEHIND
from itb_cli.storage.calendar_folder import mark_of, remembered
from itb_cli.storage.record_reader import load

View = TypeVar("View")


def with_folder(runtime: Runtime, path: Path, chosen: Chosen, outcome: Outcome[View]) -> Outcome[View]:
    """The answer, and what has to be said of the folder: whether it was told of the record as it stands, and all of it."""
    memory = remembered(path)
    if memory is None:
        return outcome
    memory = memory._replace(trouble="") if chosen.is_redacted else memory
    other_days, file_behind = _behind(runtime, path) if _says_behind(outcome) else (False, False)
    behind = memory.told_of != mark_of(path) or other_days
    typed = _typed(memory, chosen)
    return outcome._replace(notices=beside(outcome, memory, typed, is_behind=behind, file_is_behind=file_behind))


def _typed(memory: FolderMemory, chosen: Chosen) -> str:
    """The folder as it is typed on the command line; a placeholder if no place may be told."""
    folder = "FOLDER" if chosen.is_redacted else quoted(memory.folder, windows=os.name == "nt")
    return f"{folder} --detailed" if memory.detailed else folder


def _says_behind(outcome: Outcome[View]) -> bool:
    return any(notice.code == CALENDAR_BEHIND.code for notice in outcome.notices)


def _behind(runtime: Runtime, path: Path) -> tuple[bool, bool]:
    """Whether the record as it stands told the folder, and a file, of other days: an answer was made before the folder heard."""
    try:
        record = load(path).record
    except RecordError:
        return True, True
    counted = counted_in(path, record, AsOf(runtime.today, runtime.today))[0]
    return is_behind(counted, forecast(counted)), file_is_behind(record.calendar_events)

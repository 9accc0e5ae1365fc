"""What every answer says of the folder that a calendar reads, if it is behind. Each reading command loads this: it is light."""

from collections.abc import Iterator

from itb_cli.domain.calendar_folder import FolderMemory
from itb_cli.domain.command import Command
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.supply_notices import CALENDAR_BEHIND, SYMPTOMS_BEAT_DATES

CHANGED_SINCE = "the record was changed since"
"""Why, if nothing else is known: a save was cut short, or something else than this itb changed the record."""
MOST_NAMED = 10


FILE_SHOWS_OTHERS = "A calendar that took in the file shows other days than these."
FILE_AGAIN = (
    f"Make the file again, then import it: {Command('calendar --ics itb.ics')}. "
    "If that calendar reads the folder too, delete there what came from the file."
)
FILE_BEHIND = Notice(
    CALENDAR_BEHIND.code,
    CALENDAR_BEHIND.signal,
    f"{FILE_SHOWS_OTHERS} {FILE_AGAIN}",
)
"""The folder hears of every change; a file that was made besides does not."""


def beside(
    outcome: Outcome[object], memory: FolderMemory, folder: str, *, is_behind: bool, file_is_behind: bool
) -> tuple[Notice, ...]:
    """The notices of an answer if a folder is kept: what is told of files for calendars gives way to what is true of it.

    `folder` is its place as it is typed. What stands last, that symptoms beat dates, stays last.
    """
    others = tuple(notice for notice in outcome.notices if notice.code != CALENDAR_BEHIND.code)
    last = others[-1:] if others[-1:] and others[-1].code == SYMPTOMS_BEAT_DATES.code else ()
    of_file = (FILE_BEHIND,) if file_is_behind else ()
    return (*others[: len(others) - len(last)], *_notices(memory, folder, is_behind=is_behind), *of_file, *last)


def _notices(memory: FolderMemory, folder: str, *, is_behind: bool) -> Iterator[Notice]:
    if memory.is_damaged:
        yield Notice(
            "calendar_folder_behind",
            Signal.WARNING,
            "It cannot be read any more which folder your calendar reads, so it is NOT told of changes and may show other days. "
            f"To begin again: {Command('calendar --vdir FOLDER')}",
        )
    elif is_behind:
        yield Notice(
            "calendar_folder_behind",
            Signal.WARNING,
            f"Your calendar's folder was NOT told of these days: {memory.trouble or CHANGED_SINCE}. "
            f"Your calendar may show others. To tell it: {Command(f'calendar --vdir {folder}')}",
        )
    if memory.by_hand:
        yield Notice(
            "calendar_changed_by_hand",
            Signal.WARNING,
            "Changed or deleted by hand in your calendar, and left so: "
            f"{_named(memory.by_hand)}. It may show another day there than your record, or none. "
            f"To have all as your record says: {Command(f'calendar --vdir {folder} --overwrite')}",
        )


def _named(entries: tuple[str, ...]) -> str:
    more = len(entries) - MOST_NAMED
    return "; ".join(entries[:MOST_NAMED]) + (f"; and {more:,} more" if more > 0 else "")

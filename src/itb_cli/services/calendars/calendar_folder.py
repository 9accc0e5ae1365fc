"""A folder of entries that a calendar reads by itself: what is answered of it, and what every answer says if it is behind.

Which entries it holds: `calendar_file`. What is done with each of its files: `domain.calendar_folder`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from itb_cli.domain.calendar_folder import FolderMemory
from itb_cli.domain.command import Command
from itb_cli.domain.quantities import counted
from itb_cli.services.calendars.calendar_file import CalendarFileView
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.findings import some
from itb_cli.services.supply.supply_notices import CALENDAR_BEHIND, SYMPTOMS_BEAT_DATES

CHANGED_SINCE = "the record was changed since"
"""Why, if nothing else is known: a save was cut short, or something else than this itb changed the record."""
FILES_BESIDE = Notice(
    "calendar_files_beside",
    Signal.WARNING,
    "A file for a calendar was made too. Where it was taken in, its entries do not hear of changes by themselves. "
    "If your calendar reads the folder, delete there what came from the file.",
)


class CalendarFolderView(NamedTuple):
    """What the folder is told of from now on. `changed_by_hand` names the entries that were changed by hand, and are left so."""

    told: CalendarFileView
    changed_by_hand: tuple[str, ...]


class FolderEndedView(NamedTuple):
    """A folder that is told of nothing any more: `removed` names what was taken away, `left` what stays there.

    `trouble` is why nothing could be taken away; empty if it could.
    """

    folder: str
    removed: tuple[str, ...]
    left: tuple[str, ...]
    trouble: str


def left_behind(view: FolderEndedView) -> Notice:
    """For an end after which entries stay in the folder that nobody keeps right."""
    trouble = f"The folder could not be reached: {view.trouble}. " if view.trouble else ""
    return Notice(
        "calendar_left_behind",
        Signal.WARNING,
        f"{trouble}{counted(len(view.left), 'entry stays', 'entries stay')} in {view.folder} and will go on showing the same "
        "days, whatever changes. Delete it there, and in every calendar that took it from there.",
    )


def beside(outcome: Outcome[object], memory: FolderMemory, folder: str, *, is_behind: bool) -> tuple[Notice, ...]:
    """The notices of an answer if a folder is kept: what is told of files for calendars gives way to what is true of it.

    `folder` is its place as it is typed. What stands last, that symptoms beat dates, stays last.
    """
    others = tuple(notice for notice in outcome.notices if notice.code != CALENDAR_BEHIND.code)
    last = others[-1:] if others[-1:] and others[-1].code == SYMPTOMS_BEAT_DATES.code else ()
    return (*others[: len(others) - len(last)], *_notices(memory, folder, is_behind=is_behind), *last)


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
            f"{'; '.join(some(memory.by_hand))}. It may show another day there than your record, or none. "
            f"To have all as your record says: {Command(f'calendar --vdir {folder} --overwrite')}",
        )

"""A folder of entries that a calendar reads by itself: what is answered of it. If it is behind: `folder_notices`.

Which entries it holds: `calendar_file`. What is done with each of its files: `domain.calendar_folder`.
"""

from itb_cli.domain.quantities import counted
from itb_cli.domain.values import NamedTuple
from itb_cli.services.calendars.calendar_file import CalendarFileView
from itb_cli.services.notices import Notice, Signal

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

"""A folder of entries that calendars read by themselves: what is remembered of it, and what is done with each of its files.

How it is kept: storage. How files are read and written: calendars. Its words: services and pages.
"""

from collections.abc import Mapping
from enum import StrEnum

from itb_cli.domain.values import NamedTuple


class Mark(NamedTuple):
    """Marks of what an entry shows (day, hour, state), of what it says, and of its alarms; no alarms: an empty one."""

    shows: str
    says: str
    rings: str

    def stands_for(self, written: "Mark") -> bool:
        """Whether an entry that is found is the one that was written: a server may take the alarms out (R88)."""
        return self[:2] == written[:2] and self.rings in ("", written.rings)


UNREADABLE = Mark("", "", "")
"""Of a file that is there and holds no entry that can be read. Nothing that was written has it."""


class FolderMemory(NamedTuple):
    """What is remembered of the folder. `written`: by id the marks that its file may have, of our own writing.

    `told_of` is a mark of the record that it was last told of as a whole, empty if a telling did not come to its end: then
    `trouble` may say why. `by_hand` names the entries that were changed by hand and show what the record does not.
    `is_alone`: no file for a calendar was made besides. `overwrites`: the next telling writes over what was changed by hand.
    """

    folder: str
    detailed: bool = False
    is_alone: bool = True
    overwrites: bool = False
    told_of: str = ""
    trouble: str = ""
    by_hand: tuple[str, ...] = ()
    written: Mapping[str, tuple[Mark, ...]] = {}
    is_damaged: bool = False


class FolderFound(NamedTuple):
    """How the folder was found: why it cannot be written to now, empty if it can; whether it was told of the record as it is."""

    memory: FolderMemory
    trouble: str
    is_told: bool


class Deed(StrEnum):
    """What is done with a file. `left`: changed by hand, and it shows and says what it is to, or its day has passed."""

    WRITE = "write"
    SAME = "same"
    LEFT = "left"
    BY_HAND = "by_hand"


def deed(known: tuple[Mark, ...], found: Mark | None, wanted: Mark, *, matters: bool) -> Deed:
    """What is done with the file of one entry. `found` is None if there is no file; `matters`: its day is still to come."""
    if found is not None and found.stands_for(wanted):
        return Deed.SAME
    if found is None:
        return Deed.WRITE if not known else (Deed.BY_HAND if matters else Deed.LEFT)
    if any(map(found.stands_for, known)):
        return Deed.WRITE
    return Deed.LEFT if found.shows == wanted.shows and wanted in known else Deed.BY_HAND

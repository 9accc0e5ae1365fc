"""What was found where a record is kept, as values. Not how it is found (storage) nor what to make of it (services)."""

from datetime import date
from enum import StrEnum

from itb_cli.domain.calendar_folder import FolderFound
from itb_cli.domain.record import Record
from itb_cli.domain.reminders import ReminderMemory
from itb_cli.domain.values import NamedTuple


class Part(StrEnum):
    """What a file or folder is to the record."""

    FOLDER = "folder"
    RECORD = "record"
    LOCK = "lock"
    REMINDERS = "reminders"
    CALENDAR = "calendar"
    STATES_FOLDER = "states_folder"
    STATE = "state"
    DRAFT_FOLDER = "draft_folder"
    DRAFT = "draft"
    LEFT_OVER = "left_over"


FOLDERS = frozenset({Part.FOLDER, Part.STATES_FOLDER, Part.DRAFT_FOLDER})


class Guarded(NamedTuple):
    """A file or folder and who may use it. `mode` are its permissions, `is_ours` whether we may change them."""

    part: Part
    name: str
    mode: int
    is_ours: bool

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.part in FOLDERS

    @property
    def is_open_to_others(self) -> bool:
        """Whether anybody but its owner may do anything with it (R104)."""
        return bool(self.mode & 0o077)

    @property
    def is_closed_to_owner(self) -> bool:
        """Whether its owner may not read it, or not work in it."""
        needed = 0o700 if self.is_folder else 0o400
        return self.mode & needed != needed


class Repair(NamedTuple):
    """Permissions that were made right, or could not be: then `refused` says why."""

    part: Part
    name: str
    mode_before: int
    refused: str | None


class LockState(StrEnum):
    """How the lock was found. `absent`: nothing has been saved here yet."""

    ABSENT = "absent"
    FREE = "free"
    HELD = "held"
    UNKNOWN = "unknown"


class Stop(StrEnum):
    """Why the next save would be refused. The last two refuse none, but let others put something in its place."""

    NO_FILE = "no_file"
    NO_FOLDER = "no_folder"
    NOT_WRITABLE = "not_writable"
    MOUNTED = "mounted"
    FULL = "full"
    OF_ANOTHER = "of_another"
    LEFT_BY_ANOTHER = "left_by_another"
    OPEN_FOLDER = "open_folder"


class Stopper(NamedTuple):
    """What stands in the way, by its name."""

    stop: Stop
    name: str


class PromptFile(StrEnum):
    """How the status file of a shell's prompt stands to the record."""

    ABSENT = "absent"
    CURRENT = "current"
    STALE = "stale"
    UNKNOWN = "unknown"


class KeptStates(NamedTuple):
    """The earlier states. `unreadable` are numbers; `read` says how many of the newest were looked into.

    `newest_is_record` is None if one of the two is missing; `refused` is why their folder cannot be read.
    """

    in_all: int = 0
    newest_on: date | None = None
    read: int = 0
    unreadable: tuple[int, ...] = ()
    newest_is_record: bool | None = None
    refused: str | None = None


class Examined(NamedTuple):
    """All that can be seen at a record's place. None if it could not be found out.

    `error` is the code of what keeps the record from being read, `told` its words for people. `record` is None with an error.
    `schema` is the number in the file, `written` the file's stamp in seconds. `held_by` is the process that says to hold the
    lock, `held_since` a moment on the clock that knows no day, `held_seconds` how long that is. `copies` are names;
    `copies_hold_more`: they hold, or may hold, what the record lacks. `folder`: the one that a calendar reads; None if none is
    kept.
    """

    exists: bool | None = None
    is_link: bool = False
    record: Record | None = None
    error: str | None = None
    told: str = ""
    schema: int | None = None
    written: float | None = None
    is_ours: bool | None = None
    is_writable: bool | None = None
    guarded: tuple[Guarded, ...] | None = None
    states: KeptStates | None = None
    left_over: tuple[str, ...] | None = None
    has_draft: bool | None = None
    lock: LockState = LockState.UNKNOWN
    held_by: int | None = None
    held_since: float | None = None
    held_seconds: int | None = None
    copies: tuple[str, ...] | None = None
    copies_hold_more: bool | None = None
    stops: tuple[Stopper, ...] | None = None
    reminders: ReminderMemory | None = None
    prompt: PromptFile = PromptFile.UNKNOWN
    folder: FolderFound | None = None

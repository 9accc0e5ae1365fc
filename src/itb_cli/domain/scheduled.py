"""Reminders that run by themselves: the ways there are, what each writes and where. Not how that is written (scheduling)."""

from enum import StrEnum

from itb_cli.domain.values import NamedTuple


class Way(StrEnum):
    """What starts the reminders."""

    SYSTEMD = "systemd"
    CRON = "cron"
    LAUNCHD = "launchd"
    WINDOWS = "windows"
    SHELL = "shell"


class Standing(StrEnum):
    """How a part stands: not there, as it should be, ours but another version, or somebody else's."""

    ABSENT = "absent"
    CURRENT = "current"
    OLDER = "older"
    FOREIGN = "foreign"


class Part(NamedTuple):
    """A file, or lines of one, by its place, its whole text, and how it stands."""

    place: str
    text: str
    standing: Standing


class Installed(NamedTuple):
    """A way on which something of ours was found. `is_active`: whether the system will start it; None if it does not tell."""

    way: Way
    parts: tuple[Part, ...]
    is_current: bool
    is_active: bool | None

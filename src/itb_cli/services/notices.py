"""What a notice is, and the notices that any answer may bear. Those about the supply stand in `supply_notices`."""

from enum import StrEnum
from typing import NamedTuple


class Signal(StrEnum):
    """What may follow if the notice is not heeded (R8): death or harm will, could, minor harm could, no harm to a body."""

    DANGER = "danger"
    WARNING = "warning"
    CAUTION = "caution"
    NOTICE = "notice"


class Notice(NamedTuple):
    """One thing to know: `code` for machines, `text` for people, the ids of the sources it rests on."""

    code: str
    signal: Signal
    text: str
    sources: tuple[str, ...] = ()


def record_unreadable() -> Notice:
    """For answers that are given although the record cannot be read."""
    return Notice(
        "record_unreadable",
        Signal.NOTICE,
        "Your record could not be read, so nothing of yours stands here. To see why: itb status",
    )

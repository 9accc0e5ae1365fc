"""What a notice is, and the notices that any answer may bear. Those about the supply stand in `supply_notices`."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.values import NamedTuple


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


REMARKS_LOST = "The record holds remarks that begin with #, and this save does not keep them in it."
"""Said before it is done if nobody can be asked."""
REMARKS_QUESTION = ("remarks", f"{REMARKS_LOST} Go on without them?")
"""Topic and question. The earlier state keeps them, but nobody reads that day by day."""
REMARKS_DROPPED = Notice(
    "comments_dropped",
    Signal.NOTICE,
    f"Remarks that begin with # were not kept in the record. They stand in the earlier state that was kept: {Command('restore')}",
)


def remarks_only(copy: str) -> Notice:
    """For an edit by hand in which nothing differs but remarks."""
    return Notice(
        "remarks_only",
        Signal.NOTICE,
        f"Only remarks (#) differ, and a record keeps none. What you typed is kept at {copy}. "
        "To keep a remark with an entry, write it as its note.",
    )


def record_unreadable() -> Notice:
    """For answers that are given although the record cannot be read."""
    return Notice(
        "record_unreadable",
        Signal.NOTICE,
        f"Your record could not be read. Nothing of it stands here. Why: {Command('status')}",
    )


def no_such_record(said: str) -> Notice:
    """For answers that are given although nobody is recorded so; `said`: what there is not."""
    return Notice("no_such_record", Signal.NOTICE, f"{said} Nothing of one stands here. Why: {Command('status')}")


def is_unread(notices: Iterable[Notice]) -> bool:
    """Whether an answer knows nothing of the record that is meant: what is missing in it is unknown, not unrecorded."""
    return any(notice.code in ("record_unreadable", "no_such_record", "recorded_by_name") for notice in notices)


def open_to_others() -> Notice:
    """For answers from a record that is not its owner's alone (R104)."""
    return Notice(
        "open_to_others",
        Signal.NOTICE,
        f"Other users of this computer may read your record, or more. To make it yours alone: {Command('doctor --fix')}",
    )


def recorded_by_name(first: str, names: str) -> Notice:
    """For an answer from the record without a name, if there is none and others are kept by name: it knows nobody's facts."""
    return Notice(
        "recorded_by_name",
        Signal.CAUTION,
        f"This answer knows nothing of the people who are recorded by name: {names}. Type the same again with "
        f"--person {first} behind it, or with another of them. How all of them stand: {Command('status --all')}",
    )


def record_started(named: str) -> Notice:
    """For a change that made a record of a name that was typed: if it was mistyped, the person now has two records."""
    return Notice("record_started", Signal.NOTICE, f"A new record was started, {named}. None was there by this name.")


def not_today(day: date) -> Notice:
    """For an answer on another day than today."""
    return Notice("not_today", Signal.CAUTION, f"This answer is for {spoken(day)}. It is not the answer for today.")

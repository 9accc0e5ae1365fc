"""Whether the files of a record are in order: place, owner, permissions, schema, earlier states, lock, copies. Judges facts."""

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.examined import Examined, KeptStates, LockState
from itb_cli.domain.quantities import counted
from itb_cli.domain.record import SCHEMA_VERSION
from itb_cli.errors import (
    NoSuchFileError,
    RecordDamagedError,
    RecordTooLargeError,
    RecordTooNewError,
    RecordUnreadableError,
    RecordVanishedError,
)
from itb_cli.services.people.all_people import Place
from itb_cli.services.record.findings import Check, advice, fine, skipped, some, wrong

NOT_SEEN = "This could not be looked at."
NO_FILE = "There is no file yet."
_PLACES = {
    Place.MAIN: "The usual place.",
    Place.NAMED_FILE: "The file that --file or ITB_FILE names.",
    Place.PEOPLE: "The place of the person that --person or ITB_PERSON names.",
}
_UNREADABLE = {
    RecordDamagedError.code: (
        "The record's file is damaged. It was not changed.",
        f"To see earlier states and bring one back: {Command('restore')}",
    ),
    RecordVanishedError.code: (
        "The record is gone, but earlier states of it are left.",
        f"To see them and bring one back: {Command('restore')}",
    ),
    RecordTooNewError.code: (
        "A newer itb wrote the record. It was not changed.",
        "Install the newest itb.",
    ),
    NoSuchFileError.code: (
        "Nothing stands at the place that --file names.",
        f"Look at its name. To start a record there: {Command('setup')}",
    ),
    RecordTooLargeError.code: (
        "The record's file holds more than itb reads. It was not changed.",
        f"Look in a text editor at what fills it, and take that out, or bring back an earlier state: {Command('restore')}",
    ),
    RecordUnreadableError.code: (
        "itb cannot read what stands in the record's place.",
        f"Look at what it is and who may read it. If only its permissions are wrong: {Command('doctor --fix')}",
    ),
}


def place(found: Examined, where: Place, path: str) -> Check:
    """Which record it is, and whether something can be saved there."""
    if not path:
        return skipped("place", "It is not known where the record is.")
    link = ("It is a link. The file behind it is the record.",) if found.is_link else ()
    if found.is_writable is False:
        hint = "Look at who may write to this folder, or choose another place with --file."
        return wrong("place", f"{_PLACES[where]} Nothing can be saved there.", hint, path, *link)
    return fine("place", _PLACES[where], path, *link)


def record(found: Examined, where: Place) -> Check:
    """Whether it can be read."""
    if found.error:
        text, hint = _UNREADABLE.get(found.error, _UNREADABLE[RecordUnreadableError.code])
        is_said = found.error in (RecordVanishedError.code, RecordTooNewError.code)
        return wrong("record", text, hint, *(() if is_said else (found.told,)))
    if found.exists or found.record is None:
        return fine("record", "It can be read.") if found.exists else skipped("record", NOT_SEEN)
    if where is Place.PEOPLE:
        hint = f"Look at the name. To start a record of this person: {Command('setup')}"
        return wrong("record", "There is no record of this person.", hint)
    return fine("record", f"There is none yet. To begin: {Command('log')}")


def owner(found: Examined) -> Check:
    """Whether it is ours."""
    if found.is_ours is None:
        return fine("owner", NO_FILE) if found.exists is False else skipped("owner", NOT_SEEN)
    if found.is_ours:
        return fine("owner", "The record is yours.")
    return wrong("owner", "Another user of this computer owns the record.", "Become its owner, or make a record of your own.")


def permissions(found: Examined) -> Check:
    """Whether only its owner may read it, and its owner may."""
    if found.guarded is None:
        return skipped("permissions", NOT_SEEN)
    if not found.guarded:
        return fine("permissions", NO_FILE) if found.exists is False else skipped("permissions", NOT_SEEN)
    closed = [item for item in found.guarded if item.is_closed_to_owner]
    others = [item for item in found.guarded if item.is_open_to_others]
    shown = some([f"{item.name}: {item.mode:03o}." for item in (*others, *closed)])
    if others:
        text = f"Other users of this computer may use {counted(len(others), 'file or folder', 'files and folders')} of yours."
        return wrong("permissions", text, f"To make them yours alone: {Command('doctor --fix')}", *shown)
    if closed:
        text = f"You yourself may not read {counted(len(closed), 'file or folder', 'files and folders')} of yours."
        return wrong("permissions", text, f"To make that right: {Command('doctor --fix')}", *shown)
    return fine("permissions", "Only you can read it.")


def schema(found: Examined) -> Check:
    """Which version of the record's form it is."""
    if found.schema is None:
        return fine("schema", NO_FILE) if found.exists is False else skipped("schema", NOT_SEEN)
    if found.schema > SCHEMA_VERSION:
        text = f"Schema {found.schema}. This itb knows {SCHEMA_VERSION}."
        return wrong("schema", text, "Install the newest itb.")
    if found.schema < SCHEMA_VERSION:
        return fine("schema", f"Schema {found.schema}. The next change brings it to {SCHEMA_VERSION}.")
    return fine("schema", f"Schema {found.schema}, the newest.")


def states(found: Examined) -> Check:
    """Whether there are earlier states to go back to."""
    kept = found.states
    if kept is None:
        return skipped("earlier_states", NOT_SEEN)
    if kept.refused:
        hint = f"Look at who may read their folder. If only its permissions are wrong: {Command('doctor --fix')}"
        return wrong("earlier_states", "The earlier states cannot be read.", hint)
    if not kept.in_all:
        return fine("earlier_states", "None yet. The next change keeps one.")
    text = f"{counted(kept.in_all, 'earlier state is', 'earlier states are')} kept."
    newest = (f"The newest is of {spoken_short(kept.newest_on)}.",) if kept.newest_on else ()
    if kept.unreadable:
        bad = f"{text} {len(kept.unreadable):,} of them cannot be read. {_compared(kept)}"
        numbers = f"Not readable: {', '.join(some([str(number) for number in kept.unreadable])).removesuffix('.')}."
        return advice("earlier_states", bad, f"To see the others and bring one back: {Command('restore')}", *newest, numbers)
    return fine("earlier_states", f"{text} {_compared(kept)}", *newest)


def _compared(kept: KeptStates) -> str:
    unread = "" if kept.read == kept.in_all else f" The newest {kept.read:,} were looked into."
    if kept.newest_is_record is None:
        return unread.strip()
    same = "The newest is the record." if kept.newest_is_record else "The record was changed since by something else than itb."
    return same + unread


def left_over(found: Examined) -> Check:
    """What saves that were cut short have left."""
    if found.left_over is None:
        return skipped("left_over", NOT_SEEN)
    if not found.left_over:
        return fine("left_over", "No save was cut short.")
    if found.lock is LockState.HELD:
        return fine("left_over", "A save is going on.")
    text = f"A save was cut short. {counted(len(found.left_over), 'file of it is', 'files of it are')} left."
    hint = f"Look whether your last entry is there: {Command('history')}. Whatever is written to the same folder next clears up."
    return advice("left_over", text, hint, *some([f"{name}." for name in found.left_over]))


def draft(found: Examined) -> Check:
    """Whether an edit by hand was begun and not finished."""
    if found.has_draft is None:
        return skipped("draft", NOT_SEEN)
    if found.has_draft:
        return advice(
            "draft", "An edit of the record by hand was not finished.", f"To go on with it or give it up: {Command('edit')}"
        )
    return fine("draft", "No edit by hand is unfinished.")


def lock(found: Examined) -> Check:
    """Whether somebody is writing."""
    match found.lock:
        case LockState.ABSENT | LockState.FREE:
            return fine("lock", "Nobody is writing the record.")
        case LockState.HELD:
            text = "Another itb is writing the record now."
            return advice("lock", text, "If this stays so, close the other itb.", *_holder(found))
        case _:
            return skipped("lock", NOT_SEEN)


def _holder(found: Examined) -> tuple[str, ...]:
    """Who holds the lock and for how long, if that is known and can be."""
    if found.held_by is None or found.held_seconds is None or found.held_seconds < 0:
        return ()
    return (f"It is process {found.held_by}, for {counted(found.held_seconds, 'second', 'seconds')}.",)


def copies(found: Examined) -> Check:
    """Whether a program that syncs folders left a second copy, with entries that the record may lack."""
    if found.copies is None:
        return skipped("copies", NOT_SEEN)
    if not found.copies:
        return fine("copies", "No second copy lies beside the record.")
    text = f"{counted(len(found.copies), 'second copy lies', 'second copies lie')} beside the record."
    names = some([f'"{name}".' for name in found.copies])
    if found.copies_hold_more is False:
        return advice("copies", f"{text} Nothing is in them that the record lacks.", "Move them elsewhere.", *names)
    hint = f"To look, and to join one with the record: {Command('restore --merge COPY')}"
    return wrong("copies", f"{text} They may hold what the record lacks.", hint, *names)

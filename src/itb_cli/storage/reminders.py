"""What reminders remember, in a small file of their own beside the record: never in it, since it is no fact of a person's."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from itb_cli.domain.command import Command
from itb_cli.domain.reminders import ReminderMemory, Snooze
from itb_cli.errors import RecordNotSavedError, RecordUnconfirmedError
from itb_cli.files.atomic import UnconfirmedError, put
from itb_cli.files.owners import check_ours
from itb_cli.files.whole import real_file, whole, why
from itb_cli.storage.paths import reminders_beside
from itb_cli.storage.plain_toml import loads

LARGEST_FILE = 64 * 1024
_HEADER = "# Kept by itb: when reminders last ran, and what was put off. No fact of the record stands here.\n"


def remembered(record: Path) -> ReminderMemory:
    """What reminders of `record` remember. Never an error: what cannot be read is damaged, and hides no reminder."""
    place = reminders_beside(real_file(record))
    try:
        return _decoded(loads(whole(place, LARGEST_FILE).decode()))
    except FileNotFoundError:
        return ReminderMemory()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ReminderMemory(is_damaged=True)


def remember(record: Path, memory: ReminderMemory) -> None:
    """Replaces what is remembered, whole or not at all, for its owner only. Raises RecordError."""
    place = reminders_beside(real_file(record))
    try:
        check_ours(place)
        put(place, _encoded(memory).encode())
    except UnconfirmedError as error:
        raise RecordUnconfirmedError(
            f"It is written down when reminders ran, but the system did not confirm it: {why(error)}. Your record is as it was.",
            f"To see what is wrong with the folder: {Command('doctor')}",
        ) from None
    except OSError as error:
        raise RecordNotSavedError(
            f"It could not be written down when reminders ran: {why(error)}. Your record is as it was.",
            f"To see what is wrong with the folder: {Command('doctor')}",
        ) from None


def _encoded(memory: ReminderMemory) -> str:
    """Days, words and letters of our own only: nothing in it needs to be escaped."""
    days = {"last_run": memory.last_run, "shown_on": memory.shown_on, "not_notified_on": memory.not_notified_on}
    lines = [f"{name} = {day.isoformat()}" for name, day in days.items() if day is not None]
    lines += [f'shown = "{memory.shown}"'] if memory.shown else []
    if memory.snooze is not None:
        snooze = memory.snooze
        about = ", ".join(f'"{code}"' for code in snooze.about)
        lines += ["[snooze]", f"made_on = {snooze.made_on.isoformat()}", f"until = {snooze.until.isoformat()}"]
        lines += [f'facts = "{snooze.facts}"', f"about = [{about}]"]
    return _HEADER + "\n".join(lines) + "\n"


def _decoded(document: dict[str, Any]) -> ReminderMemory:
    snooze = document.get("snooze")
    return ReminderMemory(
        last_run=_day_or_none(document.get("last_run")),
        snooze=None if snooze is None else _snooze(snooze),
        shown_on=_day_or_none(document.get("shown_on")),
        shown=_text(document.get("shown", "")),
        not_notified_on=_day_or_none(document.get("not_notified_on")),
    )


def _snooze(table: Any) -> Snooze:
    about = table["about"]
    if not isinstance(about, list):
        raise TypeError
    return Snooze(_day(table["made_on"]), _day(table["until"]), _text(table["facts"]), tuple(map(_text, about)))


def _day_or_none(value: Any) -> date | None:
    return None if value is None else _day(value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value

"""Whether what stands in a record can be right: keys, the clock, entries. Judges values; knows no file."""

from collections import Counter
from collections.abc import Iterator

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import Told, file_is_behind, is_behind
from itb_cli.domain.calendar_folder import FolderFound
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_short
from itb_cli.domain.quantities import counted
from itb_cli.domain.record import Record
from itb_cli.domain.states import clock_runs_ahead, clock_runs_behind, newest_entry_day
from itb_cli.domain.supply import forecast
from itb_cli.domain.text import harmless
from itb_cli.domain.unknown_keys import unknown_keys as keys_in_doubt
from itb_cli.services.calendars.folder_notices import FILE_AGAIN, FILE_SHOWS_OTHERS
from itb_cli.services.checks.setting_checks import setting_doubts
from itb_cli.services.entries.history import all_entries_of
from itb_cli.services.record.doubtful_entries import DoubtfulEntry, doubtful_entries
from itb_cli.services.record.findings import Check, advice, fine, skipped, some, wrong

NOT_READ = "The record was not read, so this could not be looked at."


def unknown_keys(record: Record | None) -> Check:
    """Keys of other programs are kept, and no harm; one that may be a slip puts every answer in doubt: wrong here too."""
    if record is None:
        return skipped("unknown_keys", NOT_READ)
    slips = keys_in_doubt(record)
    if slips:
        text = f"{counted(len(slips), 'key', 'keys')} that this itb does not know, so every answer is in doubt."
        hint = f"Look whether it is a slip. To put it right: {Command('edit')}"
        return wrong("unknown_keys", text, hint, *some([f"{harmless(name)}." for name in slips]))
    names = sorted(set(_foreign(record)))
    if not names:
        return fine("unknown_keys", "None.")
    text = f"{counted(len(names), 'key', 'keys')} that this itb does not know. They are kept as they are."
    return fine("unknown_keys", text, *some([f"{name}." for name in names]))


def _foreign(record: Record) -> Iterator[str]:
    yield from map(harmless, record.extra)
    for name in record._fields[:-1]:
        value = getattr(record, name)
        for part in (value,) if hasattr(value, "extra") else value:
            yield from (f"{name}.{harmless(key)}" for key in part.extra)


def clock(record: Record | None, as_of: AsOf) -> Check:
    """Whether this device's day fits the record (R80)."""
    if record is None:
        return skipped("clock", NOT_READ)
    today = f"Today is {spoken_short(as_of.today)} here."
    if newest_entry_day(record) is None and not clock_runs_behind(record, as_of):
        return fine("clock", "Nothing is recorded to compare the date of this device with.", today)
    if clock_runs_behind(record, as_of):
        text = "An entry, or the file itself, is of a later day than today. Until that is right, no date can be trusted."
        return wrong(
            "clock", text, f"Look at the date of this device. If that is right, look at the days: {Command('history')}", today
        )
    if clock_runs_ahead(record, as_of):
        text = "The newest entry is more than 2 years old."
        return advice("clock", text, "Look at the date of this device. If that is right, record what is missing.", today)
    return fine("clock", "The date of this device fits the record.", today)


def entries(record: Record | None, as_of: AsOf) -> Check:
    """Entries that would be refused or asked about today."""
    if record is None:
        return skipped("entries", NOT_READ)
    if not all_entries_of(record):
        return fine("entries", "There are none yet.")
    found = doubtful_entries(record, as_of.today)
    if not found:
        return fine("entries", "No entry is unlikely by itself. That does not make them right.")
    shown = some([_shown(item) for item in found])
    hint = f"Compare with your clinic's printout. To correct one: {Command('edit --help')}"
    impossible = [item for item in found if item.cannot_be]
    if impossible:
        return wrong("entries", f"{_counted_kinds(impossible)} cannot be right.", hint, *shown)
    return advice("entries", f"{_counted_kinds(list(found))} may not be right.", hint, *shown)


def settings(record: Record | None, as_of: AsOf) -> Check:
    """Settings that would be refused or asked about today."""
    if record is None:
        return skipped("settings", NOT_READ)
    found = setting_doubts(record, as_of.today)
    if not found:
        return fine("settings", "No setting is unlikely by itself. That does not make them right.")
    shown = some([doubt.text for doubt in found])
    hint = f"Compare with the papers of your clinic and your pump. To correct one: {Command('setup --help')}"
    impossible = [doubt for doubt in found if doubt.cannot_be]
    if impossible:
        return wrong("settings", f"{counted(len(impossible), 'setting', 'settings')} cannot be right.", hint, *shown)
    return advice("settings", f"{counted(len(found), 'setting', 'settings')} may not be right.", hint, *shown)


def calendar(record: Record | None, folder: FolderFound | None = None) -> Check:
    """Whether a calendar that was told of days shows those of the record, and each of its entries is one."""
    if record is None:
        return skipped("calendar", NOT_READ)
    told = record.calendar_events
    if not told:
        return fine("calendar", "No file for a calendar was made.")
    if len({event.uid for event in told}) < len(told):
        text = "Two entries for a calendar have one id, so a calendar shows one of them only."
        return advice("calendar", text, "Take one of the two out of the record's file, in a program for plain text.")
    if folder is not None:
        return _folder(folder, told)
    if is_behind(record, forecast(record)) or file_is_behind(told):
        text = "Your own calendar was told of other days than those of the record."
        return advice("calendar", text, f"Make its file again, then import it: {Command('calendar --ics itb.ics')}")
    return fine("calendar", "Your own calendar was told of the record's days.")


def _folder(folder: FolderFound, told: Told) -> Check:
    """Whether the folder that a calendar reads can be told, and was told of everything."""
    memory, again = folder.memory, Command("calendar --vdir FOLDER")
    shown = (f"{memory.folder}.",) if memory.folder else ()
    if memory.is_damaged:
        return advice("calendar", "It cannot be read which folder your calendar reads.", f"To begin again: {again}")
    if folder.trouble:
        text = f"The folder that your calendar reads cannot be told of changes: {folder.trouble}."
        return advice(
            "calendar", text, f"Make that right, then type: {again}. To end it: {Command('calendar --no-vdir')}", *shown
        )
    if not folder.is_told:
        text = "The folder that your calendar reads was not told of the record as it is."
        return advice("calendar", text, f"To tell it: {again}", *shown)
    if memory.by_hand:
        text = f"{counted(len(memory.by_hand), 'entry was', 'entries were')} changed or deleted by hand in your calendar."
        return advice(
            "calendar", text, f"To have all as your record says: {again}, with --overwrite", *shown, *some(memory.by_hand)
        )
    if file_is_behind(told):
        return advice("calendar", FILE_SHOWS_OTHERS, FILE_AGAIN, *shown)
    return fine("calendar", "The folder that your calendar reads was told of the record's days.", *shown)


def _counted_kinds(found: list[DoubtfulEntry]) -> str:
    kinds = Counter(item.kind.value for item in found)
    return counted(sum(kinds.values()), "entry", "entries") + f" ({', '.join(kinds)})"


def _shown(item: DoubtfulEntry) -> str:
    return f"{item.kind.value.capitalize()} of {spoken_short(item.on)}: {item.why}"

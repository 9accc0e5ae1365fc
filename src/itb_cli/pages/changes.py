"""What differs between two states of a record, in words: blocks for pages that show it, and one line for a table."""

from collections.abc import Iterable

from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.pages.blocks import Fact, Facts
from itb_cli.pages.history import KIND_WORDS, details
from itb_cli.pages.wording import NOT_RECORDED, listing
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.people.setup import spoken_value
from itb_cli.services.record.changes import Changes, SettingChange

MOST_NAMED = 4
FOREIGN = "keys that itb does not know"
CALENDAR = "entries for a calendar"


def change_blocks(
    changes: Changes, new: str = "New", gone: str = "No longer recorded", corrected: str = "Corrected"
) -> tuple[Facts, ...]:
    """Every entry and setting that differs; a block without rows if there is none. `short`: the first few."""
    pairs = [(word, entry) for item in changes.corrected for word, entry in (("before", item.before), ("now", item.after))]
    found = ((changes.foreign, FOREIGN), (changes.calendar, CALENDAR))
    others = (Fact("Other", f"{what} differ") for is_there, what in found if is_there)
    return (
        _some(map(_fact, changes.new), new),
        _some(map(_fact, changes.gone), gone),
        _some((Fact(f"{KIND_WORDS[entry.kind]} {word}", spoken(entry.on), details(entry)) for word, entry in pairs), corrected),
        _some((*map(_setting, changes.settings), *others), "Settings"),
    )


def _some(told: Iterable[Fact], title: str) -> Facts:
    rows = tuple(told)
    more = len(rows) - MOST_NAMED
    return Facts(rows, title, (*rows[:MOST_NAMED], Fact("And", f"{more:,} more")) if more > 1 else ())


def change_line(changes: Changes) -> str:
    """The same in one line, the days without the details."""
    settings = [item.title.lower() for item in changes.settings]
    parts = (
        _named("new", [_short(entry) for entry in changes.new]),
        _named("gone", [_short(entry) for entry in changes.gone]),
        _named("corrected", [_short(item.after) for item in changes.corrected]),
        _named("settings", settings),
        FOREIGN if changes.foreign else "",
        CALENDAR if changes.calendar else "",
    )
    return "; ".join(part for part in parts if part) or "the same"


def _fact(entry: HistoryEntry) -> Fact:
    return Fact(KIND_WORDS[entry.kind], spoken(entry.on), details(entry))


def _setting(item: SettingChange) -> Fact:
    before, after = (spoken_value(value) or NOT_RECORDED for value in (item.before, item.after))
    return Fact(item.title, after, f"before: {before}")


def _short(entry: HistoryEntry) -> str:
    return f"{KIND_WORDS[entry.kind].lower()} of {spoken_short(entry.on)}"


def _named(word: str, items: list[str]) -> str:
    """The first few by name, the rest counted."""
    more = len(items) - MOST_NAMED
    named = [*items[:MOST_NAMED], f"{more:,} more"] if more > 0 else items
    return f"{word}: {listing(named)}" if items else ""

"""An answer that is milder than a record or a file gives alone, in the words of a question. When one is: `domain/strictness`."""

from datetime import date

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.record import Record
from itb_cli.domain.strictness import Milder, is_overtaken, milder_on, outlook
from itb_cli.domain.supply_state import STATE_WORDS, SupplyState

_DATE_WORDS = {"refill_by": "refill-by date", "alarm_date": "alarm date", "empty_date": "empty date", "book_by": "day to book by"}
_MOST_SAID = 3


def in_words(milder: tuple[Milder, ...], against: str = "alone") -> str:
    """The first few, one sentence each. `against`: what the stricter answer is that of, such as `now`."""
    return " ".join(_sentence(item, against) for item in milder[:_MOST_SAID])


def milder_from(record: Record, before: Record, today: date) -> str:
    """In words, how the answer of `record` would be milder than that of `before`; empty if it is not, or by a newer refill."""
    if is_overtaken(before, record):
        return ""
    return in_words(milder_on(today, outlook(record), outlook(before)), "now")


def _sentence(item: Milder, against: str) -> str:
    if item.on is not None:
        return f"On {spoken_short(item.on)} the answer would be {_word(item.joined)}, and is {_word(item.alone)} {against}."
    return f"The {_DATE_WORDS[item.what]} would be {_word(item.joined)}, and is {_word(item.alone)} {against}."


def _word(value: SupplyState | date) -> str:
    return STATE_WORDS[value] if isinstance(value, SupplyState) else spoken_short(value)

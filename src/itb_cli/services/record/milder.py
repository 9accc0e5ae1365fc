"""An answer that is milder than a record or a file gives alone, in the words of a question. When one is: `domain/strictness`."""

from datetime import date

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.strictness import Milder

_DATE_WORDS = {"refill_by": "refill-by date", "alarm_date": "alarm date", "empty_date": "empty date", "book_by": "day to book by"}
_MOST_SAID = 3


def in_words(milder: tuple[Milder, ...]) -> str:
    """The first few, one sentence each."""
    return " ".join(map(_sentence, milder[:_MOST_SAID]))


def _sentence(item: Milder) -> str:
    if item.on is not None:
        return f"On {spoken_short(item.on)} the answer would be {item.joined}, and is {item.alone} alone."
    return f"The {_DATE_WORDS[item.what]} would be {_day(item.joined)}, and is {_day(item.alone)} alone."


def _day(value: object) -> str:
    return spoken_short(value) if isinstance(value, date) else str(value)

"""An answer that is milder than a record or a file gives alone, in the words of a question. When one is: `domain/strictness`."""

from datetime import date

from itb_cli.domain.dates import spoken_short
from itb_cli.domain.record import Record
from itb_cli.domain.strictness import STATE, Milder, is_overtaken, milder_than, outlook
from itb_cli.domain.supply_state import RANK, STATE_WORDS, SupplyState
from itb_cli.services.notices import Notice, Signal

_DATE_WORDS = {"refill_by": "refill-by date", "alarm_date": "alarm date", "empty_date": "empty date", "book_by": "day to book by"}
_MOST_SAID = 3
_CHECK = "Look at your clinic's printout. If you are not sure, call your pump clinic."


def in_words(milder: tuple[Milder, ...]) -> str:
    """The first few, one sentence each."""
    return " ".join(map(_sentence, milder[:_MOST_SAID]))


def _sentence(item: Milder) -> str:
    if item.on is not None:
        return f"On {spoken_short(item.on)} the answer would be {_word(item.joined)}, and is {_word(item.alone)} alone."
    return f"The {_DATE_WORDS[item.what]} would be {_word(item.joined)}, and is {_word(item.alone)} alone."


def _word(value: SupplyState | date) -> str:
    return STATE_WORDS[value] if isinstance(value, SupplyState) else spoken_short(value)


def going_back(before: Record, after: Record, today: date) -> str:
    """What turns milder if the record goes back from `before` to `after`: today's state, else one date; empty if nothing does.

    A newer refill that comes back explains it: then nothing is said.
    """
    if is_overtaken(before, after):
        return ""
    was, becomes = outlook(before), outlook(after)
    now, then = was.state_on(today), becomes.state_on(today)
    if RANK[then] > RANK[now]:
        return f"By it the answer turns milder: {STATE_WORDS[now]} before, {STATE_WORDS[then]} after."
    found = milder_than(becomes, [was], today)
    later = next((item for item in found if item.what != STATE), None)
    if later is not None:
        return f"By it the {_DATE_WORDS[later.what]} moves later, from {_word(later.alone)} to {_word(later.joined)}."
    return "By it the answer turns milder on a later day." if found and after.refills else ""


def went_back(milder: str) -> tuple[Notice, ...]:
    """What `going_back` said, for who has gone back."""
    return (Notice("went_back_milder", Signal.WARNING, f"{milder} {_CHECK}"),) if milder else ()

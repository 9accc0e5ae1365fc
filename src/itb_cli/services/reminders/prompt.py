"""What a shell's prompt has to know for ever: the days on which the state turns. How a shell is told stands in `prompt/`."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.entries import counted_entries
from itb_cli.domain.record import Record
from itb_cli.domain.states import as_known_then, days_of_change, entry_lies_ahead, newest_entry_day, stand
from itb_cli.domain.supply import Forecast, forecast
from itb_cli.domain.supply_state import RANK, SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.services.outcome import Outcome

MOST_AHEAD = 20
"""So many days of entries that lie ahead are looked at one by one; what turns after them is told once they are reached."""


class PromptKind(StrEnum):
    """For whom the code is."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    STARSHIP = "starship"


class Turn(NamedTuple):
    """From this day on, until the next turn, the supply stands so."""

    on: date
    state: SupplyState


class PromptView(NamedTuple):
    """The code that shows the segment, and whether the dates it reads could be put in their place."""

    shell: PromptKind
    code: str
    is_ready: bool


UNREADABLE = (Turn(date.min, SupplyState.UNKNOWN),)
"""For a record that cannot be read."""


def answer(shell: PromptKind, code: str, *, is_ready: bool) -> Outcome[PromptView]:
    """The code for `shell`."""
    return Outcome(PromptView(shell, code, is_ready))


def turns(record: Record, written_on: date, *, is_in_doubt: bool = False) -> tuple[Turn, ...]:
    """How the supply stands on every day, as the days on which that changes; the first turn is at the beginning of time.

    The same as `stand` from `written_on` and the newest entry on. A day before those means that the device's date is wrong
    (R80): then nothing is known, but an alarm that is not checked stays critical. Earlier turns are left out, since they would
    tell when refills were; an entry of a day after that is doubted on every day. `is_in_doubt`: a second copy holds more, so that
    nothing milder than unknown can be said.
    """
    supply = forecast(record)
    newest = newest_entry_day(record) or date.min
    lies_ahead = entry_lies_ahead(record, AsOf(newest, newest, written_on))
    first = written_on if lies_ahead else max(written_on, newest)
    found = [Turn(date.min, _state(record, supply, date.min))]
    for day in sorted({*_days(record, supply, first), *(_days_before(record, first) if lies_ahead else ())}):
        state = _state(record, supply, day, written_on)
        if is_in_doubt:
            state = min(state, SupplyState.UNKNOWN, key=RANK.__getitem__)
        if state is not found[-1].state:
            found.append(Turn(day, state))
    return tuple(found)


def _days(record: Record, supply: Forecast | None, first: date) -> Iterator[date]:
    yield first
    yield from (day for day in days_of_change(record, supply) if day > first)


def _days_before(record: Record, first: date) -> Iterator[date]:
    """Days after `first` on which what was recorded up to then may turn, though entries of later days stand in the record."""
    entries = {
        day for entry in counted_entries(record) for day in (entry.on, getattr(entry, "checked_on", None)) if day and day > first
    }
    yield from entries
    for then in (first, *sorted(entries)[:MOST_AHEAD]):
        past = as_known_then(record, then)
        yield from (day for day in days_of_change(past, forecast(past)) if day > first)


def _state(record: Record, supply: Forecast | None, day: date, written_on: date | None = None) -> SupplyState:
    return stand(record, supply, AsOf(day, day, written_on)).state

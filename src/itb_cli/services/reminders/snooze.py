"""Putting a reminder off: for how long, and when not at all. Never past the book-by date, never in danger (F22)."""

from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import add_days, spoken_days
from itb_cli.domain.reminders import MOST_DAYS_OFF, ReminderMemory, Snooze, latest_end
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.remind import MAY_WAIT, Subject, things_to_do

REASONS = {
    SupplyState.CRITICAL: "It asks for something now.",
    SupplyState.OVERDUE: "It asks for something today.",
    SupplyState.UNKNOWN: "What is not known has to be found out first.",
    SupplyState.SOON: "The day to book by has come.",
}
"""Why nothing is put off in a state. In `ok` alone it can be."""
_HOW_TO_SEE = f"Every reminder stays as it is. To see what is to be done: {Command()}. Help now: {Command('emergency')}"


class SnoozeView(NamedTuple):
    """Nothing is said before `until`; None: nothing is put off any more. `about` is what was put off."""

    until: date | None
    about: tuple[str, ...]


def snoozed(
    outcome: Outcome[Subject], memory: ReminderMemory, days: int, as_of: AsOf
) -> tuple[Outcome[SnoozeView], ReminderMemory]:
    """What is put off, and what is to be remembered of it. Raises InputRefusedError if it cannot be; 0 days end it."""
    if days == 0:
        return _answer(outcome, SnoozeView(None, ())), memory._replace(snooze=None)
    to_do = things_to_do(outcome.notices)
    _check(outcome, to_do, days, as_of)
    until = add_days(as_of.day, days)
    snooze = Snooze(as_of.day, until, outcome.view.facts, to_do)
    return _answer(outcome, SnoozeView(until, to_do)), memory._replace(snooze=snooze)


def _answer(outcome: Outcome[Subject], view: SnoozeView) -> Outcome[SnoozeView]:
    return Outcome(view, outcome.notices, outcome.state, person=outcome.person)


def _check(outcome: Outcome[Subject], to_do: tuple[str, ...], days: int, as_of: AsOf) -> None:
    book_by = outcome.view.supply.book_by
    if outcome.state is not SupplyState.OK or book_by is None:
        reason = REASONS[outcome.state or SupplyState.UNKNOWN]
        raise InputRefusedError(f"This reminder cannot be put off. {reason}", _HOW_TO_SEE)
    if not set(to_do) <= MAY_WAIT:
        raise InputRefusedError("This reminder cannot be put off. Something in it cannot wait.", _HOW_TO_SEE)
    if not to_do:
        raise InputRefusedError("Nothing is due now, so nothing can be put off.", f"To see all dates: {Command()}")
    longest = (latest_end(book_by, as_of.day) - as_of.day).days
    if not 0 < days <= longest:
        why = "" if longest == MOST_DAYS_OFF else " Then the day to book by has come."
        raise InputRefusedError(
            f"A reminder can be put off for 1 to {spoken_days(longest)} now, not for {days:,}.{why}",
            f"The longest is: {Command(f'remind --snooze {longest}')}. To see what is to be done: {Command()}",
        )

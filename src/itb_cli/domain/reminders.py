"""What reminders remember between two runs, and how far one can be put off. Not how it is kept (storage), nor any words."""

from datetime import date

from itb_cli.domain.dates import add_days
from itb_cli.domain.values import NamedTuple

MOST_DAYS_OFF = 30
"""The longest that a reminder can be put off: our own choice, so that it is not forgotten."""
STALE_DAYS = 2
"""Reminders that last ran longer ago than this are said to have stopped (F21)."""
TRAVEL_DAYS = 1
"""A journey to the west can lead to the day before: a last run that lies so far ahead proves nothing about the clock."""


class Snooze(NamedTuple):
    """A reminder put off on `made_on`: silent before `until`, as long as `facts` and what it is `about` stay the same."""

    made_on: date
    until: date
    facts: str
    about: tuple[str, ...]


class ReminderMemory(NamedTuple):
    """When reminders last ran; what was put off; what `--once-a-day` showed, and when; the last day on which a desktop refused.

    `is_damaged`: there is something, but it cannot be read. Then nothing of it counts.
    """

    last_run: date | None = None
    snooze: Snooze | None = None
    shown_on: date | None = None
    shown: str = ""
    not_notified_on: date | None = None
    is_damaged: bool = False

    def days_since_last_run(self, day: date) -> int | None:
        """Days from the last run to `day`; negative if the device's clock was set back."""
        return None if self.last_run is None else (day - self.last_run).days

    def runs_ahead(self, day: date) -> bool:
        """Whether the last run is of a day still to come: the clock was set back, or it was ahead."""
        return self.last_run is not None and self.last_run > add_days(day, TRAVEL_DAYS)

    def is_alive(self, day: date) -> bool:
        """Whether reminders ran lately."""
        days = self.days_since_last_run(day)
        return days is not None and -TRAVEL_DAYS <= days <= STALE_DAYS


def latest_end(book_by: date, day: date) -> date:
    """The last day until which a reminder can be put off on `day`: never past the book-by date (F22)."""
    return min(book_by, add_days(day, MOST_DAYS_OFF))


def holds(snooze: Snooze, day: date, book_by: date, facts: str, about: tuple[str, ...]) -> bool:
    """Whether a snooze still counts on `day`. Other facts, one more thing to do, or a clock that was set back end it."""
    is_now = snooze.made_on <= day < snooze.until <= latest_end(book_by, snooze.made_on)
    return is_now and snooze.facts == facts and set(about) <= set(snooze.about)

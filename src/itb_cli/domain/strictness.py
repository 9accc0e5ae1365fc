"""Which of two records answers milder: its state on every day on which one may turn, and its dates. What then: `merging`.

The law compares answers, not facts: a fact that sounds stricter can give a later date (a higher dose at a refill makes a fall of
a later rise), so whoever joins two records asks here what follows.
"""

from collections.abc import Iterable
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.counted import all_beside
from itb_cli.domain.dates import add_days
from itb_cli.domain.record import Record
from itb_cli.domain.states import days_of_change, newest_entry_day, stand
from itb_cli.domain.supply import Forecast, forecast
from itb_cli.domain.supply_state import RANK, SupplyState
from itb_cli.domain.values import NamedTuple

STATE = "state"
DATES = ("refill_by", "alarm_date", "empty_date", "book_by")


class Milder(NamedTuple):
    """An answer that is milder than one of the records gives alone. `what`: the state on the day `on`, or the name of a date."""

    what: str
    on: date | None
    alone: SupplyState | date
    joined: SupplyState | date


class Outlook(NamedTuple):
    """What follows from a record on any day; states are worked out once a day asked for."""

    record: Record
    supply: Forecast | None
    known: dict[date, SupplyState]

    def state_on(self, day: date) -> SupplyState:
        """The state on `day`, asked on that day."""
        if day not in self.known:
            self.known[day] = stand(self.record, self.supply, AsOf(day, day)).state
        return self.known[day]

    def turns(self) -> set[date]:
        """The days on which the state may differ from the day before."""
        found = set(days_of_change(self.record, self.supply))
        if self.supply is not None:
            found |= {self.supply.book_by, add_days(self.supply.refill_by, 1)}
            found |= {day for day in (self.supply.alarm_date, self.supply.empty_date) if day is not None}
        return found


class Loss(NamedTuple):
    """How much milder an answer is: days of its dates, steps of its states; then, how many dates only another knows."""

    days: int
    steps: int
    missing: int

    @property
    def is_none(self) -> bool:
        """Whether the answer is milder nowhere."""
        return not (self.days or self.steps)


def outlook(record: Record) -> Outlook:
    """The outlook of `record`."""
    return Outlook(record, forecast(record), {})


def is_overtaken(record: Record, other: Record) -> bool:
    """Whether `other` holds a newer refill: then an answer may be milder than `record` alone gives.

    A refill that both hold, on another day in each, is the same refill.
    """
    ours, theirs = record.last_refill(), other.last_refill()
    if theirs is None:
        return False
    known = {refill.id for refill in record.refills if refill.id}
    return ours is None or (theirs.on > ours.on and theirs.id not in known)


def milder_than(answer: Outlook, others: Iterable[Outlook], asked_on: date | None = None) -> tuple[Milder, ...]:
    """Where `answer` is milder than one of the others: the dates, and the first day for each step of a state.

    A date that only one of the two has cannot be compared; what it means for the state is compared day by day.
    """
    found: dict[tuple[str, object], Milder] = {}
    everything = list(others)
    for other in everything:
        for name in DATES:
            early, late = _date(other, name), _date(answer, name)
            if early and late and late > early:
                found.setdefault((name, early), Milder(name, None, early, late))
    turns = _turns([answer, *everything])
    for other in everything:
        for day in sorted(_days(answer, other, turns) | ({asked_on} if asked_on else set())):
            alone, joined = other.state_on(day), answer.state_on(day)
            if RANK[joined] > RANK[alone]:
                found.setdefault((STATE, (alone, joined)), Milder(STATE, day, alone, joined))
    return tuple(found.values())


def loss(answer: Outlook, others: Iterable[Outlook]) -> Loss:
    """The sum of all that is milder, so that of several answers the strictest can be taken."""
    everything = list(others)
    turns = _turns([answer, *everything])
    later = steps = missing = 0
    for other in everything:
        for day in _days(answer, other, turns):
            steps += max(0, RANK[answer.state_on(day)] - RANK[other.state_on(day)])
        for name in DATES:
            early, late = _date(other, name), _date(answer, name)
            later += max(0, (late - early).days) if early and late else 0
            missing += early is not None and late is None
    return Loss(later, steps, missing)


def _turns(outlooks: list[Outlook]) -> set[date]:
    """Every day on which one of the states may turn; between them nothing does."""
    return {day for item in outlooks for day in item.turns()}


def _days(answer: Outlook, other: Outlook, turns: set[date]) -> set[date]:
    """The days on which two are compared: once all that is recorded in them lies behind.

    Only in the two: a third record that knows a later entry says nothing of the days before it.
    """
    records = [record for item in (answer, other) for record in (item.record, *all_beside(item.record))]
    start = max((day for record in records if (day := newest_entry_day(record)) is not None), default=date.min)
    return {day for day in turns if day >= start} | {start}


def _date(item: Outlook, name: str) -> date | None:
    found: date | None = getattr(item.supply, name) if item.supply else None
    return found

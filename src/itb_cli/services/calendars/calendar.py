"""The days that matter, month by month: dates that follow from the record, and what is recorded. Letters are the page's."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import WORKED_OUT, Bound, Candidate, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import add_months
from itb_cli.domain.facts import is_short
from itb_cli.domain.record import AppointmentStatus, Record
from itb_cli.domain.states import Doubt
from itb_cli.domain.supply import Forecast, forecast
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import UsageError
from itb_cli.services.entries.history import HistoryEntry, entries_of
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply import next_refill
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView

MOST_MONTHS = 24
USUALLY_MOST_MONTHS = 12
"""Where no number of months is asked for, more are not shown; dates beyond are said in words."""


class MarkKind(StrEnum):
    """What a day is marked for, in the order in which it is said."""

    BOOK_BY = "book_by"
    REFILL_BY = "refill_by"
    ALARM_DATE = "alarm_date"
    EMPTY_DATE = "empty_date"
    APPOINTMENT = "appointment"
    REFILL = "refill"
    DOSE = "dose"
    EVENT = "event"


class Caveat(StrEnum):
    """Why a date is less than it looks.

    An estimate, later than the true one, in doubt; `earliest`, a sum at the fastest flow, and `worked_out`, another sum of ours;
    `short_buffer` and `short_lead`: few days between it and what it warns of.
    """

    ESTIMATE = "estimate"
    UPPER_BOUND = "upper_bound"
    IN_DOUBT = "in_doubt"
    DOSE_ROSE = "dose_rose"
    EARLIEST = "earliest"
    WORKED_OUT = "worked_out"
    SHORT_BUFFER = "short_buffer"
    SHORT_LEAD = "short_lead"


DOUBTFUL = frozenset({Caveat.ESTIMATE, Caveat.UPPER_BOUND, Caveat.IN_DOUBT, Caveat.DOSE_ROSE})
"""With one of these a better date is to be asked for."""


class Mark(NamedTuple):
    """A day and why it is marked. A date that follows has `origin` and `in_force`; an entry of the record is `entry`."""

    on: date
    kind: MarkKind
    in_past: bool
    in_force: bool | None = None
    origin: Origin | None = None
    caveats: tuple[Caveat, ...] = ()
    entry: HistoryEntry | None = None


class CalendarRequest(NamedTuple):
    """How many months, from the month of the day of the answer; None: as many as are needed, within reason."""

    months: int | None = None


class CalendarView(NamedTuple):
    """`months` by their first days; `marks` lie in them, `not_shown` outside, both in order of days.

    A cancelled appointment is no mark: `cancelled` counts those within the months. `next_refill` is what `itb next-refill` says;
    machines get its facts among these.
    """

    months: tuple[date, ...]
    marks: tuple[Mark, ...]
    not_shown: tuple[Mark, ...]
    cancelled: int
    next_refill: NextRefillView


def answer(record: Record, request: CalendarRequest, as_of: AsOf) -> Outcome[CalendarView]:
    """The months with their marks, beside the state of the supply; exit codes as for next-refill."""
    outcome = next_refill.answer(record, NextRefillRequest(), as_of)
    supply, entries = outcome.view, entries_of(record)
    marks = sorted([*dates_that_follow(forecast(record), supply.doubts, as_of), *_recorded(entries, as_of)], key=_order)
    months = _months(request, as_of.day, max((mark.on for mark in marks), default=as_of.day))
    after = add_months(months[-1], 1)
    view = CalendarView(
        months=months,
        marks=tuple(mark for mark in marks if months[0] <= mark.on < after),
        not_shown=tuple(mark for mark in marks if not months[0] <= mark.on < after),
        cancelled=sum(months[0] <= entry.on < after for entry in entries if entry.status is AppointmentStatus.CANCELLED),
        next_refill=supply,
    )
    return Outcome(view, outcome.notices, outcome.state, exit_code=outcome.exit_code)


def _order(mark: Mark) -> tuple[date, int]:
    return mark.on, tuple(MarkKind).index(mark.kind)


def _months(request: CalendarRequest, day: date, last: date) -> tuple[date, ...]:
    if request.months is not None and not 1 <= request.months <= MOST_MONTHS:
        raise UsageError(
            f"--months takes a number from 1 to {MOST_MONTHS}.", f"Type it like this: {Command('calendar --months 3')}"
        )
    first = day.replace(day=1)
    needed = (last.year - first.year) * 12 + last.month - first.month + 1
    number = request.months or min(max(needed, 1), USUALLY_MOST_MONTHS)
    return tuple(add_months(first, months) for months in range(number))


def dates_that_follow(supply: Forecast | None, doubts: tuple[Doubt, ...], as_of: AsOf) -> Iterator[Mark]:
    """The four dates that follow, as far as they exist, each with the candidate it rests on; one of another copy is in doubt."""
    if supply is None:
        return
    dry = [item for item in supply.candidates if item.origin is Origin.FLOW_TOLERANCE]
    alarms = [item for item in supply.candidates if item.date == supply.alarm_date and item.is_alarm_date]
    for kind, day, candidates in (
        (MarkKind.BOOK_BY, supply.book_by, [supply.earliest]),
        (MarkKind.REFILL_BY, supply.refill_by, [supply.earliest]),
        (MarkKind.ALARM_DATE, supply.alarm_date, alarms),
        (MarkKind.EMPTY_DATE, supply.empty_date, dry),
    ):
        if day is not None:
            rests_on = candidates[0] if candidates else None
            caveats = (*(_caveats(rests_on, doubts) if rests_on else (Caveat.IN_DOUBT,)), *_short(kind, supply))
            in_force, origin = (rests_on.in_force, rests_on.origin) if rests_on else (False, None)
            yield Mark(day, kind, day < as_of.day, in_force, origin, caveats)


def _caveats(candidate: Candidate, doubts: tuple[Doubt, ...]) -> Iterator[Caveat]:
    is_implausible = candidate.bound in (Bound.IMPLAUSIBLE, Bound.DOSE_DOUBTED)
    if candidate.origin is Origin.ARTICLE_INTERVAL:
        yield Caveat.ESTIMATE
    if (candidate.bound is not None and not is_implausible) or Doubt.DOSE_ROSE in doubts:
        yield Caveat.UPPER_BOUND
    if candidate.origin is Origin.CARRIED_DATE and candidate.in_force:
        yield Caveat.DOSE_ROSE
    if is_implausible or set(doubts) - {Doubt.ESTIMATE_ONLY, Doubt.DOSE_ROSE}:
        yield Caveat.IN_DOUBT
    if candidate.origin in WORKED_OUT:
        yield Caveat.EARLIEST if candidate.origin is Origin.FLOW_TOLERANCE else Caveat.WORKED_OUT


def _short(kind: MarkKind, supply: Forecast) -> Iterator[Caveat]:
    """What the notices `small_buffer` and `small_lead` say, beside the date that it is about."""
    if kind is MarkKind.REFILL_BY and is_short(supply.buffer_days):
        yield Caveat.SHORT_BUFFER
    if kind is MarkKind.BOOK_BY and is_short(supply.lead_days):
        yield Caveat.SHORT_LEAD


def _recorded(entries: tuple[HistoryEntry, ...], as_of: AsOf) -> Iterator[Mark]:
    """Every entry but cancelled appointments: a mark for one could pass for a visit."""
    for entry in entries:
        if entry.status is not AppointmentStatus.CANCELLED:
            yield Mark(entry.on, MarkKind(entry.kind.value), entry.on < as_of.day, entry=entry)

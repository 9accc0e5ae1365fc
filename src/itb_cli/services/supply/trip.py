"""A trip: whether the supply outlasts it and a delay, what is to be arranged, and the topics that it touches."""

from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import Direction, parse_date, spoken
from itb_cli.domain.pumps import PumpFamily, pump_family
from itb_cli.domain.quantities import parse_days
from itb_cli.domain.record import Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import STRICTNESS
from itb_cli.domain.trip import LEAST_DAYS_TO_SPARE, Exposure, Reason, Trip, days_to_spare, is_enough, reasons_against
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode, InputRefusedError
from itb_cli.services.knowledge.packaged import Knowledge
from itb_cli.services.knowledge.topic_views import TopicView, reviews_passed, topic_view
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after
from itb_cli.services.supply.trip_notices import trip_notices

USUAL_DELAY_DAYS = "7"
MOST_DELAY_DAYS = 365

TRAVEL, TIME_ZONE = "travel", "time-zone"
EXPOSURE_TOPICS = {Exposure.FLYING: "flying", Exposure.ALTITUDE: "high-altitude", Exposure.DIVE: "scuba"}


class TripRequest(NamedTuple):
    """The days and the delay as typed, and what the trip holds."""

    leaves: str
    returns: str
    delay: str = USUAL_DELAY_DAYS
    exposures: tuple[Exposure, ...] = ()


class TripView(NamedTuple):
    """`enough` is None if it is not known, for the `reasons`; `lasts_by_dates` is what the dates alone say.

    `days_to_spare` goes from the return with its delay to the refill-by date, and is negative if that comes before. Nothing is
    counted to a date that may not hold, as with `days_left`: then it is None. How far a trip falls short says `days_short`.
    `topics` are the answers on what the trip holds, the strictest first, then those on travel and on time zones.
    `next_refill` is the whole of what `itb next-refill` says; machines get its facts among these.
    """

    enough: bool | None
    reasons: tuple[Reason, ...]
    lasts_by_dates: bool | None
    days_to_spare: int | None
    leaves_on: date
    returns_on: date
    days_away: int
    delay_days: int
    return_with_delay: date
    exposures: tuple[Exposure, ...]
    arrange: tuple[Statement, ...]
    topics: tuple[TopicView, ...]
    next_refill: NextRefillView

    @property
    def days_short(self) -> int | None:
        """Days from the refill-by date to a return that comes after it, however sure it is: a doubt only means less time."""
        refill_by = self.next_refill.refill_by
        return (self.return_with_delay - refill_by).days if refill_by and self.lasts_by_dates is False else None


def answer(record: Record, request: TripRequest, as_of: AsOf, content: Knowledge) -> Outcome[TripView]:
    """What the record says of a trip on `as_of`; exit code 3 if it is not known whether the supply is enough."""
    trip = _trip(request, as_of)
    known = supply_after(record, as_of)
    supply, standing = known.forecast, known.standing
    reasons = reasons_against(record, supply, standing, trip)
    enough, spare = is_enough(reasons), days_to_spare(supply, trip)
    topics = _topics(trip, pump_family(record.pump.model), as_of, content)
    *beside_dates, symptoms = known.notices
    return Outcome(
        TripView(
            enough=enough,
            reasons=reasons,
            lasts_by_dates=None if spare is None else spare >= LEAST_DAYS_TO_SPARE,
            days_to_spare=spare if standing.may_count(spare) else None,
            leaves_on=trip.leaves_on,
            returns_on=trip.returns_on,
            days_away=trip.days,
            delay_days=trip.delay_days,
            return_with_delay=trip.return_with_delay,
            exposures=trip.exposures,
            arrange=content.topics[TRAVEL].steps,
            topics=topics,
            next_refill=known.view,
        ),
        (*beside_dates, *trip_notices(record, supply, trip, reasons, as_of), *reviews_passed(topics), symptoms),
        standing.state,
        exit_code=ExitCode.NOT_ANSWERABLE if enough is None else ExitCode.ANSWERED,
    )


def _trip(request: TripRequest, as_of: AsOf) -> Trip:
    """The trip, if it can be meant and is not over."""
    leaves_on = parse_date(request.leaves, as_of.today, Direction.FUTURE)
    returns_on = parse_date(request.returns, as_of.today, Direction.FUTURE)
    delay_days = parse_days(request.delay, MOST_DELAY_DAYS)
    if returns_on < leaves_on:
        raise InputRefusedError(
            f"The return, {spoken(returns_on)}, comes before the day of leaving, {spoken(leaves_on)}.",
            f"Type the day of leaving first, then the day of the return: {Command('trip 2026-12-01 2026-12-20')}",
        )
    if returns_on < as_of.day:
        raise InputRefusedError(
            f"That trip is over: its return was on {spoken(returns_on)}.",
            f"Type a trip whose return lies ahead. Now: {Command('status')}",
        )
    return Trip(leaves_on, returns_on, delay_days, request.exposures)


def _topics(trip: Trip, family: PumpFamily | None, as_of: AsOf, content: Knowledge) -> tuple[TopicView, ...]:
    """The answers on what the trip holds, the strictest first; then on travel and on time zones."""

    def view(topic_id: str, matched: str) -> TopicView:
        return topic_view(content.topics[topic_id], matched, family, as_of, content)

    held = [view(EXPOSURE_TOPICS[exposure], exposure) for exposure in trip.exposures]
    held.sort(key=lambda topic: STRICTNESS[topic.level])
    return (*held, view(TRAVEL, "trip"), view(TIME_ZONE, "time zone"))

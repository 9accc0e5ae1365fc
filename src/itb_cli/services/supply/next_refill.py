"""The next refill: the facts of a forecast on a day, and the working behind them. The words are the page's."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Bound, Candidate, Origin
from itb_cli.domain.record import Appointment, Clinic, Record, Refill
from itb_cli.domain.statement import Statement
from itb_cli.domain.states import Doubt, Standing, next_appointment, passed_appointment, stand
from itb_cli.domain.supply import Forecast, forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode
from itb_cli.services.notices import Notice
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.explanation import working
from itb_cli.services.supply.missing import MissingFact, missing_facts
from itb_cli.services.supply.supply_notices import supply_notices

View = TypeVar("View")

STATE_EXIT_CODES = {
    SupplyState.OK: ExitCode.ANSWERED,
    SupplyState.SOON: ExitCode.SOON,
    SupplyState.OVERDUE: ExitCode.OVERDUE,
    SupplyState.CRITICAL: ExitCode.CRITICAL,
    SupplyState.UNKNOWN: ExitCode.NOT_ANSWERABLE,
}


class NextRefillRequest(NamedTuple):
    """`state_in_exit_code`: tell the state by the exit code too (`--exit-code`)."""

    state_in_exit_code: bool = False


class NextRefillView(NamedTuple):
    """Days are calendar days; `days_left` is negative once the refill-by date has passed (F15).

    Nothing is counted down to a date that may not hold, in whatever state: then there are no `days_left`. `dates_hold`: nothing
    speaks against the dates, whatever the state.
    """

    refill_by: date | None
    days_left: int | None
    book_by: date | None
    alarm_date: date | None
    empty_date: date | None
    origin: Origin | None
    candidates: tuple[Candidate, ...]
    working: tuple[Statement, ...]
    last_refill: Refill | None
    appointment: Appointment | None
    missing: tuple[MissingFact, ...]
    buffer_days: int | None
    lead_days: int | None
    dose_mcg_per_day: Decimal | None
    doubts: tuple[Doubt, ...]
    clinic: Clinic
    days_gone: int | None
    days_to_alarm_date: int | None
    dose_since: date | None
    passed_appointment: Appointment | None
    dates_hold: bool
    pump_replace_by: date | None
    standby_use_before: date | None
    card_printed_on: date | None

    @property
    def earliest(self) -> Candidate | None:
        """The candidate that gives the refill-by date."""
        return min(self.candidates, key=lambda candidate: candidate.refill_by, default=None)

    @property
    def alarm_origin(self) -> Origin | None:
        """Where the alarm date comes from: of equal ones the clinic's own words first."""
        found = (item.origin for item in self.candidates if item.date == self.alarm_date and item.is_alarm_date)
        return next(found, None)

    @property
    def dose_rose(self) -> bool:
        """Whether the clinic's date no longer holds as printed, so that a new one is to be asked for wherever dates are said."""
        return any(candidate.bound is Bound.DOSE_ROSE for candidate in self.candidates)


class Supply(NamedTuple):
    """How the supply of a record stands on a day: worked out once, for every answer that tells of it."""

    record: Record
    forecast: Forecast | None
    standing: Standing
    as_of: AsOf

    @property
    def view(self) -> NextRefillView:
        """What the forecast says on the day; every field None or empty if there is no refill."""
        record, supply, standing, as_of = self
        dose = record.dose_on(as_of.day)
        days_left = (supply.refill_by - as_of.day).days if supply else None
        return NextRefillView(
            refill_by=supply.refill_by if supply else None,
            days_left=days_left if standing.may_count(days_left) else None,
            book_by=supply.book_by if supply else None,
            alarm_date=supply.alarm_date if supply else None,
            empty_date=supply.empty_date if supply else None,
            origin=supply.earliest.origin if supply else None,
            candidates=supply.candidates if supply else (),
            working=working(record, supply) if supply else (),
            last_refill=supply.refill if supply else None,
            appointment=next_appointment(record, as_of.day),
            missing=missing_facts(record),
            buffer_days=supply.buffer_days if supply else None,
            lead_days=supply.lead_days if supply else None,
            dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
            doubts=standing.doubts,
            clinic=record.clinic,
            days_gone=(as_of.day - supply.refill.on).days if supply else None,
            days_to_alarm_date=(supply.alarm_date - supply.refill.on).days if supply and supply.alarm_date else None,
            dose_since=dose.since if dose else None,
            passed_appointment=passed_appointment(record, as_of.day),
            dates_hold=standing.dates_hold,
            pump_replace_by=record.pump.replace_by,
            standby_use_before=record.standby_tablets.use_before,
            card_printed_on=record.card.printed_on,
        )

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What has to be said beside the dates."""
        return supply_notices(self.record, self.forecast, self.standing, self.as_of)

    def told(self, view: View, *first: Notice, before: Record | None = None) -> Outcome[View]:
        """The answer with the notices, after `first`, and the state; its record is to be saved if it is not the one `before`."""
        is_new = before is not None and before != self.record
        return Outcome(view, (*first, *self.notices), self.standing.state, record=self.record if is_new else None)


def supply_after(record: Record, as_of: AsOf) -> Supply:
    """How the supply stands, after a change or as it is."""
    supply = forecast(record)
    return Supply(record, supply, stand(record, supply, as_of), as_of)


def answer(record: Record, request: NextRefillRequest, as_of: AsOf) -> Outcome[NextRefillView]:
    """The next refill on `as_of`; exit code 3 if the state is unknown or no refill is recorded."""
    supply = supply_after(record, as_of)
    state = supply.standing.state
    exit_code = STATE_EXIT_CODES[state] if request.state_in_exit_code else ExitCode.ANSWERED
    if supply.forecast is None or state is SupplyState.UNKNOWN:
        exit_code = ExitCode.NOT_ANSWERABLE
    return supply.told(supply.view)._replace(exit_code=exit_code)

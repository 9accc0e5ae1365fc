"""One glance at everything: the supply and what the record still lacks. The supply's facts come from `next_refill`."""

from dataclasses import dataclass

from itb_cli.domain.record import Record
from itb_cli.domain.states import AsOf, SupplyState, stand
from itb_cli.domain.supply import forecast
from itb_cli.errors import ExitCode
from itb_cli.services.next_refill import STATE_EXIT_CODES, NextRefillRequest, NextRefillView, supply_view
from itb_cli.services.notices import supply_notices
from itb_cli.services.outcome import Outcome


@dataclass(frozen=True)
class Lack:
    """A fact that the record lacks: what it is good for, and what to type."""

    fact: str
    why: str
    how: str


@dataclass(frozen=True)
class StatusView(NextRefillView):
    """All of NextRefillView, and what is lacking, the most needed first."""

    lacking: tuple[Lack, ...]
    days_gone: int | None
    days_to_alarm_date: int | None


def answer(record: Record, request: NextRefillRequest, as_of: AsOf) -> Outcome[StatusView]:
    """The state on `as_of`; exit code 3 without a refill, the state's own with `--exit-code`."""
    supply = forecast(record)
    standing = stand(record, supply, as_of)
    exit_code = STATE_EXIT_CODES[standing.state] if request.state_in_exit_code else ExitCode.ANSWERED
    if supply is None and standing.state is SupplyState.UNKNOWN:
        exit_code = ExitCode.NOT_ANSWERABLE
    alarm_date = supply.alarm_date if supply else None
    return Outcome(
        StatusView(
            **vars(supply_view(record, supply, standing, as_of)),
            lacking=_lacking(record),
            days_gone=(as_of.day - supply.refill.on).days if supply else None,
            days_to_alarm_date=(alarm_date - supply.refill.on).days if supply and alarm_date else None,
        ),
        supply_notices(record, supply, standing, as_of),
        standing.state,
        exit_code=exit_code,
    )


def _lacking(record: Record) -> tuple[Lack, ...]:
    refill = record.last_refill()
    if refill is None:
        return (Lack("Your last refill", "nothing can be said without it", "itb log DATE --alarm-date DATE"),)
    complete = f"itb log {refill.on.isoformat()} --complete"
    printed = [refill.alarm_date, refill.refill_by, *(dose.alarm_date for dose in record.doses if dose.on >= refill.on)]
    wanted = [
        (not any(printed), Lack("Alarm date", "on your clinic's printout", f"{complete} --alarm-date DATE")),
        (
            not record.clinic.phone,
            Lack("Clinic's phone", "for the card and for bad moments", "itb setup --clinic-phone PHONE"),
        ),
        (not record.pump.model, Lack("Pump model", "MRI rules differ by model", "itb setup --pump-model MODEL")),
        (
            not record.plan.emergency_number,
            Lack("Emergency number", "yours, such as 112, 911 or 999", "itb setup --emergency-number NUMBER"),
        ),
        (refill.filled_ml is None, Lack("Filled volume", "to work out a date", f"{complete} --filled VOLUME")),
        (refill.strength_mcg_per_ml is None, Lack("Strength", "to work out a date", f"{complete} --strength STRENGTH")),
        (refill.dose_mcg_per_day is None, Lack("Dose", "to work out a date", f"{complete} --dose DOSE")),
    ]
    return tuple(lack for is_missing, lack in wanted if is_missing)

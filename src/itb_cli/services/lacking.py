"""What the record still lacks, why it is wanted, and what to type. Decides nothing about the supply."""

from typing import NamedTuple

from itb_cli.domain.record import Record


class Lack(NamedTuple):
    """A fact that the record lacks: what it is good for, and what to type."""

    fact: str
    why: str
    how: str


def lacking(record: Record) -> tuple[Lack, ...]:
    """What is lacking, the most needed first."""
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

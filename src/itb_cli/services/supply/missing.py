"""What is missing from the record, why it is wanted, and what to type. Decides nothing about the supply."""

from itb_cli.domain.command import Command
from itb_cli.domain.record import Record
from itb_cli.domain.values import NamedTuple


class MissingFact(NamedTuple):
    """A fact that is not recorded: its code for machines, its name, what it is good for, what to type."""

    code: str
    fact: str
    why: str
    how: str


def missing_facts(record: Record) -> tuple[MissingFact, ...]:
    """What is not recorded, the most needed first."""
    refill = record.last_refill()
    if refill is None:
        return (MissingFact("refill", "Your last refill", "nothing can be said without it", str(Command("log"))),)
    complete = f"log {refill.on.isoformat()} --complete"
    printed = [refill.alarm_date, refill.refill_by, *(dose.alarm_date for dose in record.doses if dose.on >= refill.on)]
    rows = (
        (any(printed), "alarm_date", "Alarm date", "on your clinic's printout", str(Command(f"{complete} --alarm-date DATE"))),
        (record.clinic.phone, "clinic_phone", "Clinic's phone", "for bad moments", str(Command("setup --clinic-phone PHONE"))),
        (record.pump.model, "pump_model", "Pump model", "MRI rules differ by model", str(Command("setup --pump-model MODEL"))),
        (
            record.plan.emergency_number,
            "emergency_number",
            "Emergency number",
            "where you live",
            str(Command("setup --emergency-number NUMBER")),
        ),
        (refill.filled_ml, "filled_ml", "Filled volume", "to work out a date", str(Command(f"{complete} --filled VOLUME"))),
        (
            refill.strength_mcg_per_ml,
            "strength_mcg_per_ml",
            "Strength",
            "to work out a date",
            str(Command(f"{complete} --strength STRENGTH")),
        ),
        (
            refill.dose_mcg_per_day,
            "dose_mcg_per_day",
            "Dose",
            "to work out a date",
            _dose_as_before(complete, record),
        ),
    )
    return tuple(MissingFact(*words) for recorded, *words in rows if not recorded)


def _dose_as_before(complete: str, record: Record) -> str:
    """With the dose recorded before the newest refill, to be confirmed: whether it still held then, nobody has said."""
    refill = record.last_refill()
    known = record.dose_on(refill.on) if refill else None
    if known is None:
        return str(Command(f"{complete} --dose DOSE"))
    return f"{Command(f'{complete} --dose {known.dose_mcg_per_day:f}')} (if it still held)"

"""What can be true of the settings: all that is refused or asked about, however a setting comes in. Of entries: `entry_checks`.

Each threshold names its source; one that no source gives is our own choice, and is only asked about.
"""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from itb_cli.domain.command import Command
from itb_cli.domain.dates import add_months, is_day, spoken_days, spoken_short
from itb_cli.domain.emergency import has_letters
from itb_cli.domain.entries import counted_entries
from itb_cli.domain.quantities import spoken_volume
from itb_cli.domain.record import Pump, Record
from itb_cli.domain.settings import MOST_DAYS
from itb_cli.services.checks.doubts import LOOK_AGAIN, Doubt, impossible
from itb_cli.services.checks.entry_checks import below_alarm, is_of_earlier_pump
from itb_cli.services.checks.text_checks import is_quantity, text_doubts

FEWEST_DAYS = 3
"""The smallest buffer that clinics publish (S31b); a lead time below it leaves no time for an appointment."""
USUAL_DAYS = 60
"""A buffer or a lead beyond this is asked about: two months are often the whole time between refills [S01]. Our own choice."""
RESERVOIRS_ML = (Decimal(10), Decimal(40))
"""The smallest and the largest reservoir that are published (S117, S39)."""
ALARM_VOLUMES_ML = (Decimal(1), Decimal(4))
"""Published are 2 and 4 mL (S40); less than half of the smaller is our own choice."""
LONGEST_YEARS = 10
"""A pump or a box of tablets that is good for longer is asked about: pumps last 7 years at most (S105). Our own choice."""
PASSED_YEARS = 1
"""A day that passed less long ago is warned of by the answers; before that, its year may be wrong. Our own choice."""
FEWEST_FIGURES = 3
"""No telephone number has fewer: 112."""

_PHONE = "Type it as you would dial it: 555 0100."
_EMERGENCY = "Type it as you would dial it: 112."
_PAPERS = "Look at the pump's papers again"


def setting_doubts(record: Record, today: date, changed: Collection[str] | None = None) -> tuple[Doubt, ...]:
    """All that speaks against the settings on `today`, what cannot be true first.

    With `changed`, such as `plan.buffer_days`, only what one of these has a part in.
    """
    found = [*_of_days(record, today), *_of_volumes(record), *_of_plan(record), *_of_phones(record), *text_doubts(record)]
    wanted = [doubt for doubt in found if changed is None or not set(doubt.fields).isdisjoint(changed)]
    return tuple(sorted(wanted, key=lambda doubt: not doubt.cannot_be))


def _of_days(record: Record, today: date) -> Iterator[Doubt]:
    pump, born = record.pump, record.person.born
    past = (("pump.implanted_on", pump.implanted_on), ("person.born", born), ("card.printed_on", record.card.printed_on))
    for field, day in past:
        if day and day > today:
            yield impossible("future", (field,), f"{spoken_short(day)} lies in the future.", LOOK_AGAIN, "it lies in the future")
    if born and pump.implanted_on and pump.implanted_on < born:
        text = f"The implant, on {spoken_short(pump.implanted_on)}, is before the date of birth, {spoken_short(born)}."
        reason = "it is before the date of birth"
        yield impossible("born", ("pump.implanted_on", "person.born"), text, "Look at the two days again.", reason)
    yield from _of_birth(record)
    if pump.implanted_on and pump.replace_by and pump.replace_by <= pump.implanted_on:
        implant = f"the implant, on {spoken_short(pump.implanted_on)}"
        text = f"The replace-by date, {spoken_short(pump.replace_by)}, is not after {implant}."
        reason = "it is not after the implant"
        yield impossible("replaced_early", ("pump.replace_by", "pump.implanted_on"), text, f"{_PAPERS}.", reason)
    else:
        yield from _of_limit("pump.replace_by", "replace-by date of the pump", pump.replace_by, today)
    yield from _of_limit("standby_tablets.use_before", "use-before date of the tablets", record.standby_tablets.use_before, today)


def _of_birth(record: Record) -> Iterator[Doubt]:
    born = record.person.born
    first = min((entry.on for entry in counted_entries(record)), default=None)
    if born and first and first < born:
        text = f"The date of birth, {spoken_short(born)}, is after an entry, of {spoken_short(first)}."
        yield impossible(
            "born_late", ("person.born",), text, f"To see what is recorded: {Command('history')}", "it is after an entry"
        )


def _of_limit(field: str, name: str, day: date | None, today: date) -> Iterator[Doubt]:
    """A day until which something is good."""
    if day and day < add_months(today, -12 * PASSED_YEARS):
        yield Doubt(f"{field}_passed", (field,), f"The {name}, {spoken_short(day)}, passed long ago. Is it right?")
    elif day and day > add_months(today, 12 * LONGEST_YEARS):
        text = f"The {name}, {spoken_short(day)}, is more than {LONGEST_YEARS} years ahead. Is it right?"
        yield Doubt(f"{field}_far", (field,), text)


def _of_volumes(record: Record) -> Iterator[Doubt]:
    pump, refill = record.pump, record.last_refill()
    yield from _unusual("pump.reservoir_ml", "A reservoir", pump.reservoir_ml, RESERVOIRS_ML)
    yield from _unusual("pump.alarm_volume_ml", "An alarm volume", pump.alarm_volume_ml, ALARM_VOLUMES_ML)
    if pump.reservoir_ml and pump.alarm_volume_ml and pump.alarm_volume_ml >= pump.reservoir_ml:
        yield impossible(
            "alarm_volume_large",
            ("pump.alarm_volume_ml", "pump.reservoir_ml"),
            f"The alarm volume, {spoken_volume(pump.alarm_volume_ml)}, is not less than the reservoir, "
            f"{spoken_volume(pump.reservoir_ml)}.",
            f"{_PAPERS}, or ask your pump clinic.",
            "it is not less than the reservoir",
        )
    if refill and refill.filled_ml and not is_of_earlier_pump(record, refill):
        yield from _of_fill(pump, refill.filled_ml)


def _of_fill(pump: Pump, filled_ml: Decimal) -> Iterator[Doubt]:
    if pump.reservoir_ml and filled_ml > pump.reservoir_ml:
        yield impossible(
            "reservoir_small",
            ("pump.reservoir_ml",),
            f"The reservoir, {spoken_volume(pump.reservoir_ml)}, is less than your last refill put in, "
            f"{spoken_volume(filled_ml)}.",
            f"{_PAPERS}. If the refill is wrong, take it back: {Command('undo')}",
            "it is less than the last refill put in",
        )
    elif pump.alarm_volume_ml and filled_ml <= pump.alarm_volume_ml:
        yield below_alarm(("pump.alarm_volume_ml",), filled_ml, pump.alarm_volume_ml)


def _unusual(field: str, name: str, value: Decimal | None, usual: tuple[Decimal, Decimal]) -> Iterator[Doubt]:
    least, most = usual
    if value is not None and not least <= value <= most:
        text = f"{name} of {spoken_volume(value)} is {'less' if value < least else 'more'} than pumps usually have. Is it right?"
        yield Doubt(f"{field}_unusual", (field,), text)


def _of_plan(record: Record) -> Iterator[Doubt]:
    for field, name, days in (
        ("plan.buffer_days", "A buffer", record.plan.buffer_days),
        ("plan.lead_days", "A lead time", record.plan.lead_days),
    ):
        if days is None:
            continue
        if not 0 <= days <= MOST_DAYS:
            text = f"{name} cannot be {spoken_days(days)}."
            yield impossible(f"{field}_wrong", (field,), text, "", f"it must be from 0 to {MOST_DAYS} days")
        elif days < FEWEST_DAYS:
            less = (
                f"less than clinics publish ({spoken_days(FEWEST_DAYS)})"
                if "buffer" in field
                else "very little time to get a refill"
            )
            yield Doubt(f"{field}_small", (field,), f"{name} of {spoken_days(days)} is {less}. Is it your clinic's own figure?")
        elif days > USUAL_DAYS:
            text = f"{name} of {spoken_days(days)} is more than clinics usually want. Is it your clinic's own figure?"
            yield Doubt(f"{field}_large", (field,), text)


def _of_phones(record: Record) -> Iterator[Doubt]:
    clinic = record.clinic
    phones = [
        ("plan.emergency_number", record.plan.emergency_number),
        ("clinic.phone", clinic.phone),
        ("clinic.out_of_hours_phone", clinic.out_of_hours_phone),
        *(("contacts.phone", contact.phone) for contact in record.contacts),
    ]
    for field, phone in phones:
        if phone is None:
            continue
        fields = ("contacts.contacts", field) if field == "contacts.phone" else (field,)
        if is_day(phone):
            yield _no_phone(fields, "That is a day, not a telephone number.", "it is a day, not a telephone number")
        elif is_quantity(phone):
            yield _no_phone(
                fields, "That is a volume or a dose, not a telephone number.", "it is a volume or a dose, not a telephone number"
            )
        elif field == "plan.emergency_number" and has_letters(phone):
            yield _no_phone(fields, "An emergency number has no letters.", "it has letters")
        elif sum(sign.isdigit() for sign in phone) < FEWEST_FIGURES:
            yield _no_phone(fields, "A telephone number needs figures.", "a telephone number needs figures")


def _no_phone(fields: tuple[str, ...], text: str, reason: str) -> Doubt:
    hint = _EMERGENCY if "plan.emergency_number" in fields else _PHONE
    return impossible("phone", fields, text, hint, reason)

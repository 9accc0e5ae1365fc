"""The settings: one table of where each stands, its flag, its question, how its words are read. Judged by `setting_checks`."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from itb_cli.domain.dates import Direction, parse_date, parse_printed_date
from itb_cli.domain.quantities import parse_days, parse_volume
from itb_cli.domain.record import Contact, Phase, Record
from itb_cli.domain.text import for_record, harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError

MOST_DAYS = 90
"""No clinic wants to be called longer before a date."""
LABEL_TELLS = "It tells two people's dates apart in one calendar, which others may read. Take a letter or a colour, such as Blue."


class Group(StrEnum):
    """The record's tables, as people call them."""

    PUMP = "pump"
    CLINIC = "clinic"
    PERSON = "person"
    CONTACTS = "contacts"
    PLAN = "plan"
    THERAPY = "therapy"
    STANDBY_TABLETS = "standby_tablets"
    CARD = "card"


class Setting(NamedTuple):
    """One setting: where it stands in the record, its flag, its question, how its words are read, what explains it.

    `many`: given repeatedly. `none`: what is recorded if somebody says that there is none. `shared`: it may leave the house in a
    report that names nobody; what is not said so may not.
    """

    group: Group
    name: str
    flag: str
    question: str
    read: Callable[[str, date], Any]
    explained: str
    many: bool = False
    none: str = ""
    shared: bool = False


def _whatever_day(read: Callable[[str], Any]) -> Callable[[str, date], Any]:
    return lambda words, _today: read(words)


def _stripped(words: str) -> str:
    return for_record(words.strip())


def _past_day(words: str, today: date) -> date:
    return parse_date(words, today, Direction.PAST)


def _phase(words: str, _today: date) -> Phase:
    try:
        return Phase(words.strip().casefold())
    except ValueError:
        raise InputRefusedError(
            f'"{harmless(words)}" is neither "stable" nor "titrating".', "Titrating means: the dose is still being set."
        ) from None


def _contact(words: str, _today: date) -> Contact:
    parts = [_stripped(part) for part in words.split(",")]
    if len(parts) < 2 or not parts[0]:
        raise InputRefusedError(
            "A contact needs a name and a phone number.",
            'Type it like this: "Sam Reed, partner, 555 0111" or "Sam Reed, 555 0111".',
        )
    return Contact(name=parts[0], relation=", ".join(parts[1:-1]) or None, phone=parts[-1])


_text, _phone = _whatever_day(_stripped), _whatever_day(_stripped)
_printed_day, _volume = _whatever_day(parse_printed_date), _whatever_day(parse_volume)
_days = _whatever_day(lambda words: parse_days(words, MOST_DAYS))
SETTINGS = (
    Setting(
        Group.PUMP,
        "model",
        "--pump-model",
        "Pump make and model, as on the pump card",
        _text,
        "It stands on the card that came with the pump, such as SynchroMed II or Prometra II. Rules differ by model.",
        shared=True,
    ),
    Setting(Group.PUMP, "serial", "--pump-serial", "Serial number of the pump", _text, "It stands on the card of the pump."),
    Setting(
        Group.PUMP,
        "implanted_on",
        "--implanted-on",
        "Day on which the pump was implanted",
        _past_day,
        "The day of the operation, such as 2024-03-05. Entries before it are of an earlier pump.",
        shared=True,
    ),
    Setting(
        Group.PUMP,
        "replace_by",
        "--replace-by",
        "Day by which the pump must be replaced",
        _printed_day,
        "The day that your clinic or its printout names, such as 2030-01-01. The pump's battery does not last for ever.",
        shared=True,
    ),
    Setting(
        Group.PUMP,
        "reservoir_ml",
        "--reservoir",
        "Size of the pump's reservoir, in mL",
        _volume,
        "How much the pump holds when it is full, such as 20 mL. It stands on the pump's papers.",
        shared=True,
    ),
    Setting(
        Group.PUMP,
        "alarm_volume_ml",
        "--alarm-volume",
        "Volume at which the low alarm sounds, in mL",
        _volume,
        "How much is left when the low-reservoir alarm sounds, such as 2 mL. It stands on the clinic's printout.",
        shared=True,
    ),
    Setting(Group.CLINIC, "name", "--clinic-name", "Name of the pump clinic", _text, "It stands beside the clinic's phone."),
    Setting(
        Group.CLINIC,
        "phone",
        "--clinic-phone",
        "Phone of the pump clinic",
        _phone,
        "The number that you call about the pump by day. Every answer that tells you to call shows it.",
    ),
    Setting(
        Group.CLINIC,
        "out_of_hours_phone",
        "--after-hours-phone",
        "Phone after hours",
        _phone,
        "The number about the pump at night and at weekends, such as that of the doctor on call.",
    ),
    Setting(
        Group.PERSON,
        "name",
        "--name",
        "Name of the person with the pump",
        _text,
        "It stands on the safety card, so that staff know whose it is.",
    ),
    Setting(Group.PERSON, "born", "--born", "Date of birth", _past_day, "Staff find papers by it. It stands on the safety card."),
    Setting(
        Group.PERSON,
        "allergies",
        "--allergy",
        "Allergy",
        _text,
        "It stands on the safety card. Type none if none is known.",
        many=True,
        none="none known",
    ),
    Setting(Group.PERSON, "calendar_label", "--calendar-label", "Label before calendar entries", _text, LABEL_TELLS),
    Setting(
        Group.CONTACTS,
        "contacts",
        "--contact",
        'Contact: "name, relation, phone"',
        _contact,
        "Somebody to call for you, such as: Sam Reed, partner, 555 0111.",
        many=True,
    ),
    Setting(
        Group.PLAN,
        "emergency_number",
        "--emergency-number",
        "Emergency number, such as 112",
        _phone,
        "The number of the ambulance where you are, such as 112, 911 or 999.",
    ),
    Setting(
        Group.PLAN,
        "buffer_days",
        "--buffer-days",
        "Buffer: days before the alarm date by which your clinic wants the refill",
        _days,
        "Ask your clinic. Without it, 10 days count.",
        shared=True,
    ),
    Setting(
        Group.PLAN,
        "lead_days",
        "--lead-days",
        "Lead time: days before that to call for an appointment",
        _days,
        "How long it takes to get an appointment. Without it, 14 days count.",
        shared=True,
    ),
    Setting(
        Group.THERAPY,
        "phase",
        "--phase",
        "Dose stable or titrating (still being set)",
        _phase,
        "Type stable, or titrating if your clinic is still looking for your dose.",
        shared=True,
    ),
    Setting(
        Group.STANDBY_TABLETS,
        "use_before",
        "--tablets-use-before",
        "Use-before date of the standby tablets",
        _printed_day,
        "The date on the box, if your clinic wants you to keep baclofen tablets.",
        shared=True,
    ),
    Setting(
        Group.CARD,
        "printed_on",
        "--card-printed-on",
        "Day on which the card was last printed",
        _past_day,
        "How old your printed card is. What changed since does not stand on it.",
        shared=True,
    ),
)
FIRST = ("--clinic-phone", "--after-hours-phone", "--emergency-number", "--pump-model", "--name")
"""What is asked for first: whom to call, and what staff need to know."""
METAVARS: Mapping[Callable[[str, date], Any], str] = {
    _text: "TEXT",
    _phone: "PHONE",
    _past_day: "DATE",
    _printed_day: "DATE",
    _volume: "VOLUME",
    _days: "DAYS",
    _phase: "PHASE",
    _contact: "CONTACT",
}
"""What stands for a setting's words in the help."""


def name_of(flag: str) -> str:
    """A flag as a name in Python: `--pump-model` to `pump_model`."""
    return flag.removeprefix("--").replace("-", "_")


def flag_of(name: str) -> str:
    """The flag of a name: `pump_model` to `--pump-model`."""
    return "--" + name.replace("_", "-")


def current(record: Record, setting: Setting) -> Any:
    """The setting's value in the record; None or an empty tuple if it is not recorded."""
    return record.contacts if setting.group is Group.CONTACTS else getattr(getattr(record, setting.group), setting.name)

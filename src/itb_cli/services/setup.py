"""Pump, clinic, person, contacts and plan: what happens when settings are given. Their table stands in `settings`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken_days, spoken_short
from itb_cli.domain.quantities import spoken_volume
from itb_cli.domain.record import Contact, Record
from itb_cli.errors import InputRefusedError, UsageError
from itb_cli.services.outcome import Outcome
from itb_cli.services.settings import SETTINGS, Group, Setting, current

CLEARED = ("", "-")
"""What is typed to remove a setting."""


class SetupRequest(NamedTuple):
    """The words typed, by flag; an empty text removes the setting. A flag that is absent changes nothing."""

    words: Mapping[str, tuple[str, ...]]


class SettingView(NamedTuple):
    """A setting as it stands now. `value` is None where it is not recorded."""

    group: Group
    name: str
    flag: str
    question: str
    value: Any
    changed: bool


class SetupView(NamedTuple):
    """Every setting, and whether anything changed."""

    settings: tuple[SettingView, ...]
    changed: bool


def answer(record: Record, request: SetupRequest, as_of: AsOf) -> Outcome[SetupView]:
    """The record with the settings given. Raises InputRefusedError; then nothing is stored."""
    changed = record
    for setting in SETTINGS:
        words = request.words.get(setting.flag)
        if words is not None:
            changed = _with(changed, setting, _value(setting, words, as_of.day))
    check_settings(changed)
    settings = tuple(_view(setting, changed, record) for setting in SETTINGS)
    is_changed = changed != record
    return Outcome(SetupView(settings, is_changed), record=changed if is_changed else None)


def request(words: Mapping[str, str | Sequence[str]]) -> SetupRequest:
    """A request from words by flag, one text or several each."""
    return SetupRequest({flag: (given,) if isinstance(given, str) else tuple(given) for flag, given in words.items()})


def spoken_value(value: Any) -> str:
    """A setting's value for people; empty where it is not recorded."""
    match value:
        case None:
            return ""
        case date():
            return spoken_short(value)
        case Decimal():
            return spoken_volume(value)
        case Contact():
            return ", ".join(part for part in (value.name, value.relation, value.phone) if part)
        case tuple():
            return "; ".join(spoken_value(item) for item in value)
        case int():
            return spoken_days(value)
        case _:
            return str(value)


def _value(setting: Setting, words: tuple[str, ...], today: date) -> Any:
    given = [item for item in words if item.strip() not in CLEARED]
    values = tuple(setting.read(item, today) for item in given)
    if setting.many:
        return values
    return values[0] if values else None


def _with(record: Record, setting: Setting, value: Any) -> Record:
    if setting.group is Group.CONTACTS:
        return record._replace(contacts=value)
    table = getattr(record, setting.group)._replace(**{setting.name: value})
    return record._replace(**{setting.group.value: table})


def check_settings(record: Record) -> None:
    """Refuses what cannot be true of a pump, and of a pump and its last refill together."""
    pump = record.pump
    if pump.reservoir_ml and pump.alarm_volume_ml and pump.alarm_volume_ml >= pump.reservoir_ml:
        raise InputRefusedError(
            f"The alarm volume, {spoken_volume(pump.alarm_volume_ml)}, is not less than the reservoir, "
            f"{spoken_volume(pump.reservoir_ml)}.",
            "Look at the pump's papers again, or ask your pump clinic.",
        )

    refill = record.last_refill()
    if pump.reservoir_ml and refill and refill.filled_ml and refill.filled_ml > pump.reservoir_ml:
        raise InputRefusedError(
            f"The reservoir, {spoken_volume(pump.reservoir_ml)}, is less than your last refill put in, "
            f"{spoken_volume(refill.filled_ml)}.",
            f"Look at the pump's papers again. If the refill is wrong, take it back: {Command('undo')}",
        )


def _view(setting: Setting, record: Record, before: Record) -> SettingView:
    value = current(record, setting)
    return SettingView(
        setting.group, setting.name, setting.flag, setting.question, value, changed=value != current(before, setting)
    )


def nothing_given() -> UsageError:
    """For a call without flags where nobody can be asked."""
    return UsageError(
        "Nothing to set.",
        f"Name what to record, for example: {Command('setup --clinic-phone 555-0100')}. All flags: {Command('setup --help')}",
    )

"""Pump, clinic, person, contacts and plan: what happens when settings are given. Their table stands in `settings`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days
from itb_cli.domain.quantities import spoken_volume
from itb_cli.domain.record import Contact, Record
from itb_cli.domain.settings import SETTINGS, Group, Setting, current
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import UsageError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.doubts import met
from itb_cli.services.checks.setting_checks import setting_doubts
from itb_cli.services.outcome import Outcome

CLEARED = ("", "-")
"""What is typed to remove a setting."""


class SetupRequest(NamedTuple):
    """The words typed, by flag; an empty text removes the setting. A flag that is absent changes nothing."""

    words: Mapping[str, tuple[str, ...]]
    answers: Answers = Answers()


class SettingView(NamedTuple):
    """A setting as it stands now. `value` is None if it is not recorded."""

    group: Group
    name: str
    flag: str
    question: str
    value: Any
    changed: bool


class SetupView(NamedTuple):
    """Every setting, whether anything changed, and whether a refill is recorded."""

    settings: tuple[SettingView, ...]
    changed: bool
    refill_recorded: bool


def answer(record: Record, request: SetupRequest, as_of: AsOf) -> Outcome[SetupView]:
    """The record with the settings given. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    changed = record
    for setting in SETTINGS:
        words = request.words.get(setting.flag)
        if words is not None:
            changed = _with(changed, setting, _value(setting, words, as_of.day))
    settings = tuple(_view(setting, changed, record) for setting in SETTINGS)
    names = {f"{setting.group}.{setting.name}" for setting in settings if setting.changed}
    met(setting_doubts(changed, as_of.day, names), request.answers)
    is_changed = changed != record
    return Outcome(SetupView(settings, is_changed, bool(record.refills)), record=changed if is_changed else None)


def request(words: Mapping[str, str | Sequence[str]]) -> SetupRequest:
    """A request from words by flag, one text or several each."""
    return SetupRequest({flag: (given,) if isinstance(given, str) else tuple(given) for flag, given in words.items()})


def spoken_value(value: Any) -> str:
    """A setting's value for people; empty if it is not recorded."""
    match value:
        case None:
            return ""
        case date():
            return spoken(value)
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


def _view(setting: Setting, record: Record, before: Record) -> SettingView:
    value = current(record, setting)
    return SettingView(
        setting.group, setting.name, setting.flag, setting.question, value, changed=value != current(before, setting)
    )


def nothing_given() -> UsageError:
    """For a call without flags if nobody can be asked."""
    return UsageError(
        "Nothing to set.",
        f"Name what to record, for example: {Command('setup --clinic-phone 555-0100')}. All flags: {Command('setup --help')}",
    )

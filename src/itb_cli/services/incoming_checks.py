"""What holds for typed entries holds for those of a file: what cannot be true is refused, what is unlikely is shown first.

A refusal names the place in the file and quotes nothing: it may end in a log. What is new: `incoming`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from itb_cli.domain.dates import spoken, spoken_short
from itb_cli.domain.record import DoseChange, Event, Refill
from itb_cli.errors import InputRefusedError
from itb_cli.services.history import EntryKind
from itb_cli.services.incoming import Merged, Placed, SettingBrought
from itb_cli.services.plausibility import (
    Figures,
    Question,
    check_after,
    check_day,
    check_implant,
    date_questions,
    figure_questions,
)
from itb_cli.services.settings import METAVARS, MOST_DAYS, SETTINGS, Setting
from itb_cli.services.setup import check_settings

_MEND = "Mend it in the file, then do the same again."
_SETTING_REASONS = {
    "DATE": "it lies in the future",
    "PHONE": "a telephone number needs figures",
    "DAYS": f"it must be from 0 to {MOST_DAYS} days",
}


class Doubtful(NamedTuple):
    """A question about one entry, where it stands, and how many more of the same sort there are."""

    topic: str
    place: str
    text: str
    more: int


class _Before(NamedTuple):
    """What was recorded up to an entry: the last figures, the alarm date that holds, the day of the last refill."""

    figures: Figures = Figures()
    alarm_date: date | None = None
    refill_on: date | None = None


def check(merged: Merged, today: date, *, force: bool) -> tuple[Doubtful, ...]:
    """Questions about what is new, one of each sort. Raises InputRefusedError where something cannot be true."""
    for placed in merged.added:
        _check_entry(merged, placed, today, force=force)
    for brought in merged.filled:
        _check_setting(brought, today)
    if any(brought.table == "pump" for brought in merged.filled):
        _refuse("pump", "its volumes, and that of the last refill, do not fit together", check_settings, merged.record)
    found: dict[str, Doubtful] = {}
    for place, question in _questions(merged):
        before = found.get(question.topic)
        found[question.topic] = (
            before._replace(more=before.more + 1) if before else Doubtful(question.topic, place, question.text, 0)
        )
    return tuple(found.values())


def _check_entry(merged: Merged, placed: Placed, today: date, *, force: bool) -> None:
    entry, place, pump = placed.entry, placed.place, merged.record.pump
    if placed.kind is EntryKind.APPOINTMENT:
        return
    _refuse(f"{place}, on", "it lies in the future, and an entry is of what has happened", check_day, entry.on, today, "")
    if placed.kind is EntryKind.DIARY:
        return
    before_implant = "it is before the implant; if it was in an earlier pump, add --force"
    _refuse(f"{place}, on", before_implant, lambda: check_implant(entry.on, pump.implanted_on, force=force))
    for name in ("alarm_date", "refill_by"):
        after = f"it is not after the {placed.kind}"
        _refuse(f"{place}, {name}", after, check_after, "", getattr(entry, name, None), entry.on, "")
    is_of_this_pump = pump.implanted_on is None or entry.on >= pump.implanted_on
    if isinstance(entry, Refill) and is_of_this_pump and (entry.filled_ml or 0) > (pump.reservoir_ml or entry.filled_ml or 0):
        raise _refusal(f"{place}, filled_ml", "it is more than the reservoir of the pump holds")
    if isinstance(entry, Event) and entry.checked_on:
        _refuse(f"{place}, checked_on", "it lies in the future", check_day, entry.checked_on, today, "")
        if entry.checked_on < entry.on:
            raise _refusal(f"{place}, checked_on", "it is before the event")


def _check_setting(brought: SettingBrought, today: date) -> None:
    """A setting is read as if it had been typed, where typing has a rule of its own."""
    setting = setting_of(brought)
    reason = _SETTING_REASONS.get(METAVARS[setting.read]) if setting else None
    if setting and reason and not brought.foreign:
        _refuse(f"{brought.table}, {brought.name}", reason, setting.read, str(brought.in_file), today)
    if brought.table == "contacts" and brought.in_file.phone:
        phone = next(setting for setting in SETTINGS if METAVARS[setting.read] == "PHONE")
        _refuse("contacts, phone", _SETTING_REASONS["PHONE"], phone.read, brought.in_file.phone, today)


def _refuse(place: str, reason: str, check: Callable[..., Any], *values: Any) -> None:
    """Runs a check of typed values; what it refuses is told by its place, without the value."""
    try:
        check(*values)
    except InputRefusedError:
        raise _refusal(place, reason) from None


def _refusal(place: str, reason: str) -> InputRefusedError:
    return InputRefusedError(f"The file cannot be imported: {place}: {reason}.", _MEND)


def _questions(merged: Merged) -> Iterator[tuple[str, Question]]:
    """In the order of days, each new entry against what was recorded before it, refills of a day before its dose changes."""
    places = {id(placed.entry): placed.place for placed in merged.added}
    entries: list[Refill | DoseChange] = [*merged.record.refills, *merged.record.doses]
    before = _Before()
    for entry in sorted(entries, key=lambda entry: entry.on):
        place = places.get(id(entry))
        if place is not None:
            yield from ((place, question) for question in _about(entry, before, merged))
        before = _after(entry, before)


def _about(entry: Refill | DoseChange, before: _Before, merged: Merged) -> Iterator[Question]:
    what = "refill" if isinstance(entry, Refill) else "dose change"
    yield from figure_questions(_figures(entry), before.figures, merged.record.pump.reservoir_ml)
    yield from date_questions(what, entry.on, entry.alarm_date, getattr(entry, "refill_by", None))
    if isinstance(entry, Refill) and entry.on == before.refill_on:
        yield Question("second_refill", f"It is the second refill of {spoken(entry.on)}. Is it right?")
    dose, printed = before.figures.dose_mcg_per_day, before.alarm_date
    has_not_gone_down = isinstance(entry, DoseChange) and dose is not None and entry.dose_mcg_per_day >= dose
    if has_not_gone_down and entry.alarm_date and printed and entry.alarm_date > printed:
        yield Question(
            "alarm_date_later",
            f"The dose did not go down, and yet {spoken(entry.alarm_date)} is later than the alarm date before, "
            f"{spoken_short(printed)}. Is it right?",
        )


def _after(entry: Refill | DoseChange, before: _Before) -> _Before:
    figures = Figures(*(new or old for new, old in zip(_figures(entry), before.figures, strict=True)))
    if isinstance(entry, Refill):
        return _Before(figures, entry.alarm_date, entry.on)
    return _Before(figures, entry.alarm_date or before.alarm_date, before.refill_on)


def _figures(entry: Refill | DoseChange) -> Figures:
    return Figures(*(getattr(entry, name, None) for name in Figures._fields))


def setting_of(brought: SettingBrought) -> Setting | None:
    """The setting in the table of settings that was brought; None for what another program wrote."""
    return next((item for item in SETTINGS if (item.group.value, item.name) == (brought.table, brought.name)), None)

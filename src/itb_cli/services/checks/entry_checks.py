"""What can be true of an entry: the one home of all that is refused or asked about, however the entry comes in.

Typed and edited entries are asked about, an import lists them, `itb doctor` names them. Of settings: `setting_checks`.
Each threshold names its source; one that no source gives is our own choice, and is only asked about.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from itb_cli.domain.command import Command
from itb_cli.domain.dates import add_days, spoken, spoken_days, spoken_short
from itb_cli.domain.facts import DISAGREEMENT_DAYS
from itb_cli.domain.printouts import alarm_printouts, carried, changes_since
from itb_cli.domain.quantities import spoken_volume
from itb_cli.domain.record import Appointment, AppointmentStatus, DiaryEntry, DoseChange, Event, Record, Refill
from itb_cli.services.answers import Answers
from itb_cli.services.checks.doubts import LOOK_AGAIN, Doubt, impossible, met
from itb_cli.services.checks.figure_checks import figure_doubts, lasting_doubts, refill_before

Entry = Refill | DoseChange | Appointment | Event | DiaryEntry

SAME_VISIT_DAYS = 14
"""Two refills this close are asked about: two people may have written down one visit (design section 3)."""
PRINTED_AHEAD_DAYS = 3
"""A printout on a dose so shortly before a refill may be of that refill; three days span a weekend. Our own choice."""
FARTHEST_DAYS = 200
"""A printed date or a visit beyond this is asked about: the drug's 180 days [S102] and some to spare, which is our own choice."""

_NAMES = {Refill: "A refill", DoseChange: "A dose change", Event: "An event", DiaryEntry: "A diary entry"}
_VISITS = {Refill: "refill", DoseChange: "dose change", Event: "check"}
_PRINTED = {"alarm_date": "alarm date", "refill_by": "refill-by date"}


def settle(
    others: Record, entry: Entry, today: date, answers: Answers, *, force: bool = False, before: Entry | None = None
) -> None:
    """Refuses or asks about an entry that is typed or edited. `before` is the entry as it was: what it raised was answered then.

    Raises InputRefusedError or ConfirmationNeededError.
    """
    asked = () if before is None else entry_doubts(others, before, today)
    met((doubt for doubt in entry_doubts(others, entry, today) if doubt.cannot_be or doubt not in asked), answers, force=force)


def entry_doubts(others: Record, entry: Entry, today: date) -> tuple[Doubt, ...]:
    """All that speaks against `entry` on `today`, what cannot be true first. `others` is the record without it."""
    match entry:
        case Appointment():
            found = list(_of_appointment(others, entry, today))
        case DiaryEntry():
            found = list(_happened(entry, today))
        case Event():
            found = [*_happened(entry, today), *_of_this_pump(others, entry), *_of_check(entry, today)]
            found += [*_printed(others, entry), *_later_than_before(others, entry)]
        case Refill():
            found = [*_happened(entry, today), *_of_this_pump(others, entry), *_of_refill(others, entry)]
        case DoseChange():
            found = [*_happened(entry, today), *_of_this_pump(others, entry), *_of_dose(others, entry)]
        case _:
            assert_never(entry)
    return tuple(sorted(found, key=lambda doubt: not doubt.cannot_be))


def _happened(entry: Any, today: date) -> Iterator[Doubt]:
    if entry.on > today:
        yield _ahead("on", entry.on, _NAMES[type(entry)], "it lies in the future, and an entry is of what has happened")


def _ahead(field: str, day: date, what: str, reason: str) -> Doubt:
    text = f"{spoken(day)} lies in the future. {what} is written down once it has happened."
    return impossible("future", (field,), text, "Type the day on which it happened.", reason)


def _of_this_pump(others: Record, entry: Any) -> Iterator[Doubt]:
    implanted_on, born = others.pump.implanted_on, others.person.born
    if born and entry.on < born:
        text = f"{spoken(entry.on)} is before the date of birth, {spoken_short(born)}."
        yield impossible("born", ("on",), text, LOOK_AGAIN, "it is before the date of birth")
    elif implanted_on and entry.on < implanted_on:
        yield Doubt(
            "implant",
            ("on",),
            f"{spoken(entry.on)} is before your pump was implanted, on {spoken_short(implanted_on)}.",
            "Look at the day again. If it was in an earlier pump, add --force.",
            cannot_be=True,
            unless_forced=True,
            reason="it is before the implant; if it was in an earlier pump, add --force",
        )


def _of_refill(others: Record, refill: Refill) -> Iterator[Doubt]:
    yield from _of_volume(others, refill)
    yield from _printed(others, refill)
    yield from figure_doubts(others, refill)
    if refill.alarm_date and refill.refill_by and refill.refill_by > refill.alarm_date:
        text = "The refill-by date comes after the alarm date. Is it right?"
        yield Doubt("refill_by_late", ("refill_by", "alarm_date"), text)
    yield from lasting_doubts(others, refill)
    yield from _of_same_visit(others, refill)
    yield from _printed_ahead((change, refill) for change in others.doses)


def _of_dose(others: Record, change: DoseChange) -> Iterator[Doubt]:
    yield from _printed(others, change)
    yield from figure_doubts(others, change)
    yield from _later_than_before(others, change)
    yield from lasting_doubts(others, change)
    yield from _printed_ahead((change, refill) for refill in others.refills)


def _of_volume(others: Record, refill: Refill) -> Iterator[Doubt]:
    filled_ml, pump = refill.filled_ml, others.pump
    if filled_ml is None or is_of_earlier_pump(others, refill):
        return
    if pump.reservoir_ml and filled_ml > pump.reservoir_ml:
        yield impossible(
            "reservoir",
            ("filled_ml",),
            f"{spoken_volume(filled_ml)} is more than your pump's reservoir holds, {spoken_volume(pump.reservoir_ml)}.",
            f"Look at the printout again. If the reservoir is wrong: {Command('setup --reservoir VOLUME')}",
            "it is more than the reservoir of the pump holds",
        )
    elif pump.alarm_volume_ml and filled_ml <= pump.alarm_volume_ml:
        yield below_alarm(("filled_ml",), filled_ml, pump.alarm_volume_ml)


def is_of_earlier_pump(record: Record, entry: Any) -> bool:
    """Whether the entry is of a pump before the one whose volumes are recorded."""
    return record.pump.implanted_on is not None and entry.on < record.pump.implanted_on


def below_alarm(fields: tuple[str, ...], filled_ml: Decimal, alarm_ml: Decimal) -> Doubt:
    """A pump would sound its alarm as soon as it was filled."""
    text = (
        f"What was put in, {spoken_volume(filled_ml)}, is not more than the alarm volume, {spoken_volume(alarm_ml)}. Is it right?"
    )
    return Doubt("volume_below_alarm", fields, text)


def _printed(others: Record, entry: Any) -> Iterator[Doubt]:
    """Dates copied from a printout: after the visit at which it was printed, and not far off."""
    since, visit = _printed_on(entry), _VISITS[type(entry)]
    refill = entry if isinstance(entry, Refill) else refill_before(others, since)
    farthest = add_days(refill.on if refill else since, FARTHEST_DAYS)
    for field, name in _PRINTED.items():
        day = getattr(entry, field, None)
        if day is None:
            continue
        if day <= since:
            text = f"The {name}, {spoken(day)}, is not after the {visit} on {spoken_short(since)}."
            hint = "Look at the printout again: it must be a later day."
            yield impossible(f"{field}_early", (field, "on"), text, hint, f"it is not after the {visit}")
        if day > farthest:
            text = f"{spoken(day)} is more than {FARTHEST_DAYS} days after the {'refill' if refill else visit}. Is it right?"
            yield Doubt(f"{field}_far", (field, "on"), text)


def _printed_on(entry: Any) -> date:
    """The day of the visit: of an event, of the check after it."""
    day: date = getattr(entry, "checked_on", None) or entry.on
    return day


def _of_same_visit(others: Record, refill: Refill) -> Iterator[Doubt]:
    """The nearest refill on either side, if it may be this one, written down twice; else one with the same printout."""
    near = [other for other in others.refills if abs((other.on - refill.on).days) <= SAME_VISIT_DAYS]
    if near:
        nearest = min(near, key=lambda other: abs((other.on - refill.on).days))
        yield _second(nearest, f"is recorded already, {_distance(nearest, refill)}")
        return
    for field, name in _PRINTED.items():
        day = getattr(refill, field)
        same = next((other for other in others.refills if day and getattr(other, field) == day), None)
        if same:
            yield _second(same, f"has the same {name}")
            return


def _second(other: Refill, how: str) -> Doubt:
    text = f"The refill of {spoken(other.on)} {how}. Is this another one, and not the same?"
    hint = f"(To add to that one: {Command(f'log {other.on.isoformat()} --complete')})"
    return Doubt("second_refill", ("on",), text, hint)


def _distance(other: Refill, refill: Refill) -> str:
    days = (refill.on - other.on).days
    return "of the same day" if days == 0 else f"{spoken_days(abs(days))} {'before' if days > 0 else 'after'} this one"


def _printed_ahead(pairs: Iterable[tuple[DoseChange, Refill]]) -> Iterator[Doubt]:
    """Of changes and refills that may be of one visit, written down under two days."""
    for change, refill in pairs:
        days = (refill.on - change.on).days
        if change.alarm_date is None or not 0 < days <= PRINTED_AHEAD_DAYS:
            continue
        text = (
            f"The dose change of {spoken(change.on)} has an alarm date of its own, {spoken_days(days)} before the refill "
            f"of {spoken(refill.on)}. Were these two visits?"
        )
        yield Doubt("printed_before_refill", ("on",), text, "(If it was one, give both the same day.)")


def _later_than_before(others: Record, entry: Any) -> Iterator[Doubt]:
    """A new alarm date that is much later than the one before, carried through the doses since (design section 3)."""
    day = getattr(entry, "alarm_date", None)
    limit = _carried_to(others, entry) if day else None
    if day and limit and day > add_days(limit, DISAGREEMENT_DAYS):
        how = f"more than {DISAGREEMENT_DAYS} days later than the alarm date before lets it be, {spoken(limit)}"
        yield Doubt("alarm_date_later", ("alarm_date",), f"By the doses since, {spoken(day)} is {how}. Is it right?")


def _carried_to(others: Record, entry: Any) -> date | None:
    """The alarm date that the clinic would print at `entry` by the one before; None without one, or if the doses are not known.

    If they are not, but the dose did not go down, the one before as it was printed.
    """
    on = _printed_on(entry)
    refill = refill_before(others, on)
    if refill is None:
        return None
    earlier = others._replace(doses=tuple(item for item in others.doses if item.on <= on))
    printed = [item for item in alarm_printouts(earlier, refill, changes_since(earlier, refill)) if item.printed_on <= on]
    if not printed:
        return None
    doses = (*earlier.doses, entry) if isinstance(entry, DoseChange) else earlier.doses
    limit = carried(printed[-1], changes_since(earlier._replace(doses=doses), refill))
    return limit or (None if _went_down(earlier, entry) else printed[-1].date)


def _went_down(others: Record, entry: Any) -> bool:
    """Whether the dose went down at `entry`, or may have: the one before is not recorded."""
    before = others.dose_on(entry.on)
    return isinstance(entry, DoseChange) and (before is None or entry.dose_mcg_per_day < before.dose_mcg_per_day)


def _of_check(event: Event, today: date) -> Iterator[Doubt]:
    day = event.checked_on
    if day and day > today:
        yield _ahead("checked_on", day, "A check", "it lies in the future")
    if day and day < event.on:
        text = f"The check, {spoken(day)}, is before the event on {spoken_short(event.on)}."
        yield impossible("checked_early", ("checked_on", "on"), text, "Look at the two days again.", "it is before the event")


def _of_appointment(others: Record, visit: Appointment, today: date) -> Iterator[Doubt]:
    """Of a visit that still lies ahead; what has passed is history."""
    if visit.status is not AppointmentStatus.BOOKED or visit.on < today:
        return
    if visit.on > add_days(today, FARTHEST_DAYS):
        yield Doubt("appointment_far", ("on",), f"{spoken(visit.on)} is more than {FARTHEST_DAYS} days ahead. Is it right?")
    ahead = [item.on for item in others.appointments if item.status is AppointmentStatus.BOOKED and item.on >= today]
    if ahead:
        text = f"You have an appointment on {spoken(min(ahead))}. Is this one more?"
        yield Doubt("second_appointment", ("on",), text, "(To move that one, type --move.)")

"""The words of the entries in a person's own calendar. Others may see that calendar: nothing of a pump unless asked (R94)."""

from typing import assert_never

from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days
from itb_cli.domain.values import NamedTuple
from itb_cli.pages.wording import ORIGIN_WORDS, origin_words
from itb_cli.services.calendars.calendar import DOUBTFUL, Caveat
from itb_cli.services.calendars.calendar_file import CalendarFileView, ToldEntry
from itb_cli.services.calendars.calendar_slots import Due, Speaks, Within
from itb_cli.services.supply.supply_notices import SYMPTOMS_BEAT_DATES

WITHDRAWN = "Withdrawn: this day no longer holds"
LOOK_FIRST = f"Look first whether this still holds: {Command('status')}"
CAVEATS = {
    Caveat.ESTIMATE: "only an estimate",
    Caveat.UPPER_BOUND: "the true day is earlier",
    Caveat.IN_DOUBT: "in doubt",
    Caveat.DOSE_ROSE: "worked out: ask for the new day",
    Caveat.EARLIEST: "worked out by itb, as early as it can be",
    Caveat.WORKED_OUT: "worked out by itb",
    Caveat.SHORT_BUFFER: "that leaves few days",
    Caveat.SHORT_LEAD: "that leaves few days to get one",
}
TODAY, AT_ONCE = "today", "now, at any hour"
EARLY_ALARM_DAYS = 14
"""The refill-by entry rings so many days before too, in calendars that keep the alarms within an entry."""
LATE = "later than the day by which it must be kept: ask for an earlier one"
ASK = "Do not rely on this day. Call, and ask for the right one."


class EntryWords(NamedTuple):
    """What an entry says; `place` is empty if none is to be said. `alarms`: days before the entry, and what they say."""

    summary: str
    description: str
    place: str = ""
    alarms: tuple[tuple[int, str], ...] = ()


def entry_words(entry: ToldEntry, view: CalendarFileView) -> EntryWords:
    """The words of one entry; an entry that was taken back says nothing else."""
    if entry.about is None:
        return EntryWords(WITHDRAWN, WITHDRAWN)
    about = entry.about
    alarms = [(days, _summary(about._replace(days=days), view)) for days in (0, *_early(about))] if about.days == 0 else []
    alarms += [((entry.on - rung.on).days, _summary(_alone(about, rung), view)) for rung in about.within]
    summary = _summary(about, view)
    if view.detailed:
        description, place = (*_details(about, view), LOOK_FIRST), about.place or ""
    else:
        description, place = (*((ASK,) if DOUBTFUL & set(about.caveats) else ()), LOOK_FIRST), ""
    return EntryWords(summary, "\n".join(description), place, tuple(alarms) or ((0, summary),))


def _early(about: Due) -> tuple[int, ...]:
    return (EARLY_ALARM_DAYS,) if about.speaks is Speaks.REFILL_BY and not about.booked_on else ()


def _alone(about: Due, rung: Within) -> Due:
    """What rings within an entry, as an entry of its own would say it."""
    return about._replace(speaks=rung.speaks, on=rung.on, days=rung.days, caveats=rung.caveats, booked_on=None)


def _summary(about: Due, view: CalendarFileView) -> str:
    """What a calendar shows first. A day that is less than it looks says so there already."""
    caveats = "; ".join((*(CAVEATS[caveat] for caveat in about.caveats), *((LATE,) if about.is_late else ())))
    label = f"{view.label}: " if view.label else ""
    return label + (_detailed if view.detailed else _neutral)(about) + (f" ({caveats})" if caveats else "")


def _neutral(about: Due) -> str:
    """Words that any colleague may read. An estimate never passes for a clinic's date: `entry_words` says so behind them."""
    match about.speaks:
        case Speaks.BOOK_BY if about.booked_on:
            return f"Is the appointment of {spoken(about.booked_on)} still right?"
        case Speaks.BOOK_BY:
            return f"Make the appointment {_by(about)}, if it is not made yet"
        case Speaks.REFILL_BY if about.booked_on:
            return "The appointment must be kept by today: if it was not, call today"
        case Speaks.REFILL_BY if about.days < 0:
            return "The appointment was due yesterday: if it was not kept, call today"
        case Speaks.REFILL_BY:
            return f"The appointment must be kept {_by(about)}"
        case Speaks.ALARM_DATE | Speaks.CALL_NOW:
            return "If the appointment was not kept, call now, at any hour"
        case Speaks.APPOINTMENT:
            return "Appointment tomorrow" if about.days else "Appointment"
        case Speaks.CALL | Speaks.CALL_AT_ONCE:
            return f"Call {_when(about)}"
        case _:
            assert_never(about.speaks)


def _detailed(about: Due) -> str:
    match about.speaks:
        case Speaks.BOOK_BY if about.booked_on:
            return f"Is the visit of {spoken(about.booked_on)} at the pump clinic still right?"
        case Speaks.BOOK_BY:
            return f"Book the pump refill {_by(about)}, if it is not booked yet"
        case Speaks.REFILL_BY if about.booked_on:
            return "The pump must be refilled by today: if it was not, call the pump clinic today"
        case Speaks.REFILL_BY if about.days < 0:
            return "The pump refill was due yesterday: if it was not done, call the pump clinic today"
        case Speaks.REFILL_BY:
            return f"The pump must be refilled {_by(about)}"
        case Speaks.ALARM_DATE:
            return "Pump alarm date: if the pump was not refilled, call the pump clinic now, at any hour"
        case Speaks.CALL_NOW:
            return "If the pump was not refilled, call the pump clinic now, at any hour"
        case Speaks.APPOINTMENT:
            return "Pump clinic tomorrow" if about.days else "Pump clinic"
        case Speaks.CALL | Speaks.CALL_AT_ONCE:
            return f"Call the pump clinic {_when(about)}"
        case _:
            assert_never(about.speaks)


def _when(about: Due) -> str:
    return AT_ONCE if about.speaks is Speaks.CALL_AT_ONCE else TODAY


def _by(about: Due) -> str:
    """By when, as seen from the entry's own day."""
    match about.days:
        case 0:
            return "by today"
        case 1:
            return "by tomorrow"
        case days:
            return f"within {spoken_days(days)}"


def _details(about: Due, view: CalendarFileView) -> list[str]:
    """Where the day comes from, whom to call, and that no date is to be waited for."""
    clinic = view.next_refill.clinic
    phones = (clinic.name, clinic.phone, clinic.out_of_hours_phone and f"after hours {clinic.out_of_hours_phone}")
    said = [_origin(about, view), ASK if DOUBTFUL & set(about.caveats) else "", ", ".join(part for part in phones if part)]
    if about.speaks is not Speaks.APPOINTMENT:
        said += [SYMPTOMS_BEAT_DATES.text, f"Sources: {', '.join(SYMPTOMS_BEAT_DATES.sources)}"]
    return [line for line in said if line]


def _origin(about: Due, view: CalendarFileView) -> str:
    supply = view.next_refill
    if about.origin is None or supply.refill_by is None:
        return ""
    if about.speaks is Speaks.ALARM_DATE:
        return f"{spoken(about.on)}: {ORIGIN_WORDS[about.origin]}."
    return f"Refill by {spoken(supply.refill_by)}: {origin_words(supply.earliest, supply.buffer_days)}."

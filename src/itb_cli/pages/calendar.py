"""The page of `itb calendar`: state and action first, then the months, what lies outside them, whom to call."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import MONTHS, add_months, distance, spoken
from itb_cli.domain.entries import EntryKind
from itb_cli.domain.quantities import counted, spoken_dose
from itb_cli.domain.statement import Statement
from itb_cli.domain.values import NamedTuple
from itb_cli.pages.blocks import Day, Fact, Facts, Month, Months, Notes, Page, Tone, page
from itb_cli.pages.history import checked
from itb_cli.pages.next_refill import dates, repeated, supply_headline
from itb_cli.pages.wording import UNKNOWN, clinic_facts, listing, notes
from itb_cli.services.calendars.calendar import DOUBTFUL, CalendarView, Caveat, Mark, MarkKind
from itb_cli.services.entries.history import HistoryEntry
from itb_cli.services.knowledge.event_words import EVENT_WORDS
from itb_cli.services.outcome import Outcome


class Sign(NamedTuple):
    """How a mark looks: a letter for the grid, its name, more words, and a colour that only supports them (R52)."""

    letter: str
    name: str
    meaning: str = ""
    tone: Tone = Tone.NEUTRAL


TODAY = Sign("T", "today")
ASKED_ABOUT = Sign("T", "the day you asked about")
SIGNS = {
    MarkKind.BOOK_BY: Sign("B", "Book by", tone=Tone.ATTENTION),
    MarkKind.REFILL_BY: Sign("L", "Refill by", "the last day for it", Tone.URGENT),
    MarkKind.ALARM_DATE: Sign("A", "Alarm date", "not a date to wait for", Tone.URGENT),
    MarkKind.EMPTY_DATE: Sign("X", "Empty date", "the pump can be dry as early as this", Tone.URGENT),
    MarkKind.APPOINTMENT: Sign("V", "Appointment", "a visit at the clinic"),
    MarkKind.REFILL: Sign("R", "Refill", "as recorded"),
    MarkKind.DOSE: Sign("D", "Dose change"),
    MarkKind.EVENT: Sign("E", "Event", "something that may upset the pump"),
}
COUNTED = {
    MarkKind.REFILL: ("refill", "refills"),
    MarkKind.DOSE: ("dose change", "dose changes"),
    MarkKind.APPOINTMENT: ("appointment", "appointments"),
    MarkKind.EVENT: ("event", "events"),
}
CAVEATS = {
    Caveat.ESTIMATE: "an estimate",
    Caveat.UPPER_BOUND: "later than the true date",
    Caveat.IN_DOUBT: "in doubt",
    Caveat.DOSE_ROSE: "worked out after a dose rise",
    Caveat.EARLIEST: "worked out here at the fastest flow",
    Caveat.WORKED_OUT: "worked out here",
    Caveat.SHORT_BUFFER: "few days before the alarm date",
    Caveat.SHORT_LEAD: "few days to get an appointment",
}
_IN_DOUBT = DOUBTFUL - {Caveat.DOSE_ROSE}
"""With one of these no days are counted down to a date."""
_GRAVEST_FIRST = tuple(Tone)


def build(outcome: Outcome[CalendarView], as_of: AsOf) -> Page:
    """The months between the headline of the state and everything that has to be said beside the dates."""
    view = outcome.view
    headline = supply_headline(view.next_refill, outcome.state, as_of)
    return page(
        headline,
        _months(view, as_of),
        Facts((*_not_shown(view, as_of), *_unknown(view, as_of)), "Not shown"),
        Notes(tuple(_cancelled(view))),
        Facts(clinic_facts(view.next_refill.clinic)),
        notes(outcome.notices, leave_out=("not_today",)),
        last_line=repeated(headline),
    )


def _months(view: CalendarView, as_of: AsOf) -> Months:
    marked = {day: tuple(marks) for day, marks in groupby(view.marks, key=lambda mark: mark.on)}
    days = [_day(day, marked.get(day, ()), as_of) for day in sorted({*marked, as_of.day})]
    months = tuple(
        Month(
            f"{MONTHS[first.month - 1]} {first.year}",
            first,
            tuple(day for day in days if first <= day.on < add_months(first, 1)),
            "No day is marked.",
        )
        for first in view.months
    )
    return Months(months, tuple(_legend(view, as_of)), "What the letters mean", "The marked days")


def _day(day: date, marks: tuple[Mark, ...], as_of: AsOf) -> Day:
    """All marks of a day, today first: the letters for the grid, and the line in words."""
    signs = [*([_today(as_of)] if day == as_of.day else []), *(SIGNS[mark.kind] for mark in marks)]
    said = [*([_today(as_of).name] if day == as_of.day else []), *(_words(mark) for mark in marks)]
    far = "" if day == as_of.day or not all(_may_be_counted(mark) for mark in marks) else f" ({distance(day, as_of.day)})"
    return Day(
        day,
        "".join(dict.fromkeys(sign.letter for sign in signs)),
        f"{spoken(day)}: {'; '.join(said)}{far}",
        min((sign.tone for sign in signs), key=_GRAVEST_FIRST.index),
    )


def _may_be_counted(mark: Mark) -> bool:
    return mark.in_past or not _IN_DOUBT & set(mark.caveats)


def _today(as_of: AsOf) -> Sign:
    return TODAY if as_of.is_today else ASKED_ABOUT


def _words(mark: Mark) -> str:
    """What a day is marked for."""
    if mark.entry is not None:
        return _entry(mark.entry)
    return ", ".join((SIGNS[mark.kind].name.lower(), *_qualified(mark)))


def _qualified(mark: Mark) -> tuple[str, ...]:
    """What makes a date less than it looks, and while it lies ahead what it is."""
    caveats = tuple(CAVEATS[caveat] for caveat in mark.caveats)
    is_said = not mark.in_past and not (DOUBTFUL & set(mark.caveats) and mark.kind is MarkKind.REFILL_BY)
    return (*caveats, *filter(None, [SIGNS[mark.kind].meaning if is_said else ""]))


def _entry(entry: HistoryEntry) -> str:
    """An entry without its notes, which are for `itb history`."""
    dose = entry.dose_mcg_per_day if entry.kind is EntryKind.DOSE else None
    parts = (
        SIGNS[MarkKind(entry.kind.value)].name.lower(),
        f"to {spoken_dose(dose)}" if dose is not None else "",
        entry.status or "",
        f"at {entry.at:%H:%M}" if entry.at else "",
    )
    event = EVENT_WORDS[entry.event] if entry.event else ""
    return ", ".join(part for part in (" ".join(filter(None, parts)), event, entry.place, checked(entry)) if part)


def _legend(view: CalendarView, as_of: AsOf) -> Iterator[Fact]:
    """What each letter in the grid means."""
    yield Fact(_today(as_of).letter, _today(as_of).name)
    for kind, sign in SIGNS.items():
        caveats = [caveat for mark in view.marks if mark.kind is kind for caveat in mark.caveats]
        if any(mark.kind is kind for mark in view.marks):
            meaning = [] if DOUBTFUL & set(caveats) and kind is MarkKind.REFILL_BY else [sign.meaning]
            yield Fact(sign.letter, ", ".join(filter(None, (sign.name.lower(), *(CAVEATS[item] for item in caveats), *meaning))))


def _not_shown(view: CalendarView, as_of: AsOf) -> Iterator[Fact]:
    """Each date, the last refill and all that lies ahead, if outside the months; of what lies behind, the number."""
    behind: list[MarkKind] = []
    for mark in view.not_shown:
        name, far = SIGNS[mark.kind].name, distance(mark.on, as_of.day)
        if mark.entry is None:
            yield Fact(name, spoken(mark.on), ", ".join((*([far] if _may_be_counted(mark) else []), *_qualified(mark))))
        elif not mark.in_past:
            yield Fact(name, spoken(mark.on), f"{far}, {_entry(mark.entry)}")
        elif view.next_refill.last_refill and (mark.kind, mark.on) == (MarkKind.REFILL, view.next_refill.last_refill.on):
            yield Fact("Last refill", spoken(mark.on), far)
        else:
            behind.append(mark.kind)
    if behind:
        in_all = listing([counted(behind.count(kind), *words) for kind, words in COUNTED.items() if kind in behind])
        yield Fact("Earlier", in_all, f"to see all: {Command('history')}")


def _unknown(view: CalendarView, as_of: AsOf) -> Iterator[Fact]:
    """The dates that do not exist, as next-refill says them: a missing date is said, never blank (R30)."""
    yield from (row for row in dates(view.next_refill, as_of).rows if row.value == UNKNOWN)


def _cancelled(view: CalendarView) -> Iterator[Statement]:
    if view.cancelled:
        hidden = counted(view.cancelled, "cancelled appointment is", "cancelled appointments are")
        yield Statement(f"In these months {hidden} not marked. To see all: {Command('history')}")

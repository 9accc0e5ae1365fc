"""Entries that stand in a record and would be refused or asked about if they were typed today. The rules are `plausibility`'s."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from itb_cli.domain.dates import spoken
from itb_cli.domain.record import DiaryEntry, DoseChange, Event, Record, Refill
from itb_cli.errors import ConfirmationNeededError, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.history import EntryKind, all_entries_of
from itb_cli.services.log import check_refill
from itb_cli.services.plausibility import Figures, check_after, check_day, check_implant, date_questions, figure_questions

LOOKED_BACK = 20
"""So many entries before one are compared with it: all of them would take too long in a long record."""

Entry = TypeVar("Entry", Refill, DoseChange, Event, DiaryEntry)


class DoubtfulEntry(NamedTuple):
    """An entry and what speaks against it. `cannot_be`: it would be refused, not only asked about."""

    kind: EntryKind
    on: date
    why: str
    cannot_be: bool


def doubtful_entries(record: Record, today: date) -> tuple[DoubtfulEntry, ...]:
    """Every entry that is doubtful on `today`, oldest first; of each only the first doubt."""
    refills, doses = _in_order(record.refills), _in_order(record.doses)
    around = _Around(record, refills, doses)
    found = [
        *_doubts(EntryKind.REFILL, refills, lambda refill: _check_refill(around.before(refill.on), refill, today)),
        *_doubts(EntryKind.DOSE, doses, lambda dose: _check_dose(around.before(dose.on), dose, today)),
        *_doubts(EntryKind.EVENT, record.events, lambda event: _check_event(record, event, today)),
        *_doubts(EntryKind.DIARY, record.diary_entries, lambda entry: check_day(entry.on, today, "A diary entry")),
        *_twice(record),
    ]
    return tuple(sorted(found, key=lambda item: item.on))


class _Around:
    """The record with the entries shortly before a day alone: what a new entry of that day would be compared with."""

    def __init__(self, record: Record, refills: list[Refill], doses: list[DoseChange]) -> None:
        self._record, self._refills, self._doses = record, refills, doses

    def before(self, day: date) -> Record:
        return self._record._replace(refills=_up_to(self._refills, day), doses=_up_to(self._doses, day))


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.on)


def _up_to(entries: list[Entry], day: date) -> tuple[Entry, ...]:
    end = bisect_right(entries, day, key=lambda entry: entry.on)
    return tuple(entries[max(0, end - LOOKED_BACK) : end])


def _doubts(kind: EntryKind, entries: Iterable[Entry], check: Callable[[Entry], None]) -> Iterable[DoubtfulEntry]:
    for entry in entries:
        try:
            check(entry)
        except InputRefusedError as refused:
            yield DoubtfulEntry(kind, entry.on, refused.message, not isinstance(refused, ConfirmationNeededError))


def _check_refill(before: Record, refill: Refill, today: date) -> None:
    check_day(refill.on, today, "A refill")
    _ask_about_implant(before, refill.on)
    check_refill(before, refill, Answers())


def _check_dose(before: Record, dose: DoseChange, today: date) -> None:
    check_day(dose.on, today, "A dose change")
    _ask_about_implant(before, dose.on)
    check_after("alarm date", dose.alarm_date, dose.on, "dose change")
    last = before._replace(doses=tuple(item for item in before.doses if item is not dose)).dose_on(dose.on)
    figures = Figures(last.dose_mcg_per_day if last else None)
    for question in figure_questions(Figures(dose.dose_mcg_per_day), figures, before.pump.reservoir_ml):
        Answers().require(*question)
    for question in date_questions("dose change", dose.on, dose.alarm_date):
        Answers().require(*question)


def _check_event(record: Record, event: Event, today: date) -> None:
    check_day(event.on, today, "An event")
    _ask_about_implant(record, event.on)
    if event.checked_on:
        check_day(event.checked_on, today, "A check")
        if event.checked_on < event.on:
            raise InputRefusedError("The check is before the event.", "Look at the two days again.")


def _ask_about_implant(record: Record, day: date) -> None:
    """A day before the implant can be of an earlier pump: it is asked about here, not refused."""
    try:
        check_implant(day, record.pump.implanted_on, force=False)
    except InputRefusedError as refused:
        raise ConfirmationNeededError("implant", refused.message) from None


def _twice(record: Record) -> list[DoubtfulEntry]:
    """Refills of one day, and ids that two entries share: what is corrected then may be the wrong one."""
    days = Counter(refill.on for refill in record.refills)
    found = [
        DoubtfulEntry(EntryKind.REFILL, day, f"{count} refills are recorded on {spoken(day)}.", cannot_be=False)
        for day, count in days.items()
        if count > 1
    ]
    entries = all_entries_of(record)
    ids = Counter(entry.id for entry in entries)
    shared = [entry for entry in entries if ids[entry.id] > 1]
    found += [DoubtfulEntry(entry.kind, entry.on, "Another entry has the same id.", cannot_be=False) for entry in shared]
    return found

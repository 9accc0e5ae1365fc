"""All that is recorded in the order of its days. Nothing is worked out but the days between refills."""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from itb_cli.domain.record import AppointmentStatus, EventKind, Record
from itb_cli.services.outcome import Outcome


class EntryKind(StrEnum):
    """What sort of entry it is."""

    REFILL = "refill"
    DOSE = "dose"
    APPOINTMENT = "appointment"
    EVENT = "event"


class HistoryEntry(NamedTuple):
    """One entry; what does not belong to its kind is None. `days_since_refill`: from the refill before to this one."""

    id: str
    kind: EntryKind
    on: date
    days_since_refill: int | None = None
    alarm_date: date | None = None
    refill_by: date | None = None
    filled_ml: Decimal | None = None
    strength_mcg_per_ml: Decimal | None = None
    dose_mcg_per_day: Decimal | None = None
    at: time | None = None
    place: str | None = None
    status: AppointmentStatus | None = None
    event: EventKind | None = None
    checked_on: date | None = None
    note: str | None = None


class HistoryView(NamedTuple):
    """Oldest first."""

    entries: tuple[HistoryEntry, ...]


def answer(record: Record) -> Outcome[HistoryView]:
    """Everything recorded, oldest first."""
    entries = [*_refills(record), *_others(record)]
    return Outcome(HistoryView(tuple(sorted(entries, key=lambda entry: entry.on))))


def _refills(record: Record) -> list[HistoryEntry]:
    entries: list[HistoryEntry] = []
    before: date | None = None
    for refill in sorted(record.refills, key=lambda refill: refill.on):
        entries.append(
            HistoryEntry(
                id=refill.id,
                kind=EntryKind.REFILL,
                on=refill.on,
                days_since_refill=(refill.on - before).days if before else None,
                alarm_date=refill.alarm_date,
                refill_by=refill.refill_by,
                filled_ml=refill.filled_ml,
                strength_mcg_per_ml=refill.strength_mcg_per_ml,
                dose_mcg_per_day=refill.dose_mcg_per_day,
                note=refill.note,
            )
        )
        before = refill.on
    return entries


def _others(record: Record) -> list[HistoryEntry]:
    doses = [
        HistoryEntry(
            id=dose.id,
            kind=EntryKind.DOSE,
            on=dose.on,
            alarm_date=dose.alarm_date,
            dose_mcg_per_day=dose.dose_mcg_per_day,
            note=dose.note,
        )
        for dose in record.doses
    ]
    visits = [
        HistoryEntry(id=visit.id, kind=EntryKind.APPOINTMENT, on=visit.on, at=visit.at, place=visit.place, status=visit.status)
        for visit in record.appointments
    ]
    events = [
        HistoryEntry(
            id=event.id,
            kind=EntryKind.EVENT,
            on=event.on,
            event=event.kind,
            checked_on=event.checked_on,
            note=event.note,
        )
        for event in record.events
    ]
    return [*doses, *visits, *events]

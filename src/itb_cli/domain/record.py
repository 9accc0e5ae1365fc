"""What a person has stored, as values. Not how it is written to a file (storage) nor what follows from it (supply)."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

SCHEMA_VERSION = 1

Extra = Mapping[str, Any]
"""Keys that this version does not know, kept and written back (design section 4)."""

NOTHING_MORE: Extra = MappingProxyType({})


class Phase(StrEnum):
    """Whether the dose has settled: while it is being set, refills come sooner (article: monthly at first)."""

    STABLE = "stable"
    TITRATING = "titrating"


class AppointmentStatus(StrEnum):
    """What became of an appointment."""

    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"


class EventKind(StrEnum):
    """What may upset the pump (design section 3)."""

    MRI = "mri"
    DIVE = "dive"
    HYPERBARIC = "hyperbaric"
    ALTITUDE = "altitude"
    ALARM = "alarm"
    FALL = "fall"
    OTHER = "other"


class Person(NamedTuple):
    """Who wears the pump. Everything is optional."""

    name: str | None = None
    born: date | None = None
    allergies: tuple[str, ...] = ()
    extra: Extra = NOTHING_MORE


class Contact(NamedTuple):
    """Somebody to ring."""

    name: str | None = None
    relation: str | None = None
    phone: str | None = None
    extra: Extra = NOTHING_MORE


class Clinic(NamedTuple):
    """The team that manages the pump."""

    name: str | None = None
    phone: str | None = None
    out_of_hours_phone: str | None = None
    extra: Extra = NOTHING_MORE


class Pump(NamedTuple):
    """The implanted pump. Volumes in mL."""

    model: str | None = None
    serial: str | None = None
    implanted_on: date | None = None
    replace_by: date | None = None
    reservoir_ml: Decimal | None = None
    alarm_volume_ml: Decimal | None = None
    extra: Extra = NOTHING_MORE


class Therapy(NamedTuple):
    """Whether the dose is stable or still being set; None where nobody said."""

    phase: Phase | None = None
    extra: Extra = NOTHING_MORE


class Plan(NamedTuple):
    """The clinic's own figures in days, and the emergency number where the person lives."""

    buffer_days: int | None = None
    lead_days: int | None = None
    emergency_number: str | None = None
    extra: Extra = NOTHING_MORE


class StandbyTablets(NamedTuple):
    """The tablets kept for the clinic's written plan."""

    use_before: date | None = None
    extra: Extra = NOTHING_MORE


class PrintedCard(NamedTuple):
    """The safety card on paper; `printed_on` is the day on which it was last printed (R42)."""

    printed_on: date | None = None
    extra: Extra = NOTHING_MORE


class Refill(NamedTuple):
    """A visit at which the pump was emptied and filled again, with what the clinic printed."""

    id: str
    on: date
    alarm_date: date | None = None
    refill_by: date | None = None
    filled_ml: Decimal | None = None
    strength_mcg_per_ml: Decimal | None = None
    dose_mcg_per_day: Decimal | None = None
    note: str | None = None
    extra: Extra = NOTHING_MORE


class DoseChange(NamedTuple):
    """A new total over 24 hours, from `on`."""

    id: str
    on: date
    dose_mcg_per_day: Decimal
    alarm_date: date | None = None
    note: str | None = None
    extra: Extra = NOTHING_MORE


class Appointment(NamedTuple):
    """A visit at the clinic."""

    id: str
    on: date
    at: time | None = None
    place: str | None = None
    status: AppointmentStatus = AppointmentStatus.BOOKED
    extra: Extra = NOTHING_MORE


class Event(NamedTuple):
    """Something that may have upset the pump; `checked_on` is the day when the clinic checked the pump after it."""

    id: str
    on: date
    kind: EventKind
    checked_on: date | None = None
    note: str | None = None
    extra: Extra = NOTHING_MORE


class DiaryEntry(NamedTuple):
    """How somebody was on a day, on the scales of `domain/scales`. It never counts for the supply."""

    id: str
    on: date
    spasms: int | None = None
    tightness: int | None = None
    sleep_hours: Decimal | None = None
    note: str | None = None
    extra: Extra = NOTHING_MORE


class CalendarStatus(StrEnum):
    """Whether a calendar that was told of an entry is still to show it."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class CalendarEvent(NamedTuple):
    """One entry that calendars were told of, by a random `uid` (R90, R92). `slot` is what it reminds of.

    `sequence` rises with each change. `content` stands for what was told; empty where that is not known, or taken back.
    """

    uid: str
    slot: str
    on: date
    changed_on: date
    at: time | None = None
    sequence: int = 0
    status: CalendarStatus = CalendarStatus.CONFIRMED
    content: str = ""
    extra: Extra = NOTHING_MORE


class DatedDose(NamedTuple):
    """A dose in mcg per day and the day from which it is recorded."""

    since: date
    dose_mcg_per_day: Decimal


class Record(NamedTuple):
    """Everything a person has stored. Lists stand in the order of the file, not of time."""

    person: Person = Person()
    contacts: tuple[Contact, ...] = ()
    clinic: Clinic = Clinic()
    pump: Pump = Pump()
    therapy: Therapy = Therapy()
    plan: Plan = Plan()
    standby_tablets: StandbyTablets = StandbyTablets()
    card: PrintedCard = PrintedCard()
    refills: tuple[Refill, ...] = ()
    doses: tuple[DoseChange, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    events: tuple[Event, ...] = ()
    diary_entries: tuple[DiaryEntry, ...] = ()
    calendar_events: tuple[CalendarEvent, ...] = ()
    extra: Extra = NOTHING_MORE

    def last_refill(self) -> Refill | None:
        """The newest refill by day; of two on one day, the one written later."""
        newest: Refill | None = None
        for refill in self.refills:
            if newest is None or refill.on >= newest.on:
                newest = refill
        return newest

    def dose_on(self, day: date) -> DatedDose | None:
        """The newest dose recorded on or before `day`; of one day, a change, the later written. None where none is."""
        known = [DatedDose(item.on, item.dose_mcg_per_day) for item in self.refills if item.dose_mcg_per_day is not None]
        known += [DatedDose(item.on, item.dose_mcg_per_day) for item in self.doses]
        newest: DatedDose | None = None
        for dose in known:
            if dose.since <= day and (newest is None or dose.since >= newest.since):
                newest = dose
        return newest

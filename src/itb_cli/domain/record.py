"""What a person has stored, as values. Not how it is written to a file (storage) nor what follows from it (supply)."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from itb_cli.domain.values import NamedTuple

SCHEMA_VERSION = 1

Extra = Mapping[str, Any]
"""Keys that this version does not know, kept and written back: another program, or a newer `itb`, may need them."""

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
    """What may upset the pump, so that its dates hold only once the clinic has checked it."""

    MRI = "mri"
    DIVE = "dive"
    HYPERBARIC = "hyperbaric"
    ALTITUDE = "altitude"
    ALARM = "alarm"
    FALL = "fall"
    OTHER = "other"


class Person(NamedTuple):
    """Who wears the pump. Everything is optional. `calendar_label` stands in front of the entries in a calendar."""

    name: str | None = None
    born: date | None = None
    allergies: tuple[str, ...] = ()
    calendar_label: str | None = None
    extra: Extra = NOTHING_MORE


class Contact(NamedTuple):
    """Somebody to call."""

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
    """Whether the dose is stable or still being set; None if nobody said."""

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
    """Something that may have upset the pump; `checked_on` is the day when the clinic checked the pump after it.

    `alarm_date` is what the clinic printed at that check.
    """

    id: str
    on: date
    kind: EventKind
    checked_on: date | None = None
    alarm_date: date | None = None
    note: str | None = None
    extra: Extra = NOTHING_MORE


class DiaryEntry(NamedTuple):
    """A day: `spasms` from 0 to 4 on the Penn Spasm Frequency Scale, `tightness` from 0 to 10. Never counts for the supply."""

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

    `sequence` rises with each change. `content` stands for what was told; empty if that is not known, or taken back.
    `in_file` is what the newest file says, if a folder was told of something else since: empty if it says nothing of the entry.
    """

    uid: str
    slot: str
    on: date
    changed_on: date
    at: time | None = None
    sequence: int = 0
    status: CalendarStatus = CalendarStatus.CONFIRMED
    content: str = ""
    in_file: str | None = None
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
        """The refill of the newest day; of several on that day the later written, with the strictest of each figure (R76).

        The one place that says which figures are in the pump: dates, card, report and questions read them here.
        """
        newest = max((refill.on for refill in self.refills), default=None)
        same_day = [refill for refill in self.refills if refill.on == newest]
        if len(same_day) < 2:
            return same_day[0] if same_day else None
        return same_day[-1]._replace(
            alarm_date=min((item.alarm_date for item in same_day if item.alarm_date), default=None),
            refill_by=min((item.refill_by for item in same_day if item.refill_by), default=None),
            filled_ml=min((item.filled_ml for item in same_day if item.filled_ml is not None), default=None),
            strength_mcg_per_ml=min((item.strength_mcg_per_ml for item in same_day if item.strength_mcg_per_ml), default=None),
            dose_mcg_per_day=max((item.dose_mcg_per_day for item in same_day if item.dose_mcg_per_day), default=None),
        )

    def dose_on(self, day: date) -> DatedDose | None:
        """The dose in force after `day` by what is recorded: of the newest day a change before a refill's own, and the highest.

        The one place that says which dose holds: dates count the same one (R76). None if none is recorded.
        """
        found: DatedDose | None = None
        for entries in (self.refills, self.doses):
            known = [DatedDose(item.on, item.dose_mcg_per_day) for item in entries if item.dose_mcg_per_day and item.on <= day]
            newest = max(known, default=None)
            if newest and (found is None or newest.since >= found.since):
                found = newest
        return found

"""The notices that accompany dates: one catalogue of their words, so that no medium and no command can say less."""

from collections.abc import Iterator

from itb_cli.domain import dates
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import file_is_behind, is_behind
from itb_cli.domain.command import Command
from itb_cli.domain.record import Event, EventKind, Record
from itb_cli.domain.states import (
    Doubt,
    Standing,
    clock_runs_ahead,
    comes_late,
    newest_entry_day,
    next_appointment,
    passed_appointment,
)
from itb_cli.domain.supply import Forecast
from itb_cli.services.knowledge.event_words import EVENT_REASONS, EVENT_WORDS
from itb_cli.services.notices import Notice, Signal, not_today
from itb_cli.services.supply.date_notices import date_notices

REPLACEMENT_MONTHS = 6
"""A pump's replacement is planned about this long ahead: the earlier of the sources (S105)."""

TABLETS_DAYS = 30
"""New standby tablets are asked for this long ahead: our own choice, no source gives one."""
CARD_MONTHS = 6
"""A printed card older than this is to be printed again (R42)."""

SYMPTOMS_BEAT_DATES = Notice(
    "symptoms_beat_dates",
    Signal.WARNING,
    "Symptoms beat dates. Itching, tightness or spasms coming back, fever, confusion, heavy sleepiness or slow breathing: "
    f"do not wait for any date. Type: {Command('emergency')}",
    ("S04", "S10", "S30", "S35"),
)


CALENDAR_BEHIND = Notice(
    "calendar_behind",
    Signal.WARNING,
    "Your own calendar was told of other days than these. "
    f"Make its file again, then import it: {Command('calendar --ics itb.ics')}",
)


def supply_notices(record: Record, supply: Forecast | None, standing: Standing, as_of: AsOf) -> tuple[Notice, ...]:
    """Everything that has to be said beside the dates, the gravest first, symptoms last."""
    found = [
        *(() if as_of.is_today else (not_today(as_of.day),)),
        *(_event(event) for event in standing.unchecked),
        *_clock(record, standing, as_of),
        *date_notices(record, supply, standing),
        *_coming_due(record, as_of),
        *_appointments(record, supply, as_of),
        *((CALENDAR_BEHIND,) if is_behind(record, supply) or file_is_behind(record.calendar_events) else ()),
    ]
    return (*found, SYMPTOMS_BEAT_DATES)


def _event(event: Event) -> Notice:
    heard = event.kind is EventKind.ALARM
    told = "Call your pump clinic now, at any hour." if heard else "Call your pump clinic and ask for a check."
    return Notice(
        "alarm_unchecked" if heard else "event_unchecked",
        Signal.WARNING,
        f"You recorded {EVENT_WORDS[event.kind]} on {dates.spoken(event.on)}. No check of the pump is recorded since. "
        f"{EVENT_REASONS[event.kind].text} {told}",
        EVENT_REASONS[event.kind].sources,
    )


def _clock(record: Record, standing: Standing, as_of: AsOf) -> Iterator[Notice]:
    newest = newest_entry_day(record)
    if newest and Doubt.ENTRY_AHEAD in standing.doubts:
        yield Notice(
            "entry_ahead",
            Signal.WARNING,
            f"Your record has an entry of {dates.spoken(newest)}, a day that was still to come when it was written down. "
            f"Look at it: {Command('history')}",
        )
    if Doubt.CLOCK in standing.doubts:
        known = max(day for day in (newest, as_of.written_on) if day is not None)
        if newest and not as_of.is_today:
            yield Notice(
                "day_before_newest_entry",
                Signal.CAUTION,
                f"Your newest entry is of {dates.spoken_short(newest)}, after the day you asked about. The dates rest on it.",
            )
            return
        yield Notice(
            "clock_behind",
            Signal.CAUTION,
            f"Check the date of this device. The answer is for {dates.spoken_short(as_of.day)}, "
            f"but your record was written on {dates.spoken_short(known)} or later. If the date of this device is right, "
            f"an entry has a wrong day. Look at it: {Command('history')}",
        )
    elif newest and clock_runs_ahead(record, as_of):
        yield Notice(
            "clock_ahead",
            Signal.CAUTION,
            f"Check the date of this device. Your newest entry is of {dates.spoken_short(newest)}, more than 2 years before.",
        )


def _coming_due(record: Record, as_of: AsOf) -> Iterator[Notice]:
    """Pump and standby tablets near or past their day."""
    replace_by, use_before = record.pump.replace_by, record.standby_tablets.use_before
    if replace_by and as_of.day > replace_by:
        yield Notice(
            "pump_overdue",
            Signal.WARNING,
            f"Your pump was to be replaced by {dates.spoken(replace_by)}. A pump past its day can stop. "
            "Call your pump clinic now.",
            ("S104",),
        )
    elif replace_by and as_of.day >= dates.add_months(replace_by, -REPLACEMENT_MONTHS):
        yield Notice(
            "pump_due",
            Signal.CAUTION,
            f"Your pump must be replaced by {dates.spoken(replace_by)}. Call your pump clinic and plan it now.",
            ("S104", "S105"),
        )
    if use_before and as_of.day >= use_before:
        yield Notice(
            "tablets_out_of_date",
            Signal.CAUTION,
            f"Your standby tablets were to be used before {dates.spoken(use_before)}. Ask your pump clinic for new ones.",
            ("S64",),
        )
    elif use_before and as_of.day >= dates.add_days(use_before, -TABLETS_DAYS):
        yield Notice(
            "tablets_due",
            Signal.CAUTION,
            f"Your standby tablets must be used before {dates.spoken(use_before)}. Ask your pump clinic for new ones now.",
            ("S64",),
        )
    yield from _card(record, as_of)


def _card(record: Record, as_of: AsOf) -> Iterator[Notice]:
    """A card on paper that is older than the last change, or simply old (R42)."""
    printed_on = record.card.printed_on
    if printed_on is None:
        return
    changes = [entry.on for entries in (record.refills, record.doses) for entry in entries if printed_on < entry.on <= as_of.day]
    is_old = as_of.day > dates.add_months(printed_on, CARD_MONTHS)
    if changes or is_old:
        why = f"A refill or dose of {dates.spoken_short(max(changes))} is not on it." if changes else "It is old."
        yield Notice(
            "card_old",
            Signal.CAUTION,
            f"Your printed card is of {dates.spoken_short(printed_on)}. {why} Print it again: {Command('card')}. "
            f"Then type: {Command('setup --card-printed-on today')}",
        )


def _appointments(record: Record, supply: Forecast | None, as_of: AsOf) -> Iterator[Notice]:
    passed = passed_appointment(record, as_of.day)
    if passed:
        yield Notice(
            "appointment_passed",
            Signal.WARNING,
            f"Your appointment on {dates.spoken(passed.on)} has passed and no refill is recorded since. "
            f"Was it done? Then record it: {Command('log')}. If not, call your pump clinic today.",
        )
    visit = next_appointment(record, as_of.day)
    if visit and supply and comes_late(visit, supply.refill_by):
        yield Notice(
            "appointment_late",
            Signal.WARNING,
            f"Your appointment on {dates.spoken(visit.on)} comes after the refill-by date, "
            f"{dates.spoken(supply.refill_by)}. Call your pump clinic and ask for an earlier one.",
        )

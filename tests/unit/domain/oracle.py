"""The dates and states of a record, worked out a second time: from the words of the package's README, one day at a time, in fractions.

Nothing here may be copied from `itb_cli.domain.supply` or `states`: two programs that share a mistake agree. It may be slow.
"""

import calendar
import itertools
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from itb_cli.domain.record import DoseChange, Event, EventKind, Phase, Record, Refill

FAR_BEYOND_ANY_LIMIT = 3650
WEEK = timedelta(days=7)
FASTEST_FLOW = Fraction(1145, 1000)
GRAVEST_FIRST = ("critical", "overdue", "unknown", "soon", "ok")


class Printed(NamedTuple):
    """A date that the clinic printed on a day, the dose it reckoned with, and the doses after it, by day."""

    on: date
    date: date
    dose: Fraction | None
    later: Mapping[date, Fraction]

    def rose(self) -> bool:
        """Whether a later dose is higher than the one before it, or follows one that nobody recorded."""
        ladder = [self.dose, *(dose for _, dose in sorted(self.later.items()))]
        return any(before is None or dose > before for before, dose in itertools.pairwise(ladder))  # type: ignore[operator]

    def carried(self, until: date = date.max) -> date | None:
        """What the clinic would print after the doses of `until`: what was left, used up by them. None if a dose is missing."""
        later = {day: dose for day, dose in self.later.items() if day <= until}
        if not later:
            return self.date
        if self.dose is None:
            return None
        left = max(0, (self.date - self.on).days) * self.dose
        return self.on + timedelta(days=full_days(left, self.on, self.dose, later))

    def gives(self) -> date:
        """The date that counts: carried after a rise if it can be, and then never later than what was printed."""
        carried = self.carried()
        return min(self.date, carried) if self.rose() and carried else self.date


class Told(NamedTuple):
    """A candidate."""

    origin: str
    date: date
    refill_by: date
    in_force: bool


class Expected(NamedTuple):
    """All that the rules say of a record, whatever the day."""

    refilled: date
    candidates: tuple[Told, ...]
    refill_by: date
    book_by: date
    alarm_date: date | None
    empty_date: date | None
    disagree: bool
    carries: bool
    critical_from: date | None
    buffer_days: int


def expected(record: Record) -> Expected | None:
    """The dates of `record`; None without a refill. With a dose that cannot be meant, also what would follow without it."""
    told, without = as_it_stands(record), without_doubted_doses(record)
    if told is None or without is None:
        return told
    other = as_it_stands(without)
    assert other is not None
    known = {(item.origin, item.date) for item in told.candidates}
    more = [
        item._replace(in_force=False)
        for item in other.candidates
        if (item.origin, item.date) not in known and item.origin not in ("drug_limit", "article_interval")
    ]
    found = [*told.candidates, *more]
    refill_by = min(item.refill_by for item in found)
    return told._replace(
        candidates=tuple(found),
        refill_by=refill_by,
        book_by=on_a_weekday(refill_by - timedelta(days=14 if record.plan.lead_days is None else record.plan.lead_days)),
        alarm_date=min(filter(None, (told.alarm_date, other.alarm_date)), default=None),
        empty_date=min(filter(None, (told.empty_date, other.empty_date)), default=None),
        critical_from=min(filter(None, (told.critical_from, other.critical_from)), default=None),
        carries=told.carries and not comes_first([item for item in found if item.origin != "drug_limit"]),
    )


def without_doubted_doses(record: Record) -> Record | None:
    """The record without each dose since the refill that cannot be meant beside the volume and the strength; None if none is such.

    A dose before or with which the clinic printed a date stays: that date knows it.
    """
    if not record.refills:
        return None
    on = max(refill.on for refill in record.refills)
    that_day = [refill for refill in record.refills if refill.on == on]
    told = as_it_stands(record)
    assert told is not None
    worked_out = [item for item in told.candidates if item.origin == "flow_tolerance"]
    if not worked_out or worked_out[0].in_force:
        return None
    far = on + timedelta(days=400)
    later = after_the_refill(on, that_day, highest_by_day(change for change in record.doses if change.on >= on))
    printed = [item for item in all_printouts(record, on, that_day, later) if item.date <= far]

    def is_slip(dose: Decimal | None) -> bool:
        return dose is not None and (
            dose < 24 or (lasting(record, on, that_day, Fraction(dose), {}, 1, above_alarm=True) or 0) > 400
        )

    def is_told(change: DoseChange) -> bool:
        printed_with = change.alarm_date is not None and change.alarm_date <= far
        return printed_with or any(item.on > change.on for item in printed)

    doses = tuple(item for item in record.doses if item.on < on or is_told(item) or not is_slip(item.dose_mcg_per_day))
    refills = tuple(
        item._replace(dose_mcg_per_day=None) if item in that_day and is_slip(item.dose_mcg_per_day) else item
        for item in record.refills
    )
    return None if (doses, refills) == (record.doses, record.refills) else record._replace(doses=doses, refills=refills)


def on_a_weekday(day: date) -> date:
    """The day, or the Friday before it."""
    while day.strftime("%a") in ("Sat", "Sun"):
        day -= timedelta(days=1)
    return day


def as_it_stands(record: Record) -> Expected | None:
    """The same, whatever the doses are."""
    if not record.refills:
        return None
    on = max(refill.on for refill in record.refills)
    that_day = [refill for refill in record.refills if refill.on == on]
    later = after_the_refill(on, that_day, highest_by_day(change for change in record.doses if change.on >= on))
    recorded_buffer = record.plan.buffer_days
    buffer = timedelta(days=10 if recorded_buffer is None else recorded_buffer)

    found, alarms, disagree, lone = clinics_dates(record, on, that_day, later, buffer)
    newest = next(iter(all_printouts(record, on, that_day, later)), None)
    compared = (newest.carried() or newest.date) if newest else None
    clinic_given = bool(found)
    worked_out, shown, empty = worked_out_dates(record, on, that_day, later, buffer, compared)
    found += worked_out
    if shown:
        alarms.append(shown)
        disagree = disagree or (compared is not None and abs(compared - shown) > WEEK)
    bound = bound_by_the_dose_before(record, on, that_day, later)
    if bound and is_much_earlier(record, that_day, later, buffer):
        found.append(Told("computed_alarm_date", bound, bound - buffer, in_force=False))
    is_estimate = not clinic_given and not any(item.in_force for item in worked_out)
    if is_estimate:
        doses = [Fraction(refill.dose_mcg_per_day) for refill in that_day if refill.dose_mcg_per_day is not None]
        rose = Printed(on, on, max(doses, default=None), later).rose()
        months = 1 if record.therapy.phase is Phase.TITRATING or rose else 2
        interval = months_after(on, months)
        found.append(Told("article_interval", interval, interval, in_force=False))
    carries = not comes_first(found) and any(item.in_force for item in found)
    carries = carries and not came_first_before(record, on, that_day, later, buffer, found)
    limit = on + timedelta(days=180)
    found.append(Told("drug_limit", limit, limit, in_force=True))

    refill_by = min(item.refill_by for item in found)
    book_by = on_a_weekday(refill_by - timedelta(days=14 if record.plan.lead_days is None else record.plan.lead_days))
    dry = [item.date for item in worked_out if item.origin == "flow_tolerance"]
    turns = [*alarms, *(day for day in dry if empty or day <= on + timedelta(days=180))]
    sure = carries and ((newest and (not newest.rose() or newest.carried())) or any(item.in_force for item in worked_out))
    disproved = any(disproves(event, record, on) for event in record.events if event.on >= on)
    if lone and (disproved or not sure):
        turns.append(lone + timedelta(days=3 if recorded_buffer is None else min(recorded_buffer, 10)))
        turns += [months_after(on, 3)] if lone < months_after(on, 3) else []
    if is_estimate:
        turns.append(months_after(on, 3))
    return Expected(
        refilled=on,
        candidates=tuple(found),
        refill_by=refill_by,
        book_by=book_by,
        alarm_date=min(alarms, default=None),
        empty_date=empty,
        disagree=disagree,
        carries=carries,
        critical_from=min(turns, default=None),
        buffer_days=buffer.days,
    )


def comes_first(found: list[Told]) -> set[str]:
    """The origins of the bounds that lie before every date in force."""
    limits = [item for item in found if item.origin != "article_interval"]
    return {
        bound.origin
        for bound in limits
        if not bound.in_force and all(bound.refill_by < item.refill_by for item in limits if item.in_force)
    }


def came_first_before(
    record: Record, on: date, that_day: list[Refill], later: Mapping[date, Fraction], buffer: timedelta, today: list[Told]
) -> bool:
    """Whether a bound of today came first before the doses after the newest printout: a later dose takes no doubt away."""
    printouts = all_printouts(record, on, that_day, later)
    printed = printouts[0].on if printouts else on
    then = {day: dose for day, dose in later.items() if day <= printed}
    if then == later:
        return False
    found = clinics_dates(record, on, that_day, then, buffer)[0]
    newest = next(iter(all_printouts(record, on, that_day, then)), None)
    compared = (newest.carried() or newest.date) if newest else None
    worked_out = worked_out_dates(record, on, that_day, then, buffer, compared)[0]
    bound = bound_by_the_dose_before(record, on, that_day, then)
    if bound and is_much_earlier(record, that_day, then, buffer):
        worked_out.append(Told("computed_alarm_date", bound, bound - buffer, in_force=False))
    still = {item.origin for item in today if not item.in_force and (bound or item.origin != "computed_alarm_date")}
    return bool(comes_first([*found, *worked_out]) & (still - {"flow_tolerance"}))


def is_much_earlier(record: Record, that_day: list[Refill], later: Mapping[date, Fraction], buffer: timedelta) -> bool:
    """Whether the bound of the dose before was more than a week earlier than the clinic's date when that was printed."""
    on = that_day[0].on
    printouts = all_printouts(record, on, that_day, later)
    given = min((refill.refill_by for refill in that_day if refill.refill_by), default=None)
    printed = printouts[0].on if printouts else on
    then = bound_by_the_dose_before(record, on, that_day, {day: dose for day, dose in later.items() if day <= printed})
    if then is None:
        return True
    if printouts:
        return printouts[0].date - then > WEEK
    return given is None or given - (then - buffer) > WEEK


# --- what the clinic printed --------------------------------------------------------------------------------------------


def clinics_dates(
    record: Record, on: date, that_day: list[Refill], later: Mapping[date, Fraction], buffer: timedelta
) -> tuple[list[Told], list[date], bool, date | None]:
    """The candidates; the alarm dates, what the newest gives first; whether two printouts disagree; what a refill-by date gives."""
    printouts = all_printouts(record, on, that_day, later)
    found: list[Told] = []
    alarms: list[date] = []
    disagree = False
    if printouts:
        newest, *older = printouts
        found += in_its_own_name(newest, "clinic_alarm_date", buffer)
        alarms.append(newest.gives())
        for printed in older:
            carried, then = printed.carried(), printed.carried(newest.on)
            if carried and then and is_earlier(newest, newest.date, then, carried):
                found.append(Told("carried_date", carried, carried - buffer, in_force=False))
                alarms.append(carried)
                disagree = True
    given = min((refill.refill_by for refill in that_day if refill.refill_by), default=None)
    if given is None:
        return found, alarms, disagree, None
    refill_by = Printed(on, given, lowest_dose(that_day), later)
    if not printouts or printouts[0].on == on:
        return [*found, *in_its_own_name(refill_by, "clinic_refill_by", timedelta(0))], alarms, disagree, refill_by.gives()
    own = min((refill.alarm_date for refill in that_day if refill.alarm_date), default=None)
    if own and (own - buffer) - given > WEEK:  # never a measure of the drug: the clinic's plan, which stands, or nearer by a rise
        planned = min(given, refill_by.carried() or given)
        origin = "clinic_refill_by" if planned == given else "carried_date"
        return [*found, Told(origin, planned, planned, in_force=True)], alarms, disagree, planned
    carried, then = refill_by.carried(), refill_by.carried(printouts[0].on)
    if carried and then and is_earlier(printouts[0], printouts[0].date - buffer, then, carried):
        return [*found, Told("carried_date", carried, carried, in_force=False)], alarms, True, carried
    return found, alarms, disagree, None


def is_earlier(newest: Printed, day: date, then: date, now: date) -> bool:
    """Whether an older date counts beside the newest: more than a week earlier; or earlier at all, if that cannot be carried."""
    return day - then > WEEK if newest.carried() else min(then, now) < day


def in_its_own_name(printed: Printed, origin: str, buffer: timedelta) -> list[Told]:
    """A date as it was printed, and after a rise, as carried through the doses if they are recorded."""
    carried = printed.carried()
    if not printed.rose() or (carried and carried >= printed.date):
        return [Told(origin, printed.date, printed.date - buffer, in_force=True)]
    found = [Told(origin, printed.date, printed.date - buffer, in_force=False)]
    if carried:
        found.append(Told("carried_date", printed.gives(), printed.gives() - buffer, in_force=True))
    return found


def all_printouts(record: Record, on: date, that_day: list[Refill], later: Mapping[date, Fraction]) -> list[Printed]:
    """Every alarm date printed since the refill, at it, at a dose change, at a check: the newest first, of one day the earlier."""
    found = []
    at_refill = min((refill.alarm_date for refill in that_day if refill.alarm_date), default=None)
    if at_refill:
        found.append(Printed(on, at_refill, lowest_dose(that_day), later))
    changes = [change for change in record.doses if change.on >= on and change.alarm_date]
    for change in changes:
        dose = Fraction(change.dose_mcg_per_day)
        found.append(Printed(change.on, change.alarm_date, dose, {day: new for day, new in later.items() if day > change.on or (day == change.on and new > dose)}))  # fmt: skip
    same = {(change.on, change.alarm_date) for change in changes}
    checks = [event for event in record.events if event.checked_on and event.alarm_date]
    found += [
        at_a_check(event.checked_on, event.alarm_date, on, that_day, later)
        for event in checks
        if event.checked_on >= max(on, event.on) and (event.checked_on, event.alarm_date) not in same
    ]
    return sorted(found, key=lambda item: (-item.on.toordinal(), item.date, item.dose is None, item.dose))


def at_a_check(day: date, alarm_date: date, on: date, that_day: list[Refill], later: Mapping[date, Fraction]) -> Printed:
    """On a day on which the dose changed too, nobody knows which came first: the lower dose, and the change after it."""
    before = lowest_dose(that_day)
    for changed, dose in sorted(later.items()):
        if changed < day:
            before = dose
    if day in later and before is not None:
        before = min(before, later[day])
    return Printed(day, alarm_date, before, {changed: dose for changed, dose in later.items() if changed >= day})


def after_the_refill(on: date, that_day: list[Refill], later: Mapping[date, Fraction]) -> Mapping[date, Fraction]:
    """The doses after the refill; two refills of one day with two doses: the lower was printed with it, the highest came after."""
    doses = {Fraction(refill.dose_mcg_per_day) for refill in that_day if refill.dose_mcg_per_day is not None}
    return later if len(doses) < 2 else {**later, on: max(*doses, later.get(on, Fraction(0)))}


def lowest_dose(that_day: list[Refill]) -> Fraction | None:
    return min((Fraction(refill.dose_mcg_per_day) for refill in that_day if refill.dose_mcg_per_day is not None), default=None)


def highest_by_day(changes: Iterable[DoseChange]) -> Mapping[date, Fraction]:
    """Of several changes of one day the highest counts, that day and from then on."""
    found: dict[date, Fraction] = {}
    for change in changes:
        found[change.on] = max(found.get(change.on, Fraction(0)), Fraction(change.dose_mcg_per_day))
    return found


# --- what is worked out -------------------------------------------------------------------------------------------------


def worked_out_dates(
    record: Record, on: date, that_day: list[Refill], later: Mapping[date, Fraction], buffer: timedelta, printed: date | None
) -> tuple[list[Told], date | None, date | None]:
    """The candidates of volume, strength and dose; the alarm date to be shown; the empty date."""
    doses = [Fraction(refill.dose_mcg_per_day) for refill in that_day if refill.dose_mcg_per_day is not None]
    start = max(doses) if doses else later.get(on)
    if start is None or lasting(record, on, that_day, start, later, 1, above_alarm=True) is None:
        return [], None, None
    alarm = on + timedelta(days=lasting(record, on, that_day, start, later, 1, above_alarm=True) or 0)
    empty = on + timedelta(days=lasting(record, on, that_day, start, later, FASTEST_FLOW, above_alarm=False) or 0)
    believed = longest_by_one_dose(record, on, that_day, start) <= 400 or is_as_printed(
        record, on, that_day, start, later, printed
    )
    in_force = can_be_meant(record, that_day, start) and believed
    day_before = empty - timedelta(days=1)
    found = [Told("computed_alarm_date", alarm, alarm - buffer, in_force), Told("flow_tolerance", empty, day_before, in_force)]
    if in_force:
        return found, alarm, empty
    return found, alarm if alarm <= on + timedelta(days=180) else None, None


def longest_by_one_dose(record: Record, on: date, that_day: list[Refill], start: Fraction) -> int:
    """The longest that the fill would last if any one dose recorded since were given from the refill on."""
    return max(lasting(record, on, that_day, dose, {}, 1, above_alarm=True) or 0 for dose in every_dose(record, on, start))


def every_dose(record: Record, on: date, start: Fraction) -> list[Fraction]:
    """All doses recorded since, the lower of a day too."""
    recorded = [item.dose_mcg_per_day for item in record.refills if item.on == on and item.dose_mcg_per_day is not None]
    recorded += [change.dose_mcg_per_day for change in record.doses if change.on >= on]
    return [start, *map(Fraction, recorded)]


def is_as_printed(
    record: Record, on: date, that_day: list[Refill], start: Fraction, later: Mapping[date, Fraction], printed: date | None
) -> bool:
    """Whether the clinic printed the same within a week, by the doses of the day of printing and by those of today."""
    days = lasting(record, on, that_day, start, later, 1, above_alarm=True)
    newest = next(iter(all_printouts(record, on, that_day, later)), None)
    if newest is None or printed is None or days is None:
        return False
    then = {day: dose for day, dose in later.items() if day <= newest.on}
    before = lasting(record, on, that_day, start, then, 1, above_alarm=True) or 0
    was = newest.carried(newest.on) or newest.date
    return abs(printed - (on + timedelta(days=days))) <= WEEK and abs(was - (on + timedelta(days=before))) <= WEEK


def bound_by_the_dose_before(record: Record, on: date, that_day: list[Refill], later: Mapping[date, Fraction]) -> date | None:
    """The alarm date if the dose is still the last one from before a refill with which none was recorded."""
    if on in later or any(refill.dose_mcg_per_day is not None for refill in that_day):
        return None
    before = [(item.on, item.dose_mcg_per_day) for item in (*record.refills, *record.doses) if item.on < on]
    known = [(day, Fraction(dose)) for day, dose in before if dose is not None]
    if not known:
        return None
    _, start = max(known)
    days = lasting(record, on, that_day, start, later, 1, above_alarm=True)
    return on + timedelta(days=days) if days is not None and can_be_meant(record, that_day, start) else None


def lasting(
    record: Record, on: date, that_day: list[Refill], start: Fraction, later: Mapping[date, Fraction], speed: Fraction | int, *, above_alarm: bool
) -> int | None:  # fmt: skip
    """Whole days that the filled volume lasts. None if the volume or the strength is not recorded."""
    filled = min((Fraction(refill.filled_ml) for refill in that_day if refill.filled_ml is not None), default=None)
    strength = min(
        (Fraction(item.strength_mcg_per_ml) for item in that_day if item.strength_mcg_per_ml is not None), default=None
    )
    if filled is None or strength is None:
        return None
    kept = Fraction(4 if record.pump.alarm_volume_ml is None else record.pump.alarm_volume_ml) if above_alarm else Fraction(0)
    return full_days((filled - kept) * strength, on, start * speed, {day: dose * speed for day, dose in later.items()})


def full_days(mcg: Fraction, day: date, in_force: Fraction, later: Mapping[date, Fraction]) -> int:
    """Day after day the pump gives what is in force, on the day of a change the higher dose; only full days count."""
    for days in range(FAR_BEYOND_ANY_LIMIT):
        today = day + timedelta(days=days)
        mcg -= max(in_force, later.get(today, in_force))
        if mcg < 0:
            return days
        in_force = later.get(today, in_force)
    return FAR_BEYOND_ANY_LIMIT


def can_be_meant(record: Record, that_day: list[Refill], start: Fraction) -> bool:
    """No milligrams for micrograms, no strength that nobody sells, no more than the reservoir holds."""
    filled = min(refill.filled_ml for refill in that_day if refill.filled_ml is not None)
    strength = min(refill.strength_mcg_per_ml for refill in that_day if refill.strength_mcg_per_ml is not None)
    given = every_dose(record, that_day[0].on, start)
    largest = Decimal(60) if record.pump.reservoir_ml is None else record.pump.reservoir_ml
    return 50 <= strength <= 4000 and filled <= largest and min(given) >= 24


def months_after(day: date, months: int) -> date:
    """The same day of the month, or the month's last day."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


# --- how it stands on a day ---------------------------------------------------------------------------------------------


def expected_state(record: Record, day: date) -> tuple[str, frozenset[str]]:
    """The state on `day`, which is no earlier than the newest entry, and all that speaks against the dates."""
    dates = expected(record)
    if dates is None:
        alarm = any(event.kind is EventKind.ALARM and not is_checked(event, day) for event in record.events)
        return ("critical" if alarm else "unknown"), frozenset({"no_refill"})
    since = [event for event in record.events if event.on >= dates.refilled]
    unchecked = [event for event in since if not is_checked(event, day)]
    found = {
        "nothing_carries": not dates.carries,
        "event_unchecked": bool(unchecked),
        "alarm_came_early": any(disproves(event, record, dates.refilled) for event in since if event not in unchecked),
        "unknown_key": has_unknown_key(record),
        "earlier_pump": bool(record.pump.implanted_on and dates.refilled < record.pump.implanted_on),
        "pump_overdue": bool(record.pump.replace_by and record.pump.replace_by < day),
    }
    doubts = frozenset(doubt for doubt, applies in found.items() if applies)
    if any(event.kind is EventKind.ALARM for event in unchecked) or (dates.critical_from and day >= dates.critical_from):
        return "critical", doubts
    if day > dates.refill_by:
        return "overdue", doubts
    if doubts:
        return "unknown", doubts
    near = [turn - timedelta(days=3) for turn in (dates.alarm_date, dates.empty_date) if turn]
    return ("soon" if dates.book_by <= day or any(day >= turn for turn in near) else "ok"), doubts


def is_checked(event: Event, day: date) -> bool:
    """By `day`, and not before it happened."""
    return event.checked_on is not None and event.on <= event.checked_on <= day


def disproves(event: Event, record: Record, refilled: date) -> bool:
    """Whether a checked alarm came before its date, and no newer printout says what holds now."""
    if event.kind is not EventKind.ALARM or event.checked_on is None or event.checked_on == refilled:
        return False
    printed = [change.on for change in record.doses if change.alarm_date]
    printed += [other.checked_on for other in record.events if other.checked_on and other.alarm_date]
    return not any(day > event.on or day >= event.checked_on for day in printed)


def has_unknown_key(value: Any) -> bool:
    """Whether anything known holds a key that is not known, unless it bears a name of its own."""
    if isinstance(value, tuple):
        extra: Iterable[str] = getattr(value, "extra", ())
        return any(not key.startswith("x-") for key in extra) or any(has_unknown_key(item) for item in value)
    return False

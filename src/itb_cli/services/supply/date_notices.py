"""What has to be said of the dates themselves: why they may not hold, what disagrees, what was assumed."""

from collections.abc import Iterator
from datetime import date

from itb_cli.domain.candidates import Bound, Candidate, Origin
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken, spoken_days, spoken_short
from itb_cli.domain.facts import ALARM_VOLUME_ML, is_short
from itb_cli.domain.quantities import spoken_dose, spoken_volume
from itb_cli.domain.record import EventKind, Record
from itb_cli.domain.states import Doubt, Standing
from itb_cli.domain.supply import Forecast
from itb_cli.domain.text import harmless
from itb_cli.domain.unknown_keys import unknown_keys
from itb_cli.services.notices import Notice, Signal

MOST_KEYS = 3
"""So many unknown keys are named, and how many more there are."""


def date_notices(record: Record, supply: Forecast | None, standing: Standing) -> Iterator[Notice]:
    """Everything to be said of the dates that follow from `record`, the gravest first."""
    yield from _unknown_keys(record)
    if supply is None:
        return
    yield from _figures(supply)
    yield from _estimate(supply, standing)
    yield from _after_a_rise(supply)
    yield from _bounds(supply)
    if supply.alarm_disproves:
        yield from _alarm_before_date(record, supply)
    if Doubt.PRINTED_FAR in standing.doubts:
        yield Notice(
            "printed_far",
            Signal.WARNING,
            "The date that your clinic printed lies more than a year after the refill. Its year may be wrong. "
            f"Look at the printout again, then correct it: {Command(f'edit {supply.refill.on.isoformat()} --alarm-date DATE')}",
        )
    if Doubt.EARLIER_PUMP in standing.doubts:
        yield Notice(
            "earlier_pump",
            Signal.WARNING,
            "The newest refill is from before this pump was implanted. Its dates say nothing about this pump.",
        )
    if supply.disagreement_days is not None:
        yield Notice(
            "dates_disagree",
            Signal.WARNING,
            f"Your clinic's alarm date and the one worked out here disagree by {spoken_days(supply.disagreement_days)}. "
            "The earlier one counts. Call your pump clinic and ask which is right.",
        )
    yield from _small_plan(record)
    yield from _assumed_alarm_volume(supply)


def _unknown_keys(record: Record) -> Iterator[Notice]:
    keys = unknown_keys(record)
    if not keys:
        return
    named = ", ".join(f'"{harmless(key)}"' for key in keys[:MOST_KEYS])
    more = f" and {len(keys) - MOST_KEYS:,} more" if len(keys) > MOST_KEYS else ""
    yield Notice(
        "unknown_keys",
        Signal.WARNING,
        f"Your record holds what itb does not understand: {named}{more}. If it is a slip, a fact that matters is not counted. "
        f"Put it right: {Command('edit')}",
    )


def _estimate(supply: Forecast, standing: Standing) -> Iterator[Notice]:
    if Doubt.ESTIMATE_ONLY not in standing.doubts:
        return
    what = "No clinic's date is recorded, and no sum can be relied on."
    if supply.earliest.origin is Origin.ARTICLE_INTERVAL:
        what = "The refill-by date is only an estimate, from the interval in an article."
    yield Notice(
        "estimate",
        Signal.WARNING,
        f"{what} Your pump may run low sooner. Ask your pump clinic for your alarm date, then record it: {Command('log --help')}",
        ("S01",),
    )


def _after_a_rise(supply: Forecast) -> Iterator[Notice]:
    if not supply.dose_rose:
        return
    void: dict[Origin | None, date] = {item.origin: item.date for item in supply.candidates if item.bound is Bound.DOSE_ROSE}
    carried = [item for item in supply.candidates if item.in_force and item.carried_from in void]
    if not carried:
        yield Notice(
            "dose_rose",
            Signal.WARNING,
            "The dose went up after your clinic printed its date, or the dose before is not recorded. "
            "The true date is earlier than the printed one. Call your pump clinic and ask for the new alarm date.",
        )
        return
    now = min(carried, key=lambda item: item.refill_by)
    yield Notice(
        "dose_rose",
        Signal.WARNING,
        f"The dose went up after your clinic printed {spoken(void[now.carried_from])}. By the doses since, that becomes "
        f"{spoken(now.date)}. The sum is itb's own. Call your pump clinic and ask for the new alarm date.",
    )


def _bounds(supply: Forecast) -> Iterator[Notice]:
    for item in supply.candidates:
        if item.bound is Bound.OLDER_PRINTOUT:
            yield _older_printout(item)
        if item.bound is Bound.DOSE_UNCONFIRMED and item.assumed_dose_mcg_per_day:
            yield Notice(
                "dose_unconfirmed",
                Signal.WARNING,
                f"No dose is recorded with your last refill. If it is still {spoken_dose(item.assumed_dose_mcg_per_day)}, as "
                f"before, the refill is due by {spoken(item.refill_by)}. Ask your pump clinic, then record the dose: "
                f"{Command(f'log {supply.refill.on.isoformat()} --complete --dose DOSE')}",
            )


def _older_printout(item: Candidate) -> Notice:
    return Notice(
        "printouts_disagree",
        Signal.WARNING,
        f"Two printouts disagree. The older one, by the doses since, gives {spoken(item.date)}. The newest gives a clearly "
        "later day. The earlier one counts. Call your pump clinic and ask which is right.",
    )


def _alarm_before_date(record: Record, supply: Forecast) -> Iterator[Notice]:
    heard = [item for item in record.events if item.kind is EventKind.ALARM and item.on >= supply.refill.on and item.checked_on]
    if not heard:
        return
    last = max(heard, key=lambda item: item.on)
    checked = last.checked_on.isoformat() if last.checked_on else "DATE"
    yield Notice(
        "alarm_before_date",
        Signal.WARNING,
        f"An alarm was heard on {spoken_short(last.on)}, before the alarm date, and no date was printed since. So the date "
        f"did not hold. Call your pump clinic and ask for the new one, then: "
        f"{Command(f'event alarm --checked {checked} --alarm-date DATE')}",
    )


def _figures(supply: Forecast) -> Iterator[Notice]:
    if supply.implausible:
        yield Notice(
            "implausible_figures",
            Signal.WARNING,
            "The recorded dose, strength or filled volume cannot be right. Look for milligrams, a slipped point, or more "
            "than the reservoir holds. The date worked out from them proves nothing. Ask your pump clinic for your alarm date.",
        )
    yield from _doubted_doses(supply)
    known = supply.computation
    if known and known.alarm_volume_ml >= known.filled_ml:
        yield Notice(
            "alarm_volume_reached",
            Signal.WARNING,
            f"By what is recorded, {spoken_volume(known.filled_ml)} were filled in, and the alarm sounds at "
            f"{spoken_volume(known.alarm_volume_ml)}. So nothing was to spare from the first day. Look at the printout again.",
        )


def _doubted_doses(supply: Forecast) -> Iterator[Notice]:
    """What follows without a dose that cannot be right counts as long as nobody knows which figure is wrong."""
    without = [item for item in supply.candidates if item.bound is Bound.DOSE_DOUBTED]
    if without:
        newest = supply.doubted_doses[-1]
        due = min(item.refill_by for item in without)
        yield Notice(
            "dose_doubted",
            Signal.WARNING,
            f"The dose of {spoken_dose(newest.dose_mcg_per_day)} from {spoken_short(newest.since)} cannot be right beside the "
            f"other figures. Without it, the refill is due by {spoken(due)}. The earlier day counts. Ask your pump clinic which "
            "dose is set. To correct it: "
            f"{Command(f'edit {newest.since.isoformat()} --dose DOSE')}",
        )


def _small_plan(record: Record) -> Iterator[Notice]:
    """A ladder of warnings that the record has shortened is named each time, even if it is the clinic's own."""
    buffer_days, lead_days = record.plan.buffer_days, record.plan.lead_days
    if buffer_days is not None and is_short(buffer_days):
        yield Notice(
            "small_buffer",
            Signal.WARNING,
            f"Your record sets {_only(buffer_days)} between the refill-by date and the alarm date. Clinics publish "
            f"3 days or more. If it is not your clinic's own figure: {Command('setup --buffer-days none')}",
            ("S31b", "S34"),
        )
    if lead_days is not None and is_short(lead_days):
        yield Notice(
            "small_lead",
            Signal.WARNING,
            f"Your record sets {_only(lead_days)} to get an appointment, so itb says late that it is time to book. "
            f"If it is not your clinic's own figure: {Command('setup --lead-days none')}",
        )


def _only(days: int) -> str:
    return f"only {spoken_days(days)}" if days else "no day"


def _assumed_alarm_volume(supply: Forecast) -> Iterator[Notice]:
    if supply.computation and not supply.computation.alarm_volume_recorded:
        yield Notice(
            "alarm_volume_assumed",
            Signal.CAUTION,
            f"The alarm volume of your pump is not recorded. {spoken_volume(ALARM_VOLUME_ML)} is used instead, the larger "
            f"of the published ones. Ask your pump clinic for yours: {Command('setup --alarm-volume VOLUME')}",
            ("S40",),
        )

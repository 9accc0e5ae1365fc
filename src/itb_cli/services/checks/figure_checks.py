"""Doses, strengths and volumes of one entry against the last ones, against what pumps usually have, and against each other."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from itb_cli.domain.consumption import LOWEST_DOSE_MCG_PER_DAY, DosePiece, whole_days
from itb_cli.domain.dates import spoken_days
from itb_cli.domain.quantities import LABELLED_STRENGTHS, plain_number, spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.record import DoseChange, Record, Refill
from itb_cli.domain.values import NamedTuple
from itb_cli.services.checks.doubts import Doubt

FAR_OFF = 5
"""So many times the last figure or more, or as many times less, is asked about. A slip of the point is ten times (R20), one with
another figure less: 30 instead of 288. Our own choice."""
LARGEST_RESERVOIR_ML = Decimal(40)
"""The largest reservoir that is published (S39); more is asked about."""
USUAL_DOSE_MCG_PER_DAY = Decimal(2000)
"""Hospital monograph: up to this in adults (S98); more is asked about."""
LONGEST_DAYS = 180
"""The drug's days in a pump (S102); figures that last longer are asked about."""
UNRECORDED_ALARM_ML = Decimal(4)
"""The larger of the published alarm volumes (S40), if none is recorded."""


class Figures(NamedTuple):
    """Figures of one entry, or the last recorded ones: mcg per day, mcg per mL, mL. None if not known."""

    dose_mcg_per_day: Decimal | None = None
    strength_mcg_per_ml: Decimal | None = None
    filled_ml: Decimal | None = None


def figure_doubts(others: Record, entry: Refill | DoseChange) -> Iterator[Doubt]:
    """Doubts about the figures of `entry`; `others` is the record without it."""
    new = Figures(*(getattr(entry, name, None) for name in Figures._fields))
    last = _last_figures(others, entry)
    yield from _far_off("dose", new.dose_mcg_per_day, last.dose_mcg_per_day, spoken_dose)
    yield from _far_off("volume", new.filled_ml, last.filled_ml, spoken_volume)
    yield from _of_strength(new.strength_mcg_per_ml, last.strength_mcg_per_ml)
    dose, filled_ml = new.dose_mcg_per_day, new.filled_ml
    if dose and dose > USUAL_DOSE_MCG_PER_DAY:
        yield _dose("dose_high", f"{spoken_dose(dose)} is more than pumps usually give. Is it right?")
    if dose and dose < LOWEST_DOSE_MCG_PER_DAY:
        yield _dose("dose_low", f"{spoken_dose(dose)} is less than pumps usually give. Are these micrograms? Is it right?")
    if filled_ml and not others.pump.reservoir_ml and filled_ml > LARGEST_RESERVOIR_ML:
        text = f"{spoken_volume(filled_ml)} is more than pumps usually hold. Is it right?"
        yield Doubt("volume_large", ("filled_ml",), text)


def lasting_doubts(others: Record, entry: Refill | DoseChange) -> Iterator[Doubt]:
    """Figures that would last longer than the drug does: one of them has lost its point or a figure.

    A dose change is asked about only if the doses before it would not have lasted so long.
    """
    refill, dose = entry if isinstance(entry, Refill) else refill_before(others, entry.on), entry.dose_mcg_per_day
    days = _days(others, refill, dose) if refill else 0
    if days <= LONGEST_DAYS or (isinstance(entry, DoseChange) and _lasted_before(others, refill, entry)):
        return
    if refill and dose and refill.filled_ml and refill.strength_mcg_per_ml:
        what = f"{spoken_volume(refill.filled_ml)} of {spoken_strength(refill.strength_mcg_per_ml)} at {spoken_dose(dose)}"
        limit = f"A pump is to be refilled within {LONGEST_DAYS} days."
        text = f"{what} would last {spoken_days(days)}. {limit} Is each figure right?"
        yield Doubt("lasts_too_long", ("dose_mcg_per_day", "filled_ml", "strength_mcg_per_ml"), text)


def _lasted_before(others: Record, refill: Refill | None, change: DoseChange) -> bool:
    last = others.dose_on(change.on)
    return refill is not None and last is not None and _days(others, refill, last.dose_mcg_per_day) > LONGEST_DAYS


def _days(others: Record, refill: Refill, dose: Decimal | None) -> int:
    if not (dose and refill.filled_ml and refill.strength_mcg_per_ml):
        return 0
    alarm_ml = UNRECORDED_ALARM_ML if others.pump.alarm_volume_ml is None else others.pump.alarm_volume_ml
    return whole_days((refill.filled_ml - alarm_ml) * refill.strength_mcg_per_ml, (DosePiece(refill.on, dose, None),))


def refill_before(others: Record, day: date) -> Refill | None:
    """The newest refill of `day` or before."""
    return max((item for item in others.refills if item.on <= day), key=lambda item: item.on, default=None)


def _last_figures(others: Record, entry: Refill | DoseChange) -> Figures:
    """The newest dose, strength and volume that other entries up to the day of `entry` have."""
    earlier = sorted((item for item in others.refills if item.on <= entry.on), key=lambda item: item.on, reverse=True)
    dose = others.dose_on(entry.on)
    return Figures(
        dose_mcg_per_day=dose.dose_mcg_per_day if dose else None,
        strength_mcg_per_ml=next((item.strength_mcg_per_ml for item in earlier if item.strength_mcg_per_ml), None),
        filled_ml=next((item.filled_ml for item in earlier if item.filled_ml), None),
    )


def _of_strength(new: Decimal | None, last: Decimal | None) -> Iterator[Doubt]:
    """A change of strength is rare, and changes all that follows: any is asked about. Our own choice."""
    if new and last and new != last:
        text = f"The strength was {spoken_strength(last)} at the refill before. Is it {spoken_strength(new)} now?"
        yield Doubt("strength_changed", ("strength_mcg_per_ml",), text)
    if new and new not in LABELLED_STRENGTHS:
        text = f"{spoken_strength(new)} is none of the usual strengths, 500, 1,000 and 2,000. Is it right?"
        yield Doubt("strength_unusual", ("strength_mcg_per_ml",), text)


def _dose(topic: str, text: str) -> Doubt:
    return Doubt(topic, ("dose_mcg_per_day",), text)


def _far_off(name: str, new: Decimal | None, last: Decimal | None, say: Callable[[Decimal], str]) -> Iterator[Doubt]:
    if not new or not last or (new < last * FAR_OFF and new * FAR_OFF > last):
        return
    how = f"{_times(new / last)} times more" if new > last else f"{_times(last / new)} times less"
    text = f"{say(new)} is {how} than the last one, {say(last)}. Is it right?"
    yield Doubt(f"{name}_far_off", ("dose_mcg_per_day" if name == "dose" else "filled_ml",), text)


def _times(ratio: Decimal) -> str:
    """Below ten with one figure after the point, cut off."""
    return plain_number(ratio // 1 if ratio >= 10 else ratio * 10 // 1 / 10)

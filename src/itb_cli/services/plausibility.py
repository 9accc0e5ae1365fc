"""What is unlikely enough to be asked about: figures against the last ones and the usual ones, days far off (R20, R82).

What cannot be true at all, each command refuses by itself.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from itb_cli.domain.consumption import LOWEST_DOSE_MCG_PER_DAY
from itb_cli.domain.dates import add_days, spoken, spoken_short
from itb_cli.domain.quantities import (
    LABELLED_STRENGTHS,
    is_tenfold,
    plain_number,
    spoken_dose,
    spoken_strength,
    spoken_volume,
)
from itb_cli.errors import InputRefusedError

LARGEST_RESERVOIR_ML = Decimal(40)
"""The largest reservoir in the evidence (section 8.1); more is asked about where the reservoir is not recorded."""
USUAL_DOSE_MCG_PER_DAY = Decimal(2000)
"""Hospital monograph: up to this in adults (S98); more is asked about."""
LONGEST_ALARM_DAYS = 400
"""The longest computed time in the evidence (section 8.3 b) before its cap; a later alarm date is asked about."""


class Figures(NamedTuple):
    """Figures of one entry, or the last recorded ones: mcg per day, mcg per mL, mL. None where not known."""

    dose_mcg_per_day: Decimal | None = None
    strength_mcg_per_ml: Decimal | None = None
    filled_ml: Decimal | None = None


class Question(NamedTuple):
    """A question by its topic; no answer but yes lets the entry through."""

    topic: str
    text: str


def figure_questions(new: Figures, last: Figures, reservoir_ml: Decimal | None) -> Iterator[Question]:
    """Questions about figures that are ten times off the last ones, or off what pumps usually have."""
    yield from _tenfold("dose", new.dose_mcg_per_day, last.dose_mcg_per_day, spoken_dose)
    yield from _tenfold("strength", new.strength_mcg_per_ml, last.strength_mcg_per_ml, spoken_strength)
    yield from _tenfold("volume", new.filled_ml, last.filled_ml, spoken_volume)
    dose, strength, filled_ml = new.dose_mcg_per_day, new.strength_mcg_per_ml, new.filled_ml
    if dose and dose > USUAL_DOSE_MCG_PER_DAY:
        yield Question("dose_high", f"{spoken_dose(dose)} is more than pumps usually give. Is it right?")
    if dose and dose < LOWEST_DOSE_MCG_PER_DAY:
        yield Question("dose_low", f"{spoken_dose(dose)} is less than pumps usually give. Are these micrograms? Is it right?")
    if strength and strength not in LABELLED_STRENGTHS:
        yield Question(
            "strength_unusual",
            f"{spoken_strength(strength)} is none of the usual strengths, 500, 1,000 and 2,000. Is it right?",
        )
    if filled_ml and not reservoir_ml and filled_ml > LARGEST_RESERVOIR_ML:
        yield Question("volume_large", f"{spoken_volume(filled_ml)} is more than pumps usually hold. Is it right?")


def date_questions(what: str, since: date, alarm_date: date | None, refill_by: date | None = None) -> Iterator[Question]:
    """Questions about dates that were printed at `what` on `since` and are far off, or in the wrong order."""
    for topic, day in (("alarm_date_far", alarm_date), ("refill_by_far", refill_by)):
        if day and day > add_days(since, LONGEST_ALARM_DAYS):
            yield Question(topic, f"{spoken(day)} is more than a year after the {what}. Is it right?")
    if alarm_date and refill_by and refill_by > alarm_date:
        yield Question("refill_by_late", "The refill-by date comes after the alarm date. Is it right?")


def check_day(day: date, today: date, what: str) -> None:
    """Refuses a day that lies ahead: what is written down has happened. `what` is such as `A dose change`."""
    if day > today:
        raise InputRefusedError(
            f"{spoken(day)} lies in the future. {what} is written down once it has happened.",
            "Type the day on which it happened.",
        )


def check_implant(day: date, implanted_on: date | None, *, force: bool) -> None:
    """Refuses a day before the implant unless `force` says that it was another pump."""
    if implanted_on and day < implanted_on and not force:
        raise InputRefusedError(
            f"{spoken(day)} is before your pump was implanted, on {spoken_short(implanted_on)}.",
            "Look at the day again. If it was in an earlier pump, add --force.",
        )


def check_after(name: str, day: date | None, since: date, what: str) -> None:
    """Refuses a printed date that is not after the visit it was printed at."""
    if day and day <= since:
        raise InputRefusedError(
            f"The {name}, {spoken(day)}, is not after the {what} on {spoken_short(since)}.",
            "Look at the printout again: it must be a later day.",
        )


def _tenfold(name: str, new: Decimal | None, old: Decimal | None, say: Callable[[Decimal], str]) -> Iterator[Question]:
    if new and old and is_tenfold(new, old):
        yield Question(f"{name}_tenfold", f"{say(new)} is {_times(new, old)} than the last one, {say(old)}. Is it right?")


def _times(new: Decimal, old: Decimal) -> str:
    return f"{plain_number(new // old)} times more" if new > old else f"{plain_number(old // new)} times less"

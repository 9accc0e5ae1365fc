"""How long a fill lasts: doses day by day, whole days rounded down. What follows for the refill stands in `supply`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from itb_cli.domain.dates import add_days
from itb_cli.domain.record import DoseChange

LONGEST_DAYS = 3650
"""A computed supply is cut here: far beyond the drug limit, and no sum leaves the calendar."""
LOWEST_DOSE_MCG_PER_DAY = Decimal(24)
"""The lowest daily dose that the evidence prints (section 8.1); below it, milligrams may have been typed."""
PLAUSIBLE_STRENGTHS = (Decimal(50), Decimal(4000))
"""From the screening strength to twice the strongest on a label (R82), in mcg per mL."""
LARGEST_FILL_ML = Decimal(60)
"""Half as much again as the largest reservoir in the evidence (section 8.1)."""


class DosePiece(NamedTuple):
    """`dose` mcg per day for `days` days; None: until it runs out."""

    start: date
    dose_mcg_per_day: Decimal
    days: int | None


class Computation(NamedTuple):
    """The worked-out supply: volumes in mL, strength in mcg per mL, whole days from the refill, rounded down."""

    filled_ml: Decimal
    alarm_volume_ml: Decimal
    alarm_volume_recorded: bool
    strength_mcg_per_ml: Decimal
    pieces: tuple[DosePiece, ...]
    days_to_alarm: int
    days_to_empty: int

    def is_plausible(self, reservoir_ml: Decimal | None) -> bool:
        """Whether the figures can be meant; if not, the date worked out from them proves nothing (R82)."""
        lowest, highest = PLAUSIBLE_STRENGTHS
        return (
            lowest <= self.strength_mcg_per_ml <= highest
            and self.filled_ml <= (LARGEST_FILL_ML if reservoir_ml is None else reservoir_ml)
            and all(piece.dose_mcg_per_day >= LOWEST_DOSE_MCG_PER_DAY for piece in self.pieces)
        )


def whole_days(supply_mcg: Decimal, pieces: Sequence[DosePiece]) -> int:
    """Whole days that `supply_mcg` lasts over `pieces`, rounded down, never below 0 nor above LONGEST_DAYS (R76)."""
    days = 0
    remaining = max(supply_mcg, Decimal(0))
    for piece in pieces:
        lasts = int(min(remaining // piece.dose_mcg_per_day, Decimal(LONGEST_DAYS)))
        if piece.days is None or lasts < piece.days:
            return min(days + lasts, LONGEST_DAYS)
        days += piece.days
        remaining -= piece.days * piece.dose_mcg_per_day
    return min(days, LONGEST_DAYS)


def dose_pieces(refill_on: date, start_dose: Decimal, changes: Sequence[DoseChange]) -> tuple[DosePiece, ...]:
    """The doses in force day by day from the refill; on the day of a change the highest of that day (design section 3).

    Of several changes on one day the highest counts from then on (R76). No change lies before the refill.
    """
    highest_of: dict[date, Decimal] = {}
    for change in changes:
        highest_of[change.on] = max(change.dose_mcg_per_day, highest_of.get(change.on, change.dose_mcg_per_day))
    pieces: list[DosePiece] = []
    start, dose = refill_on, start_dose
    for day, highest in sorted(highest_of.items()):
        if day > start:
            pieces.append(DosePiece(start, dose, (day - start).days))
        pieces.append(DosePiece(day, max(dose, highest), 1))
        start, dose = add_days(day, 1), highest
    pieces.append(DosePiece(start, dose, None))
    return tuple(pieces)

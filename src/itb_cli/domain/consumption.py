"""How long a fill lasts: doses day by day, whole days rounded down. What follows for the refill stands in `supply`."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from itb_cli.domain.dates import add_days
from itb_cli.domain.record import DoseChange
from itb_cli.domain.values import NamedTuple

LONGEST_DAYS = 3650
"""A computed supply is cut here: far beyond the drug limit, and no sum leaves the calendar."""
LONGEST_PLAUSIBLE_DAYS = 400
"""Figures that last longer than this to the alarm prove nothing: more than twice what the drug lasts in a pump."""
LOWEST_DOSE_MCG_PER_DAY = Decimal(24)
"""The lowest daily dose that is published; below it, milligrams may have been typed."""
PLAUSIBLE_STRENGTHS = (Decimal(50), Decimal(4000))
"""From the screening strength to twice the strongest on a label (R82), in mcg per mL."""
LARGEST_FILL_ML = Decimal(60)
"""Half as much again as the largest reservoir that is published (S39)."""
FASTEST_FLOW = Decimal("1.145")
"""The most that a pump within its label gives, as a multiple of the dose that is set (S120, S132)."""


class DosePiece(NamedTuple):
    """`dose` mcg per day for `days` days; None: until it runs out."""

    start: date
    dose_mcg_per_day: Decimal
    days: int | None


class Computation(NamedTuple):
    """The worked-out supply: volumes in mL, strength in mcg per mL, whole days from the refill, rounded down.

    `days_to_alarm` and `days_to_empty` are those of a pump that gives the dose; `days_to_empty_at_fastest` those of one that
    gives FASTEST_FLOW times the dose, the most that its label allows. The sum is ours. `lowest_dose_mcg_per_day`: of all that are
    recorded since the refill, also one that another of the same day or of the day after makes count for nothing;
    `most_days_to_alarm`: as long as the fill would last at that one alone, so that no higher dose mends a slipped point.
    """

    filled_ml: Decimal
    alarm_volume_ml: Decimal
    alarm_volume_recorded: bool
    strength_mcg_per_ml: Decimal
    pieces: tuple[DosePiece, ...]
    lowest_dose_mcg_per_day: Decimal
    days_to_alarm: int
    most_days_to_alarm: int
    days_to_empty: int
    days_to_empty_at_fastest: int

    @property
    def is_too_long(self) -> bool:
        """Whether the sum lasts so long that a slipped point is likelier, unless the clinic's printout says the same.

        Or would last so long by one of the doses: a higher one beside it does not mend a figure that cannot be right.
        """
        return self.most_days_to_alarm > LONGEST_PLAUSIBLE_DAYS

    def has_plausible_figures(self, reservoir_ml: Decimal | None) -> bool:
        """Whether the figures can be meant; if not, the date worked out from them proves nothing (R82)."""
        lowest, highest = PLAUSIBLE_STRENGTHS
        return (
            lowest <= self.strength_mcg_per_ml <= highest
            and self.filled_ml <= (LARGEST_FILL_ML if reservoir_ml is None else reservoir_ml)
            and self.lowest_dose_mcg_per_day >= LOWEST_DOSE_MCG_PER_DAY
        )


def whole_days(supply_mcg: Decimal, pieces: Sequence[DosePiece], flow: Decimal = Decimal(1)) -> int:
    """Whole days that `supply_mcg` lasts over `pieces`, rounded down, never below 0 nor above LONGEST_DAYS (R76).

    `flow`: what the pump gives as a multiple of the dose that is set.
    """
    days = 0
    for before, lasts, at_most in _used_up(supply_mcg, pieces, flow):
        days = before + (lasts if at_most is None else min(lasts, at_most))
    return min(days, LONGEST_DAYS)


def most_days(supply_mcg: Decimal, lowest_dose: Decimal) -> int:
    """The longest that `supply_mcg` would last by any of some doses alone, never above LONGEST_DAYS."""
    return int(min(max(supply_mcg, Decimal(0)) // lowest_dose, Decimal(LONGEST_DAYS)))


def _used_up(
    supply_mcg: Decimal, pieces: Sequence[DosePiece], flow: Decimal = Decimal(1)
) -> Iterator[tuple[int, int, int | None]]:
    """Of each piece until nothing is left: the days before it, the days that the rest would last at it, the days that it has."""
    days = 0
    remaining = max(supply_mcg, Decimal(0))
    for piece in pieces:
        a_day = piece.dose_mcg_per_day * flow
        lasts = int(min(remaining // a_day, Decimal(LONGEST_DAYS)))
        yield days, lasts, piece.days
        if piece.days is None or lasts < piece.days:
            return
        days += piece.days
        remaining -= piece.days * a_day


def dose_pieces(since: date, start_dose: Decimal, changes: Sequence[DoseChange]) -> tuple[DosePiece, ...]:
    """The doses in force day by day from `since`; on the day of a change the highest of that day.

    Of several changes on one day the highest counts from then on (R76). No change lies before `since`.
    """
    pieces: list[DosePiece] = []
    start, dose = since, start_dose
    for day, highest in daily_doses(changes):
        if day > start:
            pieces.append(DosePiece(start, dose, (day - start).days))
        pieces.append(DosePiece(day, max(dose, highest), 1))
        start, dose = add_days(day, 1), highest
    pieces.append(DosePiece(start, dose, None))
    return tuple(pieces)


def daily_doses(changes: Sequence[DoseChange]) -> tuple[tuple[date, Decimal], ...]:
    """The days with a change, in order, each with the dose that counts from then on: the highest of that day (R76)."""
    highest: dict[date, Decimal] = {}
    for change in changes:
        highest[change.on] = max(change.dose_mcg_per_day, highest.get(change.on, change.dose_mcg_per_day))
    return tuple(sorted(highest.items()))


def rises(before: Decimal | None, changes: Sequence[DoseChange]) -> bool:
    """Whether the dose goes up at any change, or starts from one that is not recorded, which may have been lower."""
    for _, dose in daily_doses(changes):
        if before is None or dose > before:
            return True
        before = dose
    return False

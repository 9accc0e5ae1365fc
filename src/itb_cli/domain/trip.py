"""Whether the supply outlasts a trip and a delay, and all that speaks against saying so. No words, no topics."""

from datetime import date
from enum import StrEnum

from itb_cli.domain.dates import add_days
from itb_cli.domain.record import Record
from itb_cli.domain.states import Doubt, Standing
from itb_cli.domain.supply import Forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple


class Exposure(StrEnum):
    """What changes the flow of a pump, so that the dates no longer hold until it is checked."""

    FLYING = "flying"
    ALTITUDE = "altitude"
    DIVE = "dive"


class Obstacle(StrEnum):
    """Why a supply is not said to be enough, beside exposures and doubts about the dates."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    SHORT = "short"
    PUMP_DUE = "pump_due"


LEAST_DAYS_TO_SPARE = 1
"""A return on the refill-by date itself leaves no day to go to the clinic."""

Reason = Obstacle | Exposure | Doubt

_DECISIVE = {Obstacle.CRITICAL, Obstacle.OVERDUE, Obstacle.SHORT}
"""With one of these the answer is no, however sure the dates are: what else is not known only means less time."""


class Trip(NamedTuple):
    """Days away, the delay that is reckoned with, and what the trip holds."""

    leaves_on: date
    returns_on: date
    delay_days: int
    exposures: tuple[Exposure, ...] = ()

    @property
    def return_with_delay(self) -> date:
        """The day until which the supply must last."""
        return add_days(self.returns_on, self.delay_days)

    @property
    def days(self) -> int:
        """The days away, the day of leaving and the day of the return counted."""
        return (self.returns_on - self.leaves_on).days + 1


def days_to_spare(supply: Forecast | None, trip: Trip) -> int | None:
    """Days from the return with its delay to the refill-by date, negative if it comes before; None without a refill."""
    return None if supply is None else (supply.refill_by - trip.return_with_delay).days


def reasons_against(record: Record, supply: Forecast | None, standing: Standing, trip: Trip) -> tuple[Reason, ...]:
    """Everything that speaks against "it is enough"; nothing does only if dates that are in force say so without a doubt."""
    spare = days_to_spare(supply, trip)
    found = {
        Obstacle.CRITICAL: standing.state is SupplyState.CRITICAL,
        Obstacle.OVERDUE: standing.state is SupplyState.OVERDUE,
        Obstacle.SHORT: spare is not None and spare < LEAST_DAYS_TO_SPARE,
        Obstacle.PUMP_DUE: Doubt.PUMP_OVERDUE not in standing.doubts and _pump_is_due(record, trip),
    }
    return (*(obstacle for obstacle, applies in found.items() if applies), *standing.doubts, *trip.exposures)


def is_enough(reasons: tuple[Reason, ...]) -> bool | None:
    """False with a decisive reason, None (not known) with any other, True with none."""
    if _DECISIVE & set(reasons):
        return False
    return None if reasons else True


def _pump_is_due(record: Record, trip: Trip) -> bool:
    """Whether the pump's own last day comes before the return with its delay: past it the pump can stop (S104)."""
    return record.pump.replace_by is not None and record.pump.replace_by < trip.return_with_delay

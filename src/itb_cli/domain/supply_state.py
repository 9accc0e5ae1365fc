"""The five states of the supply, by name. How they are decided stands in `states`."""

from enum import StrEnum


class SupplyState(StrEnum):
    """How the supply stands."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    SOON = "soon"
    OK = "ok"


RANK = {state: rank for rank, state in enumerate(SupplyState)}
"""The gravest is 0; the milder a state, the higher."""
STATE_WORDS = {
    SupplyState.CRITICAL: "CALL NOW",
    SupplyState.OVERDUE: "OVERDUE",
    SupplyState.UNKNOWN: "UNKNOWN",
    SupplyState.SOON: "BOOK NOW",
    SupplyState.OK: "DATES OK",
}
"""The word of each state, the same in front of everybody."""

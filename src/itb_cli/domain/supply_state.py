"""The five states of the supply, by name. How they are decided stands in `states`."""

from enum import StrEnum


class SupplyState(StrEnum):
    """How the supply stands."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    SOON = "soon"
    OK = "ok"

"""Pump families, and which family a recorded model belongs to. What a family means for safety stands in the topics."""

import re
from enum import StrEnum


class PumpFamily(StrEnum):
    """Pumps that the topics tell apart, since their rules differ, for MRI above all."""

    SYNCHROMED_II = "synchromed-ii"
    SYNCHROMED_III = "synchromed-iii"
    SYNCHROMED_EL = "synchromed-el"
    PROMETRA = "prometra"
    PROMETRA_II = "prometra-ii"
    CONSTANT_FLOW = "constant-flow"
    OTHER = "other"


PUMP_NAMES = {
    PumpFamily.SYNCHROMED_II: "SynchroMed II",
    PumpFamily.SYNCHROMED_III: "SynchroMed III",
    PumpFamily.SYNCHROMED_EL: "SynchroMed EL",
    PumpFamily.PROMETRA: "Prometra (first model)",
    PumpFamily.PROMETRA_II: "Prometra II",
    PumpFamily.CONSTANT_FLOW: "Constant-flow pump",
    PumpFamily.OTHER: "Other pump",
}

PUMP_MAKERS = {
    PumpFamily.SYNCHROMED_II: "Medtronic",
    PumpFamily.SYNCHROMED_III: "Medtronic",
    PumpFamily.SYNCHROMED_EL: "Medtronic",
    PumpFamily.PROMETRA: "Flowonix",
    PumpFamily.PROMETRA_II: "Flowonix",
}
"""Who wrote the MRI guide of a family (S18, S25, S26, S27): the name to look for on a card of the maker."""

_PATTERNS = (
    (PumpFamily.SYNCHROMED_III, r"synchromed\s*(iii|3)\b"),
    (PumpFamily.SYNCHROMED_EL, r"synchromed\s*el\b|\b862[67]\b"),
    (PumpFamily.SYNCHROMED_II, r"synchromed\s*(ii|2)\b|\b8637\b"),
    (PumpFamily.PROMETRA_II, r"prometra\s*(ii|2)\b|\b13827\b"),
    (PumpFamily.PROMETRA, r"prometra\s*(i|1)\b|\b11827\b"),
    (PumpFamily.CONSTANT_FLOW, r"constant flow|codman|isomed|archimedes|accurx"),
)
_UNKNOWN = r"\bmedstream\b"
"""A programmable pump by the maker of a constant-flow one: no source told what it is like (evidence 13.10)."""
_DOUBTFUL = r"\b(?:not|no|or|unknown|unsure|maybe|perhaps|previously|formerly|don|dont)\b"


def pump_family(model: str | None) -> PumpFamily | None:
    """The family of a model as a person wrote it; None if it is not recorded or does not say for sure which.

    "SynchroMed" or "Prometra" alone is not enough: their generations differ, so they count as not recorded, and so does
    a text that names two families, or doubts one (R77).
    """
    words = re.sub(r"[^a-z0-9]+", " ", (model or "").casefold()).strip()
    if words in ("other", "other pump"):
        return PumpFamily.OTHER
    families = [family for family, pattern in _PATTERNS if re.search(pattern, words)]
    return families[0] if len(families) == 1 and not re.search(f"{_DOUBTFUL}|{_UNKNOWN}", words) else None

"""The packaged hazard table (`data/hazards.toml`), made into values. KeyError or TypeError if it is not what it should be."""

from collections.abc import Mapping
from typing import Any

from itb_cli.domain.hazards import Control, Hazard, Score

HAZARDS_FILE = "hazards.toml"


def made_hazard(table: Mapping[str, Any]) -> Hazard:
    """A row of the table."""
    return Hazard(
        id=table["id"],
        hazard=table["hazard"],
        causes=tuple(table["events"]),
        situation=table["situation"],
        harm=table["harm"],
        before=_score(table, ""),
        after=_score(table, "residual_"),
        notices=tuple(table["notices"]),
        status=table["status"],
        owner=table["owner"],
        controls=tuple(
            Control(row["what"], row["type"], tuple(row["requirements"]), tuple(row["tests"])) for row in table["controls"]
        ),
    )


def _score(table: Mapping[str, Any], when: str) -> Score:
    return Score(table[f"{when}severity"], table[f"{when}probability"], table[f"{when}risk"])

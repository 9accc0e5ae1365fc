"""Which of two values of one fact is the stricter by itself: the first to be tried. Whether the answer is: `strictness`.

Each line stands for one way in which a date comes nearer. If there are exceptions (a higher dose at a refill makes a fall of
what would be a rise), whoever joins tries the other value too and compares the answers.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from itb_cli.domain.entries import KINDS
from itb_cli.domain.entry_facts import FACTS
from itb_cli.domain.facts import ALARM_VOLUME_ML, BUFFER_DAYS
from itb_cli.domain.record import Phase
from itb_cli.domain.supply import LEAD_DAYS
from itb_cli.domain.values import NamedTuple

Rule = Callable[[Any, Any], Any]


class BothDoses(NamedTuple):
    """Two doses of one refill, both kept: it starts at the lower, so that a later rise is one, and the higher is used up."""

    lower: Decimal
    higher: Decimal


def _titrating(_here: Phase, _there: Phase) -> Phase:
    """While a dose is being set, refills come sooner."""
    return Phase.TITRATING


RULES: Mapping[str, Rule] = {
    "pump.replace_by": min,  # in doubt sooner
    "pump.implanted_on": max,  # what lies before it was of another pump
    "pump.reservoir_ml": min,  # more figures cannot be right
    "pump.alarm_volume_ml": max,  # less drug above it
    "plan.buffer_days": max,  # earlier; not if a refill-by date stands alone, which turns critical after it
    "plan.lead_days": max,  # earlier
    "therapy.phase": _titrating,
    "standby_tablets.use_before": min,
    "card.printed_on": min,  # an older card is to be printed again
}
"""Of settings, by table and name. What is not named has no stricter: ours stays. Of entries: the table of facts."""
_OF_FACTS = {fact.field: fact.stricter for fact in FACTS}
_OF_DAYS = {kind.list_: kind.stricter_day for kind in KINDS.values()}

ASSUMED: Mapping[str, Any] = {
    "plan.buffer_days": BUFFER_DAYS,
    "plan.lead_days": LEAD_DAYS,
    "pump.alarm_volume_ml": ALARM_VOLUME_ML,
    "therapy.phase": Phase.STABLE,
}
"""What counts if nothing is recorded: to record the milder makes an answer milder than it was."""


def rule_of(where: str, name: str) -> Rule | None:
    """How the stricter of two recorded values of a fact is found; None if neither is."""
    if where not in _OF_DAYS:
        return RULES.get(f"{where}.{name}")
    return _OF_DAYS[where] if name == "on" else _OF_FACTS.get(name)


def to_be_tried(where: str, name: str, here: Any, there: Any) -> tuple[Any, ...]:
    """Two recorded values of a fact, the one that the rule names first; one value if nothing is to be chosen."""
    rule = rule_of(where, name)
    if rule is None:
        return (here,)
    first = rule(here, there)
    if name == "note":
        return (first,)
    both = (BothDoses(min(here, there), max(here, there)),) if (where, name) == ("refills", "dose_mcg_per_day") else ()
    return (first, *(value for value in (here, there) if value != first), *both)


def to_be_filled(where: str, name: str, recorded: Any) -> tuple[Any, ...]:
    """A value that one of the two records has, and None: whichever is the stricter first. Of most facts that is the value."""
    assumed, rule = ASSUMED.get(f"{where}.{name}"), rule_of(where, name)
    if assumed is None or rule is None or rule(recorded, assumed) == recorded:
        return (recorded, None)
    return (None, recorded)

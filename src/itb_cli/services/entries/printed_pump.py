"""What a printout says of the pump itself, and the day of its replacement if it is printed in months (ERI)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from itb_cli.domain.dates import add_months
from itb_cli.domain.printout_labels import NAMES, PrintedFact
from itb_cli.domain.record import Record
from itb_cli.domain.text import harmless
from itb_cli.domain.values import NamedTuple
from itb_cli.services.answers import Answers
from itb_cli.services.checks.doubts import met
from itb_cli.services.checks.setting_checks import setting_doubts
from itb_cli.services.people.setup import spoken_value


class Replacement(NamedTuple):
    """The day by which the pump must be replaced; `counted_from` is the day from which the printed months count."""

    replace_by: date
    counted_from: date


def replacement(since: date, months: int) -> Replacement:
    """Months until replacement count from the printout's day, not from the day on which they are typed."""
    return Replacement(add_months(since, months), since)


def with_pump(record: Record, facts: Mapping[str, Any], said: Answers, today: date) -> Record:
    """The record with facts of the pump. Raises InputRefusedError or ConfirmationNeededError, also if another value stands."""
    changed = record._replace(pump=record.pump._replace(**facts))
    for name, value in facts.items():
        before = getattr(record.pump, name)
        if before not in (None, value):
            asked = f"Is it {harmless(spoken_value(value))} now?"
            told = f"Your record says {harmless(spoken_value(before))} as the {NAMES[PrintedFact(name)]}. {asked}"
            said.require(f"printout.{name}", told)
    met(setting_doubts(changed, today, {f"pump.{name}" for name in facts}), said)
    return changed

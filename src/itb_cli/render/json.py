"""The envelope: an outcome as JSON, the same shape for all commands. A missing value is null, never absent (R61)."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

from itb_cli.domain.command import printed
from itb_cli.errors import ItbError
from itb_cli.services.outcome import Outcome

SCHEMA_VERSION = 1
SPREAD = ("next_refill", "emergency_text")
"""Fields that hold all of another answer or text. Its facts stand among this answer's own, so that none is said twice."""
NOT_FOR_MACHINES = {"extra", "only_on_screen"}
"""Fields that hold keys of other programs, and what must not get into a bug report."""


def render(command: str, as_of: date, outcome: Outcome[Any]) -> str:
    """An answer in the envelope, one line, ASCII."""
    state = outcome.state.value if outcome.state else None
    return _envelope(command, as_of, outcome.person, state, value(outcome.view), value(outcome.notices), None)


def render_error(command: str, as_of: date, error: ItbError, state: str | None) -> str:
    """A failure in the envelope; `data` is empty."""
    told = {"code": error.code, "message": printed(error.message), "hint": printed(error.hint), "exit_code": int(error.exit_code)}
    return _envelope(command, as_of, error.person, state, {}, [], told)


def value(item: Any) -> Any:
    """`item` in JSON's own types: days as text, numbers as numbers, views as objects; `from_` is written `from`."""
    if isinstance(item, Decimal):
        return int(item) if item == item.to_integral_value() else float(item)
    if isinstance(item, (date, time)):
        return item.isoformat()
    if isinstance(item, tuple) and hasattr(item, "_asdict"):
        return _object(item._asdict())
    if isinstance(item, (list, tuple)):
        return [value(part) for part in item]
    return printed(str(item)) if isinstance(item, str) else item


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, part in fields.items():
        if name in SPREAD:
            made |= value(part)
        elif name not in NOT_FOR_MACHINES:
            made[name.rstrip("_")] = value(part)
    return made


def _envelope(command: str, as_of: date, person: str | None, state: str | None, data: Any, notices: Any, error: Any) -> str:
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "as_of": as_of.isoformat(),
        "person": person,
        "state": state,
        "data": data,
        "notices": notices,
        "error": error,
    }
    return json.dumps(envelope) + "\n"

"""The next refill in a line of a person's own making, for status bars. What may not hold never looks like a plain date."""

from collections.abc import Mapping
from datetime import date
from string import Formatter

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.states import comes_late
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.text import harmless
from itb_cli.errors import UsageError
from itb_cli.pages.next_refill import supply_headline
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView

FIELDS = ("state", "word", "refill_by", "days_left", "book_by", "appointment", "as_of")
"""Not the alarm date, not the empty date: a line has no room to say that they are no dates to wait for."""
UNKNOWN = "unknown"
IN_DOUBT = "?"
"""Stands right behind a date that may not hold, so that no program reads it as one."""


def checked(form: str, *, with_json: bool) -> str:
    """`form`, if nothing but known fields stands in its braces and no other answer is asked for; UsageError otherwise."""
    if with_json:
        raise UsageError("--json and --format are two answers.", f"Ask for one of them: {Command('next-refill --help')}")
    try:
        parts = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(form) if name is not None]
    except ValueError:
        raise _refused("The braces in --format do not fit together.") from None
    for name, spec, conversion in parts:
        if name not in FIELDS or spec or conversion:
            raise _refused(f'--format knows no "{{{harmless(name)}{":" if spec else "!" if conversion else ""}}}".')
    return form


def line(outcome: Outcome[NextRefillView], as_of: AsOf, form: str) -> str:
    """`form` with what is known. An answer for another day says so, whatever was asked for."""
    told = harmless(form).format_map(_values(outcome, as_of))
    is_said = as_of.is_today or "{as_of}" in form
    return told if is_said else f"{told} (for {as_of.day.isoformat()}, not today)"


def _values(outcome: Outcome[NextRefillView], as_of: AsOf) -> Mapping[str, str]:
    view, state = outcome.view, outcome.state or SupplyState.UNKNOWN
    may_be_counted = view.days_left is not None and (state is not SupplyState.UNKNOWN or view.days_left < 0)
    return {
        "state": state.value,
        "word": supply_headline(outcome.view, outcome.state, as_of).word,
        "refill_by": _day(view.refill_by, view),
        "days_left": str(view.days_left) if may_be_counted else UNKNOWN,
        "book_by": _day(view.book_by, view),
        "appointment": _visit(view),
        "as_of": as_of.day.isoformat(),
    }


def _day(day: date | None, view: NextRefillView) -> str:
    if day is None:
        return UNKNOWN
    return day.isoformat() if view.dates_hold else f"{day.isoformat()}{IN_DOUBT}"


def _visit(view: NextRefillView) -> str:
    """The day of the visit; `none` if there is none; one after the refill-by date is called too late."""
    if view.appointment is None:
        return "none"
    is_late = comes_late(view.appointment, view.refill_by)
    return f"{_day(view.appointment.on, view)}{' (too late)' if is_late else ''}"


def _refused(reason: str) -> UsageError:
    fields = ", ".join(f"{{{name}}}" for name in FIELDS)
    return UsageError(reason, f"Fields: {fields}. A brace itself: {{{{ or }}}}. An example: {Command('next-refill --help')}")

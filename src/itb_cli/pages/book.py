"""The page after `itb book`: the appointment, whether it comes in time, how the supply stands."""

from typing import assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_days
from itb_cli.domain.record import Appointment
from itb_cli.pages.blocks import Fact, Facts, Page
from itb_cli.pages.log import after_change, saved, stored_facts
from itb_cli.services.entries.book import Action, BookView, Timing
from itb_cli.services.outcome import Outcome

_ACTION_WORDS = {
    Action.MADE: "Appointment on",
    Action.MOVED: "Appointment moved to",
    Action.CANCELLED: "Appointment cancelled, it was on",
    Action.DONE: "Appointment done, it was on",
}


def build(outcome: Outcome[BookView], as_of: AsOf) -> Page:
    """Stored, then the state: a booked visit changes no date."""
    view = outcome.view
    visit = view.appointment
    text = f"{_ACTION_WORDS[view.action]} {_when(visit)} ({distance(visit.on, as_of.day)})."
    return after_change(outcome, as_of, saved(text, changed=view.changed), Facts(_facts(view, as_of)), said=_said(view))


def _when(visit: Appointment) -> str:
    return spoken(visit.on) + (f" at {visit.at:%H:%M}" if visit.at else "")


def _facts(view: BookView, as_of: AsOf) -> tuple[Fact, ...]:
    stored = stored_facts(view.appointment, as_of, but=("at",))
    return (*stored, Fact("It was booked for", _when(view.before))) if view.action is Action.MOVED and view.before else stored


def _said(view: BookView) -> tuple[str, ...]:
    match view.action:
        case Action.CANCELLED:
            return ("A refill cannot be left out. Call your pump clinic and ask for another day at once.",)
        case Action.DONE if not view.refill_recorded:
            day = view.appointment.on.isoformat()
            write_down = Command(f"log {day} --alarm-date DATE")
            return (f"Was the pump filled? Then write it down: {write_down}. Until then the dates stay old.",)
        case Action.DONE:
            return ()
        case Action.MADE | Action.MOVED:
            return _timing(view)
        case _:
            assert_never(view.action)


def _timing(view: BookView) -> tuple[str, ...]:
    days = view.days_before_refill_by
    match view.timing:
        case Timing.LATE if days is not None:
            return (f"TOO LATE: {spoken_days(-days)} after the refill-by date.",)
        case Timing.IN_TIME if days:
            return (f"That is {spoken_days(days)} before the refill-by date.",)
        case Timing.IN_TIME:
            return ("That is the refill-by date itself: the last day. Ask if an earlier day is free.",)
        case Timing.LATE | Timing.UNKNOWN:
            return ("Whether it comes in time is unknown, since the dates do not hold. Ask your pump clinic.",)
        case _:
            assert_never(view.timing)

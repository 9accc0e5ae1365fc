"""The page after `itb event`: what was stored, why it matters for the pump, how the supply stands."""

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_short
from itb_cli.domain.record import Event, EventKind
from itb_cli.pages.blocks import Facts, Notes, Page
from itb_cli.pages.log import after_change, saved, stored_facts
from itb_cli.services.entries.event import EventView
from itb_cli.services.knowledge.event_words import EVENT_WORDS
from itb_cli.services.outcome import Outcome


def build(outcome: Outcome[EventView], as_of: AsOf) -> Page:
    """Stored, then the state that follows from it."""
    view = outcome.view
    first, *more = (_said(event, as_of) for event in view.events)
    return after_change(
        outcome,
        as_of,
        saved(first, *more, changed=view.changed),
        Facts(tuple(fact for event in view.events for fact in stored_facts(event, as_of, but=("checked_on", "alarm_date")))),
        Notes(view.why if view.checked_on or not view.counts else (), "Why it matters"),
        said=_changes(view),
    )


def _said(event: Event, as_of: AsOf) -> str:
    words = EVENT_WORDS[event.kind]
    checked = f" Pump checked on {spoken(event.checked_on)}." if event.checked_on else ""
    checked += f" Alarm date printed then: {spoken(event.alarm_date)}." if event.alarm_date else ""
    return f"{words[0].upper()}{words[1:]} on {spoken(event.on)} ({distance(event.on, as_of.day)}).{checked}"


def _changes(view: EventView) -> tuple[str, ...]:
    if view.checked_on is not None:
        kind = view.events[0].kind if view.events else EventKind.ALARM
        command = Command(f"event {kind} --checked {view.checked_on.isoformat()} --alarm-date DATE")
        left = tuple(f"Still without a check: {EVENT_WORDS[event.kind]} on {spoken_short(event.on)}." for event in view.left)
        printed = any(event.alarm_date for event in view.events)
        return (*(() if printed else (f"Did the check give you a new alarm date? Then record it: {command}",)), *left)
    if not view.counts:
        return (
            "A refill came after it, so it does not change the dates. Was the pump checked then? If in doubt, ask your clinic.",
        )
    return (f"Once your clinic has checked the pump, type: {Command('event --checked')}",)

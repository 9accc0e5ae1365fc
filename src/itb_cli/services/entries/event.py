"""Events that may upset the pump, and the clinic's check after them. What they do to the state, `domain/states` decides."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.entry_facts import read_facts, typed_facts
from itb_cli.domain.record import Event, EventKind, Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.states import is_checked
from itb_cli.domain.supply_state import SupplyState
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError, UsageError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.doubts import met
from itb_cli.services.checks.entry_checks import entry_doubts, settle
from itb_cli.services.entries.log import completed, day_of
from itb_cli.services.knowledge.event_words import EVENT_REASONS, EVENT_WORDS
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

FACTS = typed_facts(Event)
"""What can be typed of an event beside its day, by flag."""
_OF_CHECK = ("checked", "alarm_date")


class EventRequest(NamedTuple):
    """An event, or the check after one, in the words that were typed, its facts by flag; None if nothing was."""

    entry_id: str
    kind: EventKind | None = None
    on: str | None = None
    words: Mapping[str, str | None] = {}
    force: bool = False
    answers: Answers = Answers()


class EventView(NamedTuple):
    """The events that were stored, and the state before. `why` says what each kind can do to a pump.

    `counts`: at least one of them is of the day of the newest refill or later, so that it weighs on the state.
    `left`: events that still have no check.
    """

    events: tuple[Event, ...]
    changed: bool
    checked_on: date | None
    why: tuple[Statement, ...]
    counts: bool
    left: tuple[Event, ...]
    state_before: SupplyState
    supply: NextRefillView


def answer(record: Record, request: EventRequest, as_of: AsOf) -> Outcome[EventView]:
    """The record with the event, or with the check. Raises InputRefusedError, UsageError or ConfirmationNeededError."""
    facts = _read(request, as_of.day)
    checked_on = facts.get("checked_on")
    if checked_on is None or (request.kind and request.on is not None):
        old, new = _written(record, request, facts, as_of.day)
    else:
        old, new = _checked(record, request, checked_on, facts.get("alarm_date"), as_of.day)
    replaced = set(map(id, old))
    others = tuple(item for item in record.events if id(item) not in replaced)
    after = record if new == old else record._replace(events=(*others, *new))
    return _outcome(record, after, new, checked_on, as_of)


def _read(request: EventRequest, today: date) -> dict[str, Any]:
    """The facts by field."""
    checked = request.words.get("checked")
    kind = (checked or "").strip().casefold()
    if request.kind is None and kind in [*EventKind]:
        raise InputRefusedError(
            f"{kind} is a kind of event, not a day.", f"Type the kind first: {Command(f'event {kind} --checked')}"
        )
    if checked is None and request.words.get("alarm_date") is not None:
        raise UsageError(
            "An alarm date is printed at the clinic's check. The day of the check is missing.",
            f"Type it like this: {Command('event alarm --checked DATE --alarm-date DATE')}",
        )
    return read_facts(Event, request.words, today)


def _written(
    record: Record, request: EventRequest, facts: Mapping[str, Any], today: date
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The event of that day and kind as it was, if it was recorded, and as it is now."""
    if request.kind is None:
        raise UsageError("The kind of event is missing.", f"Type one of: {', '.join(EventKind)}. Help: {Command('event --help')}")
    if request.on is None:
        request.answers.require("no_day", f"You named no day. Did it happen today, {spoken(today)}?", field="on")
    typed = Event(request.entry_id, day_of(request.on, today), request.kind, **facts)
    standing = _standing(record, typed)
    event = _completed(standing, typed) if standing else typed
    others = record._replace(events=tuple(item for item in record.events if item is not standing))
    settle(others, event, today, request.answers, force=request.force, before=standing)
    return (standing,) if standing else (), (event,)


def _completed(standing: Event, typed: Event) -> Event:
    """A check before its event is none, and one that is typed takes its place."""
    is_no_check = typed.checked_on and standing.checked_on and standing.checked_on < typed.on
    return completed(standing._replace(checked_on=None) if is_no_check else standing, typed, FACTS, "event")


def _standing(record: Record, typed: Event) -> Event | None:
    """The same event, recorded already. One that was checked is another one, unless a check is what is typed.

    Days cannot order two alarms of one day and a check between them, so the stricter counts.
    """
    same = [item for item in record.events if item.kind is typed.kind and item.on == typed.on]
    unchecked = [item for item in same if item.checked_on is None]
    return next(iter([*unchecked, *same] if typed.checked_on else unchecked), None)


def _checked(
    record: Record, request: EventRequest, day: date, printed: date | None, today: date
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Every event of the kind, or of all kinds, that happened up to the check and had none."""
    of_an_event = {"on": request.on} | {flag: request.words.get(flag) for flag in FACTS if flag not in _OF_CHECK}
    if any(words is not None for words in of_an_event.values()):
        raise UsageError(
            f"{' and '.join(f'--{flag}' for flag in of_an_event)} want the kind of event.",
            f"Type it like this: {Command('event mri --on DATE --checked')}",
        )
    _settle_check(record, Event(request.entry_id, min(day, today), EventKind.OTHER, day, printed), today, request.answers)
    asked = tuple(
        item for item in record.events if request.kind in (None, item.kind) and item.on <= day and not is_checked(item, day)
    )
    if not asked and printed:  # the check is recorded already, what was printed at it is not
        asked = tuple(
            item
            for item in record.events
            if request.kind in (None, item.kind) and item.checked_on == day and item.alarm_date in (None, printed)
        )
    if not asked:
        what = EVENT_WORDS[request.kind] if request.kind else "an event"
        raise InputRefusedError(
            f"No record of {what} without a check up to {spoken(day)}.",
            f"To record one with its check: {Command('event KIND --on DATE --checked DATE')}",
        )
    return asked, tuple(item._replace(checked_on=day, alarm_date=printed or item.alarm_date) for item in asked)


def _settle_check(record: Record, event: Event, today: date, answers: Answers) -> None:
    """What can be true of the check alone: the event was written down before."""
    met((doubt for doubt in entry_doubts(record, event, today) if doubt.fields[0] != "on"), answers)


def _outcome(before: Record, after: Record, events: Sequence[Event], checked_on: date | None, as_of: AsOf) -> Outcome[EventView]:
    supply = supply_after(after, as_of)
    since = supply.forecast.refill.on if supply.forecast else date.min
    kinds = dict.fromkeys(event.kind for event in events)
    return supply.told(
        EventView(
            events=tuple(events),
            changed=after != before,
            checked_on=checked_on,
            why=tuple(EVENT_REASONS[kind] for kind in kinds),
            counts=any(event.on >= since for event in events),
            left=supply.standing.unchecked,
            state_before=supply_after(before, as_of).standing.state,
            supply=supply.view,
        ),
        before=before,
    )

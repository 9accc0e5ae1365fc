"""The page after `itb log`: what was stored, what it changes, how to take it back; and its shape after any change of an entry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken
from itb_cli.domain.entry_facts import typed_facts
from itb_cli.domain.record import AppointmentStatus, Refill
from itb_cli.domain.statement import Statement
from itb_cli.domain.text import begun
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Notes, Page, Tone, page
from itb_cli.pages.next_refill import repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.pages.wording import after_a_date
from itb_cli.services.entries.log import LogView, PrintoutView
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView

TO_TAKE_BACK = Notes((Statement(f"To take this back: {Command('undo')}"),))
REPLACE = "Replace the pump by"
TITLES = {"refill_by": "Refill by (clinic)", "sleep_hours": "Sleep"}
"""What facts are called that have another name in lists."""


def build(outcome: Outcome[LogView], as_of: AsOf) -> Page:
    """Stored, then the state that follows from it."""
    view = outcome.view
    on = f"Refill on {spoken(view.refill.on)} ({distance(view.refill.on, as_of.day)})."
    return after_change(
        outcome,
        as_of,
        saved(on, changed=view.changed),
        Facts(stored_facts(view.refill, as_of)),
        *(of_printout(view.printout).blocks if view.printout else ()),
        said=_changes(view),
    )


class Changed(Protocol):
    """What the page after a change needs to know of it."""

    @property
    def changed(self) -> bool:
        """Whether the record is another one now."""

    @property
    def supply(self) -> NextRefillView:
        """How the supply stands after it."""


def saved(text: str, *details: str, changed: bool) -> Headline:
    """What was stored, or that it stood there already."""
    return Headline("SAVED" if changed else "NO CHANGE", text, Tone.NEUTRAL, details)


def after_change(outcome: Outcome[Changed], as_of: AsOf, *blocks: Block, said: Iterable[str]) -> Page:
    """The page after any change of an entry: what was stored, what is said of it, the state that follows, how to take it back."""
    supply = supply_headline(outcome.view.supply, outcome.state, as_of)
    return page(
        *blocks,
        Notes(tuple(Statement(text) for text in said)),
        supply,
        notes_that_fit(outcome.notices),
        TO_TAKE_BACK if outcome.view.changed else None,
        last_line=repeated(supply),
    )


def review(refill: Refill, as_of: AsOf) -> Page:
    """What is about to be stored."""
    on = f"Refill on {spoken(refill.on)} ({distance(refill.on, as_of.day)})."
    missing = "Without the alarm date all dates are only estimates. It stands on the clinic's printout."
    return page(
        Headline("NOT STORED YET", on, Tone.NEUTRAL),
        Facts(stored_facts(refill, as_of)),
        None if refill.alarm_date else Notes((Statement(missing),)),
    )


def of_printout(printout: PrintoutView) -> Page:
    """Line by line what was read from a printout, and what was not."""
    read = tuple(Fact(begun(str(item.fact)), item.value or "", f'line {item.number}: "{item.text}"') for item in printout.read)
    left = tuple(
        Fact(f"Line {item.number}", f'"{item.text}"', item.fact or "not understood, not stored") for item in printout.not_read
    )
    visit = f"Appointment booked for {spoken(printout.visit_booked)}." if printout.visit_booked else ""
    since = f", counted from {spoken(printout.counted_from)}" if printout.counted_from else ""
    replace = f"{REPLACE} {spoken(printout.replace_by)}{since}." if printout.replace_by else ""
    follows = tuple(Statement(text) for text in (visit, replace) if text)
    return page(Facts(read, "Read from the printout"), Facts(left, "Not read"), Notes(follows) if follows else None)


def stored_facts(
    entry: Any, as_of: AsOf, *, but: Sequence[str] = (), remarks: Mapping[str, str] = MappingProxyType({})
) -> tuple[Fact, ...]:
    """Everything that is recorded of an entry, but for the fields that the page tells otherwise."""
    told = []
    for fact in typed_facts(type(entry)).values():
        value = getattr(entry, fact.field)
        if value in (None, "") or fact.field in but or fact.told is None:
            continue
        title = TITLES.get(fact.field) or fact.name.partition(",")[0].capitalize()
        said = (spoken(value), distance(value, as_of.day)) if fact.is_printed else (fact.told(value), remarks.get(fact.field, ""))
        told.append(Fact(title, *said))
    return tuple(told)


def moves(before: date | None, supply: NextRefillView) -> tuple[str, ...]:
    """How a change moves the refill-by date, and what that is worth; said too if it stays, so that nobody has to wonder."""
    now = supply.refill_by
    if now is None:
        return ()
    told = f"{spoken(now)}{after_a_date(supply.doubts)}"
    if before is None:
        return (f"Refill by is now {told}.",)
    return (f"Refill by moves from {spoken(before)} to {told}." if now != before else f"Refill by stays {told}.",)


def _changes(view: LogView) -> tuple[str, ...]:
    newer = () if view.is_newest else ("A newer refill is recorded. The dates still come from that one.",)
    return (*newer, *moves(view.refill_by_before, view.supply), *_appointment(view), *_replacement(view))


def _replacement(view: LogView) -> tuple[str, ...]:
    counted = view.replacement
    if counted is None:
        return ()
    return (f"{REPLACE} {spoken(counted.replace_by)}, counted from {spoken(counted.counted_from)}.",)


def _appointment(view: LogView) -> tuple[str, ...]:
    visit = view.appointment
    if visit is None:
        return ()
    if visit.status is AppointmentStatus.DONE:
        return ("Your appointment of that day is closed: done.",)
    return (
        f"Your appointment of that day still stands as booked. To close it: {Command(f'book {visit.on.isoformat()} --done')}",
    )

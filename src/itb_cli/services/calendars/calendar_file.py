"""A file for a person's own calendar: which entries it holds, with ids that stay and numbers of changes that only rise (R90).

What the entries are about: `calendar_slots`. Their words are the page's; the file is written by the command.
"""

from datetime import date, time, timedelta
from hashlib import sha256

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import KEPT_DAYS, VISIT, Told, changed, day_of, said_in_file
from itb_cli.domain.record import CalendarEvent, CalendarStatus, Record
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import ExitCode, InputRefusedError
from itb_cli.services.calendars.calendar_slots import Due, due, is_empty
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, Supply, supply_after

WORDING = 1
"""To be raised when the words of entries change so much that calendars have to take them anew."""


class CalendarFileRequest(NamedTuple):
    """`detailed`: with names, places and sources. `counted`: the record that the dates come from, if it is not the stored one.

    `new_uids`: random ids, enough for every entry. `found_uids`: ids in the file that is to be replaced; None if none is.
    `is_folder`: a folder is told, not a file. Each has a memory of what it was told: one may name the clinic, the other not.
    """

    place: str
    detailed: bool
    new_uids: tuple[str, ...]
    found_uids: frozenset[str] | None = None
    counted: Record | None = None
    is_folder: bool = False


class ToldEntry(NamedTuple):
    """An entry as the file has it. `about` is None if it was taken back: then it says nothing but that."""

    uid: str
    on: date
    at: time | None
    sequence: int
    status: CalendarStatus
    changed_on: date
    about: Due | None


class CalendarFileView(NamedTuple):
    """What the file holds, in order of days. `new`, `changed` and `cancelled` count what is so since the file before.

    `label` is what the person chose to stand in front of each. `next_refill` is what `itb next-refill` says; machines get its
    facts among these.
    """

    place: str
    detailed: bool
    label: str | None
    entries: tuple[ToldEntry, ...]
    new: int
    changed: int
    cancelled: int
    next_refill: NextRefillView


def answer(record: Record, request: CalendarFileRequest, as_of: AsOf) -> Outcome[CalendarFileView]:
    """The file's entries, and the record that remembers them; exit code 3, and no entries, if nothing is recorded.

    Raises InputRefusedError if the file that is to be replaced is of another record.
    """
    _check_replaced(record, request.found_uids)
    counted = record if request.counted is None else request.counted
    supply = supply_after(counted, as_of)
    plan = () if is_empty(record) and is_empty(counted) else due(supply, _shown(record.calendar_events, as_of.today))
    told = _told(record.calendar_events, plan, _marks(plan, request, supply), as_of.today, request)
    before = {event.uid: event for event in record.calendar_events if request.is_folder or said_in_file(event)}
    differ = [event for event in told if event.uid in before and _differs(event, before[event.uid], request)]
    view = CalendarFileView(
        place=request.place,
        detailed=request.detailed,
        label=counted.person.calendar_label,
        entries=_entries(told, plan),
        new=sum(event.uid not in before and _is_shown(event) for event in told),
        changed=sum(map(_is_shown, differ)),
        cancelled=sum(not _is_shown(event) for event in differ),
        next_refill=supply.view,
    )
    return Outcome(
        view,
        supply._replace(record=counted._replace(calendar_events=told)).notices,
        supply.standing.state,
        record=None if told == record.calendar_events else record._replace(calendar_events=told),
        exit_code=ExitCode.ANSWERED if view.entries else ExitCode.NOT_ANSWERABLE,
    )


def _check_replaced(record: Record, found: frozenset[str] | None) -> None:
    """A file with entries of which this record knows none is of another record, perhaps of another person."""
    if found and not found & {event.uid for event in record.calendar_events}:
        raise InputRefusedError(
            "The file that is there holds entries that this record knows nothing of. It was not changed.",
            "Name another file, or add --overwrite to replace it.",
        )


def _shown(told: Told, today: date) -> frozenset[str]:
    """The slots that a calendar shows; a visit of more than a year ago has had its time."""
    return frozenset(event.slot for event in told if _is_shown(event) and not _is_forgotten_visit(event, today))


def _is_shown(event: CalendarEvent) -> bool:
    return event.status is CalendarStatus.CONFIRMED


def _is_forgotten_visit(event: CalendarEvent, today: date) -> bool:
    return event.slot.startswith(VISIT) and event.on < today - timedelta(days=KEPT_DAYS)


def _marks(plan: tuple[Due, ...], request: CalendarFileRequest, known: Supply) -> dict[str, str]:
    """By slot a mark of all that an entry says, so that a change of it is seen. The record need not hold the words twice."""
    supply, record = known.forecast, known.record
    phones = (record.clinic.name, record.clinic.phone, record.clinic.out_of_hours_phone)
    more = (*phones, supply and supply.refill_by, record.plan.buffer_days) if request.detailed else ()
    more = (*more, record.person.calendar_label)
    said = {entry.slot: entry if request.detailed else entry._replace(place=None, origin=None) for entry in plan}
    return {slot: sha256(repr((WORDING, tuple(entry), more)).encode()).hexdigest()[:16] for slot, entry in said.items()}


def _differs(event: CalendarEvent, before: CalendarEvent, request: CalendarFileRequest) -> bool:
    """Whether the folder, or the file, says something else of the entry than before."""
    if _is_shown(event) and not request.is_folder:
        return said_in_file(event) != said_in_file(before)
    return event != before and (_is_shown(before) or not request.is_folder)


def _told(told: Told, plan: tuple[Due, ...], marks: dict[str, str], today: date, request: CalendarFileRequest) -> Told:
    """What calendars are told from now on. An id that was cancelled is never shown again: what comes back gets a new one."""
    waiting = {entry.slot: entry for entry in plan}
    move = _moved_in_folder if request.is_folder else _moved_in_file
    kept: list[CalendarEvent] = []
    for event in told:
        entry = waiting.pop(event.slot, None) if _is_shown(event) else None
        if entry is not None:
            kept.append(move(event, entry, marks[event.slot], today))
        elif _is_shown(event) and not _is_forgotten_visit(event, today):
            kept.append(_cancelled(event, today, request))
        elif not _is_shown(event) and event.changed_on >= today - timedelta(days=KEPT_DAYS):
            kept.append(event if request.is_folder else event._replace(in_file="" if not said_in_file(event) else None))
    said = "" if request.is_folder else None
    new = zip(waiting.values(), request.new_uids, strict=False)
    made = (CalendarEvent(uid, one.slot, one.on, today, one.at, content=marks[one.slot], in_file=said) for one, uid in new)
    return (*kept, *made)


def _moved_in_folder(event: CalendarEvent, entry: Due, mark: str, today: date) -> CalendarEvent:
    if event.content == mark:
        return event
    moved = changed(event, today)._replace(on=entry.on, at=entry.at, content=mark)
    return _with_file(moved, said_in_file(event))


def _moved_in_file(event: CalendarEvent, entry: Due, mark: str, today: date) -> CalendarEvent:
    """If the folder was told of the same since, the number of changes has risen already."""
    wanted = f"{mark} {day_of(event._replace(on=entry.on, at=entry.at))}"
    said = said_in_file(event)
    if wanted in (said, f"{event.content} {day_of(event)}") or (not said and wanted.endswith(f" {day_of(event)}")):
        return _with_file(event, wanted)
    moved = changed(event, today)._replace(on=entry.on, at=entry.at)
    return moved._replace(content=mark) if event.in_file is None else _with_file(moved, wanted)


def _with_file(event: CalendarEvent, said: str) -> CalendarEvent:
    """The entry, of which the newest file says this."""
    return event._replace(in_file=None if said == f"{event.content} {day_of(event)}" else said)


def _cancelled(event: CalendarEvent, today: date, request: CalendarFileRequest) -> CalendarEvent:
    said = said_in_file(event)
    return changed(event, today)._replace(
        status=CalendarStatus.CANCELLED, content="", in_file=said if request.is_folder or not said else None
    )


def _entries(told: Told, plan: tuple[Due, ...]) -> tuple[ToldEntry, ...]:
    about = {entry.slot: entry for entry in plan}
    entries = [
        ToldEntry(
            event.uid,
            event.on,
            event.at,
            event.sequence,
            event.status,
            event.changed_on,
            about[event.slot] if _is_shown(event) else None,
        )
        for event in told
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.at or time.min, entry.uid)))

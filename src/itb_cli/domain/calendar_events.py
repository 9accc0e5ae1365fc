"""What calendars were told, kept from going back: whatever else is taken back, no number of changes ever falls (R90).

What an entry is to say, and when, `services/calendar_file.py` decides.
"""

from datetime import timedelta

from itb_cli.domain.record import CalendarEvent, CalendarStatus, Record

KEPT_DAYS = 366
"""So long an entry that was taken back, or a visit that is over, is still told of; then it is forgotten for ever."""

Told = tuple[CalendarEvent, ...]


def differ_in_calendars_only(one: Record, other: Record) -> bool:
    """Whether the two records differ, and in nothing but what calendars were told."""
    return one != other and one == other._replace(calendar_events=one.calendar_events)


def never_back(standing: Record | None, earlier: Record) -> Record:
    """An earlier state as it comes back: a calendar cannot be untold. `standing` None: what stood there cannot be read."""
    return earlier if standing is None else earlier._replace(calendar_events=standing.calendar_events)


def not_below(told: Told, typed: Told) -> Told:
    """Entries typed by hand, none with a lower number than it has, none alive again. One taken out by hand stays out."""
    known = {event.uid: event for event in told}
    return tuple(_not_below(known.get(event.uid, event), event) for event in typed)


def joined(here: Told, there: Told) -> Told:
    """What both copies of a record told, by the ids. What only `there` knows and is long over was forgotten here."""
    twins = {event.uid: event for event in there}
    known = {event.uid for event in here}
    oldest = max((event.changed_on for event in here), default=None)
    new = [event for event in twins.values() if event.uid not in known]
    if oldest is not None:
        new = [event for event in new if event.changed_on >= oldest - timedelta(days=KEPT_DAYS)]
    return (*(_joined(event, twins.get(event.uid, event)) for event in here), *new)


def _not_below(known: CalendarEvent, typed: CalendarEvent) -> CalendarEvent:
    status = CalendarStatus.CANCELLED if known.status is CalendarStatus.CANCELLED else typed.status
    content = typed.content if typed == known else ""
    return typed._replace(sequence=max(known.sequence, typed.sequence), status=status, content=content)


def _joined(ours: CalendarEvent, theirs: CalendarEvent) -> CalendarEvent:
    """The later of two; where both may have told something else under one number, the next file says it under a new one."""
    if ours == theirs:
        return ours
    later = theirs if theirs.sequence > ours.sequence else ours
    is_over = CalendarStatus.CANCELLED in (ours.status, theirs.status)
    return later._replace(
        status=CalendarStatus.CANCELLED if is_over else later.status,
        changed_on=max(ours.changed_on, theirs.changed_on),
        content="",
        extra={**theirs.extra, **ours.extra},
    )

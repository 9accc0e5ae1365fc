"""The earlier states of a record, for choosing one to bring back. Storage finds them; this says what they hold."""

from datetime import date
from typing import NamedTuple

from itb_cli.domain.record import Record
from itb_cli.services.outcome import Outcome


class Kept(NamedTuple):
    """An earlier state as storage found it; `record` is None where it cannot be read."""

    number: int
    kept_on: date
    record: Record | None


class EarlierState(NamedTuple):
    """What one earlier state holds."""

    number: int
    kept_on: date
    readable: bool
    refills: int
    newest_refill_on: date | None
    other_entries: int


class RestoreView(NamedTuple):
    """Newest first. `restored` is the number that was brought back, if one was."""

    states: tuple[EarlierState, ...]
    restored: int | None


def answer(kept: tuple[Kept, ...], restored: int | None) -> Outcome[RestoreView]:
    """The list, newest first."""
    return Outcome(RestoreView(tuple(_state(item) for item in reversed(kept)), restored))


def _state(item: Kept) -> EarlierState:
    record = item.record or Record()
    refill = record.last_refill()
    others = len(record.doses) + len(record.appointments) + len(record.events)
    newest = refill.on if refill else None
    return EarlierState(item.number, item.kept_on, item.record is not None, len(record.refills), newest, others)

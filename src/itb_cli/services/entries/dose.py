"""Writing down a dose change between refills: what can be true, what needs a second look, what it does to the dates."""

from collections.abc import Mapping
from datetime import date

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import spoken
from itb_cli.domain.entry_facts import read_facts, typed_facts
from itb_cli.domain.record import DatedDose, DoseChange, Record
from itb_cli.domain.supply import forecast
from itb_cli.domain.values import NamedTuple
from itb_cli.errors import InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.checks.entry_checks import settle
from itb_cli.services.entries.log import completed, day_of
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView, supply_after

FACTS = {flag: fact for flag, fact in typed_facts(DoseChange).items() if flag != "dose"}
"""What can be typed of a dose change beside its day and the dose, by flag."""
DOSE_WENT_UP = Notice(
    "dose_went_up",
    Signal.WARNING,
    "Too much baclofen is most likely after a dose goes up. Very sleepy, floppy or slow to breathe? Get emergency help now. "
    "Do not drive before your pump clinic has said yes again.",
    ("S17", "S04", "own"),
)


class DoseRequest(NamedTuple):
    """A dose change in the words that were typed, its facts by flag; None if nothing was. `entry_id` names it for ever.

    `force` allows a second change on one day, and a day before the implant (an earlier pump).
    """

    entry_id: str
    dose: str
    on: str | None = None
    words: Mapping[str, str | None] = {}
    force: bool = False
    answers: Answers = Answers()


class DoseView(NamedTuple):
    """What was stored, the dose before it, and the dates before and after.

    `counts`: the change is of the day of the newest refill or later, so that the dates rest on it.
    """

    change: DoseChange
    completed: bool
    changed: bool
    dose_before: DatedDose | None
    counts: bool
    refill_by_before: date | None
    alarm_date_before: date | None
    supply: NextRefillView


def answer(record: Record, request: DoseRequest, as_of: AsOf) -> Outcome[DoseView]:
    """The record with the change in it. Raises InputRefusedError or ConfirmationNeededError; then nothing is stored."""
    typed = _read(request, as_of.day)
    if request.on is None:
        request.answers.require("no_day", f"You named no day. Did the dose change today, {spoken(as_of.day)}?", field="on")
    standing = _same_day(record, typed, force=request.force)
    change = completed(standing, typed, FACTS, "dose change") if standing else typed
    others = record._replace(doses=tuple(item for item in record.doses if item is not standing))
    before = others.dose_on(change.on)
    settle(others, change, as_of.day, request.answers, force=request.force, before=standing)
    after = record if change == standing else others._replace(doses=(*others.doses, change))
    return _outcome(record, after, change, before, as_of, completed=standing is not None)


def _read(request: DoseRequest, today: date) -> DoseChange:
    on = day_of(request.on, today)
    return DoseChange(request.entry_id, on, **read_facts(DoseChange, {"dose": request.dose, **request.words}, today))


def _same_day(record: Record, typed: DoseChange, *, force: bool) -> DoseChange | None:
    """The change of that day with the same dose; one with another dose is refused unless `force` says that both happened."""
    of_the_day = [item for item in record.doses if item.on == typed.on]
    same = next((item for item in of_the_day if item.dose_mcg_per_day == typed.dose_mcg_per_day), None)
    if of_the_day and same is None and not force:
        raise InputRefusedError(
            f"A dose change on {spoken(typed.on)} is recorded already.",
            f"If it was wrong, take it back: {Command('undo')}. "
            "If the dose changed twice that day, add --force: the higher one counts.",
        )
    return same


def _outcome(
    before: Record, after: Record, change: DoseChange, dose_before: DatedDose | None, as_of: AsOf, *, completed: bool
) -> Outcome[DoseView]:
    supply, supply_before = supply_after(after, as_of), forecast(before)
    rose = dose_before is None or change.dose_mcg_per_day > dose_before.dose_mcg_per_day
    return supply.told(
        DoseView(
            change=change,
            completed=completed,
            changed=after != before,
            dose_before=dose_before,
            counts=supply.forecast is not None and change.on >= supply.forecast.refill.on,
            refill_by_before=supply_before.refill_by if supply_before else None,
            alarm_date_before=supply_before.alarm_date if supply_before else None,
            supply=supply.view,
        ),
        *((DOSE_WENT_UP,) if rose else ()),
        before=before,
    )

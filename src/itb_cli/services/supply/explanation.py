"""The working behind the dates, line by line, with units and sources, so that anyone can check it (R68, R75)."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import assert_never

from itb_cli.domain.candidates import DRUG_LIMIT_DAYS, Bound, Candidate, Origin
from itb_cli.domain.consumption import Computation
from itb_cli.domain.dates import add_days, spoken, spoken_days, spoken_short
from itb_cli.domain.quantities import plain_number, spoken_dose, spoken_strength, spoken_volume
from itb_cli.domain.record import Record
from itb_cli.domain.statement import Statement
from itb_cli.domain.supply import Forecast

MISSING_WORDS = {
    "filled_ml": "the filled volume",
    "strength_mcg_per_ml": "the strength",
    "dose_mcg_per_day": "the dose at the refill",
}


def working(record: Record, supply: Forecast) -> tuple[Statement, ...]:
    """How the refill-by and the book-by date come about, every candidate with its origin."""
    lines = [line for candidate in supply.candidates for line in _candidate(record, supply, candidate)]
    if supply.missing:
        lacking = ", ".join(MISSING_WORDS[fact] for fact in supply.missing)
        lines.append(Statement(f"Worked out from the pump: not possible. Missing: {lacking}."))
    lines.append(Statement(f"The earliest is taken: refill by {spoken(supply.refill_by)}."))
    return (*lines, _book_by(record, supply))


def _candidate(record: Record, supply: Forecast, candidate: Candidate) -> Iterator[Statement]:
    if candidate.bound is Bound.DOSE_DOUBTED:
        yield from _without_doubted(record, supply, candidate)
        return
    match candidate.origin:
        case Origin.COMPUTED_ALARM_DATE if candidate.assumed_dose_mcg_per_day is not None:
            yield _assumed(candidate, candidate.assumed_dose_mcg_per_day)
            yield _buffer(record, supply, candidate)
        case Origin.CLINIC_REFILL_BY:
            yield Statement(
                f"The refill-by date that your clinic gave is {spoken(candidate.date)}."
                f"{_void(candidate)}{_later(supply, candidate)}"
            )
        case Origin.CLINIC_ALARM_DATE:
            yield Statement(f"Your clinic's alarm date is {spoken(candidate.date)}.{_void(candidate)}")
            yield _buffer(record, supply, candidate)
        case Origin.CARRIED_DATE:
            yield from _carried(record, supply, candidate)
        case Origin.FLOW_TOLERANCE:
            yield from _flow_tolerance(supply, candidate)
        case Origin.COMPUTED_ALARM_DATE:
            yield from _computation(supply, supply.computation)
            yield _buffer(record, supply, candidate)
        case Origin.DRUG_LIMIT:
            yield Statement(
                f"The drug in the pump: {DRUG_LIMIT_DAYS} days from {spoken_short(supply.refill.on)} is "
                f"{spoken(candidate.date)}.{_later(supply, candidate)}",
                ("S102",),
            )
        case Origin.ARTICLE_INTERVAL:
            yield Statement(
                f"No clinic's date and no full set of pump figures is recorded. An article gives 2 to 3 months between "
                f"refills once the dose is stable, and monthly visits before. The shorter time from "
                f"{spoken_short(supply.refill.on)} ends on {spoken(candidate.date)}. This is only an estimate.",
                ("S01",),
            )
        case _:
            assert_never(candidate.origin)


def _without_doubted(record: Record, supply: Forecast, candidate: Candidate) -> Iterator[Statement]:
    """What follows without the doses that cannot be right: nobody knows which figure is wrong, so the stricter counts."""
    is_alarm = candidate.is_alarm_date or candidate.assumed_dose_mcg_per_day is not None
    what = "the alarm date" if is_alarm else "the earliest day on which the pump can be dry"
    if candidate.carried_from is Origin.CLINIC_REFILL_BY:
        what = "the refill-by date"
    doses = " and ".join(spoken_dose(dose.dose_mcg_per_day) for dose in supply.doubted_doses)
    yield Statement(f"Without {doses}, which cannot be right beside the other figures, {what} would be {spoken(candidate.date)}.")
    if is_alarm:
        yield _buffer(record, supply, candidate)


def _assumed(candidate: Candidate, dose: Decimal) -> Statement:
    return Statement(
        f"No dose is recorded with the refill. With {spoken_dose(dose)}, the last one from before it, the alarm date would be "
        f"{spoken(candidate.date)}. The true date may be earlier still."
    )


def _carried(record: Record, supply: Forecast, candidate: Candidate) -> Iterator[Statement]:
    """What a printed date becomes: so many micrograms were left when it was printed, and the doses since use them up."""
    what = "alarm date" if candidate.carried_from is Origin.CLINIC_ALARM_DATE else "refill-by date"
    which = "An older printed" if candidate.bound else "Your clinic's"
    alone = "" if candidate.bound else " Ask your clinic for the new one. The sum is itb's own."
    yield Statement(
        f"{which} {what} says how much drug was left on the day it was printed: the days to it times the dose of then. "
        f"By the doses since, that lasts until {spoken(candidate.date)}.{alone}"
    )
    if candidate.carried_from is Origin.CLINIC_ALARM_DATE:
        yield _buffer(record, supply, candidate)


def _flow_tolerance(supply: Forecast, candidate: Candidate) -> Iterator[Statement]:
    found = supply.computation
    if found:
        yield Statement(
            "A SynchroMed II within its label may give up to 14.5 percent more than is set. We count it for every pump. Then "
            f"{spoken_volume(found.filled_ml)} last {spoken_days(found.days_to_empty_at_fastest)}: empty as early as "
            f"{spoken(candidate.date)}. The sum is "
            f"itb's own. The day before it is {spoken(candidate.refill_by)}.{_later(supply, candidate)}",
            ("S120", "S132", "own"),
        )


def _later(supply: Forecast, candidate: Candidate) -> str:
    return " Later than the earliest, so it does not count." if candidate.refill_by > supply.refill_by else ""


def _void(candidate: Candidate) -> str:
    if candidate.in_force:
        return ""
    if candidate.bound is None:
        return " It lies so far off that its year may be wrong, so it does not count."
    return " The dose rose after it was printed, so the true date is earlier."


def _buffer(record: Record, supply: Forecast, candidate: Candidate) -> Statement:
    recorded = record.plan.buffer_days is not None
    why = "your clinic's own figure" if recorded else "buffer not recorded: the larger that clinics publish"
    return Statement(
        f"{spoken_days(supply.buffer_days)} before it is {spoken(candidate.refill_by)} ({why}).{_later(supply, candidate)}",
        () if recorded else ("S31b", "S34"),
    )


def _computation(supply: Forecast, found: Computation | None) -> Iterator[Statement]:
    """The arithmetic of the computed date, piece by piece: what was filled, less the alarm volume, over the flow."""
    if found is None:
        return
    usable_ml = max(found.filled_ml - found.alarm_volume_ml, Decimal(0))
    assumed = "" if found.alarm_volume_recorded else " (not recorded: the larger of the published ones)"
    yield Statement(
        f"Filled {spoken_volume(found.filled_ml)}, alarm volume {spoken_volume(found.alarm_volume_ml)}{assumed}: "
        f"{spoken_volume(usable_ml)} can be used before the alarm.",
        () if found.alarm_volume_recorded else ("S40",),
    )
    supply_mcg = usable_ml * found.strength_mcg_per_ml
    yield Statement(
        f"{spoken_volume(usable_ml)} times {spoken_strength(found.strength_mcg_per_ml)} is {plain_number(supply_mcg)} mcg.",
        ("S107",),
    )
    yield from _pieces(found, supply_mcg)
    yield Statement(
        f"In all {spoken_days(found.days_to_alarm)} after {spoken_short(supply.refill.on)}: the alarm date worked out is "
        f"{spoken(add_days(supply.refill.on, found.days_to_alarm))}."
    )
    yield Statement(
        f"At that rate all of the {spoken_volume(found.filled_ml)} would be gone after {spoken_days(found.days_to_empty)}. "
        "That is a danger, not time to spare.",
        ("S40",),
    )


def _pieces(found: Computation, supply_mcg: Decimal) -> Iterator[Statement]:
    """What each dose uses and what is left, until the alarm volume is reached; only the last line is rounded."""
    left = supply_mcg
    for piece in found.pieces:
        dose, since = spoken_dose(piece.dose_mcg_per_day), spoken_short(piece.start)
        lasts = left / piece.dose_mcg_per_day
        if piece.days is None or lasts < piece.days:
            yield Statement(
                f"From {since}: {plain_number(left)} mcg at {dose} lasts {_two_places(lasts)} days, "
                f"rounded down to {spoken_days(int(lasts))}."
            )
            return
        used = piece.days * piece.dose_mcg_per_day
        left -= used
        why = " (the day of a change counts with the higher dose)" if piece.days == 1 and len(found.pieces) > 1 else ""
        yield Statement(
            f"From {since}: {dose} for {spoken_days(piece.days)} uses {plain_number(used)} mcg, "
            f"so {plain_number(left)} mcg is left{why}."
        )


def _two_places(days: Decimal) -> str:
    """The exact figure if two places hold it, else cut off, never rounded up (R76)."""
    cut = days.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return plain_number(cut) if cut == days else f"a little more than {plain_number(cut)}"


def _book_by(record: Record, supply: Forecast) -> Statement:
    why = "" if record.plan.lead_days is not None else " (lead time not recorded)"
    return Statement(
        f"Book by {spoken(supply.book_by)}: {spoken_days(supply.lead_days)} before the refill-by date{why}, and on a weekday."
    )

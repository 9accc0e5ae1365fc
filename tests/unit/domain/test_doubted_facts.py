"""What is in doubt never comforts: no state is milder with a doubted fact than without it. The rule itself, on random records."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.strategies import later, maybe, thoroughly
from domain.test_supply_oracle import RECORDS
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange, Event, EventKind, Pump, Record, Refill
from itb_cli.domain.states import Doubt, Standing, SupplyState, days_of_change, newest_entry_day, stand
from itb_cli.domain.supply import Forecast, forecast

GRAVEST_FIRST = tuple(SupplyState)
ON = date(2026, 9, 1)
REFILL_BY, CRITICAL = date(2026, 12, 15), date(2026, 12, 18)
WRONG_YEAR = date(2028, 12, 25)
SLIPPED = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(500), "dose_mcg_per_day": Decimal(23)}
"""A dose below all that are published; the sum lasts 347 days."""
OCTOBER = date(2026, 10, 1)
ALARM = date(2026, 12, 25)


def state(record: Record, day: date) -> SupplyState:
    return stand(record, forecast(record), AsOf(day, day)).state


def with_refill(*, doses: tuple = (), events: tuple = (), **facts: object) -> Record:
    refill = Refill("refill", ON, refill_by=REFILL_BY, **facts)
    return Record(refills=(refill,), doses=doses, events=events, pump=Pump(alarm_volume_ml=Decimal(2)))


@pytest.mark.parametrize(
    "record",
    [
        with_refill(alarm_date=WRONG_YEAR),
        with_refill(**(SLIPPED | {"strength_mcg_per_ml": Decimal(45), "dose_mcg_per_day": Decimal(6)})),
        with_refill(alarm_date=ALARM, doses=(DoseChange("dose", OCTOBER, Decimal(400)),)),
        with_refill(alarm_date=ALARM, events=(Event("event", OCTOBER, EventKind.ALARM, OCTOBER + timedelta(days=1)),)),
        with_refill(doses=(DoseChange("dose", OCTOBER, Decimal(400), WRONG_YEAR),)),
    ],
    ids=["a wrong year", "figures that cannot be right", "a rise from no known dose", "an alarm before it", "printed later"],
)
def test_a_doubted_alarm_date_leaves_a_refill_by_date_its_critical_day(record):
    assert (state(record, CRITICAL - timedelta(days=1)), state(record, CRITICAL)) == ("overdue", "critical")


def test_an_alarm_date_that_holds_says_when_it_is_critical():
    assert state(with_refill(alarm_date=ALARM), CRITICAL) is SupplyState.OVERDUE


def test_a_wrong_year_supersedes_no_refill_by_date():
    """Seen as DATES OK up to 12 February 2027, on the day after the one that the clinic gave."""
    record = with_refill(doses=(DoseChange("dose", OCTOBER, Decimal(400), WRONG_YEAR),))
    found = forecast(record)
    assert found is not None
    assert found.refill_by == REFILL_BY
    assert Doubt.PRINTED_FAR in stand(record, found, AsOf(OCTOBER, OCTOBER)).doubts


@pytest.mark.parametrize("name", ["alarm_date", "refill_by"])
def test_a_wrong_year_alone_is_no_milder_than_no_date(name):
    wrong, none = (Record(refills=(Refill("refill", ON, **facts),)) for facts in ({name: WRONG_YEAR}, {}))
    for day in (date(2026, 10, 1), date(2026, 11, 2), date(2026, 12, 1)):
        assert state(wrong, day) is state(none, day)
    assert Doubt.PRINTED_FAR in stand(wrong, forecast(wrong), AsOf(OCTOBER, OCTOBER)).doubts


def test_a_reservoir_that_is_too_small_for_the_fill_hides_no_day_on_which_the_pump_can_be_dry():
    """40 mL of 500 mcg per mL at 1.145 x 200 mcg a day: 87 days, to 27 November; the alarm after 90."""
    figures = {"filled_ml": Decimal(40), "strength_mcg_per_ml": Decimal(500), "dose_mcg_per_day": Decimal(200)}
    for reservoir in (None, Decimal(20)):
        record = Record(refills=(Refill("refill", ON, **figures),), pump=Pump(reservoir_ml=reservoir))
        assert state(record, date(2026, 11, 27)) is SupplyState.CRITICAL


def test_a_lone_refill_by_date_keeps_its_critical_day_beside_a_sum_that_does_not_carry():
    """The dose at the refill is not recorded, so the date may be from a lower one: in doubt, and no sum makes it milder."""
    figures = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(2000)}
    record = with_refill(doses=(DoseChange("dose", ON, Decimal(200)),), **figures)
    found = forecast(record)
    assert found is not None
    assert (found.alarm_date, found.binding) == (date(2027, 2, 28), ("dose_rose",))
    assert (state(record, CRITICAL - timedelta(days=1)), state(record, CRITICAL)) == ("overdue", "critical")


def test_a_date_that_cannot_be_carried_supersedes_no_earlier_one_of_its_day():
    """Printed on one day: 20 December with no known dose, 30 December at 100 mcg a day. At 200 from 1 October the second leaves 45
    days more: 90 days at 100 are 9,000 mcg, so that it gives 15 November."""
    refill = Refill("refill", ON, alarm_date=date(2026, 12, 20))
    printed = DoseChange("printed", ON, Decimal(100), date(2026, 12, 30))
    found = forecast(Record(refills=(refill,), doses=(printed, DoseChange("rise", OCTOBER, Decimal(200)))))
    alone = forecast(Record(refills=(Refill("refill", ON),), doses=(printed, DoseChange("rise", OCTOBER, Decimal(200)))))
    assert found is not None
    assert alone is not None
    assert found.alarm_date == alone.alarm_date == date(2026, 11, 15)


TYPED_FALL = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal("601.5"), "dose_mcg_per_day": Decimal(200)}
"""18 mL above the alarm are 10,827 mcg: 54 days at 200 mcg a day, to 25 October; 451 at 24, which cannot be meant."""


@pytest.mark.parametrize("days", [0, 20])
def test_a_fall_that_cannot_be_right_takes_no_date_of_the_dose_before_it(days):
    refill = Refill("refill", ON, **TYPED_FALL)
    fall = DoseChange("dose", ON + timedelta(days=days), Decimal(24))
    record = Record(refills=(refill,), doses=(fall,), pump=Pump(alarm_volume_ml=Decimal(2)))
    found = forecast(record)
    assert found is not None
    assert (found.refill_by, found.alarm_date) == (date(2026, 10, 15), date(2026, 10, 25))
    turns = [date(2026, 10, 15), date(2026, 10, 16), date(2026, 10, 25)]
    assert [state(record, day) for day in turns] == ["unknown", "overdue", "critical"]


FAR = maybe(
    st.tuples(st.sampled_from(["refill", "dose", "event"]), st.sampled_from(["alarm_date", "refill_by"]), st.integers(401, 900))
)


def with_a_far_date(record: Record, drawn: tuple[str, str, int] | None) -> Record:
    """The record with one printed date that lies too far off."""
    if drawn is None:
        return record
    where, name, days = drawn
    newest = max(record.refills, key=lambda refill: refill.on)
    day = later(newest.on, days)
    if where == "dose" and record.doses:
        return record._replace(doses=(record.doses[0]._replace(alarm_date=day), *record.doses[1:]))
    if where == "event" and record.events and record.events[0].checked_on:
        return record._replace(events=(record.events[0]._replace(alarm_date=day), *record.events[1:]))
    refills = tuple(refill._replace(**{name: day}) if refill is newest else refill for refill in record.refills)
    return record._replace(refills=refills)


def without_one_fact(record: Record) -> Iterator[tuple[str, Record]]:
    """The record without each of its facts in turn: a figure, a dose, a printed date, a check, an event, a setting, an unknown key.

    Not without the check of an alarm, which ends it: nobody doubts it, and without it the alarm is unchecked. A dose goes once the
    date that was printed with it is gone: of the two, one may be in doubt and the other not.
    """
    optional = ("alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day", "checked_on", "extra")
    for table in ("refills", "doses", "events"):
        entries = getattr(record, table)
        for place, entry in enumerate(entries):
            before, after = entries[:place], entries[place + 1 :]
            if table != "refills" and not (table == "doses" and entry.alarm_date):
                yield f"{table} {place}", record._replace(**{table: (*before, *after)})
            for name in optional:
                value = getattr(entry, name, None)
                if not value or (table, name) == ("doses", "dose_mcg_per_day"):
                    continue
                if name != "checked_on" or entry.kind is not EventKind.ALARM:
                    less = entry._replace(**{name: {} if name == "extra" else None})
                    yield f"{table} {place} {name}", record._replace(**{table: (*before, less, *after)})
    for name in ("implanted_on", "replace_by", "reservoir_ml", "alarm_volume_ml"):
        yield name, record._replace(pump=record.pump._replace(**{name: None}))
    yield "extra", record._replace(extra={})


class Seen(NamedTuple):
    """A record and its dates, worked out once for all days."""

    record: Record
    supply: Forecast | None

    def on(self, day: date) -> Standing:
        return stand(self.record, self.supply, AsOf(day, day))

    def turns(self) -> tuple[date, ...]:
        return days_of_change(self.record, self.supply)


def seen(record: Record) -> Seen:
    return Seen(record, forecast(record))


def takes_a_doubt_away(with_it: Seen, without: Seen, day: date) -> bool:
    """Whether the fact that is missing in `without` was in doubt: without it there is less doubt, and no other.

    Not the newer of two printouts that disagree, nor what parts them: the older one is carried through a fall of the dose beside it,
    and stands as it was printed without it.
    """
    doubts, left = (set(item.on(day).doubts) for item in (with_it, without))
    return left < doubts and Doubt.PRINTOUTS_DISAGREE not in doubts - left


@given(RECORDS, FAR)
@thoroughly
def test_no_state_is_milder_with_a_doubted_fact_than_without_it(record, far):
    record = with_a_far_date(record, far)
    newest, known = newest_entry_day(record), seen(record)
    for name, less in without_one_fact(record):
        without = seen(less)
        for day in sorted(turn for turn in {*known.turns(), *without.turns(), newest} if turn >= newest):
            if takes_a_doubt_away(known, without, day):
                with_it, without_it = known.on(day).state, without.on(day).state
                assert GRAVEST_FIRST.index(with_it) <= GRAVEST_FIRST.index(without_it), (name, day)

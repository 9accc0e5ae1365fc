"""Earlier states grow old: all of the last thirty changes, one a week for a year, one a month for ever; never the fuller one."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.record import CalendarEvent, Contact, Pump, Record, Refill
from itb_cli.storage.encoding import encode
from itb_cli.storage.paths import generations_beside
from itb_cli.storage.retention import MOST_READ, NEWEST_KEPT, holdings, may_go, outgrown
from itb_cli.storage.snapshots import Generation, generation_name, generations, gone_back_to

DAY = date(2026, 11, 22)


def refills(*numbers: int) -> Record:
    return Record(refills=tuple(Refill(id=f"r{number}", on=DAY + timedelta(days=number)) for number in numbers))


def place(record: Path, states: Sequence[tuple[date, Record | bytes]], labels: Sequence[str] = ()) -> None:
    folder = generations_beside(record)
    folder.mkdir(parents=True, exist_ok=True)
    for number, (kept_on, state) in enumerate(states, start=1):
        label = labels[number - 1] if labels else ""
        data = state if isinstance(state, bytes) else encode(state)
        (folder / generation_name(number, kept_on, label)).write_bytes(data)


def thinned(record: Path) -> list[int]:
    """The numbers that are left once nothing more may go, however many saves that takes."""
    for _ in range(200):
        for state in outgrown(generations(record)):
            state.path.unlink()
        kept = generations(record)
        newest = kept[-1]
        (
            generations_beside(record) / generation_name(newest.number + 1, newest.kept_on, gone_back_to(newest.number))
        ).write_bytes(newest.path.read_bytes())
    return [state.number for state in generations(record) if state.same_as is None]


def test_the_newest_thirty_all_stay_whatever_their_age(record: Path):
    place(record, [(DAY, refills(1))] * NEWEST_KEPT)
    assert outgrown(generations(record)) == []


@pytest.mark.slow
def test_a_week_keeps_one_for_a_year_and_then_a_month_does(record: Path):
    start = date(2024, 1, 1)
    days = [start + timedelta(days=number) for number in range(900)]
    place(record, [(day, refills(1)) for day in days])
    left = [days[number - 1] for number in thinned(record)]
    assert left[-NEWEST_KEPT:] == days[-NEWEST_KEPT:]
    older = left[:-NEWEST_KEPT]
    edge = days[-NEWEST_KEPT] - timedelta(days=366)
    weekly = [day.isocalendar()[:2] for day in older if day >= edge]
    monthly = [(day.year, day.month) for day in older if day < edge]
    assert len(weekly) == len(set(weekly)) >= 52
    assert len(monthly) == len(set(monthly)) >= 16


def test_a_fuller_state_never_goes_for_an_emptier_one(record: Path):
    place(record, [(DAY, refills(1, 2, 3)), (DAY, refills(1)), (DAY, refills(1, 2)), *[(DAY, Record())] * NEWEST_KEPT])
    assert thinned(record) == [1, *range(4, 4 + NEWEST_KEPT)]


def test_a_state_in_which_calendars_were_told_otherwise_is_not_fuller():
    event = CalendarEvent("00000000-0000-4000-8000-000000000001", "refill_by", DAY, DAY)
    told = [refills(1)._replace(calendar_events=(event._replace(sequence=number),)) for number in range(2)]
    assert holdings(told[0]) == holdings(told[1])
    assert holdings(refills(1)) < holdings(told[0])


def test_of_two_states_that_each_hold_what_the_other_lacks_both_stay(record: Path):
    place(record, [(DAY, refills(1, 2)), (DAY, refills(2, 3)), *[(DAY, Record())] * NEWEST_KEPT])
    assert thinned(record)[:2] == [1, 2]


def test_a_damaged_state_never_goes_and_holds_nobody_else_up(record: Path):
    place(record, [(DAY, b"damaged"), (DAY, refills(1)), (DAY, refills(1)), *[(DAY, Record())] * NEWEST_KEPT])
    assert thinned(record)[:2] == [1, 3]


def test_going_back_many_times_pushes_no_change_out(record: Path):
    place(
        record,
        [(DAY, refills(*range(number))) for number in range(NEWEST_KEPT)] + [(DAY, Record())] * 100,
        [""] * NEWEST_KEPT + [gone_back_to(1)] * 100,
    )
    assert outgrown(generations(record)) == []


def test_a_clock_far_ahead_takes_nothing_more_away(record: Path):
    weeks = [(date(2026, 1, 5) + timedelta(weeks=week), refills(1)) for week in range(10)]
    place(record, [*weeks, *[(date(2026, 5, 1), refills(1))] * (NEWEST_KEPT - 1), (date(2090, 1, 1), refills(1))])
    assert outgrown(generations(record)) == []


def test_after_one_save_only_a_few_states_are_looked_at(record: Path):
    place(record, [(DAY, refills(1))] * 200)
    assert len(outgrown(generations(record))) == MOST_READ - 1


def state(number: int) -> Generation:
    return Generation(number, DAY, None, Path(f"{number}"))


FACTS = st.tuples(
    st.sets(st.integers(1, 5), max_size=4), st.sampled_from([None, "A"]), st.booleans(), st.sets(st.sampled_from("ab"))
)


def recorded(drawn: tuple[set[int], str | None, bool, set[str]]) -> Record:
    days, model, has_contact, extra = drawn
    contacts = (Contact("Sam"),) if has_contact else ()
    return refills(*days)._replace(pump=Pump(model=model), contacts=contacts, extra=dict.fromkeys(extra, 1))


@given(st.lists(FACTS.map(recorded) | st.none(), min_size=1, max_size=8))
def test_whatever_goes_stands_whole_in_a_state_that_stays(records: list[Record | None]):
    group = [(state(number), holdings(item) if item else None) for number, item in enumerate(records)]
    gone = {item.number for item in may_go(group)}
    staying = [held for item, held in group if item.number not in gone and held is not None]
    for item, held in group:
        if item.number in gone:
            assert held is not None
            assert any(held <= other for other in staying)
    assert not any(one < other for one in staying for other in staying), "an emptier one stays beside a fuller"


def test_every_kind_of_fact_counts():
    fuller = Record(
        pump=Pump(model="A"), contacts=(Contact("Sam"),), refills=(Refill("r", DAY, note="n", extra={"mine": 1}),), extra={"x": 1}
    )
    for emptier in (
        fuller._replace(pump=Pump()),
        fuller._replace(contacts=()),
        fuller._replace(refills=()),
        fuller._replace(extra={}),
        fuller._replace(refills=(Refill("r", DAY, extra={"mine": 1}),)),
        fuller._replace(refills=(Refill("r", DAY, note="n"),)),
    ):
        assert holdings(emptier) < holdings(fuller)

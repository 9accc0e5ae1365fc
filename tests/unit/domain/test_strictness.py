"""No answer from two records is milder than either gives alone, unless a newer refill explains it.

The look at the answers is the tests' own (`forks`); what the program compares, and how, it does not know.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.forks import EDITED, FORKS, edited, holds_a_newer_refill, where_milder
from domain.strategies import facts, record_of
from domain.test_merging import ANY_RECORDS
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.counted import all_beside
from itb_cli.domain.exchange import FileForm
from itb_cli.domain.merging import counting_in, made_milder, merged
from itb_cli.domain.record import Plan, Record, Refill
from itb_cli.domain.states import days_of_change, stand
from itb_cli.domain.supply import forecast
from itb_cli.services.record import import_plan
from itb_cli.services.record.stricter_import import alone, left_milder, made_strict
from itb_cli.storage.exchange.file_forms import decode, encode

ASKED_ON = date(2026, 11, 22)
PAIRS = FORKS | st.tuples(facts().map(record_of), facts().map(record_of)) | st.tuples(ANY_RECORDS, ANY_RECORDS)
often = settings(max_examples=80 if settings().max_examples >= 100 else 10)
"""Each example joins and compares whole records on days of a year."""


def explained(record: Record, answer: Record, other: Record) -> bool:
    """Whether an answer may be milder than `record` alone: `other` holds a newer refill, and the answer comes from it."""
    return holds_a_newer_refill(other, record) and not holds_a_newer_refill(other, answer)


@pytest.mark.slow
@often
@given(PAIRS)
def test_the_answer_beside_a_copy_is_milder_than_neither(pair: tuple[Record, Record]):
    here, there = pair
    answer = counting_in(here, there, ASKED_ON)
    assert where_milder(answer, here) == []
    if not holds_a_newer_refill(here, there):
        assert where_milder(answer, there) == []


@pytest.mark.slow
@often
@given(FORKS, EDITED)
def test_two_copies_beside_a_record_are_both_counted_in(pair: tuple[Record, Record], more: list):
    here, there = pair
    third = edited(here, more, "c")
    answer = counting_in(counting_in(here, there, ASKED_ON), third, ASKED_ON)
    assert where_milder(answer, here) == []
    for copy in (there, third):
        if not holds_a_newer_refill(here, copy):
            assert where_milder(answer, copy) == []


@often
@given(PAIRS)
def test_a_join_is_milder_than_neither_or_is_said_to_be(pair: tuple[Record, Record]):
    for here, there in (pair, pair[::-1]):
        joined = merged(here, there).record
        if not made_milder(joined, here, there):
            assert explained(here, joined, there) or where_milder(joined, here) == []
            assert explained(there, joined, here) or where_milder(joined, there) == []


def test_days_before_an_entry_that_only_the_other_copy_has_are_compared_too():
    here = Record(refills=(Refill("a", date(2020, 2, 1)),))
    there = Record(refills=(Refill("a", date(2020, 1, 1), refill_by=date(2020, 1, 2)),), plan=Plan(buffer_days=0))
    joined = here._replace(refills=there.refills)
    found = made_milder(joined, here, there)
    assert [(item.on, item.alone.value, item.joined.value) for item in found] == [
        (date(2020, 1, 2), "critical", "soon"),
        (date(2020, 1, 3), "critical", "overdue"),
    ]


@often
@given(FORKS, EDITED)
def test_a_join_of_joins_is_milder_than_none_or_is_said_to_be(pair: tuple[Record, Record], more: list):
    here, there = pair
    third = edited(there, more, "c")
    once = merged(here, there).record
    twice = merged(third, once).record
    if not made_milder(once, here, there) and not made_milder(twice, third, once):
        newest = max((record.last_refill().on for record in (here, there, third) if record.last_refill()), default=None)
        for record in (here, there, third):
            if record.last_refill() and record.last_refill().on == newest == twice.last_refill().on:
                assert where_milder(twice, record) == []


@pytest.mark.parametrize("form", FileForm)
def test_an_import_is_milder_than_neither_or_is_said_to_be(form: FileForm):
    @often
    @given(FORKS)
    def check(pair: tuple[Record, Record]):
        here, there = pair
        brought = decode(encode(there, form, "itb").encode(), iter("0123456789").__next__)
        result = made_strict(here, brought, import_plan.planned(here, brought))
        if not left_milder(here, brought, result):
            for record, other in ((here, there), (alone(here, brought), here)):
                assert explained(record, result.record, other) or where_milder(result.record, record) == []

    check()


def test_an_answer_that_counts_a_copy_in_turns_on_the_days_of_both():
    one = Record(refills=(Refill("r", date(2026, 9, 1), alarm_date=date(2026, 12, 10)),))
    other = one._replace(plan=Plan(buffer_days=20, lead_days=3))
    both = counting_in(one, other, ASKED_ON)
    assert len(all_beside(both)) == 3
    assert set(days_of_change(one, forecast(one))) <= set(days_of_change(both, forecast(both)))
    days = (date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 20), date(2026, 11, 21), date(2026, 12, 9), date(2026, 12, 10))
    states = [stand(both, forecast(both), AsOf(day, day)).state.value for day in days]
    assert states == ["ok", "soon", "soon", "overdue", "overdue", "critical"], "20 days, and 14 if this record says none"
    assert {days[1], days[3], days[5]} <= set(days_of_change(both, forecast(both)))

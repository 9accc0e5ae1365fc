"""No answer from two records is milder than either gives alone, unless a newer refill explains it (design section 3)."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.forks import FORKS, holds_a_newer_refill, where_milder
from domain.strategies import facts, record_of
from domain.test_merging import ANY_RECORDS
from itb_cli.domain.merging import counting_in, made_milder, merged
from itb_cli.domain.record import Record

ASKED_ON = date(2026, 11, 22)
thoroughly = settings(max_examples=3 * settings().max_examples, deadline=None)
PAIRS = FORKS | st.tuples(facts().map(record_of), facts().map(record_of)) | st.tuples(ANY_RECORDS, ANY_RECORDS)


@thoroughly
@given(PAIRS)
def test_the_answer_beside_a_copy_is_milder_than_neither(pair: tuple[Record, Record]):
    here, there = pair
    answer = counting_in(here, there, ASKED_ON)
    assert where_milder(answer, here) == []
    if not holds_a_newer_refill(here, there):
        assert where_milder(answer, there) == []


@thoroughly
@given(PAIRS)
def test_a_join_is_milder_than_neither_or_is_said_to_be(pair: tuple[Record, Record]):
    for here, there in (pair, pair[::-1]):
        joined = merged(here, there).record
        if not made_milder(joined, here, there):
            assert holds_a_newer_refill(joined, here) or where_milder(joined, here) == []
            assert holds_a_newer_refill(joined, there) or where_milder(joined, there) == []

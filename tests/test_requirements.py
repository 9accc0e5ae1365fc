"""The table of requirements: a row for every number that source and tests name, none left over, each held by tests that exist."""

from collections import Counter

from hazards import TESTS, lacking
from requirements import REQUIREMENTS, named_in, numbers_in

SOURCE = TESTS.parent / "src"
IDS = [row["id"] for row in REQUIREMENTS]


def test_every_number_that_is_named_has_its_row():
    named = named_in((SOURCE, TESTS))
    assert {number: file for number, file in named.items() if number not in IDS} == {}


def test_no_row_is_left_over_and_no_id_stands_twice():
    assert [number for number, many in Counter(IDS).items() if many > 1] == []
    named = named_in((SOURCE, TESTS))
    assert [number for number in IDS if number not in named] == []


def test_a_row_says_what_in_a_sentence_and_where_it_comes_from():
    for row in REQUIREMENTS:
        assert sorted(row) == ["id", "says", "source", "tests"]
        assert row["says"].endswith(".")
        assert row["source"]
        assert row["tests"]


def test_every_test_that_a_row_names_exists():
    gone = {node: why for row in REQUIREMENTS for node in row["tests"] if (why := lacking(node)) is not None}
    assert gone == {}


def test_the_search_for_numbers_sees_them():
    assert numbers_in("as R75, (R9) and F2 say; R85 to R87 too") == {"R75", "R9", "F2", "R85", "R86", "R87"}
    assert numbers_in("# noqa: F401, S95, H1, R122, PLR2004, FF1, R0") == set()
    assert {"R75", "R76", "F2"} <= set(named_in((SOURCE,)))

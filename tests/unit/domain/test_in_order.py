"""A mapping kept as one text holds what a dictionary holds, and finds names by their beginning."""

from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.in_order import InOrder, begun_by, in_order, starting_with

NAMES = st.text("ab +", min_size=1, max_size=4)
HELD = st.dictionaries(NAMES, st.lists(st.text("ab-", min_size=1, max_size=3), max_size=2).map(tuple), max_size=12)


@given(HELD, NAMES)
def test_it_holds_what_a_dictionary_holds(held, asked):
    kept = InOrder(in_order(held).text)
    assert kept == held
    assert list(kept) == sorted(held)
    assert len(kept) == len(held)
    for name in (*held, asked):
        assert kept.get(name) == held.get(name)


@given(HELD, NAMES)
def test_names_are_found_by_their_beginning(held, start):
    assert list(starting_with(in_order(held), start)) == sorted(starting_with(held, start))
    assert set(starting_with(held, start)) == {name for name in held if name.startswith(start)}


@given(HELD, st.text("ab", min_size=1, max_size=3))
def test_names_are_found_by_their_first_word(held, word):
    assert list(begun_by(in_order(held), word)) == sorted(begun_by(held, word))
    assert set(begun_by(held, word)) == {name for name in held if name.split(" ")[0] == word}

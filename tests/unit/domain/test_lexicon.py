"""Groups of words and their forms: none that people say is left out."""

import pytest

from itb_cli.domain.lexicon import made_groups
from itb_cli.domain.words import fold


def test_of_all_forms_those_stay_that_are_words_even_if_folding_makes_them_none():
    groups = made_groups({"HURT": ["ache*"]}, frozenset({"ache", "aches", "aching", "aced"}))
    said = {word for word, held in groups.items() if held == ("HURT",)}
    assert said == {*fold("ache"), *fold("aches"), *fold("aching")}
    assert "ach" in said


def test_a_star_on_what_is_in_no_list_keeps_all_forms():
    assert set(made_groups({"ITCH": ["zzitch*"]}, frozenset())) >= {"zzitch", "zzitching", "zzitchy"}


@pytest.mark.parametrize("phrase", ["out of it", "not have", "this morning"])
def test_a_phrase_of_which_folding_leaves_a_filler_is_refused(phrase):
    with pytest.raises(ValueError, match="stands in any question"):
        made_groups({"SOME": [phrase]}, frozenset())

"""The recorder of all answers (`python -m answers`): the same code gives the same, and a difference is told once, with its places."""

from datetime import date

import pytest

from answers.comparing import differences
from answers.grounds import grounds
from answers.place import Place, Said
from answers.questions import CHANGES, READ, TOLD_OTHERWISE, worded
from answers.recording import load, save

ASKED = {
    f"{record} | 2026-11-0{day} | json | itb trip": Said(
        0, f'{{"data": {{"supply": {{"days": {day}}}, "on": "{day} May"}}}}', "", {}
    )
    for record in ("one", "two")
    for day in range(1, 6)
}


def said(name, out="", files=None):
    return {f"{name} | 2026-11-01 | plain | itb log": Said(0, out, "", files or {})}


@pytest.mark.slow
def test_the_same_in_another_place_at_another_moment_is_the_same(tmp_path):
    ground = next(ground for ground in grounds() if ground.name == "several people")
    day = ground.days[3]
    answers = []
    for _ in range(2):
        place = Place(tmp_path / "here")
        place.empty()
        ground.lay(place)
        lines = [*worded(READ, day), *worded(TOLD_OTHERWISE, day), *worded(CHANGES, day)]
        answers.append({f"x | {day} | json | {' '.join(words)}": place.run(day, words, "json", "y\n") for words in lines})
    assert differences(*answers) == []
    assert {0, 5} <= {answer.code for answer in answers[0].values()}
    assert any("itb/record.toml" in answer.files for answer in answers[0].values())


def test_a_key_that_is_gone_everywhere_is_one_difference_with_its_places():
    after = {name: answer._replace(out=answer.out.replace('"supply": ', '"told": ')) for name, answer in ASKED.items()}
    (told,) = differences(ASKED, after)
    assert told.startswith("10 x itb trip (json), output\n")
    assert "  - data.supply.days: 1\n" in told
    assert "  + data.told.days: 1\n" in told
    assert "in: one | 2026-11-01 | json | itb trip\n" in told
    assert told.endswith("and 7 more")


def test_keys_that_stand_one_level_higher_with_the_same_values_are_told_by_their_object():
    after = {
        name: answer._replace(out=answer.out.replace('{"days": ', '3, "days": ').replace("}, ", ", "))
        for name, answer in ASKED.items()
    }
    (told,) = differences(ASKED, after)
    assert "  - data.supply now stands one level higher\n  + data.supply: 3\n    in: " in told


def test_an_order_of_keys_a_line_a_file_and_an_exit_code_are_differences():
    before = said("order", '{"a": 1, "b": 2}') | said("line", "one\ntwo\n") | said("file", "", {"x": "1"}) | said("code")
    after = said("order", '{"b": 2, "a": 1}') | said("line", "one\n2\n") | said("file", "", {"x": None}) | said("code")
    after = {name: answer._replace(code=3) if name.startswith("code") else answer for name, answer in after.items()}
    assert len(differences(before, after)) == 4
    assert len(differences(before, {})) == 4


def test_what_was_saved_is_what_is_loaded(tmp_path):
    answers = ASKED | said("file", "\udcff", {"gone": None, "x": "text"})
    for name in ("a.json", "a.json.gz"):
        save(answers, tmp_path / name)
        assert load(tmp_path / name) == answers


def test_fifty_records_are_asked_on_ten_days_each():
    assert len({ground.name for ground in grounds()}) == len(grounds()) >= 50
    assert {len(ground.days) for ground in grounds()} == {10}
    assert all(isinstance(day, date) for ground in grounds() for day in ground.days)

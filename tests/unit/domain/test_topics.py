"""Levels, what holds for which pump, and whose word an answer rests on."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.pumps import PumpFamily
from itb_cli.domain.statement import Statement
from itb_cli.domain.topics import ArticlePart, Kind, Level, PumpNote, Topic, rules_for, sources_of, strictest


def topic(level: Level, *notes: PumpNote, **parts: object) -> Topic:
    empty = {"steps": (), "why": (), "numbers": (), "varies": None, "article": None}
    return Topic(
        id="topic",
        title="Topic",
        kind=Kind.PROCEDURE,
        level=level,
        aliases=(),
        pump_notes=notes,
        reviewed_on=date(2026, 11, 22),
        review_by=date(2027, 11, 22),
        **{**empty, **parts},
    )


def note(level: Level | None, *families: PumpFamily, sources: tuple[str, ...] = ()) -> PumpNote:
    return PumpNote(families, f"note for {families}", sources, level)


STRICTEST_FIRST = ["emergency", "call_now", "do_not", "ask_first", "tell_staff", "care", "information", "unknown"]


@pytest.mark.parametrize(("strict", "mild"), list(pairwise(STRICTEST_FIRST)))
def test_the_strictest_level_leads(strict, mild):
    assert strictest([Level(mild), Level(strict), Level(mild)]) is Level(strict)


def test_no_level_at_all_is_unknown():
    assert strictest([]) is Level.UNKNOWN


@given(st.lists(st.sampled_from(Level), min_size=1), st.sampled_from(Level))
def test_one_more_level_never_makes_an_answer_milder(levels, more):
    order = [Level(name) for name in STRICTEST_FIRST]
    assert order.index(strictest([*levels, more])) <= order.index(strictest(levels))


SCAN = topic(
    Level.ASK_FIRST,
    note(Level.DO_NOT, PumpFamily.PROMETRA),
    note(None, PumpFamily.SYNCHROMED_II, PumpFamily.SYNCHROMED_III),
    note(Level.CARE, PumpFamily.CONSTANT_FLOW),
)


@pytest.mark.parametrize(
    ("family", "level"),
    [
        (PumpFamily.PROMETRA, Level.DO_NOT),
        (PumpFamily.SYNCHROMED_II, Level.ASK_FIRST),
        (PumpFamily.CONSTANT_FLOW, Level.ASK_FIRST),  # a note never makes a topic milder
        (None, Level.DO_NOT),
        (PumpFamily.OTHER, Level.DO_NOT),
    ],
)
def test_a_pump_that_is_not_known_or_not_named_gets_the_strictest_rule(family, level):
    assert rules_for(SCAN, family).level is level


@pytest.mark.parametrize(
    ("family", "places", "for_any"),
    [
        (PumpFamily.PROMETRA, [0], False),
        (PumpFamily.SYNCHROMED_III, [1], False),
        (None, [0, 1, 2], True),
        (PumpFamily.OTHER, [0, 1, 2], True),
    ],
)
def test_a_pump_gets_its_own_notes_or_all_of_them(family, places, for_any):
    rules = rules_for(SCAN, family)
    assert rules.notes == tuple(SCAN.pump_notes[place] for place in places)
    assert rules.is_for_any_pump is for_any


def test_a_pump_that_is_not_named_needs_no_notes_where_no_other_pump_is_stricter():
    asked = topic(Level.DO_NOT, note(Level.CARE, PumpFamily.PROMETRA))
    assert rules_for(asked, PumpFamily.OTHER) == (Level.DO_NOT, (), False)
    assert rules_for(asked, None) == (Level.DO_NOT, asked.pump_notes, True)


@pytest.mark.parametrize("family", [None, *PumpFamily])
def test_a_topic_that_is_the_same_for_all_pumps_has_no_rules_of_its_own(family):
    assert rules_for(topic(Level.CARE), family) == (Level.CARE, (), False)


LEVELS_OF_NOTES = st.none() | st.sampled_from(Level)
NOTES = st.tuples(LEVELS_OF_NOTES, st.lists(st.sampled_from(PumpFamily), min_size=1, max_size=3)).map(
    lambda drawn: note(drawn[0], *drawn[1])
)


@given(level=st.sampled_from(Level), notes=st.lists(NOTES, max_size=4), family=st.sampled_from(PumpFamily))
def test_not_knowing_the_pump_is_never_milder_than_knowing_it(level, notes, family):
    asked = topic(level, *notes)
    order = [Level(name) for name in STRICTEST_FIRST]
    known, unknown = rules_for(asked, family), rules_for(asked, None)
    assert order.index(unknown.level) <= order.index(known.level) <= order.index(level)
    assert set(known.notes) <= set(unknown.notes)


def test_sources_are_told_once_each_and_the_article_first():
    found = topic(
        Level.CARE,
        steps=(Statement("a", ("S08", "S01")), Statement("b", ("S08",))),
        why=(Statement("c", ("S10",)),),
        numbers=(Statement("d", ("S04", "S10")),),
        varies=Statement("e", ("S20",)),
        article=ArticlePart("heading", "text"),
    )
    assert sources_of(found, (note(None, PumpFamily.OTHER, sources=("S30", "S08")),)) == (
        "S01",
        "S08",
        "S10",
        "S04",
        "S20",
        "S30",
    )


def test_the_article_is_no_source_where_it_does_not_speak():
    assert sources_of(topic(Level.CARE, steps=(Statement("a", ("S08",)),)), ()) == ("S08",)
    assert sources_of(topic(Level.CARE), ()) == ()

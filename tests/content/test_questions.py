"""What patients and carers ask (`questions.toml`): never answered laxer than the evidence, nor for another topic (F13, F24)."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from corpus import KNOWLEDGE
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.matching import APART, fold
from itb_cli.domain.record import Record
from itb_cli.domain.topics import STRICTNESS, Level
from itb_cli.errors import ExitCode
from itb_cli.services.knowledge.check import CheckRequest, answer
from itb_cli.services.supply.record_dangers import dangers_in_record

TODAY = date(2026, 11, 22)
TABLE = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
QUESTIONS, STRANGERS = TABLE["questions"], TABLE["strangers"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def asked(*things):
    return answer(Record(), CheckRequest(things), AsOf(TODAY, TODAY), KNOWLEDGE, dangers_in_record)


def topics_for(question):
    return asked(question).view.answers[0].topics


def ids_for(question):
    return {topic.id for topic in topics_for(question)}


def test_the_table_is_as_large_as_was_asked_and_repeats_nothing():
    asks = [row["ask"] for row in QUESTIONS]
    assert len(asks) >= 220
    assert len(STRANGERS) >= 70
    assert len({*asks, *STRANGERS}) == len(asks) + len(STRANGERS)


def test_every_topic_is_asked_for():
    assert set(KNOWLEDGE.topics) == {topic_id for row in QUESTIONS for topic_id in row["ids"]}


def test_a_question_is_answered_for_its_topics_and_no_laxer_than_the_evidence():
    assert {row["ask"]: wrong for row in QUESTIONS if (wrong := wrong_in_the_answer_to(row))} == {}


def wrong_in_the_answer_to(row):
    """What is not as the table has it."""
    outcome = asked(row["ask"])
    topics = outcome.view.answers[0].topics
    ranks = [STRICTNESS[topic.level] for topic in topics]
    if not topics:
        return ["no topic"]
    holds = {
        "topics": {topic.id for topic in topics} == set(row["ids"]),
        "the strictest first": ranks == sorted(ranks),
        "the level of the first": outcome.view.level is topics[0].level,
        "no laxer": ranks[0] <= STRICTNESS[Level(row["level"])],
        "answered": outcome.exit_code is ExitCode.ANSWERED,
    }
    return [what for what, is_so in holds.items() if not is_so]


@pytest.mark.parametrize(
    "change", [{"ids": ["mri"]}, {"ids": ["hot-tub"], "level": "emergency"}, {"ask": "spaghetti"}], ids=["topic", "level", "none"]
)
def test_a_wrong_answer_is_seen(change):
    assert wrong_in_the_answer_to({"ask": "hot tub", "ids": ["hot-tub"], "level": "do_not"} | change)
    assert not wrong_in_the_answer_to({"ask": "hot tub", "ids": ["hot-tub"], "level": "do_not"})


@pytest.mark.slow
def test_what_is_in_no_list_is_unknown():
    unknown = ((), Level.UNKNOWN, ExitCode.NOT_ANSWERABLE)
    ended = {thing: asked(thing) for thing in STRANGERS}
    found = {thing: (one.view.answers[0].topics, one.view.level, one.exit_code) for thing, one in ended.items()}
    assert {thing: answer for thing, answer in found.items() if answer != unknown} == {}


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("therapeutic ultrasound", "therapeutic-ultrasound", "ultrasound"),
        ("my physio wants to use ultrasound", "therapeutic-ultrasound", "ultrasound"),
        ("microwave diathermy", "diathermy", "microwave-oven"),
        ("microwave therapy", "diathermy", "microwave-oven"),
        ("X-ray treatment", "radiotherapy", "xray"),
        ("x-ray therapy for a tumour", "radiotherapy", "xray"),
        ("microwave heat pack", "heating-pad", "microwave-oven"),
        ("a heat pack from the microwave", "heating-pad", "microwave-oven"),
        ("heated pool", "heated-pool", "swimming"),
        ("surgical diathermy", "electrosurgery", "diathermy"),
        ("airport x-ray", "airport-security", "xray"),
        ("diving board", "movement", "scuba"),
        ("morphine in the pump", "other-drugs-in-pump", "opioids"),
        ("stop my baclofen tablets", "stopping-oral-baclofen", "abrupt-stop"),
    ],
)
def test_a_name_inside_a_longer_name_is_not_answered(question, right, wrong):
    found = ids_for(question)
    assert right in found
    assert wrong not in found


@pytest.mark.parametrize(
    ("words", "code", "shown"),
    [
        (("he", "can't", "breathe"), 0, "slow-breathing"),
        (("can I have an MRI?",), 0, "mri"),
        (("hot tub",), 0, "hot-tub"),
        (("alcohol", "mri"), 0, "alcohol"),
        (("hotel",), 3, ""),
        (("alcohol", "spaghetti"), 3, "alcohol"),
        (("bicycle", "pump"), 3, ""),
    ],
)
def test_the_exit_code_tells_whether_all_was_answered(run, words, code, shown):
    assert shown in run("check", "--json", *words, code=code).out


@pytest.mark.parametrize("model", ["SynchroMed II", "Prometra II", "Codman 3000", None])
def test_a_sign_is_an_emergency_whatever_the_pump(model):
    record = Record() if model is None else Record(pump=Record().pump._replace(model=model))
    view = answer(record, CheckRequest(("she won't wake up",)), AsOf(TODAY, TODAY), KNOWLEDGE, dangers_in_record).view
    assert view.level is Level.EMERGENCY


def test_what_was_not_understood_is_named_beside_an_answer():
    outcome = asked("can I eat spaghetti in the sauna")
    assert outcome.view.answers[0].not_understood == ("eat", "spaghetti")
    assert any(notice.code == "partly_understood" for notice in outcome.notices)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6))
def test_letters_that_hold_no_alias_are_unknown(words):
    question = " ".join(words)
    folded = f" {' '.join(fold(question))} "
    if not any(f" {name} " in folded for name in KNOWLEDGE.topic_index):
        outcome = asked(question)
        assert outcome.view.level is Level.UNKNOWN
        assert outcome.exit_code is ExitCode.NOT_ANSWERABLE


@given(st.text(max_size=80))
@example("refill 0 late")
@example("REFILL:0:LATE")
@example("late 7 refill")
def test_nothing_that_can_be_typed_is_answered_without_an_alias(question):
    """An alias stands in the question word by word. Words that name a topic together may be parted by anything."""
    words = fold(question)
    for topic in topics_for(question) if question.strip() else ():
        group = sorted(topic.matched.split())
        is_group = APART + APART.join(group) in KNOWLEDGE.topic_index and set(group) <= set(words)
        assert is_group or f" {topic.matched} " in f" {' '.join(words)} "


@pytest.mark.parametrize("question", ["hot 0 tub", "hot 40 tub", "MRI0", "0mri", "h0t tub", "deep 1 heat"])
def test_a_figure_parts_the_words_of_an_alias(question):
    assert ids_for(question) <= ids_for("hot") | ids_for("tub") | ids_for("deep") | ids_for("heat")


@pytest.mark.parametrize("question", ["refill 0 late", "REFILL:0:LATE", "refill 3 days late", "late by 2 weeks, my refill"])
def test_a_refill_that_is_late_by_any_figure_is_a_late_refill(question):
    assert asked(question).view.level is Level.CALL_NOW

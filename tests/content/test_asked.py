"""Questions as people ask them: none answered laxer than it may be, whoever types it, however tired; nothing claimed of ordinary English."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from asked import KNOWLEDGE, RIGHT, Question, asked, emergencies_missed, level_of, questions_in, score, verdict_on
from asked_variations import long_words, misspelt_in, variations_of
from hypothesis import given
from hypothesis import strategies as st
from ordinary import sentences

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.lexicon import made_ways
from itb_cli.domain.record import Record
from itb_cli.domain.topics import STRICTNESS, Kind, Level
from itb_cli.domain.understanding import understand
from itb_cli.domain.words import fold
from itb_cli.services.knowledge.check import CheckRequest, answer
from itb_cli.services.supply.record_dangers import dangers_in_record

OURS = questions_in(Path(__file__).parent / "asked_ours.tsv")
UNSEEN = questions_in(Path(__file__).parent / "asked_unseen.tsv")
URGENT = [question for question in OURS if question.least in (Level.EMERGENCY, Level.CALL_NOW)]
ENOUGH_VARIATIONS, ENOUGH_SENTENCES = 2_000, 5_000


def told(question):
    return understand(question, KNOWLEDGE.topic_index, KNOWLEDGE.lexicon, lambda: KNOWLEDGE.ordinary_words)


def test_our_own_questions_are_answered_as_strictly_as_they_must_be():
    answers = asked(OURS)
    assert len(OURS) >= 200
    assert [one for one in answers if one.verdict != RIGHT] == [], score(answers)
    assert emergencies_missed(answers) == []


@pytest.mark.slow
def test_questions_that_were_written_unseen_are_answered_as_strictly_as_they_must_be():
    answers = asked(UNSEEN)
    assert len(UNSEEN) >= 700
    assert [one for one in answers if one.verdict != RIGHT] == [], score(answers)


@pytest.mark.parametrize(
    ("level", "least", "is_right"),
    [
        ("emergency", "call_now", True),
        ("care", "call_now", False),
        ("unknown", "call_now", False),
        ("unknown", "either:call_now", True),
        ("care", "either:call_now", False),
        ("care", "unknown", False),
        ("information", "calm", True),
        ("ask_first", "calm", False),
    ],
)
def test_a_wrong_level_is_seen(level, least, is_right):
    assert (verdict_on(Level(level), least) == RIGHT) is is_right


def variations():
    """At least as many as are asked for, each with the question it was made from."""
    chance = random.Random(20261128)
    found = [(question, text) for question in URGENT for _ in range(2) for text in variations_of(question.phrase, chance)]
    for question in URGENT:
        for word in long_words(question.phrase, KNOWLEDGE.lexicon.sign_words):
            text = misspelt_in(question.phrase, word, chance)
            is_another_word = any(
                f" {other} " in KNOWLEDGE.ordinary_words for other in set(text.split()) - set(question.phrase.split())
            )
            found += [] if is_another_word else [(question, text)]
    return found


@pytest.mark.slow
def test_no_variation_of_an_urgent_question_is_answered_laxer_than_the_question():
    levels = {question.phrase: level_of(question.phrase)[0] for question in URGENT}
    tried = variations()
    assert len(tried) >= ENOUGH_VARIATIONS
    laxer = [text for question, text in tried if STRICTNESS[level_of(text)[0]] > STRICTNESS[levels[question.phrase]]]
    assert laxer == []


def test_a_tenth_of_the_variations_is_answered_no_laxer():
    levels = {question.phrase: level_of(question.phrase)[0] for question in URGENT}
    laxer = [text for question, text in variations()[::10] if STRICTNESS[level_of(text)[0]] > STRICTNESS[levels[question.phrase]]]
    assert laxer == []


@pytest.mark.slow
def test_fewer_than_one_in_a_hundred_sentences_of_ordinary_english_names_a_topic():
    read = {sentence: told(sentence).told for sentence in sentences(ENOUGH_SENTENCES)}
    claimed = [sentence for sentence, found in read.items() if found]
    assert len(read) >= ENOUGH_SENTENCES
    assert len(claimed) < len(read) / 100, Counter(one.matched for found in read.values() for one in found)


@pytest.mark.slow
def test_of_some_hundred_sentences_of_ordinary_english_hardly_one_names_a_topic():
    read = sentences(300, of_every=10)
    assert len(read) == 300
    assert sum(bool(told(sentence).told) for sentence in read) <= 0.02 * len(read)


LEXICON_WORDS = {word for name in KNOWLEDGE.topic_index for word in name.replace("+", " ").split()} | {
    word
    for text in (*KNOWLEDGE.lexicon.groups, *(part for way in KNOWLEDGE.lexicon.ways for part in way.parts))
    for word in text.split()
}


@given(st.lists(st.sampled_from(KNOWLEDGE.ordinary_words.split()), max_size=12))
def test_without_a_word_of_the_lexicon_no_ordinary_words_name_a_topic(words):
    kept = [word for word in words if not LEXICON_WORDS & {*fold(word), word}]
    if not "".join(kept).isdigit():
        assert told(" ".join(kept)).told == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_what_names_a_topic_is_a_word_of_the_lexicon_or_read_as_one(text):
    for one in told(text).told:
        figures = any(letter.isdigit() for letter in one.matched)
        assert figures or set(one.matched.split()) <= LEXICON_WORDS


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("temp 38.4", "call_now"),
        ("38.2", "call_now"),
        ("101.5 F", "call_now"),
        ("his temperature is 36.8", None),
        ("she has a temperature", "call_now"),
        ("he has a temperature of 37.1", None),
        ("what temperature is my bath", "ask_first"),
        ("oven at 180", "unknown"),
        ("temperature of 39.6", "emergency"),
        ("my temperature is 34.5 C", "emergency"),
        ("blood pressure 200/110", "call_now"),
        ("bp is 85 over 50", "call_now"),
        ("3 days overdue", "call_now"),
        ("my library book is 3 days overdue", "unknown"),
        ("18 mL came out instead of 6", "call_now"),
        ("nurse took out 9 ml but there should have been 3", "call_now"),
        ("resps are 9", "emergency"),
        ("breathing exercises for 10 minutes", "ask_first"),
        ("sats 85", "emergency"),
        ("pulse 130", "call_now"),
        ("trekking at 4000m", "ask_first"),
        ("10000 m race on tv", "unknown"),
    ],
)
def test_figures_with_their_units_are_understood(question, level):
    found = level_of(question)[0]
    assert level is None or found == level
    if level is None:
        assert found not in (Level.CALL_NOW, Level.EMERGENCY)


@pytest.mark.parametrize(
    "danger", ["the pump beeps", "my refill is overdue", "nobody called back from the clinic", "had an MRI yesterday"]
)
@pytest.mark.parametrize("sign", ["itching", "my legs are tight", "tingling hands", "sweating"])
def test_a_sign_and_a_danger_are_an_emergency_in_any_order_and_however_parted(danger, sign):
    for things in ((f"{danger} and {sign}",), (f"{sign}. {danger}",), (sign, danger), (danger, sign)):
        view = answer(
            Record(), CheckRequest(things), AsOf(date(2026, 11, 28), date(2026, 11, 28)), KNOWLEDGE, dangers_in_record
        ).view
        assert view.level is Level.EMERGENCY, things
        raised = [topic for item in view.answers for topic in item.topics if topic.raised_by]
        assert raised, things
        assert all(topic.steps[0].text == "Get emergency help now." for topic in raised), things


@pytest.mark.parametrize(
    "question",
    [
        "how long have i got if the pump stops",
        "how many baclofen tablets should i take if the pump stops",
        "will i die if it runs out",
    ],
)
def test_how_long_and_how_many_get_the_emergencys_answer_and_no_number(question):
    view = answer(
        Record(), CheckRequest((question,)), AsOf(date(2026, 11, 28), date(2026, 11, 28)), KNOWLEDGE, dangers_in_record
    ).view
    first = view.answers[0].topics[0]
    assert first.level is Level.EMERGENCY
    assert not any(letter.isdigit() for step in first.steps for letter in step.text)


@pytest.mark.parametrize(
    "question",
    [
        "smoke detector beeping",
        "jumping to conclusions",
        "plane tree pollen",
        "hearing aid battery",
        "petrol pump broken",
        "car alarm",
    ],
)
def test_words_with_another_sense_do_not_answer(question):
    assert level_of(question)[0] is Level.UNKNOWN


def test_a_denied_sign_never_hides_one_that_is_told():
    for sign in ("drowsy", "confused", "itchy", "short of breath"):
        alone = level_of(f"he is {sign}")[0]
        assert level_of(f"no fever and no spasms but he is {sign}")[0] is alone
        assert level_of(f"he is {sign}, no fever")[0] is alone
        assert level_of(f"not itching. {sign}")[0] is alone


def test_a_word_of_300_words_is_answered():
    long = (
        " ".join(["my", "husband", "went", "shopping", "yesterdaay", "and", "bougt", "a", "newspapre", "then"] * 30)
        + " and cant breath"
    )
    assert level_of(long)[0] is Level.EMERGENCY


def test_the_questions_read_from_a_file_are_its_rows(tmp_path):
    (tmp_path / "some.tsv").write_text("# remark\nhot tub\tdo_not\n\nrice\tunknown\n", encoding="utf-8")
    assert questions_in(tmp_path / "some.tsv") == [Question("hot tub", "do_not"), Question("rice", "unknown")]


@pytest.mark.parametrize(
    ("question", "topic", "level"),
    [
        ("I sat in a hot tub for an hour yesterday", "after-heat", "call_now"),
        ("we went through the MRI with the pump", "after-mri", "call_now"),
        ("did a dive of 25m last month", "after-pressure", "call_now"),
        ("had ten sessions in the oxygen chamber", "after-pressure", "call_now"),
        ("back from a trek in the andes", "after-altitude", "call_now"),
        ("they used cautery in the operation", "after-treatment", "call_now"),
        ("an untrained nurse filled it last week", "after-refill", "call_now"),
        ("had an x-ray yesterday, what now", "done-without-asking", "ask_first"),
        ("they did an angiogram on monday", "done-without-asking", "ask_first"),
    ],
)
def test_what_has_already_been_is_answered_for_what_to_do_now_and_never_for_beforehand_alone(question, topic, level):
    request = CheckRequest((question,))
    view = answer(Record(), request, AsOf(date(2026, 11, 28), date(2026, 11, 28)), KNOWLEDGE, dangers_in_record).view
    first = view.answers[0].topics[0]
    assert (first.id, first.level) == (topic, level)


ANSWERED_BY_A_STEP_OF_THEIR_OWN = {
    "alcohol": "Had some already?",
    "swimming": "Wound red, swollen, open or leaking?",
    "water-on-a-wound": "Wound red, swollen, leaking or open?",
    "driving": "Signs start while you drive?",
    "sex": "Itching, tingling, tight, or spasms back?",
    "pump-replacement": "after the change?",
    "concentration-change": "after the change?",
    "pump-removal": "Any sign of too much or too little after it?",
    "travel": "Itching, tingling, tight, or spasms back?",
    "time-zone": "Itching, tingling, tight, or spasms back?",
}


def test_every_thing_that_is_forbidden_or_needs_leave_says_what_to_do_if_it_has_been():
    kinds = {Kind.EXPOSURE, Kind.PROCEDURE, Kind.ACTIVITY}
    levels = {Level.DO_NOT, Level.ASK_FIRST}
    asked_first = {topic.id for topic in KNOWLEDGE.topics.values() if topic.kind in kinds and topic.level in levels}
    assert asked_first - set(KNOWLEDGE.lexicon.after) == set(ANSWERED_BY_A_STEP_OF_THEIR_OWN), (
        "a topic that is not here must stand under [after] in data/lexicon.toml"
    )
    for topic_id, question in ANSWERED_BY_A_STEP_OF_THEIR_OWN.items():
        assert any(question in step.text for step in KNOWLEDGE.topics[topic_id].steps), topic_id
    for topic_id, after in KNOWLEDGE.lexicon.after.items():
        beforehand, then = KNOWLEDGE.topics[topic_id], KNOWLEDGE.topics[after]
        assert STRICTNESS[then.level] <= STRICTNESS[beforehand.level] or "Call your pump clinic" in str(then.steps), topic_id


def test_a_way_that_nobody_can_say_is_refused():
    """A word that folding leaves out, or a star that no word can have, would hide the way for ever: `end my life`, `suicid*`."""
    for never in ("end my life", "suicid* thoughts", "it"):
        with pytest.raises(ValueError, match="is never found"):
            list(made_ways("resuscitation", [never]))
    told_ways = (*KNOWLEDGE.lexicon.ways, *KNOWLEDGE.lexicon.others, *KNOWLEDGE.lexicon.dangers)
    said = {part: part.split(" ") for way in told_ways for part in way.parts if not part.isupper()}
    assert [part for part, words in said.items() if list(fold(" ".join(["pump", *words]))) != ["pump", *words]] == []

"""The formulas, held against samples counted by hand, and the texts, held against R4."""

import pytest
import readability
from corpus import action_texts, other_texts, program_texts


@pytest.mark.parametrize(
    ("word", "count"), [("ring", 1), ("pump", 1), ("clinic", 2), ("emergency", 4), ("sleepy", 2), ("breathe", 1), ("called", 1)]
)
def test_syllables_counted_by_hand(word, count):
    assert readability.syllables(word) == count


def test_flesch_kincaid_of_a_sample_counted_by_hand():
    # 2 sentences, 8 words, 11 syllables: ring(1) your(1) pump(1) clinic(2) now(1). do(1) not(1) emergency-free: "panic"(2) = 10
    sample = "Call your pump clinic now. Do not panic."
    assert readability.flesch_kincaid([sample]) == pytest.approx(0.39 * 8 / 2 + 11.8 * 10 / 8 - 15.59)


def test_smog_of_a_sample_counted_by_hand():
    sample = " ".join(["Get emergency help."] * 30)
    assert readability.smog([sample]) == pytest.approx(1.043 * 30**0.5 + 3.1291)


def test_action_texts_read_at_grade_6_or_lower():
    texts = action_texts()
    assert sum(len(readability.sentences(text)) for text in texts) >= 30
    assert readability.flesch_kincaid(texts) <= 6.0
    assert readability.smog(texts) <= 8.0


def test_other_texts_read_at_grade_8_or_lower():
    texts = other_texts()
    assert readability.flesch_kincaid(texts) <= 8.0
    assert readability.smog(texts) <= 10.0


def test_no_sentence_of_an_action_text_is_longer_than_20_words():
    for text in action_texts():
        for words in readability.sentences(text):
            assert len(words) <= 20, text


def test_what_pages_and_notices_say_reads_at_grade_8_or_lower():
    texts = program_texts()
    assert len(texts) > 60
    assert readability.flesch_kincaid(texts) <= 8.0
    assert readability.smog(texts) <= 10.0

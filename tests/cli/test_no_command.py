"""Words that are no command: a question, an emergency, another name; a mistyped command stays a suggestion."""

import json

import pytest

from itb_cli.cli.app import COMMANDS
from itb_cli.cli.questions import meant
from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.topics import Level


@pytest.mark.parametrize(
    "words",
    [
        *(("911",), ("112",), ("999",), ("SOS",), ("help", "me"), ("help me!",), ("--emergency",), ("check", "emergency")),
        *(("emergencey",), ("call", "911"), ("Emergancy",), ("help", "me", "now")),
    ],
)
def test_what_is_typed_in_an_emergency_shows_the_emergency_page(run, words):
    assert run(*words).out == run("emergency").out
    assert json.loads(run(*words, "--json").out) == json.loads(run("emergency", "--json").out)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (("overdose",), "emergency"),
        (("alarm",), "call_now"),
        (("sleepy",), "emergency"),
        (("the pump beeps",), "call_now"),
        (("the", "pump", "beeps"), "call_now"),
        (("help", "mri"), "do_not"),
        (("help", "my", "pump", "beeps"), "call_now"),
        (("clear", "fluid", "leaking"), "call_now"),
    ],
)
def test_words_that_are_no_command_are_answered_as_check_answers_them_and_it_is_said(run, words, level):
    asked = [word for word in words if word != "help"]
    shown = run(*words)  # `help mri` is `mri --help`: nobody who asks for help gets less than the answer
    assert shown.out == run("check", *asked).out
    assert f'"{" ".join(asked)}" is no command. It was read as a question' in " ".join(shown.err.split())
    data = json.loads(run(*words, "--json").out)["data"]
    assert data["level"] == level


def test_words_without_an_answer_are_said_to_have_none_and_nothing_is_stored(run, record):
    assert run("frobnicate", code=3).out.startswith("NOT IN THE LIST")
    assert not record.parent.exists()


def test_no_name_of_a_danger_is_taken_for_a_mistyped_command():
    names = {entry.name for entry in COMMANDS}
    for topic in packaged_knowledge().topics.values():
        if topic.level in {Level.EMERGENCY, Level.CALL_NOW}:
            for name in (topic.title, *topic.aliases):
                words = name.split()
                assert words[0] in names or meant(words) in {None, "emergency"}, name


@pytest.mark.parametrize("word", ["overdose", "overdoze", "alarm", "sos", "car", "fever", "seizur", "drip", "fall"])
def test_a_word_that_looks_a_little_like_a_command_is_not_one(word):
    assert meant([word]) is None


def test_next_is_the_next_refill(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert run("next").out == run("next-refill").out


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (("status", "epilepticus"), "emergency"),
        (("doctor", "not", "answering"), "emergency"),
        (("doctor", "wont", "pick", "up"), "emergency"),
        (("trip", "over"), "call_now"),
        (("trip", "to", "everest"), "ask_first"),
        (("next-refill", "overdue"), "call_now"),
        (("history", "of", "seizures"), "ask_first"),
        (("calendar", "alarm"), "call_now"),
    ],
)
def test_a_question_that_begins_with_the_word_of_a_reading_command_is_answered_as_one(run, words, level):
    shown = run(*words)
    assert shown.out == run("check", " ".join(words)).out
    assert "was read as a question" in " ".join(shown.err.split())
    assert json.loads(run(*words, "--json").out)["data"]["level"] == level


@pytest.mark.parametrize(
    ("words", "level", "code"),
    [
        (("dose", "too", "high"), "EMERGENCY", 2),
        (("dose", "went", "up", "and", "now", "sleepy"), "EMERGENCY", 2),
        (("book", "fell", "on", "pump"), "CALL NOW", 2),
        (("restore", "my", "breathing", "stopped"), "EMERGENCY", 2),
        (("log", "fever"), "CALL NOW", 5),
        (("event", "alarm", "yestarday"), "CALL NOW", 2),
    ],
)
def test_what_a_writing_command_cannot_read_is_refused_and_a_danger_in_it_is_answered_too(run, record, words, level, code):
    shown = run(*words, code=code)
    assert shown.out.startswith(f"{level}: ")
    said = " ".join(shown.err.split())
    assert said.startswith("itb: ")
    assert "Nothing was stored" in said
    assert not record.exists()
    assert json.loads(run(*words, "--json", code=code).out)["error"]["exit_code"] == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("card", "declined"), 2),
        (("trip", "monday"), 2),
        (("log", "out"), 5),
        (("dose", "350", "mcg", "extra", "beeping"), 2),
        (("event", "fall", "2026-13-45"), 2),
        (("status", "--alarm"), 2),
    ],
)
def test_a_mistake_that_names_no_danger_or_holds_a_figure_stays_a_mistake(run, words, code):
    shown = run(*words, code=code)
    assert shown.out == ""
    assert "read as a question" not in " ".join(shown.err.split())


def test_what_learn_does_not_find_is_answered_if_it_is_a_danger(run):
    shown = run("learn", "my", "legs", "are", "floppy", code=3)
    assert shown.out.startswith("NOT IN THE LIST")
    assert "EMERGENCY: Floppy, limp or weak" in shown.out
    assert "EMERGENCY" not in run("learn", "to", "knit", code=3).out


@pytest.mark.parametrize("word", ["restore.", "history,", "emergency.", "status."])
def test_a_command_pasted_with_the_end_of_its_sentence_is_that_command(run, word):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert run(word).out == run(word[:-1]).out
    assert run("--plain", word).out == run(word[:-1], "--plain").out

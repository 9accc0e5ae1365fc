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

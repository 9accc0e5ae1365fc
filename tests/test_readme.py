"""Every example of the README is run, in order, on one record; its output is compared whole (F28)."""

import re
import shlex
from pathlib import Path

import pytest

from itb_cli.cli.app import COMMANDS
from pictures import FOLDER, pictures

README = Path(__file__).parents[1] / "README.md"
PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]*)\)$", re.MULTILINE)
EXAMPLE = re.compile(r"<!-- example -->\n```console\n\$ itb ([^\n]*)\n(.*?)```", re.DOTALL)
NOT_ANSWERED = {"check chocolate": 3}


def test_every_example_gives_the_output_that_stands_there(run):
    examples = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    assert len(examples) == 3
    for command, output in examples:
        assert run(*shlex.split(command), code=NOT_ANSWERED.get(command, 0)).out == output


def test_the_two_commands_stand_there_once_each_on_one_line():
    text = README.read_text(encoding="utf-8")
    demo = re.findall(r"<!-- demo command -->\n```sh\n([^\n]+)\n```", text)
    tests = re.findall(r"<!-- test command -->\n```sh\n([^\n]+)\n```", text)
    assert len(demo) == len(tests) == 1
    assert demo[0].endswith("itb demo")
    assert tests[0].endswith("python -m pytest")


def test_whom_to_call_is_written_down_before_the_first_refill():
    assert [command.split()[0] for command, _ in EXAMPLE.findall(README.read_text(encoding="utf-8"))] == ["setup", "log", "check"]


def test_every_command_that_is_named_there_exists_and_says_what_it_needs():
    named = re.findall(r"`itb ([^`]*)`", README.read_text(encoding="utf-8"))
    first = {words.split()[0] for words in named if not words.startswith("-")}
    assert first <= {entry.name for entry in COMMANDS} | {"help"}
    formats = {words.split()[1] for words in named if words.startswith("export")}
    assert formats == {"json", "schema"}


@pytest.mark.parametrize("name", ["itb.svg", "card.svg"])
def test_the_pictures_are_what_itb_writes_today(name):
    """Not the same? `python tests/pictures.py` makes them anew: look at them, then keep them."""
    assert (FOLDER / name).read_text(encoding="utf-8") == pictures()[name]


def test_each_picture_says_in_words_what_it_shows():
    shown = PICTURE.findall(README.read_text(encoding="utf-8"))
    assert [README.parent / place for _, place in shown] == [FOLDER / "itb.svg", FOLDER / "card.svg"]
    for words, place in shown:
        picture = re.sub(r"<[^>]*>|\s", "", (README.parent / place).read_text(encoding="utf-8")).casefold()
        assert len(words) > 60
        for said in re.findall("BOOK NOW|30 November 2026|555 0100|I have an implanted baclofen pump", words):
            assert said.replace(" ", "").casefold() in picture, said

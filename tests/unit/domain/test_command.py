"""A command in a sentence leads to the record that the sentence is about, and works as it is typed."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.cli.app import COMMANDS
from itb_cli.domain.command import BEGIN, END, USUAL, Command, Lead, led, names_its_record, printed, quoted
from itb_cli.domain.statement import Statement
from itb_cli.domain.text import harmless
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Pair, Points, Table, Tone

ALEX = Lead(person="alex")
ABOUT_NOBODY = {"learn", "sources", "demo"}
"""Commands that read no record."""


def typed(words: str, lead: Lead) -> str:
    return printed(led(str(Command(words)), lead))


@pytest.mark.parametrize(
    ("words", "usual", "of_alex"),
    [
        ("", "itb", "itb --person alex"),
        ("undo", "itb undo", "itb undo --person alex"),
        ("log DATE --alarm-date DATE", "itb log DATE --alarm-date DATE", "itb log DATE --alarm-date DATE --person alex"),
        ("emergency", "itb emergency", "itb emergency --person alex"),
        ("setup --clinic-phone", "itb setup --clinic-phone", "itb setup --person alex --clinic-phone"),
        ("setup --clinic-phone 555-0100", "itb setup --clinic-phone 555-0100", "itb setup --clinic-phone 555-0100 --person alex"),
        ("event --checked", "itb event --checked", "itb event --checked --person alex"),
        ("log --help", "itb log --help", "itb log --help"),
        ("--help", "itb --help", "itb --help"),
        ("status --person NAME", "itb status --person NAME", "itb status --person NAME"),
        ("status --all", "itb status --all", "itb status --all"),
        ("sources S01", "itb sources S01", "itb sources S01"),
    ],
)
def test_a_command_is_about_the_record_of_its_lead(words, usual, of_alex):
    assert typed(words, USUAL) == usual
    assert typed(words, ALEX) == of_alex
    assert printed(led(led(str(Command(words)), ALEX), Lead(person="sam"))) == of_alex, "the first one counts"


def test_every_command_that_there_is_leads_to_a_record_or_is_known_to_need_none():
    bare = {entry.name for entry in COMMANDS if names_its_record(f"itb {entry.name}")}
    assert bare == ABOUT_NOBODY


def test_commands_lead_wherever_itb_speaks_and_what_a_person_typed_is_left():
    said = f"Type: {Command('undo')} now"
    page = Page(
        (
            Headline("A", said, Tone.CALM, (said,)),
            Facts((Fact("Note", "itb undo", said),)),
            Pair(Points("", (Statement(said, ("S01",)),)), Points("", ())),
            Notes((Statement("itb undo"),)),
            Table("", ("a",), ((said,),)),
        ),
        said,
    )
    meant = f"Type: {BEGIN}itb undo --person alex{END} now"
    assert led(page, ALEX) == Page(
        (
            Headline("A", meant, Tone.CALM, (meant,)),
            Facts((Fact("Note", "itb undo", meant),)),
            Pair(Points("", (Statement(meant, ("S01",)),)), Points("", ())),
            Notes((Statement("itb undo"),)),
            Table("", ("a",), ((meant,),)),
        ),
        meant,
    )
    assert led(page, USUAL) is page


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_word_is_quoted_so_that_a_shell_reads_it_back(word):
    assert shlex.split(quoted(word)) == [word]


def test_quotes_are_the_ones_that_are_easy_to_read():
    assert quoted("alex") == "alex"
    assert quoted("o'brien") == '"o\'brien"'
    assert quoted("My Drive/it.toml") == '"My Drive/it.toml"'
    assert quoted("it's $HOME") == "'it'\"'\"'s $HOME'"
    assert quoted(r"C:\itb\a.toml", windows=True) == r"C:\itb\a.toml"
    assert quoted(r"C:\My itb\a.toml", windows=True) == r'"C:\My itb\a.toml"'


def test_a_text_that_may_name_nobody_has_placeholders():
    assert typed("undo", ALEX.unnamed) == "itb undo --person NAME"
    assert typed("undo", Lead(file="/home/alex/a.toml").unnamed) == "itb undo --file FILE"
    assert USUAL.unnamed == USUAL


def test_marks_that_a_person_typed_make_no_command():
    assert harmless(printed(led(f"{BEGIN}rm -r{END} {END}{BEGIN}", ALEX))) == r"\ufdd0rm -r\ufdd1 \ufdd1\ufdd0"

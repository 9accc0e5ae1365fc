"""A page says whose it is, and its commands are about the same person."""

import pytest

from itb_cli.cli.app import COMMANDS
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Points, Steps, Table, Tone
from itb_cli.pages.whose import READING_OR_WRITING, addressed, addressed_page, labelled

ABOUT_NOBODY = {"learn", "sources", "demo"}
"""Commands that read no record."""


def test_the_person_stands_under_the_headline_and_in_the_last_line():
    page = Page((Headline("OVERDUE", "Ring.", Tone.URGENT, ("5 days past.",)), Facts((Fact("a", "b"),))), "OVERDUE: Ring.")
    assert labelled(page, "alex") == Page(
        (Headline("OVERDUE", "Ring.", Tone.URGENT, ("Record of: alex", "5 days past.")), Facts((Fact("a", "b"),))),
        "OVERDUE: Ring. Record of: alex.",
    )


def test_without_a_headline_the_person_stands_before_the_first_facts():
    call, facts = Points("Call now if:", (Statement("a"),)), Facts((Fact("Pump clinic", "555 0100"),))
    label = Facts((Fact("Record of", "alex"),))
    assert labelled(Page((call, facts)), "alex") == Page((call, label, facts))
    assert labelled(Page((call,)), "alex") == Page((label, call))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("To take this back: itb undo", "To take this back: itb undo --person alex"),
        ("Type: itb log DATE --alarm-date DATE", "Type: itb log --person alex DATE --alarm-date DATE"),
        ("See itb status. Help: itb emergency.", "See itb status --person alex. Help: itb emergency --person alex."),
        ("ask about today: itb", "ask about today: itb --person alex"),
        ("needs a dose: itb log --help", "needs a dose: itb log --help"),
        ("More: itb status --person NAME", "More: itb status --person NAME"),
        ("To read more: itb sources", "To read more: itb sources"),
        ("itb has no checked answer. A newer itb wrote it.", "itb has no checked answer. A newer itb wrote it."),
    ],
)
def test_a_command_about_a_record_is_about_the_same_person(said, meant):
    assert addressed(said, "alex") == meant
    assert addressed(meant, "alex") == meant, "once is enough"


def test_commands_are_addressed_wherever_itb_speaks_and_what_a_person_typed_is_left():
    words, meant = "Type: itb undo", "Type: itb undo --person alex"
    said, addressed_too = (Statement(words),), (Statement(meant),)
    page = Page(
        (
            Headline("A", words, Tone.CALM, (words,)),
            Facts((Fact("Note", words, words), Fact("All topics", "itb check"))),
            Steps("", said),
            Points("", said),
            Notes(said),
            Table("", ("a",), ((words,),)),
        ),
        words,
    )
    assert addressed_page(page, "alex") == Page(
        (
            Headline("A", meant, Tone.CALM, (meant,)),
            Facts((Fact("Note", words, meant), Fact("All topics", "itb check --person alex"))),
            Steps("", addressed_too),
            Points("", addressed_too),
            Notes(addressed_too),
            Table("", ("a",), ((words,),)),
        ),
        meant,
    )


def test_every_command_that_there_is_is_about_a_record_or_known_not_to_be():
    assert {entry.name for entry in COMMANDS} - ABOUT_NOBODY <= set(READING_OR_WRITING)

"""A page says whose it is."""

from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Page, Points, Tone
from itb_cli.pages.person import labelled


def test_the_person_stands_under_the_headline_and_in_the_last_line():
    """There alone, if the page else does not fit its screen."""
    page = Page((Headline("OVERDUE", "Call.", Tone.URGENT, ("5 days past.",)), Facts((Fact("a", "b"),))), "OVERDUE: Call.")
    assert labelled(page, "alex") == Page(
        (
            Headline("OVERDUE", "Call.", Tone.URGENT, ("Record of: alex", "5 days past."), ("5 days past.",)),
            Facts((Fact("a", "b"),)),
        ),
        "OVERDUE: Call. Record of: alex.",
    )


def test_without_a_headline_the_person_stands_before_the_first_facts():
    call, facts = Points("Call now if:", (Statement("a"),)), Facts((Fact("Pump clinic", "555 0100"),))
    label = Facts((Fact("Record of", "alex"),))
    assert labelled(Page((call, facts)), "alex") == Page((call, label, facts))
    assert labelled(Page((call,)), "alex") == Page((label, call))

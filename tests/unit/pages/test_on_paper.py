"""A page for somebody who has no `itb`: what to do stays, what to type goes."""

import pytest

from itb_cli.domain.command import Command
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Fact, Facts, Headline, Notes, Page, Table
from itb_cli.pages.next_refill import DOUBT_ACTIONS
from itb_cli.pages.on_paper import on_paper, without_commands

SAID = {
    f"Do not wait for any date. Type: {Command('emergency')}": "Do not wait for any date.",
    f"Ask your pump clinic for yours: {Command('setup --alarm-volume')}": "Ask your pump clinic for yours.",
    f"phone not recorded: {Command('setup --clinic-phone PHONE')}": "phone not recorded",
    f"Look at the printout, then type: {Command('log DATE')}": "Look at the printout.",
    f"Call now, or type: {Command('emergency')}": "Call now.",
    f"It is old. Printed it? Then type: {Command('setup')}": "It is old.",
    f"Was it done? Then record it: {Command('log')}. If not, call today.": "Was it done? Then record it. If not, call today.",
    f"Call. Any sign of trouble? Type: {Command('emergency')}": "Call.",
    f"Get emergency help. Type: {Command('emergency')}": "Get emergency help.",
    f"S01, S02. To read more: {Command('sources')}. Not yet checked.": "S01, S02. Not yet checked.",
    f"Record it ({Command('log')}), then ask again.": "Record it, then ask again.",
    f"{Command('log 2026-01-01 --complete --dose 350')} (if it still held)": "",
    f"{Command('undo')} does not take a file back.": "",
    "The words of itb. Call.": "The words of itb. Call.",
}


@pytest.mark.parametrize("text", SAID)
def test_a_sentence_keeps_what_to_do_and_loses_what_to_type(text):
    assert without_commands(text) == SAID[text]


def test_what_a_doubt_asks_for_is_never_lost_with_its_command():
    for doubt, action in DOUBT_ACTIONS.items():
        said = without_commands(action)
        assert said.endswith("."), doubt
        assert "itb " not in said.replace("what itb does not", ""), doubt


def test_on_a_page_nothing_but_the_commands_is_lost():
    shown = Page(
        (
            Headline("CALL NOW", f"Call. Type: {Command('emergency')}"),
            Facts((Fact("Clinic", "Not recorded", f"{Command('setup --clinic-phone PHONE')}"),)),
            Table("Missing", ("What", "Why", "Type"), (("Dose", "for a date", f"{Command('log --dose DOSE')}"),)),
            Notes((Statement(f"To see more: {Command('sources')}"), Statement("Call.", ("S01",)))),
            Notes((Statement(f"To see more: {Command('sources')}"),)),
        ),
        f"CALL NOW: Call. Type: {Command('emergency')}",
    )
    assert on_paper(shown) == Page(
        (
            Headline("CALL NOW", "Call."),
            Facts((Fact("Clinic", "Not recorded"),)),
            Table("Missing", ("What", "Why"), (("Dose", "for a date"),)),
            Notes((Statement("Call.", ("S01",)),)),
        ),
        "CALL NOW: Call.",
    )

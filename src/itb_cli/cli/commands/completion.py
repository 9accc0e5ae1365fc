"""`itb completion`: what makes the Tab key complete."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import stand_alone
from itb_cli.cli.words.completion_script import completion_script
from itb_cli.cli.words.options import command
from itb_cli.pages import completion as pages
from itb_cli.pages.blocks import Page
from itb_cli.services import completion as services

SHELL = Annotated[services.Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")]


@command(as_of=False)
def run(call: Call, shell: SHELL) -> int:
    """The script that makes the Tab key complete commands, flags, topics and names; where it goes is said beside it.

    Example: itb completion bash
    """
    outcome = services.answer(shell, completion_script(shell))
    if call.style.json:
        return call.show(outcome, lambda: Page(()))
    return stand_alone(call, outcome, outcome.view.script, pages.beside(outcome))

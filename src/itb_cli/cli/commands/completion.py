"""`itb completion`: what makes the Tab key complete: Typer's script, and for zsh one that completes at the first Tab."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.output import stand_alone
from itb_cli.cli.words.options import command
from itb_cli.pages import completion as pages
from itb_cli.pages.blocks import Page
from itb_cli.services import completion as services
from itb_cli.services.completion import Shell

SHELL = Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")]
_ZSH_DEFINES_ONLY = "compdef _itb_completion itb"
_ZSH_COMPLETES = """\
if [[ ${funcstack[1]} == _itb ]]; then
  _itb_completion
else
  compdef _itb_completion itb
fi"""
"""Found in $fpath the file is the body of the function that completes; sourced it only has to make it known."""


@command(as_of=False)
def run(call: Call, shell: SHELL) -> int:
    """The script that makes the Tab key complete commands, flags, topics and names; where it goes is said beside it.

    Example: itb completion bash
    """
    outcome = services.answer(shell, completion_script(shell))
    if call.style.json:
        return call.show(outcome, lambda: Page(()))
    return stand_alone(call, outcome, outcome.view.script, pages.beside(outcome))


def completion_script(shell: Shell) -> str:
    """The script, with a newline at its end."""
    from typer._completion_shared import get_completion_script

    made = get_completion_script(prog_name="itb", complete_var="_ITB_COMPLETE", shell=shell)
    return f"{made.replace(_ZSH_DEFINES_ONLY, _ZSH_COMPLETES) if shell is Shell.ZSH else made}\n"

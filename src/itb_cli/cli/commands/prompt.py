"""`itb prompt`: a segment of the shell's prompt."""

from typing import Annotated

import typer

from itb_cli.cli.call import Call
from itb_cli.cli.reminders.prompt import prompt
from itb_cli.cli.words.options import command
from itb_cli.services.reminders.prompt import PromptKind

SHELL = Annotated[PromptKind, typer.Argument(metavar="SHELL", help="bash, zsh, fish or starship.")]


@command(as_of=False)
def run(call: Call, shell: SHELL) -> int:
    """Code for your prompt: it shows itb:soon, itb:overdue or itb:critical, and nothing while nothing is due.

    The shell reads a small file of dates, without Python, so the prompt is right even if itb has not run for months. It
    shows itb? if that is not certain: then type itb. An empty prompt promises nothing.

    Once, into a file: itb prompt bash > ~/.itb-prompt.bash, and into ~/.bashrc: source ~/.itb-prompt.bash. Or at every
    start, with Python: eval "$(itb prompt bash)". zsh likewise, in ~/.zshrc. fish: itb prompt fish >
    ~/.config/fish/conf.d/itb.fish. starship: itb prompt starship >> ~/.config/starship.toml

    The prompt is for the record that --person, --file, ITB_PERSON or ITB_FILE names now. To be rid of it, take that line or
    file away.

    Example: itb prompt bash
    """
    return prompt(call, shell)

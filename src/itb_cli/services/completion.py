"""What makes the Tab key complete `itb` in a shell, and where it goes."""

from enum import StrEnum

from itb_cli.domain.command import Command
from itb_cli.domain.values import NamedTuple
from itb_cli.services.outcome import Outcome


class Shell(StrEnum):
    """For which there are completions."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


class CompletionView(NamedTuple):
    """The script; the command that puts it into its place; what else is needed there, None if nothing."""

    shell: Shell
    script: str
    put_in_place: str
    also: str | None


_PLACES = {
    Shell.BASH: ("~/.local/share/bash-completion/completions", "itb"),
    Shell.ZSH: ("~/.zfunc", "_itb"),
    Shell.FISH: ("~/.config/fish/completions", "itb.fish"),
}
"""Folders in which a shell looks by itself (zsh: once it is told to), and the name that the script has there."""
_ALSO = {
    Shell.BASH: "The package bash-completion has to be installed.",
    Shell.ZSH: "In ~/.zshrc, above the line with compinit: fpath=(~/.zfunc $fpath). "
    "If there is no such line, below it: autoload -Uz compinit && compinit",
}


def answer(shell: Shell, script: str) -> Outcome[CompletionView]:
    """The script for `shell`."""
    shown = Command(f"completion {shell}")
    if shell not in _PLACES:
        return Outcome(CompletionView(shell, script, f"{shown} >> $PROFILE", None))
    folder, name = _PLACES[shell]
    return Outcome(CompletionView(shell, script, f"mkdir -p {folder} && {shown} > {folder}/{name}", _ALSO.get(shell)))

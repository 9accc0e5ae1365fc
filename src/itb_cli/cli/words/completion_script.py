"""The script that makes a shell's Tab key complete `itb`: Typer's, and for zsh one that completes at the first Tab."""

from itb_cli.services.completion import Shell

_ZSH_DEFINES_ONLY = "compdef _itb_completion itb"
_ZSH_COMPLETES = """\
if [[ ${funcstack[1]} == _itb ]]; then
  _itb_completion
else
  compdef _itb_completion itb
fi"""
"""Found in $fpath the file is the body of the function that completes; sourced it only has to make it known."""


def completion_script(shell: Shell) -> str:
    """The script, with a newline at its end."""
    from typer._completion_shared import get_completion_script

    made = get_completion_script(prog_name="itb", complete_var="_ITB_COMPLETE", shell=shell)
    return f"{made.replace(_ZSH_DEFINES_ONLY, _ZSH_COMPLETES) if shell is Shell.ZSH else made}\n"

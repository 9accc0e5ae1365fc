"""What is said beside the script of `itb completion`. The script is no page."""

from itb_cli.services.completion import CompletionView
from itb_cli.services.outcome import Outcome


def beside(outcome: Outcome[CompletionView]) -> str:
    """For standard error: where the script goes."""
    told = outcome.view
    lines = [f"Once: {told.put_in_place}", *([told.also] if told.also else []), "Then open a new shell."]
    return "".join(f"itb: {line}\n" for line in lines)

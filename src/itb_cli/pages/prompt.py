"""What is said beside the code of `itb prompt`. The code is no page: it is made in `prompt.code`."""

from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders.prompt import PromptView


def beside(outcome: Outcome[PromptView]) -> str:
    """For standard error: empty if all is as it should be."""
    if outcome.view.is_ready:
        return ""
    return "itb: The dates for the prompt could not be written into the cache folder. Until they are, it shows itb? only.\n"

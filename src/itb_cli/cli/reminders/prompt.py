"""`itb prompt`: the code for a shell, alone on standard output, and the status file that it reads."""

from pathlib import Path

from itb_cli.cli.call import Call
from itb_cli.cli.output import stand_alone
from itb_cli.cli.prompt_cache import place_of, renew
from itb_cli.domain.command import led, printed
from itb_cli.errors import InputRefusedError
from itb_cli.pages import prompt as pages
from itb_cli.pages.blocks import Page
from itb_cli.prompt.code import shell_code
from itb_cli.services.outcome import Outcome
from itb_cli.services.reminders import prompt as services
from itb_cli.services.reminders.prompt import PromptKind, PromptView


def prompt(call: Call, shell: PromptKind) -> int:
    """Writes the code; returns the exit code. With --json it stands in the envelope."""
    outcome = call.of_person(_outcome(call, shell))
    if call.style.json:
        return call.show(outcome, lambda: Page(()))
    return stand_alone(call, outcome, outcome.view.code, pages.beside(outcome))


def _outcome(call: Call, shell: PromptKind) -> Outcome[PromptView]:
    record = call.known_path.absolute()
    place = place_of(call.runtime, record)
    if place is None:
        raise InputRefusedError(
            "It is not known where your cache folder is, so a prompt has nothing to read.", "Set HOME, or XDG_CACHE_HOME."
        )
    code = printed(led(shell_code(shell, record, place), call.chosen.lead_from_elsewhere))
    return services.answer(shell, code, is_ready=_is_written(call, record, place))


def _is_written(call: Call, record: Path, place: Path) -> bool:
    try:
        renew(call.runtime, record, place)
    except OSError:
        return False
    return True

"""The word before remarks by hand (`#`) are lost: every command that saves has it from here."""

from collections.abc import Callable

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import width_of
from itb_cli.render.lines import wrapped
from itb_cli.services.answers import YES_TO_ALL, Answers
from itb_cli.services.notices import REMARKS_LOST, REMARKS_QUESTION


def losing_remarks(runtime: Runtime, said: Answers = YES_TO_ALL, *, can_ask: bool = False) -> Callable[[], None]:
    """What a save calls before it loses remarks: asks if somebody can answer and has not, and else says it."""

    def losing() -> None:
        if can_ask and not said.yes_to_all:
            said.require(*REMARKS_QUESTION)
        else:
            runtime.say(f"{wrapped(f'itb: {REMARKS_LOST}', width_of(runtime), '     ')}\n")

    return losing

"""What a person is told while a save waits for another one, and the clock that measures it. Holds no lock."""

from itb_cli.cli.runtime import Runtime
from itb_cli.cli.show import width_of
from itb_cli.render.lines import wrapped
from itb_cli.storage.patience import Patience


def patience(runtime: Runtime) -> Patience:
    """Waiting in which somebody at a terminal is not left in silence."""

    def tell(seconds: int) -> None:
        line = f"itb: Another itb is writing this record. Waiting for it, at most {seconds} seconds."
        runtime.mention(wrapped(line, width_of(runtime), "     "))

    return Patience(runtime.moment, tell)

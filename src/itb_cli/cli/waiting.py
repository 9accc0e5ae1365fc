"""What a person is told while a save waits for another one, and the clock that measures it. Holds no lock."""

from itb_cli.cli.runtime import Runtime
from itb_cli.storage.patience import Patience


def patience(runtime: Runtime) -> Patience:
    """Waiting in which somebody at a terminal is not left in silence."""
    return Patience(
        runtime.moment,
        lambda seconds: runtime.mention(f"itb: Another itb is writing this record. Waiting for it, at most {seconds} seconds."),
    )

"""The terminal lent to another program: the keys that stop a program are that program's meanwhile, and its modes come back."""

import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any

_KEYS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))


@contextlib.contextmanager
def lent() -> Iterator[None]:
    """While another program has the terminal, Control-C and Control-Backslash are for it alone.

    They are caught, not ignored: what is ignored, a program that is started now would ignore too.
    """
    modes = _modes()
    before = {key: signal.signal(key, _left_to_the_other) for key in _KEYS}
    try:
        yield
    finally:
        _set(modes)
        for key, handler in before.items():
            signal.signal(key, handler)


def _left_to_the_other(_key: int, _frame: Any) -> None:
    return


def _modes() -> list[Any] | None:
    """How the terminal takes and shows keys; None if there is none."""
    if sys.platform == "win32":
        return None
    import termios  # exists on macOS and Linux only

    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, OSError, ValueError):
        return None


def _set(modes: list[Any] | None) -> None:
    """A program that was killed leaves a terminal that does not show what is typed."""
    if sys.platform == "win32" or modes is None or sys.__stdin__ is None:
        return
    import termios  # exists on macOS and Linux only

    with contextlib.suppress(termios.error, OSError, ValueError):
        termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSADRAIN, modes)

"""A stream that nobody reads any more, made quiet. Nothing that is written to it."""

import contextlib
import os
from typing import TextIO


def quieten(stream: TextIO) -> None:
    """What is still to be written goes nowhere, so that Python does not complain when it flushes at the end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)

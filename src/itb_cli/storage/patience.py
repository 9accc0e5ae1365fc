"""What waiting for a record's lock needs from outside. Waits for nothing itself: that is `locking`."""

from collections.abc import Callable
from typing import NamedTuple


class Patience(NamedTuple):
    """`moment`: seconds on a clock that all processes of this machine share and that nobody sets back.

    `tell` is called once, with the seconds that it can take, when waiting begins to be long.
    """

    moment: Callable[[], float]
    tell: Callable[[int], None]

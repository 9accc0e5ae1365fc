"""For a suite under faketime, found through PYTHONPATH: a sleep that lasts so long, instead of one that ends at a moment.

Python sleeps until a moment of the monotonic clock; faketime 0.9.10, told to leave that clock alone, refuses such a sleep.
"""

import select
import time


def _sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep

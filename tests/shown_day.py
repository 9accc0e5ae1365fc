"""The day in which the suite lives. Shown to it by `.ci/run` with faketime, it must reach every process that a test starts.

The one place among the tests that asks for today's date. A test that can show its processes no day writes its days from here.
"""

import os
from datetime import date, datetime, timedelta

SHOWN_BY = ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC", "PYTHONPATH")


def shown_day():
    """What a test hands to a process to which it gives an environment of its own. Nothing if the clock is the real one."""
    return {name: os.environ[name] for name in SHOWN_BY if name in os.environ} if "FAKETIME" in os.environ else {}


def day_in(days):
    """The day so many days from today."""
    return date.today() + timedelta(days=days)  # noqa: DTZ011, TID251  # for processes to which no day can be shown


def stamp_in(days):
    """A file's stamp of that day. Stamps that the system gives know only the real clock."""
    return datetime.combine(day_in(days), datetime.min.time()).timestamp() + 12 * 60 * 60

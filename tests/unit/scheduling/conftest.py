"""A home of a test's own, with programs that stand in for schedulers."""

import sys
from pathlib import Path

import pytest

from itb_cli.machine import Machine
from itb_cli.scheduling.job import Job

if sys.platform != "win32":
    from schedulers import PROGRAMS, Home

    @pytest.fixture
    def home(tmp_path):
        """A home in which every scheduler stands in."""
        return Home(tmp_path / "home", *PROGRAMS)

    @pytest.fixture
    def machine(home):
        """A machine with that home."""
        return Machine(home.environment, "linux")


@pytest.fixture
def job():
    """The job whose examples lie in `tests/data/scheduling`."""
    program = ("/opt/itb/bin/python", "-E", "-P", "-m", "itb_cli")
    return Job(Path("/home/alex/.local/share/itb/record.toml"), None, "", program)

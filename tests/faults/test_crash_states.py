"""A power cut at any moment leaves each file as before or as after, and as after once it was called written (R95)."""

import os
from pathlib import Path

import pytest
from crash_states import COMMANDS, cut, left, verdict, written
from tally import Tally

from selection import rest_slow

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX")
SOME = ["log", "undo", "first log", "calendar again", "snooze", "card"]


@pytest.mark.slow
@pytest.mark.parametrize("name", rest_slow(SOME))
def test_no_state_after_a_power_cut_loses_what_was_called_written(tmp_path: Path, name: str):
    """`python tests/faults/crash_states.py` does it for every command that writes."""
    tally = Tally()
    cut(tmp_path, [name], tally)
    assert not tally.lost, "\n".join(tally.lines())
    assert tally.tried > 5


@pytest.mark.slow
@pytest.mark.parametrize("name", rest_slow(["log", "calendar again", "snooze"]))
def test_a_folder_that_was_not_synced_would_be_seen(tmp_path: Path, name: str):
    done = written(tmp_path / "place", name)
    unsynced = [deed for deed in done.deeds if deed.kind != "sync" or "tmp" in deed.path]
    assert len(unsynced) < len(done.deeds)
    stood = {verdict(done, said, files, tmp_path / "spot")[0] for said, files in left(done.before, unsynced)}
    assert "lost" in stood


def test_every_kind_of_command_that_writes_is_among_them():
    words = {argv[0] for _, argv in COMMANDS.values()}
    assert words >= {"log", "dose", "book", "event", "diary", "setup", "edit", "remove", "undo", "restore", "import", "calendar"}
    assert words >= {"remind", "card", "report", "export"}

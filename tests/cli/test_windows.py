"""What only Windows does: names of devices. The rest of its ways is tested with values, on every system."""

import os

import pytest

pytestmark = pytest.mark.skipif(os.name != "nt", reason="names of devices are Windows' own")


@pytest.mark.parametrize("name", ["con", "CON.toml", "nul", "nul.toml", "aux", "com1", "conin$"])
@pytest.mark.parametrize("words", [("status",), ("next-refill",), ("log", "2026-09-01", "--yes"), ("history",), ("undo",)])
def test_a_record_that_would_be_a_device_is_not_reachable(run, name, words):
    assert "Windows keeps this name for a device" in run(*words, "--file", name, code=4).err
    assert "Windows keeps this name for a device" in run(*words, environment={"ITB_FILE": name}, code=4).err


@pytest.mark.parametrize("words", [("emergency",), ("card",), ("check", "hot tub")])
def test_help_is_there_all_the_same(run, words):
    assert run(*words, "--file", "con").out


@pytest.mark.parametrize("name", ["con", "nul.json"])
def test_nothing_is_said_to_be_written_into_a_device(run, name):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    assert "Windows keeps this name for a device" in run("export", "json", "-o", name, code=5).err
    assert "Windows keeps this name for a device" in run("calendar", "--ics", "con.ics", code=5).err
    run("import", name, code=5)
    run("restore", "--merge", name, "--yes", code=5)

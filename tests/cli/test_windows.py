"""What only Windows does: names of devices, no console, OneDrive. The rest of its ways is tested with values, on every system."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from shown_day import day_in

pytestmark = pytest.mark.skipif(os.name != "nt", reason="this is Windows' own")


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


# --- started without a console, and where people keep files -------------------------------------------------------------------

ALARM_DATE, REFILL = (day_in(days) for days in (3, -100))
"""Real processes ask the real clock."""


@pytest.fixture
def onedrive(tmp_path):
    """As OneDrive names its folder for an organisation, below a home with an umlaut and a blank."""
    made = tmp_path / "Jörg Müller" / "OneDrive - Praxis für Dich"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def pythonw(tmp_path):
    """The Python without a console: its own, or where there is none, a copy that says that it needs none."""
    beside = Path(sys.executable).with_name("pythonw.exe")
    if beside.exists():
        yield beside
        return
    program = bytearray(Path(sys.executable).read_bytes())
    subsystem = int.from_bytes(program[0x3C:0x40], "little") + 24 + 68
    assert program[subsystem] == 3, "a program for the console"
    program[subsystem] = 2
    beside.write_bytes(program)
    yield beside
    beside.unlink()


def test_a_reminder_started_without_a_console_runs_to_its_end_and_writes_down_that_it_ran(run, pythonw, onedrive):
    record = onedrive / "record.toml"
    run("log", str(REFILL), "--alarm-date", str(ALARM_DATE), "--yes", "--file", str(record), today=day_in(0))
    words = [str(pythonw), "-E", "-P", "-m", "itb_cli", "remind", "--once-a-day", "--file", str(record)]
    ended = subprocess.run(words, check=False, timeout=100, close_fds=True, creationflags=subprocess.DETACHED_PROCESS)
    assert ended.returncode == 0
    told = tomllib.loads(record.with_name("record.toml.reminders").read_text(encoding="utf-8"))
    assert told["last_run"] == day_in(0)
    assert told["shown_on"] == day_in(0)


def test_a_record_in_onedrive_is_saved_corrected_taken_back_and_told_to_a_calendar_there(run, onedrive):
    record, calendar = str(onedrive / "itb" / "record.toml"), onedrive / "my calendar"
    calendar.mkdir()
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--yes", "--file", record)
    run("calendar", "--vdir", str(calendar), "--file", record)
    said = run("edit", "2026-09-01", "--alarm-date", "2026-12-15", "--file", record).out
    assert "alarm date 15 December 2026" in said
    assert "NOT told" not in said
    assert any(b"20261215" in file.read_bytes() for file in calendar.glob("*.ics"))
    assert f'--file "{record}"' in run("status", "--file", record).out, "as typed it leads there"
    assert "10 December 2026" in run("undo", "--file", record).out
    assert "IN ORDER" in run("doctor", "--file", record).out


def test_a_copy_that_onedrive_made_of_two_changes_is_seen(run, onedrive):
    record = onedrive / "record.toml"
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--yes", "--file", str(record))
    (onedrive / "record-LAPTOP-7K2.toml").write_bytes(record.read_bytes().replace(b"2026-12-10", b"2026-12-02"))
    assert "second copy" in run("status", "--file", str(record)).out

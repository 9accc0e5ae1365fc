"""`itb remind --notify`: what stands on a lock screen, and what is said if no desktop shows it."""

import importlib.util
import json
import stat
import sys
from datetime import timedelta
from typing import ClassVar

import pytest

if sys.platform != "linux":
    pytest.skip("notify-send stands in for the desktop here", allow_module_level=True)

from conftest import TODAY

DUE = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
FAR = ("log", "2026-11-01", "--alarm-date", "2027-03-31", "--yes")


@pytest.fixture
def desktop(tmp_path):
    """A notify-send that writes down its words; `fails` breaks it, `gone` takes it away."""
    folder, log = tmp_path / "bin", tmp_path / "log"
    folder.mkdir()
    program = folder / "notify-send"

    class Desktop:
        environment: ClassVar = {"PATH": str(folder), "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
        gone = staticmethod(program.unlink)

        @staticmethod
        def ends_with(code):
            program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {log}\nexit {code}\n', encoding="utf-8")
            program.chmod(stat.S_IRWXU)

        @staticmethod
        def shown():
            return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    Desktop.ends_with(0)
    return Desktop


def test_a_lock_screen_tells_nothing_of_anybodys_health(run, desktop):
    run(*DUE)
    said = run("remind", "--notify", environment=desktop.environment)
    assert desktop.shown() == ["--app-name=itb", "--", "itb", "A date is due. Open itb."]
    assert (said.out, said.err) == (run("remind").out, "")


def test_what_to_open_is_the_record_that_is_due_and_no_place_is_told(run, desktop, record, tmp_path):
    home = {"at_home": True, "environment": desktop.environment}
    other = tmp_path / "SECRET.toml"
    run(*DUE, at_home=True)
    run(*DUE, "--person", "sam", "--yes", at_home=True)
    run(*DUE, "--file", str(other), "--yes", at_home=True)
    for place in (record, record.parent / "people" / "sam.toml", other):
        run("remind", "--notify", "--file", str(place), **home)
    run("remind", "--notify", "--detailed", "--file", str(other), **home)
    assert [line for line in desktop.shown() if " itb" in line][:3] == [
        "A date is due. Open itb.",
        "A date is due. Open itb --person sam.",
        "A date is due. Open itb --file FILE.",
    ]
    assert desktop.shown()[-1].endswith(f"More: itb --file {other}")


@pytest.mark.parametrize(("days", "text"), [(9, "A date is past. Open itb now."), (30, "A date is past. Open itb now.")])
def test_what_is_late_is_told_as_late(run, desktop, days, text):
    run(*DUE)
    run("remind", "--notify", environment=desktop.environment, today=TODAY + timedelta(days=days))
    assert desktop.shown()[-1] == text


def test_details_are_shown_where_asked_for_and_nothing_that_was_typed(run, desktop):
    run(*DUE)
    run("setup", "--name", "SECRET", "--clinic-phone", "555 SECRET")
    run("remind", "--notify", "--detailed", environment=desktop.environment)
    assert desktop.shown()[-1] == run("remind").out.strip()
    assert "SECRET" not in "".join(desktop.shown())


def test_nothing_due_shows_nothing(run, desktop):
    run(*FAR)
    run("remind", "--notify", environment=desktop.environment)
    assert desktop.shown() == []


def test_what_is_put_off_shows_nothing(run, desktop):
    run(*FAR)
    run("setup", "--tablets-use-before", "2026-12-01")
    run("remind", "--snooze", "3")
    run("remind", "--notify", environment=desktop.environment)
    assert desktop.shown() == []
    run("remind", "--notify", environment=desktop.environment, today=TODAY + timedelta(days=3))
    assert desktop.shown()[-1] == "A date is due. Open itb."


@pytest.mark.parametrize("content", ["damaged", "", "schema_version = 99\n"])
def test_a_record_that_cannot_be_read_reaches_the_desktop(run, record, desktop, content):
    run(*FAR)
    record.write_text(content, encoding="utf-8")
    run("remind", "--notify", code=4, environment=desktop.environment)
    assert desktop.shown()[-1] == "itb cannot answer. Open itb."


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda desktop: desktop.ends_with(1), "The desktop did not take the notification. Is anybody logged in to it?"),
        (
            lambda desktop: desktop.gone(),
            "Nothing that shows notifications was found. Install notify-send, or: pip install 'itb-cli[notify]'",
        ),
    ],
    ids=["it fails", "it is not there"],
)
def test_where_no_desktop_shows_it_the_line_is_there_and_says_so(run, desktop, break_it, said):
    if said.startswith("Nothing") and importlib.util.find_spec("desktop_notifier"):
        pytest.skip("the library is there, which is something")
    run(*DUE)
    break_it(desktop)
    shown = run("remind", "--notify", environment=desktop.environment).out
    assert shown.startswith("BOOK NOW: Call your pump clinic.")
    assert f" {said}" in shown
    assert shown.count("\n") == 1
    assert "The reminder of Sunday 22 November 2026 could not be shown on the desktop." in run("status").out
    codes = [
        notice["code"]
        for notice in json.loads(run("remind", "--notify", "--json", environment=desktop.environment).out)["notices"]
    ]
    assert "not_notified" in codes


def test_one_that_is_shown_again_takes_the_word_from_the_status(run, desktop):
    run(*DUE)
    desktop.ends_with(1)
    run("remind", "--notify", environment=desktop.environment)
    run("remind")
    assert "could not be shown on the desktop" in run("status").out
    desktop.ends_with(0)
    run("remind", "--notify", environment=desktop.environment)
    assert "could not be shown on the desktop" not in run("status").out


def test_machines_are_told_what_showed_it(run, desktop):
    run(*DUE)
    assert (
        json.loads(run("remind", "--notify", "--json", environment=desktop.environment).out)["data"]["notified_by"]
        == "notify-send"
    )
    assert json.loads(run("remind", "--json").out)["data"]["notified_by"] is None

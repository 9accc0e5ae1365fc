"""`itb remind --install`, `--uninstall`, `--status`: shown first, then asked; written once; taken away as it was written."""

import json
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("what fits is another way there; every way is tried in tests/unit/scheduling", allow_module_level=True)

from schedulers import PROGRAMS, Home

DUE = ("log", "2026-09-01", "--alarm-date", "2026-12-10")


@pytest.fixture
def home(tmp_path):
    """A home of its own, with schedulers that stand in and a file of somebody's for bash."""
    made = Home(tmp_path / "home", *PROGRAMS)
    (made.folder / ".bashrc").write_bytes(b"alias ll='ls -l'")
    return made


def test_a_unit_is_shown_as_it_is_written_whoever_it_is_for(run, home):
    run("setup", "--person", "sam", "--name", "Sam", at_home=True)
    words = ("remind", "--install", "systemd", "--person", "sam", "--yes")
    shown = run(*words, environment={**home.environment, "SHELL": "/bin/bash"}, at_home=True).out.splitlines()
    units = [data.decode() for name, data in home.files().items() if "/systemd/user/itb" in name]
    assert len(units) == 2
    assert all(line in shown for unit in units for line in unit.splitlines())


@pytest.fixture
def remind(run, home):
    """Runs `itb remind` in that home."""

    def run_remind(*words, more=None, **how):
        return run("remind", *words, environment={**home.environment, "SHELL": "/bin/bash", **(more or {})}, **how)

    return run_remind


def test_where_nobody_can_be_asked_it_shows_all_and_writes_nothing(remind, home):
    before = home.files()
    said = remind("--install", "cron", code=5).out
    assert said.startswith("NOT INSTALLED: Reminders would be started by cron. To install it, type the same with --yes.\n")
    assert f"{sys.executable} -E -P -m itb_cli remind --notify --once-a-day --file" in said
    assert "Would be written to your crontab:" in said
    assert "Symptoms beat dates: itb emergency" in said
    assert home.files() == before
    assert {word for word in home.words() if not word.startswith("crontab -l")} == set()


def test_with_yes_it_writes_and_shows_all_the_same(remind, home):
    said = remind("--install", "systemd", "--yes").out
    assert said.startswith("INSTALLED: By systemd.\n")
    service = home.folder / ".config/systemd/user/itb-reminders-"
    for name, data in home.files().items():
        if "/systemd/user/itb" in name:
            assert str(home.folder / name).startswith(str(service))
            assert all(line in said for line in data.decode().splitlines())
    assert home.words()[-2:] != []
    assert any(word.startswith("systemctl --user enable itb-reminders-") for word in home.words())


@pytest.mark.parametrize(
    ("typed", "code"),
    [("y\n", 0), ("yes\n", 0), ("n\n", 5), ("\n", 5), ("maybe\nn\n", 5), ("maybe\ny\n", 0), ("", 130), ("maybe\n", 130)],
)
def test_on_a_terminal_it_asks_first(typed, code, remind, home):
    before = home.files()
    result = remind("--install", "shell", "--plain", typed=typed, is_terminal=True, code=code)
    assert "Would be written to" in result.out
    assert "itb_remind_once_a_day" in result.out
    assert "Write this? [y/N]" in result.err
    assert (home.files() != before) == (code == 0)
    if code == 0:
        assert result.out.count("itb_remind_once_a_day()") == 1
        assert f"INSTALLED: By your shell.\n\nWritten to: {home.folder}/.bashrc\n" in result.out
    if code == 5:
        assert "Nothing was changed. To do it, type the same again with --yes." in result.err


def test_a_second_time_it_changes_nothing_and_says_so(remind, home):
    remind("--install", "cron", "--yes")
    once = home.files()
    said = remind("--install", "cron").out
    assert said.startswith("INSTALLED ALREADY: By cron. Nothing was changed.\n")
    assert home.files() == once
    assert home.words()[-1] == "crontab -l"


def test_what_is_installed_but_not_active_is_put_right(remind, home):
    remind("--install", "systemd", "--yes")
    (home.folder / "enabled").unlink()
    assert remind("--status", code=3).out.startswith("NOT ACTIVE: Nothing will start it. To put it right: itb remind --install")
    assert remind("--install", "systemd", "--yes").out.startswith("INSTALLED: By systemd.")
    assert remind("--status").out.startswith("INSTALLED")


def test_without_a_way_it_chooses(remind):
    assert "started by your shell" in remind("--install", code=5).out
    assert "started by cron" in remind("--install", "--plain", more={"DISPLAY": ":0"}, code=5).out


def test_a_way_that_is_none_is_refused(remind):
    assert "systemd, cron, launchd, windows, shell" in remind("--install", "at", code=2).err


@pytest.mark.parametrize("words", [("--install", "cron", "--status"), ("--uninstall", "--status"), ("--install", "--notify")])
def test_two_things_at_once_are_refused(words, remind):
    assert "are different things" in remind(*words, code=2).err


def test_a_unit_that_is_not_ours_is_not_touched(remind, home):
    said = remind("--install", "systemd", code=5).out
    service = Path(
        next(line for line in said.splitlines() if line.endswith(".service:")).removeprefix("Would be written to ")[:-1]
    )
    service.parent.mkdir(parents=True)
    service.write_text("mine", encoding="utf-8")
    refused = remind("--install", "systemd", "--yes", code=5)
    assert "itb did not write it. Nothing was changed." in refused.err
    assert remind("--uninstall", "--yes").out.startswith("NOTHING TO REMOVE")
    assert service.read_text(encoding="utf-8") == "mine"


def test_uninstall_shows_asks_and_takes_every_way_away(remind, home):
    before = home.files()
    for way in ("systemd", "cron", "shell"):
        remind("--install", way, "--yes")
    installed = home.files()
    said = remind("--uninstall", code=5).out
    assert said.startswith("NOT REMOVED: This would be taken away. To do it, type the same with --yes.\n")
    assert home.files() == installed
    told = remind("--uninstall", "--plain", typed="n\n", is_terminal=True, code=5)
    assert "Take this away? [y/N]" in told.err
    assert home.files() == installed
    assert (
        remind("--uninstall", "--plain", typed="y\n", is_terminal=True).out.count("REMOVED: No reminder will come by itself") == 1
    )
    assert home.files() == before
    assert remind("--uninstall").out == "NOTHING TO REMOVE: No reminders of this record are installed.\n"


def test_status_says_what_where_and_when_it_last_ran(run, remind, home, record):
    assert remind("--status", code=3).out.startswith(
        "NOT INSTALLED: No reminder comes by itself. To have them: itb remind --install\n"
    )
    remind("--install", "shell", "--yes")
    remind("--install", "cron", "--yes")
    assert remind("--status").out.startswith("INSTALLED: But it is not known to have run within the last two days.\n")
    run(*DUE)
    remind()
    said = remind("--status").out
    assert said == (
        "INSTALLED: By cron and your shell.\n\n"
        "By cron: whether it is active cannot be known\nWritten to: your crontab\n"
        f"By your shell: whether it is active cannot be known\nWritten to: {home.folder}/.bashrc\n"
        "Last run: Sunday 22 November 2026 (today)\n"
    )
    record.with_name("record.toml.reminders").write_text("last_run = 2026-11-10\n", encoding="utf-8")
    assert "Reminders last ran 12 days ago" in remind("--status").out


def test_status_names_another_version(remind, home):
    remind("--install", "cron", "--yes")
    table = home.folder / "table"
    table.write_bytes(table.read_bytes().replace(b"9,13,18", b"8"))
    assert "of another version; to renew it: itb remind --install cron" in remind("--status").out
    assert "9,13,18" in remind("--install", "cron", "--yes").out
    assert b"9,13,18" in table.read_bytes()


def test_status_is_no_run(remind, record):
    remind("--status", code=3)
    remind("--install", "cron", code=5)
    assert not record.parent.exists()


def test_where_nothing_shows_notifications_it_is_said(remind, home):
    (home.bin / "notify-send").unlink()
    said = json.loads(remind("--install", "cron", "--json", code=5).out)
    codes = [notice["code"] for notice in said["notices"]]
    from importlib.util import find_spec

    assert codes == ([] if find_spec("desktop_notifier") else ["nothing_shows_notifications"])


def test_machines_get_every_part(remind):
    told = json.loads(remind("--install", "systemd", "--json", code=5).out)
    data = told["data"]
    assert (data["is_done"], data["changes"], data["way"], len(data["parts"])) == (False, True, "systemd", 2)
    assert {part["standing"] for part in data["parts"]} == {"absent"}
    done = json.loads(remind("--install", "systemd", "--json", "--yes").out)["data"]
    assert (done["is_done"], done["is_active"]) == (True, True)
    status = json.loads(remind("--status", "--json").out)["data"]
    assert [one["way"] for one in status["installed"]] == ["systemd"]
    assert json.loads(remind("--uninstall", "--json", code=5).out)["data"]["is_done"] is False


def test_the_reminders_of_a_person_are_their_own(run, home):
    def itb(*words, code=0):
        environment = {**home.environment, "SHELL": "/bin/bash"}
        return run(*words, environment=environment, at_home=True, code=code)

    itb("setup", "--person", "sam", "--name", "Sam")
    itb(*DUE)
    before = home.files()
    itb("remind", "--install", "shell", "--yes")
    alone = home.files()
    shown = itb("remind", "--install", "shell", "--person", "Sam", "--yes").out
    lines = home.files()[".bashrc"].decode().split("# itb reminders: begin")[0].splitlines()
    assert all(line in shown.splitlines() for line in lines[1:-1])
    assert any("remind --person sam 2>/dev/null" in line for line in lines)
    assert any("To see why: itb remind --person sam. Help now: itb emergency --person sam" in line for line in lines)
    assert b"# itb reminders: begin" in home.files()[".bashrc"]
    assert "To take it away: itb remind --uninstall --person sam" in itb("remind", "--install", "shell", "--person", "sam").out
    assert "There is no record of alex" in itb("remind", "--install", "--person", "alex", "--yes", code=4).err
    itb("remind", "--uninstall", "--person", "sam", "--yes")
    assert home.files() == alone
    itb("remind", "--uninstall", "--yes")
    assert home.files() == before


def test_what_was_installed_can_be_taken_away_once_the_record_is_gone(run, home, record):
    environment = {**home.environment, "SHELL": "/bin/bash"}
    run("setup", "--person", "sam", "--name", "Sam", at_home=True)
    run("remind", "--install", "cron", "--person", "sam", "--yes", environment=environment, at_home=True)
    (record.parent / "people" / "sam.toml").unlink()
    run("remind", "--uninstall", "--person", "sam", "--yes", environment=environment, at_home=True)
    assert "table" not in home.files()


def test_without_a_home_no_test_reaches_a_real_one(run):
    assert "home folder" in run("remind", "--install", "shell", "--yes", environment={"SHELL": "/bin/bash"}, code=5).err


def test_a_notification_that_failed_is_tried_again_the_same_day(run, record, home):
    run(*DUE)
    home.add("notify-send", "exit 1\n")
    quiet = {**home.environment, "SHELL": "/bin/bash", "PYTHONPATH": ""}
    first = run("remind", "--notify", "--once-a-day", environment=quiet).out
    assert run("remind", "--notify", "--once-a-day", environment=quiet).out == first != ""
    home.add("notify-send", "exit 0\n")
    run("remind", "--notify", "--once-a-day", environment=quiet)
    assert run("remind", "--notify", "--once-a-day", environment=quiet).out == ""

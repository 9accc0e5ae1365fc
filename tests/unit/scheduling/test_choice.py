"""Which way fits: if there is no desktop, what nobody sees is no reminder."""

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("the programs that stand in here are shell scripts", allow_module_level=True)

from pathlib import Path

from itb_cli.domain.scheduled import Way
from itb_cli.errors import NotInstalledError
from itb_cli.machine import Machine
from itb_cli.scheduling.choice import fitting_way
from itb_cli.scheduling.job import Job, check_starts, job_of, program_of
from schedulers import Home

CASES = [
    ("linux", ("systemctl", "crontab"), {"SHELL": "/bin/bash", "DISPLAY": ":0"}, True, Way.SYSTEMD),
    ("linux", ("systemctl", "crontab"), {"SHELL": "/bin/bash", "WAYLAND_DISPLAY": "w"}, True, Way.SYSTEMD),
    ("linux", ("systemctl", "crontab"), {"SHELL": "/bin/bash"}, True, Way.SHELL),
    ("linux", ("systemctl", "crontab"), {"SHELL": "/bin/bash", "DISPLAY": ":0"}, False, Way.CRON),
    ("linux", ("crontab",), {"SHELL": "/bin/bash", "DISPLAY": ":0"}, True, Way.CRON),
    ("linux", ("systemctl",), {"SHELL": "/bin/tcsh"}, True, Way.SYSTEMD),
    ("linux", (), {"SHELL": "/usr/bin/fish", "DISPLAY": ":0"}, False, Way.SHELL),
    ("linux", (), {"SHELL": "/bin/tcsh", "DISPLAY": ":0"}, False, None),
    ("linux", (), {}, False, None),
    ("darwin", ("crontab",), {"SHELL": "/bin/zsh"}, False, Way.LAUNCHD),
    ("win32", (), {}, False, Way.WINDOWS),
]


@pytest.mark.parametrize(("platform", "programs", "more", "runs_systemd", "way"), CASES)
def test_what_fits(platform, programs, more, runs_systemd, way, tmp_path):
    home = Home(tmp_path / "home", *programs)
    if runs_systemd:
        (tmp_path / "systemd").mkdir()
    machine = Machine({**home.environment, **more, "XDG_RUNTIME_DIR": str(tmp_path)}, platform)
    if way is None:
        with pytest.raises(NotInstalledError, match="Nothing was installed"):
            fitting_way(machine)
    else:
        assert fitting_way(machine) is way
    assert home.words() == []


def test_the_program_is_named_by_its_whole_path_and_is_deaf_to_python_s_variables(tmp_path):
    program, *words = job_of(tmp_path / "record.toml", None, is_usual=True).for_desktop
    assert Path(program).is_absolute()
    assert words[:4] == ["-E", "-P", "-m", "itb_cli"]


def test_the_usual_record_has_the_plain_name_and_others_a_number_that_tells_nothing(tmp_path):
    assert job_of(tmp_path / "record.toml", None, is_usual=True).name == "itb-reminders"
    names = {job_of(tmp_path / name, "sam", is_usual=False).name for name in ("sam.toml", "alex.toml")}
    assert len(names) == 2
    assert all(name.startswith("itb-reminders-") and not {"sam", "alex"} & set(name.split("-")) for name in names)


def test_only_a_terminal_is_told_a_name(tmp_path):
    job = job_of(tmp_path / "people" / "sam.toml", "sam", is_usual=False)
    assert job.for_terminal[-2:] == ("--person", "sam")
    assert job.for_desktop[-2:] == ("--file", str(tmp_path / "people" / "sam.toml"))


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2Jb", "a\udcff"])
def test_a_path_that_no_line_can_hold_is_refused(name, tmp_path):
    with pytest.raises(NotInstalledError, match="nothing was installed"):
        job_of(tmp_path / name / "record.toml", None, is_usual=True)


def test_the_real_program_starts_in_bare_surroundings(tmp_path):
    check_starts(job_of(tmp_path / "record.toml", None, is_usual=True), Machine({"HOME": str(tmp_path)}))


@pytest.mark.parametrize("program", [("/no/such/python",), ("/bin/true",), ("/bin/false",)])
def test_a_program_that_does_not_start_there_is_no_reminder(program, tmp_path):
    with pytest.raises(NotInstalledError, match="does not start"):
        check_starts(Job(tmp_path / "record.toml", None, "", program), Machine({"HOME": str(tmp_path)}))


def test_a_program_in_one_folder_is_started_as_itself():
    """It would take Python's own flags for words of a person, and no reminder would ever come."""
    assert program_of("/opt/itb/itb", is_one_folder=True) == ("/opt/itb/itb",)
    assert program_of("/usr/bin/python3", is_one_folder=False)[-2:] == ("-m", "itb_cli")

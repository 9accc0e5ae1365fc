"""The examples of `.github/PROGRAMS.md`, run from the page itself: they say something whatever the record is like."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from shown_day import SHOWN_BY, day_in, shown_day, stamp_in

PAGE = Path(__file__).parent.parent / ".github" / "PROGRAMS.md"
REFILL = 'schema_version = 1\n[[refills]]\nid = "one"\non = {on}\n'
RECORDS = {
    "in order": (f"{REFILL.format(on=day_in(-40))}alarm_date = {day_in(100)}\n", f"DATES OK {day_in(90)}"),
    "in doubt": (REFILL.format(on=day_in(-10)), r"UNKNOWN \d{4}-\d\d-\d\d\?"),
    "empty": ("schema_version = 1\n", "UNKNOWN unknown"),
    "damaged": ("x =", "UNKNOWN, type: itb"),
}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for other systems")


def _example(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"no example {name} in {PAGE.name}"
    return found[1]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The script of the page in the search path, and stand-ins for curl that tell what they were given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _program(folder / "itb-line", _example("itb-line"))
    _program(folder / "curl", '#!/bin/sh\necho "curl $*"\ncat\n')
    if not shutil.which("itb", path=str(Path(sys.executable).parent)):
        pytest.skip("install the package")
    path = os.pathsep.join((str(folder), str(Path(sys.executable).parent), os.environ["PATH"]))
    return shown_day() | {"PATH": path, "HOME": str(tmp_path), "ITB_FILE": str(tmp_path / "record.toml"), "LC_ALL": "C.UTF-8"}


def _program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _said(command: str, environment: dict[str, str]) -> str:
    ended = subprocess.run(
        ["sh", "-c", command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, encoding="utf-8"
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.strip()


def _commands() -> dict[str, str]:
    """What each program is told to run, read as it would read it."""
    blocks = configparser.ConfigParser()
    blocks.read_string(_example("i3blocks"))
    in_tmux = re.search(r"#\((.*?)\)", _example("tmux"))
    in_home_assistant = re.search(r'command: "(.*)"', _example("home-assistant"))
    assert in_tmux
    assert in_home_assistant
    return {
        "waybar": json.loads(_example("waybar"))["custom/itb"]["exec"],
        "i3blocks": blocks["itb"]["command"],
        "tmux": in_tmux[1],
        "starship": tomllib.loads(_example("starship"))["custom"]["itb"]["command"],
        "home-assistant": in_home_assistant[1],
    }


@pytest.mark.parametrize("text_and_line", RECORDS.values(), ids=RECORDS)
def test_a_bar_always_says_how_it_stands_and_ends_well(text_and_line: tuple[str, str], environment: dict[str, str]) -> None:
    record, line = text_and_line
    Path(environment["ITB_FILE"]).write_text(record, encoding="utf-8")
    os.utime(environment["ITB_FILE"], (stamp_in(-1), stamp_in(-1)))
    commands = _commands()
    for command in set(commands.values()):
        assert re.fullmatch(line, _said(command, environment))


@pytest.mark.parametrize("name", ["damaged", "in doubt"])
def test_a_phone_is_told_even_if_the_record_cannot_be_read(name: str, environment: dict[str, str]) -> None:
    Path(environment["ITB_FILE"]).write_text(RECORDS[name][0], encoding="utf-8")
    first, _, message = _said(_example("ntfy"), environment).partition("\n")
    assert first.startswith("curl --silent --fail --data-binary @- https://")
    assert "itb emergency" in message if name == "damaged" else "cannot be relied on" in message


def test_cron_is_given_a_line_that_works(environment: dict[str, str]) -> None:
    Path(environment["ITB_FILE"]).write_text(RECORDS["in doubt"][0], encoding="utf-8")
    command = _example("cron").splitlines()[1].split(maxsplit=5)[5]
    assert "Symptoms beat dates" in _said(command, environment)


def test_tmux_takes_the_lines(environment: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed here")
    environment = {name: value for name, value in environment.items() if name not in SHOWN_BY}  # it tells no day
    (tmp_path / "tmux.conf").write_text(_example("tmux"), encoding="utf-8")
    socket = str(tmp_path / "socket")
    start = ["tmux", "-S", socket, "-f", str(tmp_path / "tmux.conf"), "new-session", "-d", "cat"]
    subprocess.run(start, env=environment, check=True, stdin=subprocess.DEVNULL)
    try:
        shown = subprocess.run(
            ["tmux", "-S", socket, "show", "-gv", "status-right"],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env=environment,
        )
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False, env=environment)
    assert shown.stdout.strip() == "#(itb-line)"

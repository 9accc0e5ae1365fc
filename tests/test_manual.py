"""The manual page `completions/itb.1`: what the program makes of its help today, and without a warning of those who show it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from itb_cli.cli.app import COMMANDS, build
from itb_cli.cli.manual import manual

PAGE = Path(__file__).parent.parent / "completions" / "itb.1"


def test_the_page_is_what_the_program_makes_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "see CONTRIBUTING, Completions and the manual page"


def test_every_command_and_flag_is_in_it() -> None:
    told = manual().replace("\\-", "-")
    root = build(None)
    for entry in COMMANDS:
        assert f".SS itb {entry.name}" in told
        for parameter in root.commands[entry.name].params:
            assert all(option in told for option in parameter.opts if option.startswith("-"))


@pytest.mark.parametrize("words", [["man", "--warnings", "-l"], ["mandoc", "-T", "lint"]], ids=["man", "mandoc"])
def test_who_shows_it_has_nothing_to_warn_of(words: list[str]) -> None:
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not installed here")
    here = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MAN_DISABLE_SECCOMP": "1"}
    ended = subprocess.run(
        [*words, str(PAGE)], stdin=subprocess.DEVNULL, capture_output=True, check=False, encoding="utf-8", env=here
    )
    about_itself = [line for line in ended.stderr.splitlines() if line.startswith(f"{words[0]}: ")]
    if words[0] == "man" and ("minimized" in ended.stdout or (ended.returncode and about_itself)):
        pytest.skip(f"man cannot show pages here: {' '.join(about_itself) or 'it is a stand-in'}")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert words[0] == "man" or not ended.stdout

"""The completion scripts in `completions/`: what Typer makes of the program today, and what real shells make of them."""

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from itb_cli.cli.commands.completion import completion_script
from itb_cli.services.completion import Shell
from shown_day import shown_day

FOLDER = Path(__file__).parent.parent / "completions"
SCRIPTS = {"bash": FOLDER / "itb.bash", "zsh": FOLDER / "_itb", "fish": FOLDER / "itb.fish", "powershell": FOLDER / "itb.ps1"}
TYPED_AND_MEANT = [("itb ne", "itb next-refill"), ("itb check hot-t", "itb check hot-tub")]
LONGEST_WAIT_SECONDS = 30
TO_THE_START = "\x01"
"""Control-A, as a person would press it."""
FIRST_LINES = {
    "bash": "source '{script}'",
    "zsh": "bindkey -e; autoload -Uz compinit; compinit -u -D; source '{script}'",
}
INTERACTIVE = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and this interpreter's `itb` before any other."""
    binaries = Path(sys.executable).parent
    if not shutil.which("itb", path=str(binaries)):
        pytest.skip(f"no itb in {binaries}: install the package")
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return (
        kept
        | shown_day()
        | {
            "PATH": os.pathsep.join((str(binaries), os.environ["PATH"])),
            "HOME": str(tmp_path),
            "ITB_FILE": str(tmp_path / "record.toml"),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
        }
    )


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_what_the_program_makes_today(shell: str) -> None:
    assert SCRIPTS[shell].read_text(encoding="utf-8") == completion_script(Shell(shell))


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_program_prints_the_same_script(shell: str, environment: dict[str, str]) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "itb_cli", "completion", shell], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    assert printed.stdout == SCRIPTS[shell].read_text(encoding="utf-8")
    assert "itb: Once: " in printed.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "meant"), TYPED_AND_MEANT)
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_the_tab_key_completes(shell: str, typed: str, meant: str, environment: dict[str, str]) -> None:
    _skip_without(shell)
    assert _after_tab(shell, FIRST_LINES[shell].format(script=SCRIPTS[shell]), typed, environment) == meant


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "meant"), TYPED_AND_MEANT)
def test_fish_offers_the_rest(typed: str, meant: str, environment: dict[str, str]) -> None:
    _skip_without("fish")
    asked = f"source '{SCRIPTS['fish']}'; complete --do-complete='{typed}'"
    offered = _output(["fish", "--no-config", "-c", asked], environment)
    assert [line.split("\t")[0] for line in offered.splitlines()] == [meant.rsplit(maxsplit=1)[-1]]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the data folder lies elsewhere there")
def test_the_people_who_are_recorded_are_offered_after_person(tmp_path: Path, environment: dict[str, str]) -> None:
    people = tmp_path / "data" / "itb" / "people"
    people.mkdir(parents=True)
    for name in ("alex.toml", "Anna Roe.toml", "sam.toml", "alex.toml.lock", "a\x1b[2J.toml"):
        (people / name).write_text("x", encoding="utf-8")

    def offered(words: str, at: int, **more: str) -> list[str]:
        asked = environment | {"_ITB_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at), **more}
        return _output([sys.executable, "-m", "itb_cli"], asked).split()

    there = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert offered("itb status --person a", 3, **there) == ["anna-roe", "alex"]
    assert offered("itb status --person ", 3, **there) == ["anna-roe", "alex", "sam"]
    assert offered("itb log --person s", 3, **there) == ["sam"]
    assert offered("itb --person ", 2, **there) == ["anna-roe", "alex", "sam"]
    assert offered("itb --person sam stat", 3, **there) == ["status"]
    assert offered("itb --pers", 1, **there) == ["--person"]
    assert offered("itb status --person a", 3, XDG_DATA_HOME=str(tmp_path / "nowhere")) == []
    people.rename(people.with_name("put away"))
    people.write_text("", encoding="utf-8")
    assert offered("itb status --person a", 3, **there) == []


@pytest.mark.slow
def test_the_days_with_an_entry_are_offered_where_one_is_named(tmp_path: Path, environment: dict[str, str]) -> None:
    def offered(words: str, at: int) -> list[str]:
        asked = environment | {"_ITB_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
        return _output([sys.executable, "-m", "itb_cli"], asked).split()

    record = '[[refills]]\nid = "a"\non = 2026-06-01\n[[refills]]\nid = "b"\non = 2026-09-01\n'
    (tmp_path / "record.toml").write_text(f"schema_version = 1\n{record}", encoding="utf-8")
    assert offered("itb remove ", 2) == offered("itb edit ", 2) == ["2026-09-01", "2026-06-01"]
    assert offered("itb edit 2026-0", 2) == ["2026-09-01", "2026-06-01"]
    assert offered("itb edit 2026-06", 2) == ["2026-06-01"]
    assert offered(f"itb remove --file {tmp_path / 'missing.toml'} ", 4) == []
    (tmp_path / "record.toml").write_text("x =", encoding="utf-8")
    assert offered("itb remove ", 2) == []


@pytest.mark.parametrize("shell", ["zsh"])
def test_the_first_tab_completes_where_the_shell_finds_the_script(shell: str, environment: dict[str, str]) -> None:
    _skip_without(shell)
    first_line = f"bindkey -e; fpath=('{FOLDER}' $fpath); autoload -Uz compinit; compinit -u -D"
    assert _after_tab(shell, first_line, "itb next-r", environment) == "itb next-refill"


def test_zsh_finds_the_script_in_its_search_path(environment: dict[str, str]) -> None:
    _skip_without("zsh")
    asked = f"fpath=('{FOLDER}' $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[itb]"
    assert _output(["zsh", "-f", "-c", asked], environment) == "_itb\n"


def _skip_without(shell: str) -> None:
    if sys.platform == "win32" or not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")


def _output(words: list[str], environment: dict[str, str]) -> str:
    ended = subprocess.run(
        words,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=LONGEST_WAIT_SECONDS,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def _after_tab(shell: str, first_line: str, typed: str, environment: dict[str, str]) -> str:
    """The command line that an interactive shell on a real terminal makes of `typed` and Tab, shown by an `echo` before it."""
    import pty

    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        INTERACTIVE[shell], stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True
    )
    os.close(inside)
    try:
        os.write(terminal, f"{first_line}; echo 'READY'.\n".encode())
        _read_until(terminal, "READY.")
        os.write(terminal, f"{typed}\t{TO_THE_START}echo 'LINE': \n".encode())
        return _read_until(terminal, "LINE: ", "\n").rpartition("LINE: ")[2].splitlines()[0].strip()
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def _read_until(terminal: int, *marks: str) -> str:
    """What the terminal showed until all `marks` stood in it, one after the other."""
    shown, end = "", time.monotonic() + LONGEST_WAIT_SECONDS
    while not _stand_in_order(shown, marks):
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"the shell showed only {shown!r}"
        shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def _stand_in_order(shown: str, marks: tuple[str, ...]) -> bool:
    place = 0
    for mark in marks:
        place = shown.find(mark, place) + len(mark)
        if place < len(mark):
            return False
    return True

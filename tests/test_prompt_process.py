"""The prompt in real interactive shells on real terminals: shown at every line, on later days too, and nothing else disturbed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("these shells and terminals are others there", allow_module_level=True)

import pexpect

pytestmark = pytest.mark.slow
INTERACTIVE = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
FIRST_LINES = {
    "bash": "PS1='READY'",
    "zsh": "PROMPT=READY; unsetopt promptsp",
    "fish": "function fish_prompt; echo -n READY; end",
}
SOURCE = {"bash": 'eval "$(cat code)"', "zsh": 'eval "$(cat code)"', "fish": "cat code | source"}
LONGEST_WAIT_SECONDS = 30
CONTROL_C = "\x03"
ESCAPE = re.compile(r"\x1b(?:\[[\d;?]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])")
RECORD = """\
schema_version = 1
[[refills]]
id = "one"
on = 2026-09-01
alarm_date = 2026-12-10
"""


@pytest.fixture(params=INTERACTIVE)
def shell(request):
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here")
    return request.param


@pytest.fixture
def home(tmp_path, shell):
    """A home with a record that was written on 20 November 2026, and in `code` what `itb prompt` says about it."""
    home = tmp_path / "it's home"
    record = home / "data" / "itb" / "record.toml"
    record.parent.mkdir(parents=True)
    record.write_text(RECORD, encoding="utf-8")
    os.utime(record, (1_795_176_000, 1_795_176_000))
    (home / "code").write_text(itb(home, "prompt", shell), encoding="utf-8")
    return home


def surroundings(home, **more):
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    folders = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    return {"PATH": path, **folders, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "TZ": "UTC", **more}


def itb(home, *words):
    ended = subprocess.run(
        [sys.executable, "-m", "itb_cli", *words], env=surroundings(home), capture_output=True, check=False, encoding="utf-8"
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def lived(*life, **how):
    """All that a terminal showed in a shell; again if faketime did not start: a killed one had the same process number."""
    for _ in range(40):
        try:
            return shown_of(*life, **how)
        except pexpect.EOF as ended:
            if "without using this wrapper" not in str(ended):
                raise
    raise AssertionError("faketime does not start.")


def shown_of(shell, home, *lines, day="2026-12-02 12:00:00", columns=80, **more):
    """All that a terminal showed while somebody typed `lines` into an interactive shell on `day`."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed here")
    child = pexpect.spawn(
        "faketime",
        [f"{day} UTC", *INTERACTIVE[shell]],
        env=surroundings(home, **more),
        cwd=str(home),
        encoding="utf-8",
        dimensions=(24, columns),
        timeout=LONGEST_WAIT_SECONDS,
    )
    shown = ""
    try:
        for number, line in enumerate((FIRST_LINES[shell], SOURCE[shell], *lines)):
            if line == CONTROL_C:
                interrupt(child)
            else:
                child.sendline(line)
            child.sendline(f"echo 'DO''NE'{number}")
            child.expect(f"DONE{number}")
            shown += child.before + child.after
        child.sendline("exit")
        child.expect(pexpect.EOF)  # faketime killed would leave its shared memory behind, for a later process of the same number
    finally:
        child.close(force=True)
    return shown


def interrupt(child):
    """Control-C, and an empty line until one has come through: a shell may throw away what is typed while it goes back to its prompt."""
    child.sendintr()
    child.expect("READY")
    for _ in range(10):
        child.sendline("")
        if child.expect(["READY", pexpect.TIMEOUT], timeout=5) == 0:
            return
    raise AssertionError("No line comes through after Control-C.")


def plain(shown):
    return ESCAPE.sub("", shown).replace("\r", "")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_line_shows_how_the_supply_stands(shell, home, columns):
    shown = plain(lived(shell, home, "true", columns=columns))
    assert shown.count("itb:overdue READY") >= 3
    assert "itb? " not in shown


@pytest.mark.parametrize(
    ("day", "segment"),
    [
        ("2026-11-21 00:00:00", "itb:soon READY"),
        ("2026-12-10 00:00:01", "itb:critical READY"),
        ("2029-06-01 12:00:00", "itb:critical READY"),
        ("2026-11-19 12:00:00", "itb? READY"),
    ],
)
def test_it_turns_by_itself_and_a_clock_that_runs_behind_is_noticed(shell, home, day, segment):
    assert segment in plain(lived(shell, home, day=day))


def test_the_day_is_the_one_where_the_person_is(shell, home):
    late = "2026-11-30 12:00:00"
    assert "itb:overdue READY" in plain(lived(shell, home, day=late, TZ="Pacific/Kiritimati"))
    assert "itb:soon READY" in plain(lived(shell, home, day=late, TZ="Pacific/Pago_Pago"))


@pytest.mark.parametrize("shell", ["fish"], indirect=True)
def test_a_shell_that_asks_for_the_day_once_a_minute_asks_again_after_midnight(shell, home):
    shown = plain(lived(shell, home, "sleep 7", "true", day="2026-11-30 23:59:55"))
    assert shown.rpartition("sleep 7")[2].count("itb:overdue READY") >= 2


@pytest.mark.parametrize("shell", ["fish"], indirect=True)
def test_a_shell_that_asks_for_the_day_once_a_minute_asks_again_in_another_zone(shell, home):
    shown = plain(lived(shell, home, "set -gx TZ Pacific/Kiritimati", "true", day="2026-11-30 12:00:00"))
    before, _, after = shown.partition("set -gx")
    assert "itb:soon READY" in before
    assert "itb:overdue READY" in after


def test_nothing_is_shown_while_nothing_is_due(shell, home):
    record = home / "data" / "itb" / "record.toml"
    record.write_text(RECORD.replace("2026-12-10", "2027-01-30"), encoding="utf-8")
    os.utime(record, (1_795_176_000, 1_795_176_000))
    itb(home, "prompt", shell)
    shown = plain(lived(shell, home, day="2026-11-21 12:00:00"))
    assert "READY" in shown
    assert "itb? " not in shown
    assert "itb:" not in shown


def test_a_record_that_is_changed_elsewhere_or_gone_shows_at_the_next_line(shell, home):
    changed = plain(lived(shell, home, "touch data/itb/record.toml"))
    assert changed.index("itb:overdue READY") < changed.index("itb? READY")
    itb(home, "prompt", shell)
    gone = plain(lived(shell, home, "mv data/itb/record.toml elsewhere"))
    assert "itb? READY" in gone


def test_a_look_at_itb_makes_it_certain_again(shell, home):
    shown = plain(lived(shell, home, "rm cache/itb/prompt-*", "itb status --plain >/dev/null"))
    before, _, after = shown.partition("itb status --plain")
    assert "itb? READY" in before
    assert "itb:overdue READY" in after


def test_the_result_of_the_last_command_is_left_alone(shell, home):
    asked = "echo result=$status" if shell == "fish" else "echo result=$?"
    assert "result=1" in plain(lived(shell, home, f"false\n{asked}"))


def test_colour_only_where_it_is_wanted(shell, home):
    """Red as a ground under white: red or yellow on the terminal's own ground may not be read."""
    styles = re.search(r"((?:\x1b\[[0-9;]*m)+)itb:overdue", lived(shell, home))
    assert styles
    assert {"1", "97", "41"} <= set(re.findall(r"[0-9]+", styles[1]))
    assert "31" not in re.findall(r"[0-9]+", styles[1])
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        shown = lived(shell, home, **more)
        assert "itb:overdue READY" in plain(shown)
        assert "41mitb" not in shown
        assert "97mitb" not in shown


SET = {
    "bash": ("set -u", "set -e"),
    "zsh": ("setopt nounset", "setopt errexit", "setopt ksharrays shwordsplit promptsubst noclobber"),
}


@pytest.mark.parametrize("shell", SET, indirect=True)
def test_a_strict_shell_lives_on(shell, home):
    shown = plain(lived(shell, home, *SET[shell], "unset NO_COLOR TERM", CONTROL_C, "true"))
    assert shown.count("itb:overdue READY") >= 5
    assert not re.search("unbound|parameter not set|not found", shown)


OWN_COMMANDS = {
    "a string": "PROMPT_COMMAND='echo own=$?;'",
    "a list": "PROMPT_COMMAND=('echo own=$?' 'true')",
    "none": "unset PROMPT_COMMAND; set -u",
}


@pytest.mark.parametrize("is_old", [False, True], ids=["this bash", "as an old bash"])
@pytest.mark.parametrize("own", OWN_COMMANDS.values(), ids=OWN_COMMANDS)
@pytest.mark.parametrize("shell", ["bash"], indirect=True)
def test_other_commands_of_bash_for_its_prompt_go_on_and_ours_stands_there_once(home, shell, own, is_old):
    if is_old:  # what is for versions before 4.2 and 5.1
        code = (home / "code").read_text(encoding="utf-8")
        (home / "code").write_text(re.sub(">= (402|501)", ">= 9999", code), encoding="utf-8")
    later = "PROMPT_COMMAND+=$'\\necho later=$?'"
    looked = 'declare -p PROMPT_COMMAND; echo "$PS1"'
    shown = plain(lived(shell, home, own, SOURCE[shell], SOURCE[shell], later, "(exit 7)", looked, NO_COLOR="1"))
    assert ("own=7" if "own" in own else "later=7") in shown  # a command sees what the one before it left
    assert "later=" in shown.rpartition(looked)[2]
    assert "itb:overdue READY" in shown
    told = shown.rpartition("declare -")[2]
    assert (told.count("__itb_prompt"), told.count("${__itb_shown-}")) == (1, 1)


def test_a_prompt_of_ones_own_shows_the_words_where_it_wants(shell, home):
    own = {
        "bash": "PS1='<${ITB_SEGMENT}>READY'; NO_COLOR=1",
        "zsh": "setopt promptsubst; PROMPT='<${ITB_SEGMENT}>READY'",
        "fish": 'functions -e fish_mode_prompt; function fish_prompt; echo -n "<$ITB_SEGMENT>READY"; end',
    }[shell]
    shown = plain(lived(shell, home, own, "true"))
    assert "<itb:overdue >READY" in shown


def test_the_function_prints_the_segment(shell, home):
    assert "\nitb:overdue \n" in plain(lived(shell, home, "itb_prompt; echo"))

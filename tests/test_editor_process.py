"""A real editor on a real terminal: its keys are its own, the terminal comes back as it was, and what is said of the copy is so."""

import shlex
import sys
import tomllib

import pytest

from selection import rest_slow

if sys.platform == "win32":
    pytest.skip("terminals and pipes are others there", allow_module_level=True)

import termios

from test_process import FULL, OnTerminal, piped

WRITES_AFTER_CONTROL_C = """
import signal, sys, time
from pathlib import Path
pressed = []
signal.signal(signal.{key}, lambda *_: pressed.append(1))
print("editor is open", flush=True)
while not pressed:
    time.sleep(0.01)  # a key between a look and a pause would be waited for for ever
file = Path(sys.argv[-1])
file.write_text(file.read_text().replace("2026-12-10", "2026-12-08"))
print("editor is done", flush=True)
"""
IS_KILLED_WITHOUT_ECHO = """
import os, signal, sys, termios
modes = termios.tcgetattr(0)
modes[3] &= ~(termios.ECHO | termios.ICANON)
termios.tcsetattr(0, termios.TCSANOW, modes)
signal.signal(signal.SIGINT, signal.SIG_DFL)
print("editor is open", flush=True)
signal.pause()
"""


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "itb" / "record.toml"
    path.parent.mkdir()
    path.write_text(FULL, encoding="utf-8")
    return path


@pytest.fixture
def visual(tmp_path):
    """What VISUAL is to be for an editor with this program."""

    def make(program):
        script = tmp_path / "editor.py"
        script.write_text(program, encoding="utf-8")
        return shlex.join([sys.executable, str(script)])

    return make


@pytest.mark.parametrize(("key", "name"), [("\x03", "SIGINT"), ("\x1c", "SIGQUIT")])
def test_the_keys_that_stop_a_program_are_the_editors_while_it_is_open(record, visual, key, name):
    terminal = OnTerminal(record, 80, "edit", VISUAL=visual(WRITES_AFTER_CONTROL_C.format(key=name)))
    terminal.read_until("editor is open")
    terminal.type(key)
    terminal.read_until("Save this? [y/N]")
    terminal.type("y\n")
    assert terminal.end() == 0
    assert str(tomllib.loads(record.read_text(encoding="utf-8"))["refills"][1]["alarm_date"]) == "2026-12-08"


def test_a_killed_editor_leaves_a_terminal_that_shows_what_is_typed(record, visual):
    terminal = OnTerminal(record, 80, "edit", VISUAL=visual(IS_KILLED_WITHOUT_ECHO))
    terminal.read_until("editor is open")
    assert not termios.tcgetattr(terminal._terminal)[3] & termios.ECHO
    terminal.type("\x03")
    shown = terminal.read_until("ended with an error")
    modes = termios.tcgetattr(terminal._terminal)[3]
    assert modes & termios.ECHO
    assert modes & termios.ICANON
    assert "Traceback" not in shown
    assert terminal.end() == 5


@pytest.mark.parametrize(
    ("does", "says", "kept"),
    rest_slow(
        [
            ("file.write_text('')", "The copy is empty. The record is as it was.", False),
            ("file.unlink()", "cannot be used: No such file or directory", False),
            ("file.unlink(); os.mkfifo(file)", "cannot be used: it is not a regular file", False),
            ("file.unlink(); file.mkdir()", "cannot be used: it is not a regular file", False),
            ("file.write_text('schema_version = 999')", "newer", True),
        ],
        every_day=2,
    ),
)
def test_what_is_said_of_the_copy_is_so(record, visual, does, says, kept):
    before = record.read_bytes()
    program = f"import os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{does}\n"
    code, _, said = piped(record, "edit", "--yes", VISUAL=visual(program))
    assert code in (4, 5)
    assert says in " ".join(said.split())
    assert ("What you typed is kept" in said) is kept
    assert "Nothing was saved" in said
    assert "record's file" not in said
    assert record.read_bytes() == before
    # A later edit begins, and is not held up.
    assert piped(record, "edit", "--yes", VISUAL="true")[0] in ((0, 4, 5) if kept else (0,))


@pytest.mark.parametrize("left", ["", "\n \n"])
def test_a_copy_that_was_emptied_is_not_called_cut_off_nor_kept_beside_earlier_states(record, visual, left):
    assert piped(record, "setup", "--name", "Ada")[0] == 0
    before = record.read_bytes()
    code, _, said = piped(record, "edit", "--yes", VISUAL=visual(f"import sys\nopen(sys.argv[-1], 'w').write({left!r})\n"))
    assert code == 4
    assert "The copy is empty. The record is as it was." in " ".join(said.split())
    assert "kept" not in said
    assert record.read_bytes() == before
    assert piped(record, "edit", "--yes", VISUAL="true")[0] == 0


def test_nothing_typed_is_not_said_to_be_kept(record, visual):
    """The editor changed nothing, and the record cannot be read: there is nothing that could be kept."""
    record.write_text(FULL.replace("alarm_date = 2026-12-10", "alarm_date = 2026-13-10"), encoding="utf-8")
    code, _, said = piped(record, "edit", "--yes", VISUAL="true")
    assert code == 4
    assert "is kept" not in said
    assert "Nothing was saved" in said

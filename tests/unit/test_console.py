"""Windows' classic console shows escape codes as signs unless it is asked not to: it is asked, and gets plain text if it will not."""

import ctypes
from datetime import date

import pytest

from fakes import fake_runtime
from itb_cli.cli.console import STYLES, turned_on
from itb_cli.cli.main import main

LINES_WRAP = 0x0003


class Kernel:
    """Windows' kernel32 as far as its console goes; `mode` None stands for what is no console."""

    def __init__(self, mode, *, knows_styles=True):
        self.mode, self.knows_styles = mode, knows_styles

    def GetConsoleMode(self, _console, mode):  # noqa: N802  # Windows' name
        if self.mode is None:
            return 0
        ctypes.cast(mode, ctypes.POINTER(ctypes.c_uint32)).contents.value = self.mode
        return 1

    def SetConsoleMode(self, _console, mode):  # noqa: N802  # Windows' name
        if not self.knows_styles:
            return 0
        self.mode = mode
        return 1


def test_a_console_is_asked_to_show_styles_and_keeps_what_it_did_before():
    kernel = Kernel(LINES_WRAP)
    assert turned_on(kernel, 7)
    assert kernel.mode == LINES_WRAP | STYLES


def test_a_console_that_shows_them_already_is_left_alone():
    assert turned_on(Kernel(LINES_WRAP | STYLES, knows_styles=False), 7)


@pytest.mark.parametrize("kernel", [Kernel(LINES_WRAP, knows_styles=False), Kernel(None)])
def test_a_console_that_knows_none_and_what_is_no_console_take_no_styles(kernel):
    assert not turned_on(kernel, 7)


def status(record, **more):
    environment = {"TERM": "xterm-256color", "ITB_FILE": str(record), **more}
    world = fake_runtime(date(2026, 11, 22), environment=environment, is_terminal=True, takes_styles=False)
    main(("status",), world)
    return world.stdout.getvalue()


def test_a_terminal_that_shows_no_styles_gets_plain_text(record):
    shown = status(record)
    assert "UNKNOWN: No refill is recorded." in shown
    assert "\x1b" not in shown


def test_who_forces_styles_gets_them(record):
    assert "\x1b[" in status(record, FORCE_COLOR="1")


def test_a_question_is_written_in_signs_that_the_stream_can_show(record):
    environment = {"TERM": "dumb", "ITB_FILE": str(record)}
    main(("setup", "--name", "Łukasz"), fake_runtime(date(2026, 11, 22), environment=environment))
    world = fake_runtime(date(2026, 11, 22), environment=environment, is_terminal=True, encoding="ascii", typed="\n" * 40)
    main(("setup",), world)
    assert "[Lukasz]:" in world.stderr.getvalue()
    assert world.stderr.getvalue().isascii()

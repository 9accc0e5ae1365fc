"""Which medium, which colours, which width: every flag, variable and stream that decides it (R44 to R49)."""

import re
import sys

import pytest

COLOUR = re.compile(r"\x1b\[[\d;]*[34][0-7]m")
PLAIN, SCREEN, COLOURED = "plain", "screen without colour", "screen in colour"


def medium(shown):
    """What the headline looks like: a colon in plain text, spaces on a screen."""
    assert "UNKNOWN" in shown
    if "UNKNOWN: No refill is recorded." in shown:
        assert "\x1b" not in shown, "plain text has no styles at all (R45)"
        return PLAIN
    return COLOURED if COLOUR.search(shown) else SCREEN


@pytest.mark.parametrize(
    ("environment", "flags", "on_terminal", "in_pipe"),
    [
        ({}, (), COLOURED, PLAIN),
        # NO_COLOR: any value but the empty one (R44).
        ({"NO_COLOR": "1"}, (), SCREEN, PLAIN),
        ({"NO_COLOR": "0"}, (), SCREEN, PLAIN),
        ({"NO_COLOR": "false"}, (), SCREEN, PLAIN),
        ({"NO_COLOR": ""}, (), COLOURED, PLAIN),
        # The flag is the same and beats what forces.
        ({}, ("--no-color",), SCREEN, PLAIN),
        ({"FORCE_COLOR": "1"}, ("--no-color",), SCREEN, SCREEN),
        # What forces: colour in a pipe too; an empty value and 0 do not force, and FORCE_COLOR=0 takes colour away (R47).
        ({"FORCE_COLOR": "1"}, (), COLOURED, COLOURED),
        ({"FORCE_COLOR": "3"}, (), COLOURED, COLOURED),
        ({"CLICOLOR_FORCE": "1"}, (), COLOURED, COLOURED),
        ({"FORCE_COLOR": ""}, (), COLOURED, PLAIN),
        ({"FORCE_COLOR": "0"}, (), SCREEN, PLAIN),
        ({"CLICOLOR_FORCE": "0"}, (), COLOURED, PLAIN),
        # NO_COLOR before what forces, what forces before CLICOLOR, CLICOLOR before the terminal.
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, (), SCREEN, SCREEN),
        ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, (), SCREEN, SCREEN),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, (), COLOURED, COLOURED),
        ({"CLICOLOR": "0", "FORCE_COLOR": "1"}, (), COLOURED, COLOURED),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, (), COLOURED, COLOURED),
        ({"CLICOLOR": "0"}, (), SCREEN, PLAIN),
        ({"CLICOLOR": "1"}, (), COLOURED, PLAIN),
        # A dumb terminal, or none that is named, gets plain text whatever else is set (R46, R49).
        ({"TERM": "dumb"}, (), PLAIN, PLAIN),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, (), PLAIN, PLAIN),
        ({"TERM": "linux"}, (), COLOURED, PLAIN),
        # Plain when asked for (R49).
        ({}, ("--plain",), PLAIN, PLAIN),
        ({"FORCE_COLOR": "1"}, ("--plain",), PLAIN, PLAIN),
        ({"ITB_PLAIN": "1"}, (), PLAIN, PLAIN),
        ({"ITB_PLAIN": "yes", "CLICOLOR_FORCE": "1"}, (), PLAIN, PLAIN),
        ({"ITB_PLAIN": "0"}, (), COLOURED, PLAIN),
        ({"ITB_PLAIN": ""}, (), COLOURED, PLAIN),
        ({"ACCESSIBLE": "1"}, (), PLAIN, PLAIN),
        ({"ACCESSIBLE": "0"}, (), COLOURED, PLAIN),
    ],
)
def test_the_medium_follows_the_order_of_precedence(run, environment, flags, on_terminal, in_pipe):
    assert medium(run("status", *flags, code=3, environment=environment, is_terminal=True).out) == on_terminal
    assert medium(run("status", *flags, code=3, environment=environment).out) == in_pipe


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names no TERM")
def test_a_terminal_without_a_name_gets_plain_text(run):
    assert medium(run("status", code=3, environment={"TERM": ""}, is_terminal=True).out) == PLAIN


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1"}, {"ITB_PLAIN": "1"}, {"TERM": "dumb"}, {"COLUMNS": "40"}])
@pytest.mark.parametrize("is_terminal", [False, True])
def test_json_is_one_line_without_styles_in_every_environment(run, environment, is_terminal):
    assert (
        run("status", "--json", code=3, environment=environment, is_terminal=is_terminal).out
        == run("status", "--json", code=3).out
    )
    assert "\x1b" not in run("status", "--json", "--plain", code=3, environment=environment, is_terminal=is_terminal).out


@pytest.mark.parametrize("flags", [(), ("--plain",), ("--no-color",)])
@pytest.mark.parametrize("columns", [40, 41, 60, 71, 72, 80, 100, 120, 200])
def test_no_line_is_wider_than_columns_says(run, flags, columns):
    shown = run("status", *flags, code=3, environment={"COLUMNS": str(columns)}, is_terminal=True).out
    assert max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in shown.splitlines()) <= columns


@pytest.mark.parametrize("columns", ["", "0", "-40", "forty", "4e1", "²", "40.5", " "])
def test_columns_that_are_no_width_are_ignored(run, columns):
    for is_terminal in (True, False):
        odd = run("status", code=3, environment={"COLUMNS": columns}, is_terminal=is_terminal).out
        assert odd == run("status", code=3, is_terminal=is_terminal).out


def test_a_width_too_small_to_read_in_is_twenty(run):
    narrowest = run("status", code=3, environment={"COLUMNS": "20"}, is_terminal=True).out
    assert run("status", code=3, environment={"COLUMNS": "1"}, is_terminal=True).out == narrowest


def test_without_any_width_a_screen_has_eighty_columns_and_a_pipe_no_end(run):
    on_screen = run("status", code=3, environment={"NO_COLOR": "1"}, is_terminal=True).out
    assert 60 < max(map(len, on_screen.splitlines())) <= 80
    in_pipe = run("status", code=3).out
    assert max(map(len, in_pipe.splitlines())) > 120


def test_very_wide_windows_do_not_make_very_long_lines(run):
    shown = run("status", code=3, environment={"COLUMNS": "400", "NO_COLOR": "1"}, is_terminal=True).out
    assert max(map(len, shown.splitlines())) <= 110


def test_colour_only_repeats_the_word(run):
    """Take every style away, and the same words stand there (R52)."""
    coloured = run("status", code=3, is_terminal=True).out
    assert COLOUR.search(coloured)
    words = re.sub(r"\x1b\[[\d;]*m", "", coloured).split()
    assert words == run("status", code=3, is_terminal=True, environment={"NO_COLOR": "1"}).out.split()


@pytest.mark.parametrize("as_of", ["2026-10-01", "2026-11-22", "2026-12-05", "2026-12-10", "2026-08-01"])
def test_only_colours_that_can_be_read_on_any_ground_and_no_faint_text(run, as_of):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    shown = run("status", "--as-of", as_of, is_terminal=True).out
    assert set(re.findall(r"\x1b\[([\d;]*)m", shown)) <= {"0", "1", "1;97;41", "30;43"}


def test_the_colour_follows_the_state(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    for day, colour in (
        ("2026-10-01", "1"),
        ("2026-11-22", "30;43"),
        ("2026-12-05", "1;97;41"),
        ("2026-12-10", "1;97;41"),
        ("2026-08-01", "30;43"),
    ):
        assert run("status", "--as-of", day, is_terminal=True).out.startswith(f"\x1b[{colour}m")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "cp1252", "utf-8"])
def test_every_answer_fits_what_the_stream_can_show(run, encoding):
    for words in (("sources",), ("check", "hot tub"), ("learn", "ms"), ("card",), ("demo",)):
        for is_terminal in (False, True):
            run(*words, encoding=encoding, is_terminal=is_terminal).out.encode(encoding)

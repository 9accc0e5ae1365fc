"""Lines of ours in files of other people: every other byte is kept, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.errors import NotInstalledError
from itb_cli.scheduling import block

TITLE = "itb reminders"
others = st.one_of(
    st.binary(max_size=200),
    st.text("\n\r# itbremnds:gE'x", max_size=60).map(str.encode),
    st.just(b"# itb reminders 0a1b2c3d: begin\nx\n# itb reminders 0a1b2c3d: end\n"),
).filter(
    lambda data: not any(line.startswith((b"# itb reminders: begin", b"# itb reminders: end")) for line in data.split(b"\n"))
)
lines = st.text("abc $%'\"\\{}#", max_size=40).map(lambda text: f"{text}\n")


@given(others, lines, lines)
def test_taking_out_gives_back_every_byte(data, first, second):
    once = block.with_block(data, TITLE, first, "x")
    assert block.is_current(once, TITLE, first, "x")
    renewed = block.with_block(once, TITLE, second, "x")
    assert renewed == block.with_block(data, TITLE, second, "x")
    assert block.without_block(renewed, TITLE, "x") == data


@given(lines)
def test_only_a_file_that_was_made_for_the_lines_goes_with_them(text):
    assert block.without_block(block.with_block(None, TITLE, text, "x"), TITLE, "x") is None
    assert block.without_block(block.with_block(b"", TITLE, text, "x"), TITLE, "x") == b""
    assert block.without_block(block.with_block(None, TITLE, text, "x") + b"mine", TITLE, "x") == b"mine"


@given(others, lines)
def test_moved_or_put_among_other_lines_they_are_found(data, text):
    held = b"before\n" + block.with_block(b"", TITLE, text, "x") + data
    assert block.without_block(held, TITLE, "x") == b"before\n" + data


WHOLE = "# itb reminders: begin\nx\n# itb reminders: end\n"


@pytest.mark.parametrize(
    "data",
    [
        "# itb reminders: begin\nx\n",
        "x\n# itb reminders: end\n",
        WHOLE + WHOLE,
        "# itb reminders: end\n# itb reminders: begin\n",
        "# itb reminders: begin\n" + WHOLE,
        WHOLE + "# itb reminders: end\n",
    ],
)
def test_where_a_mark_is_missing_or_stands_twice_nothing_is_guessed(data):
    for change in (block.with_block, lambda *words: block.without_block(words[0], words[1], words[3])):
        with pytest.raises(NotInstalledError, match="not whole"):
            change(data.encode(), TITLE, "y\n", "x")

"""What is read line by line is what the library reads, of whatever text; and what `itb` writes needs no library."""

import subprocess
import sys
import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.storage.plain_toml import loads

KEYS = st.sampled_from(["on", "id", "a-b", "1", "", "a.b", '"on"', "on "])
VALUES = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        [
            "2026-02-30",
            "0000-01-01",
            "2026-11-29T10:00:00",
            "09:30:00",
            "24:00:00",
            "9:30:00",
            "09:30:60",
            "09:30:00.5",
            "٢٠٢٦-١١-٢٩",
            "2026-1-1",
        ]
    ),
    st.integers(-5, 10**20).map(str),
    st.decimals(allow_nan=True, places=3).map(str),
    st.sampled_from(["007", "00", "0", "1_000", "+1", "1.", ".5", "01.5", "1e5", "0x1F", "true", "inf", "١", "1 # one", "1 "]),
    st.text(max_size=8).map(lambda text: f'"{text}"'),
    st.sampled_from(
        ['"a\\"b"', '"""a"""', "'a'", '"\\u00e9"', '"a\tb"', '"a\x7fb"', '"a\x85b"', '"a\u2028b"', '""', '["a", "b"]', "{a = 1}"]
    ),
)
LINES = st.one_of(
    st.tuples(KEYS, st.sampled_from([" = ", "=", " =  "]), VALUES).map("".join),
    st.sampled_from(["", "# a remark", "#\x00", "  ", "[pump]", "[ pump ]", "[pump.more]", "[on]", "[[pump]]", "[]", "\r"]),
)


@given(st.lists(LINES, max_size=6).map("\n".join))
@example("on = 1\n[on]")
@example("[pump]\n[pump]")
@example("on = 1\non = 2")
@example("on = 1\r\nid = 2\r\n")
@example("on = 24:00:00")
@example("a = 1\r")
@example("# a\tremark\n")
def test_it_reads_what_the_library_reads(text: str) -> None:
    assert _read(loads, text) == _read(lambda given: tomllib.loads(given, parse_float=Decimal), text)


@pytest.mark.slow
@given(st.text(max_size=30))
def test_nor_does_any_other_text_make_a_difference(text: str) -> None:
    assert _read(loads, text) == _read(lambda given: tomllib.loads(given, parse_float=Decimal), text)


@pytest.mark.parametrize(("text", "needs_library"), [('[pump]\nmodel = "é"\nreservoir_ml = 20.5\n', False), ("a = 1e3", True)])
def test_the_library_is_loaded_only_for_what_is_not_plain(text: str, needs_library: bool) -> None:
    script = "import sys; from itb_cli.storage.plain_toml import loads; loads(sys.argv[1]); print('tomllib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script, text], capture_output=True, check=True, text=True).stdout
    assert said.strip() == str(needs_library)


def _read(read: Any, text: str) -> Any:
    """What is read with the types of all values, in order; or that it is refused, in which words."""
    try:
        return _typed(read(text))
    except ValueError as error:
        return str(error)


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _typed(item)) for key, item in value.items()]
    return (type(value), str(value), [_typed(item) for item in value] if isinstance(value, list) else None)

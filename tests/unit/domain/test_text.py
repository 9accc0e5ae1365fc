"""Text from people and files, made harmless to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.text import harmless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr Müller, room 4", "Dr Müller, room 4"),
        ("[bold]not markup for us[/bold]", "[bold]not markup for us[/bold]"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]8;;http://x\x07", r"\x1b]8;;http://x\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
        ("b\x08c", r"b\x08c"),
        ("first\nSAFE: second", "first SAFE: second"),
        ("a\tb", "a b"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("safe\u202e fdp", r"safe\u202e fdp"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ufeffx", r"\ufeffx"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
        ("\ue000", r"\ue000"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("\u200cx\u200d", r"\u200cx\u200d"),
        ("a \u200db\u200d c", r"a \u200db\u200d c"),
        ("a\u200d\u200cb", r"a\u200d\u200cb"),
        ("a\u200db", r"a\u200db"),
        ("م\u200da", "م\\u200da"),
        ("a\u200d\nb", r"a\u200d b"),
        ("東京", "東京"),
        ("", ""),
    ],
)
def test_signs_that_steer_or_hide_are_made_visible(text, expected):
    assert harmless(text) == expected


@given(st.text(alphabet=st.characters()))
def test_no_sign_that_steers_or_hides_is_left(text):
    shown = harmless(text)
    for sign in shown:
        assert unicodedata.category(sign)[0] != "C" or sign in "\u200c\u200d"
        assert unicodedata.category(sign) not in {"Zl", "Zp"}
    assert len(shown.splitlines()) <= 1


@given(st.text(alphabet=st.characters()))
def test_what_is_harmless_stays_as_it_is(text):
    once = harmless(text)
    assert harmless(once) == once


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Mn"])))
def test_letters_figures_and_marks_are_kept(text):
    assert harmless(text) == text


def test_marks_by_the_hundred_do_not_pile_up_on_one_sign():
    shown = harmless("a" + "\u0301" * 300 + "b" + "\u0301")
    assert shown.startswith("a" + "\u0301" * 8 + r"\u0301")
    assert shown.endswith("b\u0301")
    assert "\u0301" * 9 not in shown
    assert harmless(shown) == shown
    assert harmless("Việt e\u0323\u0302") == "Việt e\u0323\u0302"


@pytest.mark.parametrize("blank", "\u3164\uffa0\u115f\u1160\u2800")
def test_a_letter_that_shows_nothing_is_shown(blank):
    assert harmless(f"{blank}") == f"\\u{ord(blank):04x}"

"""Breaking text into lines: nothing lost, nothing wider, no number without its unit."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.domain.text import harmless
from itb_cli.render.lines import JOINT, cells, fitted, joined, unjoined, wrapped

WIDTHS = st.integers(min_value=20, max_value=120)


def squeezed(text):
    return re.sub(r"\s", "", text)


@given(st.text(max_size=300), WIDTHS)
def test_no_line_is_wider_and_no_sign_is_lost(text, width):
    text = harmless(text)
    lines = wrapped(text, width)
    assert squeezed(lines) == squeezed(text)
    assert all(cells(line) <= width for line in lines.split("\n"))


@example("1" * 21, 20)
@given(st.text(alphabet="ab 1", max_size=200), WIDTHS)
def test_words_stand_whole_where_they_fit(text, width):
    longest = max(map(len, text.split()), default=0)
    assert wrapped(text, max(width, longest)).split() == text.split()


@given(st.text(max_size=100))
def test_without_a_width_nothing_changes(text):
    assert wrapped(text, None) == text


def test_later_lines_hang_behind_two_spaces():
    assert (
        wrapped("- Do not wait for the alarm. It can stay silent.", 24)
        == "- Do not wait for the\n  alarm. It can stay\n  silent."
    )


def test_a_word_that_is_too_long_is_folded_and_not_cut():
    assert wrapped("Serial: " + "X" * 30, 20) == "Serial:\n  XXXXXXXXXXXXXXXXXX\n  XXXXXXXXXXXX"


def test_wide_signs_count_as_two_columns():
    assert cells("a李b") == 4
    assert cells("e\u0301") == 1
    assert cells("a\u20ddb\u200dc") == 3, "what encircles a sign, and what joins two"
    assert all(cells(line) <= 20 for line in wrapped("李" * 30, 20).split("\n"))


TOGETHER = [
    "350 mcg",
    "2,000 mcg per mL",
    "0.5 mL",
    "350 mg",
    "8 days",
    "1 day",
    "24 hours",
    "3 months",
    "1,101 days",
    "30 November 2026",
    "555 0100",
    "+44 20 7946 0000",
    "itb emergency",
    "itb setup --clinic-phone",
    "itb setup --person zoë",
    "itb undo --person o'brien",
]


@pytest.mark.parametrize("whole", TOGETHER)
def test_a_quantity_a_date_a_phone_and_a_command_never_part(whole):
    whole = whole.removesuffix(" per mL")
    for filler in range(1, 40):
        lines = wrapped(f"{'x' * filler} {whole} and more words after it.", 40).split("\n")
        assert any(whole in line for line in lines), lines


@pytest.mark.parametrize("width", range(20, 60))
def test_no_line_ends_with_a_number_that_has_a_unit(width):
    text = "Filled 20 mL, alarm volume 2.5 mL: 17.5 mL can be used. 350 mcg per day lasts 102 days, to 12 December 2026."
    assert not re.search(r"\d\n\s*(?:mL|mcg|days|[A-Z])", wrapped(text, width))


@given(st.text(max_size=100))
def test_joints_are_undone(text):
    text = text.replace(JOINT, "")
    assert unjoined(joined(text)) == text


def test_a_joint_that_somebody_typed_is_made_visible_before():
    assert JOINT not in harmless(f"350{JOINT}mcg")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("• 102 °F", "- 102 degrees F"),
        ("Melissa Conrad Stöppler", "Melissa Conrad Stoppler"),
        ("“Call now”, it’s late…", '"Call now", it\'s late...'),
        ("1 – 2 — 3", "1 - 2 - 3"),
        ("██░░", "##.."),
        ("Łukasz Øystein Đorđe Œuvre Straße Þór", "Lukasz Oystein Dorde OEuvre Strasse Thor"),
        ("Иван Щербаков", "Ivan Shcherbakov"),
        ("Μαρία Κοσμάς", "Maria Kosmas"),
        ("李 م 🍫 ⚠", "[cjk 674e] [meem] [chocolate bar] [warning sign]"),
        ("\ue0ff", "[u+e0ff]"),
        ("plain", "plain"),
    ],
)
def test_what_an_ascii_stream_cannot_show_has_a_look_alike_or_a_name(text, shown):
    assert fitted(text, "ascii") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("350 µg, 350 μg, 350 ㎍, 350 µ", "350 mcg, 350 mcg, 350 mcg, 350 mc"),  # a Greek m would make milligrams of it
        ("2½ mL", "2 1/2 mL"),
        ("10² 10⁶ ① x₂", "10^2 10^6 (1) x_2"),
        ("٣٠٠ mcg", "300 mcg"),
        ("≠ ≤ ≥ −5", "!= <= >= -5"),
        ("=\u0338", "!="),
        ("x\u0338", "x[combining long solidus overlay]"),
    ],
)
def test_a_figure_a_unit_or_a_comparison_never_turns_into_another(text, shown):
    assert fitted(text, "ascii") == shown


@pytest.mark.slow
@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp437", "cp1252", "koi8-r", "shift_jis", "utf-8"]))
def test_every_text_fits_every_encoding(text, encoding):
    shown = fitted(text, encoding)
    shown.encode(encoding)
    assert "\\u" in text or "\\u" not in shown


@given(st.text(alphabet=st.characters(max_codepoint=126)))
def test_ascii_stays_as_it_is(text):
    assert fitted(text, "ascii") == text


def test_what_the_stream_can_show_stays_as_it_is():
    assert fitted("• Stöppler 102 °F", "utf-8") == "• Stöppler 102 °F"
    assert fitted("Stöppler", "latin-1") == "Stöppler"

"""Which names a person may have, and which of them mean the same person."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itb_cli.domain.people import MOST_SIGNS, is_sync_copy, slug
from itb_cli.errors import InputRefusedError

ALLOWED = "A name has 1 to 60 letters or digits of any script; inside it may stand spaces, hyphens, apostrophes and dots."
LONGEST_FILE_NAME = 255


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("alex", "alex"),
        ("Alex", "alex"),
        ("alex ", "alex"),
        ("  ALEX  ", "alex"),
        ("Alex Reed", "alex-reed"),
        ("Alex   Reed", "alex-reed"),
        ("alex-reed", "alex-reed"),
        ("Zoë", "zoë"),
        (unicodedata.normalize("NFD", "Zoë"), "zoë"),
        ("Weiß", "weiss"),
        ("O'Brien", "o'brien"),
        ("O’Brien", "o'brien"),
        ("J. R. Reed", "j.-r.-reed"),
        ("Room 12", "room-12"),
        ("7", "7"),
        ("Σωκράτης", "σωκράτησ"),
        ("अनिता", "अनिता"),
        ("李明", "李明"),
        ("مريم", "مريم"),
        ("constance", "constance"),
        ("com10", "com10"),
        ("a" * MOST_SIGNS, "a" * MOST_SIGNS),
        ("明" * MOST_SIGNS, "明" * MOST_SIGNS),
    ],
)
def test_names_that_mean_the_same_person_are_spelt_alike(typed, spelt):
    assert slug(typed) == spelt


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "it is empty"),
        ("   ", "it is empty"),
        ("../alex", "it holds a sign that is not allowed"),
        ("a/b", "it holds a sign that is not allowed"),
        ("a\\b", "it holds a sign that is not allowed"),
        ("c:alex", "it holds a sign that is not allowed"),
        ("al\nex", "it holds a sign that is not allowed"),
        ("al\x00ex", "it holds a sign that is not allowed"),
        ("alex\t", "it holds a sign that is not allowed"),
        ("al\u202eex", "it holds a sign that is not allowed"),
        ("al\u200dex", "it holds a sign that is not allowed"),
        ("alex\u00a0", "it holds a sign that is not allowed"),
        ("alex\ufe0f", "it holds a sign that is not allowed"),
        ("alex\u3164", "it holds a sign that is not allowed"),
        ("alex\U000e0100", "it holds a sign that is not allowed"),
        ("alex\udcff", "it holds a sign that is not allowed"),
        ("alex😀", "it holds a sign that is not allowed"),
        ("alex*", "it holds a sign that is not allowed"),
        (".", "it must begin and end with a letter or a digit"),
        ("..", "it must begin and end with a letter or a digit"),
        (".alex", "it must begin and end with a letter or a digit"),
        ("alex.", "it must begin and end with a letter or a digit"),
        ("-alex", "it must begin and end with a letter or a digit"),
        ("alex -", "it must begin and end with a letter or a digit"),
        ("\u0301alex", "it must begin and end with a letter or a digit"),
        ("a" * (MOST_SIGNS + 1), "it is too long"),
        ("ß" * (MOST_SIGNS // 2 + 1), "it is too long"),
        ("\U0001e922" * MOST_SIGNS, "it is too long"),
        ("con", "Windows keeps this name for itself"),
        ("NUL", "Windows keeps this name for itself"),
        ("Com1", "Windows keeps this name for itself"),
        ("lpt9.old", "Windows keeps this name for itself"),
        ("alex.sync-conflict-20261122", "programs that sync folders name their copies so"),
    ],
)
def test_a_name_that_could_be_no_file_or_not_be_seen_is_refused(typed, why):
    with pytest.raises(InputRefusedError) as refused:
        slug(typed)
    assert refused.value.message == f'"{typed}" cannot be the name of a record: {why}.'
    assert refused.value.hint == ALLOWED


NAMES = st.one_of(
    st.text(),
    st.text(alphabet=st.sampled_from("aAzZ. -'’/\\éß\u0301\u0345İıſΣ明\u202e\x00"), max_size=70),
    st.text(alphabet=st.characters(categories=("L", "M", "N")), min_size=1, max_size=8),
)


@given(NAMES)
@example("İ")
@example("ᾳ\u0308")
@example("\u0345a")
@example("ΐ")
def test_any_text_is_refused_or_gives_one_file_strictly_inside_the_folder(typed):
    try:
        spelt = slug(typed)
    except InputRefusedError:
        return
    assert slug(spelt) == spelt
    for same in (unicodedata.normalize("NFD", typed), unicodedata.normalize("NFC", typed), f" {typed} "):
        assert slug(same) == spelt
    name = f"{spelt}.toml"
    for path in (PurePosixPath("people", name), PureWindowsPath("people", name)):
        assert path.parts == ("people", name)
        assert not path.is_absolute()
    assert not name.startswith(".")
    assert len(f"{name}.generations".encode()) <= LONGEST_FILE_NAME
    assert unicodedata.is_normalized("NFC", spelt)
    assert spelt.isprintable()
    assert not is_sync_copy(name)

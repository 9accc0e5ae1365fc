"""Which topics a question is about, and above all which it is not about (R78)."""

import re
import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.strategies import thoroughly
from itb_cli.domain.by_first_word import Names
from itb_cli.domain.matching import build_index, fold, join_or_split, read, suggestions

NAMES = {
    "hot-tub": ["spa", "jacuzzi", "hot spring"],
    "swimming": ["swim", "pool"],
    "swim-spa": ["swim spa"],
    "mri": ["mri scan", "magnetic resonance imaging"],
    "x-ray": ["radiograph"],
    "alarm-two-tone": ["two-tone alarm", "two tone beeping"],
    "alarm": ["beeping", "beep"],
    "battery": ["battery low"],
    "massage": [],
    "physio": ["massage"],
    "café": ["coffee"],
    "itching": ["itch"],
}
INDEX = build_index(NAMES)


def topics(question: str) -> set[str]:
    return {topic_id for match in read(question, INDEX).matches for topic_id in match.topic_ids}


# --- the same words in another dress ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hot-tub", {"hot-tub"}),
        ("hot tub", {"hot-tub"}),
        ("HOT TUB", {"hot-tub"}),
        ("Hot Tubs", {"hot-tub"}),
        ("hot_tub", {"hot-tub"}),
        ("hot\u2010tub", {"hot-tub"}),  # a typographic hyphen
        ("hot\u00a0tub", {"hot-tub"}),
        ("hottub", {"hot-tub"}),
        ("hottubs", {"hot-tub"}),
        ("hot tub?", {"hot-tub"}),
        ("«hot tub»!", {"hot-tub"}),
        ("the hot tub's water", {"hot-tub"}),
        ("spas", {"hot-tub"}),
        ("can I please use a spa today", {"hot-tub"}),
        ("xray", {"x-ray"}),
        ("X-rays", {"x-ray"}),
        ("x ray", {"x-ray"}),
        ("batteries", {"battery"}),
        ("Cafés", {"café"}),
        ("cafe", {"café"}),
        ("cafe\u0301", {"café"}),  # e and a combining accent
        ("ＭＲＩ", {"mri"}),  # full-width letters
        ("itches", {"itching"}),
        ("itching", {"itching"}),
        ("two tone alarm", {"alarm-two-tone"}),
        ("MRIs", {"mri"}),
        ("M.R.I.", {"mri"}),
        ("an m.r.i. scan", {"mri"}),
        ("m.r.i.scan", {"mri"}),
    ],
)
def test_case_accents_plurals_hyphens_and_fillers_do_not_matter(question, expected):
    assert topics(question) == expected


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("tubs", "tub"),
        ("boxes", "box"),
        ("patches", "patch"),
        ("brushes", "brush"),
        ("glasses", "glass"),
        ("massages", "massage"),
        ("batteries", "battery"),
        ("bodies", "body"),
        ("shoes", "shoe"),
        ("exercises", "exercise"),
        ("X-rays", "x ray"),
        ("ties", "tie"),
        ("mris", "mri"),
        ("flies", "fly"),
    ],
)
def test_a_plural_folds_like_its_singular(plural, singular):
    assert fold(plural) == fold(singular)


def test_the_machine_called_tens_is_not_the_number_ten():
    assert fold("TENS") != fold("ten")


@pytest.mark.parametrize("word", ["glass", "virus", "crisis", "oasis", "arthritis", "bus", "is", "us", "gas", "ms", "illness"])
def test_a_word_that_only_ends_like_a_plural_is_left_whole(word):
    assert fold(word) == (word,)


@pytest.mark.slow
@given(st.text(max_size=60))
def test_folded_words_hold_no_accents_marks_or_spaces(text):
    for word in fold(text):
        assert word
        assert not any(unicodedata.combining(letter) for letter in word)
        assert not re.search(r"[\s\W_]", word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the tub's", ("tub",)),
        ("the tub’s", ("tub",)),
        ("don't", ("not",)),
        ("don’t", ("not",)),
        ("cannot", ("cant",)),
        ("a'b’c", ("abc",)),
    ],
)
def test_apostrophes_make_no_words(text, words):
    assert fold(text) == words


def test_an_alias_of_less_than_four_letters_is_not_read_written_together():
    assert read("abc", build_index({"short": ["a bc"]})).matches == ()
    assert read("abcd", build_index({"long": ["a bcd"]})).matches == (("a bcd", ("long",)),)


# --- whole words, longest first ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("swim spa", {"swim-spa"}),
        ("swim in a spa", {"swimming", "hot-tub"}),
        ("swim spa and a spa", {"swim-spa", "hot-tub"}),
        ("swim spa or swim", {"swim-spa", "swimming"}),
        ("two-tone alarm", {"alarm-two-tone"}),
        ("two-tone alarm, then another alarm", {"alarm-two-tone", "alarm"}),
        ("alarm", {"alarm"}),
        ("battery low", {"battery"}),
        ("mri and hot tub", {"mri", "hot-tub"}),
    ],
)
def test_the_longest_alias_counts_and_a_shorter_one_inside_it_does_not(question, expected):
    assert topics(question) == expected


def test_aliases_that_only_overlap_both_count():
    index = build_index({"a": ["hot spring"], "b": ["spring water"]})
    assert {match.topic_ids for match in read("hot spring water", index).matches} == {("a",), ("b",)}


def test_matches_stand_longest_first():
    assert [match.matched for match in read("alarm swim spa magnetic resonance imaging", INDEX).matches] == [
        "magnetic resonance imaging",
        "swim spa",
        "alarm",
    ]


def test_an_alias_of_two_topics_answers_for_both():
    assert read("massage", INDEX).matches == (("massage", ("massage", "physio")),)


@pytest.mark.parametrize(
    "question",
    [
        "spaghetti",
        "space",
        "spatula",
        "poolside",
        "carpool",
        "swimsuit",
        "alarming",
        "alarmed",
        "mrifoo",
        "imri",
        "xrayed",
        "hottubular",
        "hot",
        "tub",
        "tub hot",
        "hot water tub",
        "tone alar",
        "batteryless",
        "massaged",
        "spazzes",
        "spaes",
        "bitching",
        "",
        "  ",
        "!!!",
        "\x00",
        "💧",
    ],
)
def test_words_that_merely_contain_an_alias_match_nothing(question):
    assert read(question, INDEX).matches == ()


ONE_WORD = [
    "spa",
    "jacuzzi",
    "swim",
    "pool",
    "mri",
    "radiograph",
    "alarm",
    "beep",
    "battery",
    "massage",
    "coffee",
    "itch",
    "hottub",
    "xray",
]


@given(
    word=st.sampled_from(ONE_WORD),
    before=st.text(alphabet=string.ascii_lowercase + "é7", max_size=4),
    after=st.text(alphabet=string.ascii_lowercase + "é7", max_size=4),
)
@thoroughly
@example("itch", "", "ing")
@example("swim", "", "mes")
def test_an_alias_within_a_word_is_no_alias(word, before, after):
    meant = {*ONE_WORD, "beeping", "swimming", "itching", "alarm", "cafe"}
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", before + word + after) if not unicodedata.combining(letter)
    )
    plain = re.sub(r"([a-z])\1{2,}", r"\1\1", plain)  # no word has a letter three times: `coffeee` is coffee
    endings = {plain, plain.removesuffix("s"), plain.removesuffix("es"), plain.removesuffix("ies") + "y"}
    if endings & meant:
        return
    assert read(before + word + after, INDEX).matches == ()


STEMS = [
    *("spa", "jacuzz", "hottub", "hotspring", "swim", "pool", "mri", "magneticresonanceimaging", "xray", "radiograph", "alarm"),
    *("beep", "batter", "massage", "physio", "cafe", "coffee", "itch"),
]
"""What is left of each alias without spaces, hyphens and plural endings. Worked out by hand from NAMES."""


def squashed(text: str) -> str:
    """Letters and figures only, without accents; not the program's own folding."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in letters.casefold() if letter.isalnum())


@given(
    st.text(max_size=60)
    | st.text(alphabet="aehilmnoprstuwxy -'éS", max_size=60)
    | st.lists(st.sampled_from(["hot", "tube", "sp", "apa", "po", "ol", "x", "rays", "mr", "ma", "I", "lab", "tone"])).map(
        " ".join
    )
)
@thoroughly
def test_no_text_that_contains_no_alias_is_ever_matched(text):
    plain = squashed(text)
    if not any(stem in plain for stem in STEMS):
        assert read(text, INDEX).matches == ()


TOKENS = [
    "hot",
    "tub",
    "spring",
    "spa",
    "swim",
    "two",
    "tone",
    "alarm",
    "battery",
    "low",
    "mri",
    "scan",
    "lamp",
    "kettle",
    "x",
    "ray",
]
TOKEN_ALIASES = {
    ("hot", "tub"): "hot-tub",
    ("hot", "spring"): "hot-tub",
    ("spa",): "hot-tub",
    ("swim",): "swimming",
    ("swim", "spa"): "swim-spa",
    ("two", "tone", "alarm"): "alarm-two-tone",
    ("alarm", "two", "tone"): "alarm-two-tone",
    ("alarm",): "alarm",
    ("battery",): "battery",
    ("battery", "low"): "battery",
    ("mri",): "mri",
    ("mri", "scan"): "mri",
    ("x", "ray"): "x-ray",
}
"""The aliases that can be made of TOKENS, worked out by hand from NAMES."""


@given(st.lists(st.sampled_from(TOKENS), max_size=9))
@thoroughly
def test_what_is_found_agrees_with_looking_at_every_place(tokens):
    places = [
        (start, start + len(alias), topic_id)
        for alias, topic_id in TOKEN_ALIASES.items()
        for start in range(len(tokens))
        if tuple(tokens[start : start + len(alias)]) == alias
    ]
    outermost = [
        place
        for place in places
        if not any(other is not place and other[0] <= place[0] and place[1] <= other[1] for other in places)
    ]
    covered = {position for start, end, _ in places for position in range(start, end)}
    reading = read(" ".join(tokens), INDEX)
    assert {topic_id for match in reading.matches for topic_id in match.topic_ids} == {topic_id for _, _, topic_id in outermost}
    assert sorted(reading.rest) == sorted(token for place, token in enumerate(tokens) if place not in covered and token != "the")


@given(st.text())
def test_hostile_text_is_read_and_suggested_for_without_an_error(text):
    reading = read(text, INDEX)
    known = set(NAMES)
    assert all(set(match.topic_ids) <= known for match in reading.matches)
    assert set(suggestions(text, INDEX)) <= known


# --- what was not understood ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("hot tub", ()),
        ("can I go in a hot tub with my pump?", ()),
        ("hot tub and bungee jumping", ("bungee", "jumping")),
        ("swim spa zorb", ("zorb",)),
        ("zorbing", ("zorbing",)),
        ("is it safe", ()),
    ],
)
def test_words_that_no_topic_covers_are_told(question, rest):
    assert read(question, INDEX).rest == rest


# --- a near miss only suggests ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "first"),
    [("hot tubb", "hot-tub"), ("jacuzi", "hot-tub"), ("masage", "massage"), ("batery", "battery"), ("radiografh", "x-ray")],
)
def test_a_near_miss_suggests_and_never_answers(question, first):
    assert read(question, INDEX).matches == ()
    assert suggestions(question, INDEX)[0] == first


@pytest.mark.parametrize("question", ["", "a", "zzz", "quantum", "💧"])
def test_a_far_miss_suggests_nothing(question):
    assert suggestions(question, INDEX) == ()


def test_no_more_than_three_are_suggested_and_the_nearest_first():
    index = build_index({"pool-k": [], "pool-b": [], "pool-c": [], "pool-d": [], "pool": []})
    found = suggestions("pool", index)
    assert len(found) == 3
    assert found[0] == "pool"


def test_half_of_the_pairs_of_letters_are_near_enough_and_less_is_not():
    # "abcd" has ab, bc, cd; "abxd" has ab, bx, xd: two of six pairs are shared. "abcx" has ab, bc, cx: four of six.
    assert suggestions("abcd", build_index({"abxd": []})) == ()
    assert suggestions("abcd", build_index({"abcx": []})) == ("abcx",)
    # "abc" has ab, bc; "abx" has ab, bx: two of four.
    assert suggestions("abc", build_index({"abx": []})) == ("abx",)


# --- grammar words never part an alias --------------------------------------------------------------------------------

EMPTY = build_index({"reservoir": ["pump empty"], "mri": []})


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("pump empty", True),
        ("my pump is empty", True),
        ("could the pump have emptied", False),
        ("pump not empty", False),
        ("pump never empty", False),
        ("pump half empty", False),
        ("empty pump", False),
    ],
)
def test_grammar_words_do_not_part_an_alias_and_others_do(question, found):
    assert bool(read(question, EMPTY).matches) is found


def test_a_text_of_grammar_words_only_keeps_them():
    assert fold("is it") == ("is", "it")
    assert read("is it", EMPTY).matches == ()


# --- strangers, and words that name a topic wherever they stand -------------------------------------------------------

WIDER = build_index(
    {"alarm": ["beep"], "mri": [], "refill": [], "overdose": []},
    strangers=["fire alarm", "alarm clocks"],
    together={"overdose": [["sleepy", "floppy"], ["breaths", "slow"]], "alarm": [["pump", "noise"]]},
)


@pytest.mark.parametrize(
    ("question", "expected", "rest"),
    [
        ("fire alarm", set(), ("fire", "alarm")),
        ("the fire-alarms", set(), ("fire", "alarm")),
        ("alarm clock", set(), ("alarm", "clock")),
        ("fire alarm and mri", {"mri"}, ("fire", "alarm")),
        ("fire alarm or pump alarm", {"alarm"}, ("fire", "alarm")),
        ("alarm fire", {"alarm"}, ("fire",)),
        ("alarm", {"alarm"}, ()),
    ],
)
def test_a_phrase_that_means_another_thing_names_no_topic(question, expected, rest):
    reading = read(question, WIDER)
    assert {topic_id for match in reading.matches for topic_id in match.topic_ids} == expected
    assert reading.rest == rest


@pytest.mark.parametrize(
    ("question", "expected", "rest"),
    [
        ("sleepy and floppy", {"overdose"}, ()),
        ("floppy, confused, sleepy", {"overdose"}, ("confused",)),
        ("slow breath", {"overdose"}, ()),
        ("sleepy", set(), ("sleepy",)),
        ("sleepy and slow", set(), ("sleepy", "slow")),
        ("sleepyfloppy", set(), ("sleepyfloppy",)),
        ("a noise from the pump during an MRI", {"alarm", "mri"}, ()),
        ("floppy sleepy slow breath", {"overdose"}, ()),
    ],
)
def test_a_group_of_words_names_its_topic_wherever_they_stand_and_only_together(question, expected, rest):
    reading = read(question, WIDER)
    assert {topic_id for match in reading.matches for topic_id in match.topic_ids} == expected
    assert tuple(word for word in reading.rest if word != "from") == rest


# --- several words at the command line --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("things", "questions"),
    [
        ((), ()),
        (("mri",), ("mri",)),
        (("hot", "tub"), ("hot tub",)),
        (("mri", "hot-tub"), ("mri", "hot-tub")),
        (("mri", "zorbing"), ("mri", "zorbing")),
        (("mri scan", "spa"), ("mri scan", "spa")),
        (("swim", "spa"), ("swim spa",)),
        (("mri", "hot", "tub"), ("mri hot tub",)),
        (("can", "I", "have", "an", "MRI"), ("can I have an MRI",)),
        (("mri", "with", "zorbing"), ("mri with zorbing",)),
        (("the zorbing", "my mri"), ("the zorbing", "my mri")),
    ],
)
def test_things_are_joined_where_an_alias_runs_across_them(things, questions):
    assert join_or_split(things, INDEX) == questions


# --- the index --------------------------------------------------------------------------------------------------------


def test_an_id_is_its_own_alias_and_nothing_stands_twice():
    index = build_index({"hot-tub": ["hot tub", "Hot Tubs", "!"], "b": ["hot tub"]})
    assert dict(index) == {"hot tub": ("hot-tub", "b"), "b": ("b",)}
    assert read("hottub", index).matches == (("hot tub", ("hot-tub", "b")),)


@given(st.dictionaries(st.text("abc ", min_size=1).filter(str.strip), st.just([]), max_size=30), st.text("abc", min_size=1))
def test_names_kept_in_one_text_are_found_as_in_a_dictionary(names, word):
    told = {" ".join(name.split()): (f"id-{number}",) for number, name in enumerate(names)}
    kept = Names.of(told)
    again = Names(f"xx{kept.as_text()}yy", 2, 1 + len(kept.as_text()))
    for index in (kept, again):
        assert dict(index) == dict(index.told()) == told
        assert len(index) == len(told)
        assert index.get(word) == told.get(word)
        assert list(index.beginning(word)) == [name for name in sorted(told) if name.split()[0] == word]
        assert [entry.partition("|")[0] for entry in index.starting(word)] == [n for n in sorted(told) if n.startswith(word)]
    assert kept == again


def test_an_empty_index_matches_and_suggests_nothing():
    assert read("hot tub", build_index({})) == ((), ("hot", "tub"))
    assert suggestions("hot tub", build_index({})) == ()

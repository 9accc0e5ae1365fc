"""Which topics a question is about: whole words only, longest alias first, a near miss only suggests (design section 5)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

Words = tuple[str, ...]
Index = Mapping[str, Sequence[str]]
"""From an alias, its folded words parted by spaces, to the ids of the topics that bear it."""

LONGEST_QUESTION = 5_000
"""Letters of a question that are read; nobody needs more, and a hang is no answer."""
NEAR = 0.5
MOST_SUGGESTIONS = 3
SHORTEST_TOGETHER = 4
APART = "+"
"""Begins and parts the names of words that need not stand beside each other; no folded word holds it."""
KEPT_WHOLE = frozenset({"fits", "pants", "tens"})
"""Words that mean another thing without their last letter: to have fits, to be fit; a TENS machine, ten."""

_FILLERS_TEXT = """
    a about after again all allowed also am an and any are around at baclofen be been before being but by can could day
    did do doe does doing done during for from get go going good had has have having he hello help her hi him his how i
    if in into intrathecal is it itb just like may me might my near need not of off ok okay on one or our out over
    please pump safe safely she should so some someone still take taking than thank that the their them then there they
    thi this through to today too try under until up us use used using very want was we week were what when while will
    with without would yet you your
"""
FILLERS = frozenset(_FILLERS_TEXT.split())
"""Words that carry no topic: left out when telling what of a question was not understood."""


_GRAMMAR_TEXT = """
    am an are be can could did do does had has have he her his is it may might my of our she should that the their
    these they this those was we were will would you your
"""
GRAMMAR = frozenset(_GRAMMAR_TEXT.split())
"""Words that never part the words of an alias: `pump is empty` names what `pump empty` names."""


class Match(NamedTuple):
    """One alias found: the words of the question that matched, and the topics they name."""

    matched: str
    topic_ids: tuple[str, ...]


class Reading(NamedTuple):
    """What a question was understood as. `rest`: the words that no topic covers."""

    matches: tuple[Match, ...]
    rest: Words


def fold(text: str) -> Words:
    """The words of `text` without case, accents, hyphens, marks, plural endings and grammar words.

    A text of nothing but grammar words keeps them, so that no alias folds to nothing.
    """
    plain = text[:LONGEST_QUESTION].casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    if "'" in plain or "’" in plain:
        plain = re.sub(r"['’]s\b|['’]", "", plain)
    if "." in plain:
        plain = re.sub(r"\b(?:[a-z]\.){2,}", lambda letters: letters[0].replace(".", "") + " ", plain)
    words = re.findall(r"[^\W_]+", plain)
    return tuple(_singular(word) for word in [word for word in words if word not in GRAMMAR] or words)


def build_index(
    names: Mapping[str, Iterable[str]],
    strangers: Iterable[str] = (),
    together: Mapping[str, Iterable[Iterable[str]]] = MappingProxyType({}),
) -> Index:
    """An index from each topic's id and aliases, and from aliases of two words written together: `hottub`.

    `names` maps ids to aliases. `strangers` are phrases that hold an alias but mean another thing (`fire alarm`): they
    name no topic. `together` maps ids to groups of words that name the topic wherever they stand in a question.
    """
    index: dict[str, list[str]] = {" ".join(fold(phrase)): [] for phrase in strangers}
    joined: dict[str, list[str]] = {}
    for topic_id, aliases in names.items():
        for alias in (topic_id, *aliases):
            words = fold(alias)
            _note(index, " ".join(words), topic_id)
            if len(words) == 2 and len("".join(words)) >= SHORTEST_TOGETHER:
                _note(joined, "".join(words), topic_id)
    for topic_id, groups in together.items():
        for group in groups:
            _note(index, APART + APART.join(sorted(fold(" ".join(group)))), topic_id)
    return joined | index


def _note(index: dict[str, list[str]], name: str, topic_id: str) -> None:
    found = index.setdefault(name, []) if name else []
    if topic_id not in found:
        found.append(topic_id)


def read(question: str, index: Index) -> Reading:
    """Every topic whose alias stands in `question` as whole words, longest alias first.

    An alias inside a longer one that was found does not count, nor one inside a stranger.
    """
    words = fold(question)
    longest = max((name.count(" ") for name in index), default=0) + 1
    spans = [
        (start, start + length)
        for length in range(min(longest, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
        if " ".join(words[start : start + length]) in index
    ]
    taken: list[tuple[int, int]] = []
    for start, end in spans:
        if not any(first <= start and end <= last for first, last in taken):
            taken.append((start, end))
    found = [(start, end, " ".join(words[start:end])) for start, end in taken]
    named = [(start, end, name) for start, end, name in found if index[name]]
    groups = [name.split(APART)[1:] for name in index if name.startswith(APART)]
    apart = [group for group in groups if set(group) <= set(words)]
    covered = {position for start, end, _ in named for position in range(start, end)}
    covered |= {position for position, word in enumerate(words) if any(word in group for group in apart)}
    rest = tuple(word for position, word in enumerate(words) if position not in covered and word not in FILLERS)
    matches = [Match(name, tuple(index[name])) for _, _, name in named]
    matches += [Match(" ".join(group), tuple(index[APART + APART.join(group)])) for group in apart]
    return Reading(tuple(matches), rest)


def suggestions(question: str, index: Index) -> tuple[str, ...]:
    """The ids of the topics whose names come nearest to `question`, the nearest first. Never an answer (R78)."""
    letters = "".join(fold(question))
    scores: dict[str, float] = {}
    for alias, topic_ids in index.items():
        score = _likeness(letters, alias.replace(" ", ""))
        for topic_id in topic_ids:
            scores[topic_id] = max(score, scores.get(topic_id, 0))
    near = sorted((topic_id for topic_id, score in scores.items() if score >= NEAR), key=lambda found: -scores[found])
    return tuple(near[:MOST_SUGGESTIONS])


def _singular(word: str) -> str:
    """The word without an English plural ending; applied to questions and aliases alike, so that both fold the same way."""
    if len(word) < 4 or word in KEPT_WHOLE or word.endswith(("ss", "us")) or (word.endswith("is") and len(word) > 4):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


def _likeness(first: str, second: str) -> float:
    """Shared pairs of letters over all pairs, from 0 to 1 (Dice's coefficient)."""
    pairs, others = _pairs(first), _pairs(second)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


def join_or_split(things: Sequence[str], index: Index) -> tuple[str, ...]:
    """The questions in `things`: one if they read as a sentence or an alias runs across their borders, else each by itself.

    So `check can I have an MRI` and `check hot tub` are one question, and `check alcohol mri` are two.
    """
    if len(things) < 2:
        return tuple(things)
    together = {match.matched for match in read(" ".join(things), index).matches}
    apart = {match.matched for thing in things for match in read(thing, index).matches}
    is_sentence = any(all(word in FILLERS or word in GRAMMAR for word in fold(thing)) for thing in things)
    return (" ".join(things),) if is_sentence or together != apart else tuple(things)

"""The index of names, what stands in a question by it alone, and which names come near (design section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from itb_cli.domain.by_first_word import Names
from itb_cli.domain.finding import APART, groups_apart, names_in
from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import FILLERS, GRAMMAR, LONGEST_QUESTION, Words, fold

__all__ = ["APART", "LONGEST_QUESTION", "Index", "Match", "Reading", "build_index", "fold", "join_or_split", "read"]
__all__ += ["suggestions"]

Index = Names
"""From an alias, its folded words parted by spaces, to the ids of the topics that bear it."""

NEAR = 0.5
MOST_SUGGESTIONS = 3


class Match(NamedTuple):
    """One alias found: the words of the question that matched, and the topics they name."""

    matched: str
    topic_ids: tuple[str, ...]


class Reading(NamedTuple):
    """What a question was understood as. `rest`: the words that no topic covers."""

    matches: tuple[Match, ...]
    rest: Words


def build_index(
    names: Mapping[str, Iterable[str]],
    strangers: Iterable[str] = (),
    together: Mapping[str, Iterable[Iterable[str]]] = MappingProxyType({}),
) -> Index:
    """An index from each topic's id and aliases.

    `names` maps ids to aliases. `strangers` are phrases that hold an alias but mean another thing (`fire alarm`): they
    name no topic. `together` maps ids to groups of words that name the topic wherever they stand in a question.
    """
    index: dict[str, list[str]] = {" ".join(fold(phrase)): [] for phrase in strangers}
    for topic_id, aliases in names.items():
        for alias in (topic_id, *aliases):
            _note(index, " ".join(fold(alias)), topic_id)
    for topic_id, groups in together.items():
        for group in groups:
            _note(index, APART + APART.join(sorted(fold(" ".join(group)))), topic_id)
    return Names.of(index)


def _note(index: dict[str, list[str]], name: str, topic_id: str) -> None:
    found = index.setdefault(name, []) if name else []
    if topic_id not in found:
        found.append(topic_id)


def read(question: str, index: Index) -> Reading:
    """Every topic whose alias stands in `question` as whole words, longest alias first; fillers may stand between its words.

    An alias inside a longer one that was found does not count, nor one inside a stranger.
    """
    words = fold(question)
    named = [span for span in names_in(words, index) if index[span.name]]
    apart = groups_apart(words, index)
    covered = {place for span in named for place in span.places}
    covered |= {place for place, word in enumerate(words) if any(word in group for group in apart)}
    rest = tuple(word for place, word in enumerate(words) if place not in covered and word not in FILLERS)
    matches = [Match(span.name, index[span.name]) for span in named]
    matches += [Match(" ".join(group), index[APART + APART.join(group)]) for group in apart]
    return Reading(tuple(matches), rest)


def suggestions(question: str, index: Index) -> tuple[str, ...]:
    """The ids of the topics whose names come nearest to `question`, the nearest first. Never an answer (R78)."""
    letters = "".join(fold(question))
    scores: dict[str, float] = {}
    for alias, topic_ids in index.told():
        score = _likeness(letters, alias.replace(" ", ""))
        for topic_id in topic_ids:
            scores[topic_id] = max(score, scores.get(topic_id, 0))
    near = sorted((topic_id for topic_id, score in scores.items() if score >= NEAR), key=lambda found: -scores[found])
    return tuple(near[:MOST_SUGGESTIONS])


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

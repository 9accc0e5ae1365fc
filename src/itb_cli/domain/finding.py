"""Finds in folded words the names of topics, fillers skipped, and ways of the lexicon, in any order within reach."""

from collections.abc import Iterator, Mapping

from itb_cli.domain.by_first_word import OF, Names
from itb_cli.domain.lexicon import Way, Ways
from itb_cli.domain.values import NamedTuple
from itb_cli.domain.words import FILLERS, SKIPPED, Words

APART = "+"
"""Begins and parts the names of words that need not stand beside each other; no folded word holds it."""


class Span(NamedTuple):
    """Where something was found: from `start` up to `end`, at `places`; `name` as it stands in the index."""

    start: int
    end: int
    places: tuple[int, ...]
    name: str


def names_in(words: Words, index: Names) -> list[Span]:
    """Every name that stands in `words`, the longest first; not one inside another, nor inside a stranger."""
    taken: list[Span] = []
    for span in sorted(_all_names(words, index), key=lambda span: (-len(span.places), span.start)):
        if not any(other.start <= span.start and span.end <= other.end for other in taken):
            taken.append(span)
    return taken


def _all_names(words: Words, index: Names) -> Iterator[Span]:
    for first, starts in _places(words).items():
        for name in index.beginning(first):
            more = name.split(" ")[1:]
            for place in starts:
                if places := _following(words, place, more):
                    yield Span(place, places[-1] + 1, places, name)
        parted = index.written_together(first) if first not in FILLERS else None
        if parted is not None:
            yield from (Span(place, place + 1, (place,), parted) for place in starts)


def _places(words: Words) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        found.setdefault(word, []).append(place)
    return found


def _following(words: Words, first: int, needed: list[str]) -> tuple[int, ...] | None:
    """The places of the words that must follow, with nothing but fillers between."""
    places = [first]
    place = first + 1
    for word in needed:
        while place < len(words) and words[place] != word and words[place] in SKIPPED:
            place += 1
        if place >= len(words) or words[place] != word:
            return None
        places.append(place)
        place += 1
    return tuple(places)


def groups_apart(words: Words, index: Names) -> list[list[str]]:
    """The groups of words that need not stand beside each other, of which all words are there."""
    there = set(words)
    groups = [entry.partition(OF)[0].split(APART)[1:] for entry in index.starting(APART)]
    return [group for group in groups if there.issuperset(group)]


class Around(NamedTuple):
    """A question's words, prepared for ways: where each word and each group stands, and a count of words without fillers."""

    held: Mapping[str, list[tuple[int, ...]]]
    counted: list[int]


def looked_around(words: Words, groups: Names, left_out: frozenset[int] = frozenset()) -> Around:
    """Where the words and groups stand; words at the places `left_out` count for nothing."""
    held: dict[str, list[tuple[int, ...]]] = {}
    for place, word in enumerate(words):
        if place not in left_out:
            held.setdefault(word, []).append((place,))
    for first, starts in _places(words).items():
        for entry in groups.entries(first):
            told, _, names = entry.partition(OF)
            more = told.split(" ")[1:]
            for place in starts:
                places = _following(words, place, more)
                if places and left_out.isdisjoint(places):
                    for name in names.split(" "):
                        held.setdefault(name, []).append(places)
    counted, count = [], 0
    for word in words:
        counted.append(count)
        count += word not in SKIPPED
    return Around(held, counted)


def ways_in(around: Around, ways: Ways) -> Iterator[tuple[Way, tuple[int, ...]]]:
    """Each way that was said, with the places of its words."""
    for way in ways.beginning_with(around.held):
        if all(part in around.held for part in way.parts):
            for first in around.held[way.parts[0]]:
                places = _near(around, first, way)
                if places:
                    yield way, places


def _near(around: Around, first: tuple[int, ...], way: Way) -> tuple[int, ...] | None:
    places = set(first)
    for part in way.parts[1:]:
        free = sorted((abs(other[0] - first[0]), other) for other in around.held[part] if places.isdisjoint(other))
        if not free:
            return None
        places.update(free[0][1])
    spread = around.counted[max(places)] - around.counted[min(places)]
    return tuple(sorted(places)) if spread <= way.reach else None

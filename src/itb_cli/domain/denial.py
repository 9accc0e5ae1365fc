"""Signs that a question denies: `no itching`, `my spasms are not back`. In doubt a sign is told, never denied."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from itb_cli.domain.words import Token

_NO = frozenset({"no", "not", "never", "without", "nor", "neither", "denies", "deny", "zero"})
_LINKS_TEXT = "a any been experienced experiencing feel feeling felt get getting got having i more noticed noticing one sign"
_LINKS = frozenset(_LINKS_TEXT.split())
"""May stand between the denial and the sign; any other word ends the denial."""
_OR = frozenset({"or", "nor"})
_NONE = frozenset({"no", "without", "denies", "neither", "zero"})
"""`no redness or swelling`: what stands between one of these and the `or`, a word alone, is denied too, whatever it is."""
_ABSENT = frozenset({"back", "there", "present", "here", "returned", "come"})
_TOLD_AFTER_ALL = frozenset(["like", "bad", "until", "till", "before", "such", "except", "apart", "worse"])
"""`I never had spasms like this`: the sign is told after all."""
AFTER = 5


def denied_places(tokens: Sequence[Token], found: Iterable[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Those of `found`, the places of the words of signs, that are denied."""
    denied: set[tuple[int, ...]] = set()
    for places in sorted(found):
        start, end = places[0], places[-1] + 1
        following = tokens[end : end + AFTER]
        if any(token.word in _TOLD_AFTER_ALL for token in following):
            continue
        if _is_after_no(tokens, start, {other[-1] + 1 for other in denied}) or _is_absent(tokens, places):
            denied.add(places)
    return denied


def _is_after_no(tokens: Sequence[Token], start: int, denied_ends: set[int]) -> bool:
    place = start
    while place > 0 and not tokens[place].begins:
        place -= 1
        word = tokens[place].word
        if word in _OR and (place in denied_ends or _is_denied_alone(tokens, place)):
            return True
        if word in _NO:
            return True
        if word not in _LINKS:
            return False
    return False


def _is_denied_alone(tokens: Sequence[Token], place: int) -> bool:
    """Whether one word stands between a denial and the `or` at `place`, in the same clause."""
    begins = any(token.begins for token in tokens[max(place - 1, 0) : place + 1])
    return place > 1 and tokens[place - 2].word in _NONE and not begins


def _is_absent(tokens: Sequence[Token], places: tuple[int, ...]) -> bool:
    """`my spasms are not back`; but not `people who are not there`, which says a sign itself."""
    words = [(place, tokens[place].word) for place in range(places[0] + 1, min(places[-1] + 3, len(tokens)))]
    pairs = pairwise(words)
    return any(place not in places and first in {"not", "never"} and second in _ABSENT for (place, first), (_, second) in pairs)

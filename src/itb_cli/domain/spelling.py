"""Words that are one or two letters off a word of the lexicon. Ordinary words are never taken for misspelt ones."""

from collections.abc import Mapping

from itb_cli.domain.values import NamedTuple

SHORTEST_SIGN, SHORTEST_THING = 4, 5
TWO_OFF_SIGN, TWO_OFF_THING = 7, 8
"""From so many letters on a word may be two letters off; a shorter one is too easily another word."""
LONGEST_WORD = 30
SOUND_ALIKE = ("aeiou", "ckq", "sc", "fp", "jg", "zs")
LONG_ENOUGH = 6
"""A shorter word with another first letter is another word."""


class Spelling(NamedTuple):
    """What words may be meant: each with True if it tells a sign."""

    words: Mapping[str, bool]

    def meant_by(self, word: str) -> str | None:
        """The word of the lexicon that `word` is a misspelling of, signs first; None if it is one itself or near none."""
        length = len(word)
        if not SHORTEST_SIGN <= length <= LONGEST_WORD or word in self.words or not word.isalpha():
            return None
        letters, beginnings = letters_of(word), _beginnings(word)
        best: tuple[int, bool, int, int, str] | None = None
        for meant, is_sign in self.words.items():
            if meant[0] not in beginnings or abs(len(meant) - length) > 2:
                continue
            most = _most_off(len(meant), is_sign=is_sign) if meant[0] == word[0] else 1
            if abs(len(meant) - length) > most or (letters_of(meant) ^ letters).bit_count() > 2 * most:
                continue
            off = distance(word, meant, most)
            if off == 2 and len(meant) == length <= TWO_OFF_THING:
                continue  # two other letters: more likely another word, such as the name of a drug
            if len(meant) == SHORTEST_SIGN == length and sorted(meant) != sorted(word):
                continue  # another letter in so short a word makes another word
            found = (off, not is_sign, (letters_of(meant) ^ letters).bit_count(), -len(meant), meant)
            if off <= most and (best is None or found < best):
                best = found
        return best[4] if best else None


def _beginnings(word: str) -> str:
    """The first letters of words that may sound like this one: `altrasound`, `konfused`."""
    return word[0] + "".join(letters for letters in SOUND_ALIKE if word[0] in letters and len(word) >= LONG_ENOUGH)


def _most_off(length: int, *, is_sign: bool) -> int:
    if length < (SHORTEST_SIGN if is_sign else SHORTEST_THING):
        return 0
    return 2 if length >= (TWO_OFF_SIGN if is_sign else TWO_OFF_THING) else 1


def letters_of(word: str) -> int:
    """A bit for each letter that stands in the word."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def distance(first: str, second: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with a neighbour; more than `most` is not counted out."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        older, before, row = before, row, [place]
        for other, against in enumerate(second, 1):
            cost = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (letter != against))
            if place > 1 and other > 1 and letter == second[other - 2] and first[place - 2] == against:
                cost = min(cost, older[other - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

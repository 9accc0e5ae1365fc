"""Variations of questions, as tired people type: fillers, other order, quotes, capitals, misspellings of long words."""

import random
import re
from collections.abc import Iterator, Sequence

FILLERS = ("really", "so", "just", "like", "very", "a bit", "totally", "kind of", "still", "now", "all of a sudden", "suddenly")
BEFORE = (
    "hi everyone, ", "help please ", "sorry to ask but ", "URGENT ", "question: ", "um ", "its 3am and ", "hello, my husband has a pump. ",
    "does anyone know, ", "new here. ", "I am a carer, ", "please help: ", "not sure who to ask, ",
)  # fmt: skip
AFTER = (
    " please help",
    " any advice?",
    " thanks",
    "???",
    " what should i do",
    " is this normal",
    " anyone else?",
    "!!",
    " sorry for the typos",
    " x",
)


def variations_of(phrase: str, chance: random.Random) -> Iterator[str]:
    """Each kind of variation once or twice."""
    yield chance.choice(BEFORE) + phrase
    yield phrase + chance.choice(AFTER)
    yield chance.choice(BEFORE) + phrase + chance.choice(AFTER)
    yield phrase.upper()
    yield f'"{phrase}"'
    yield phrase.replace(" ", "  ").replace(",", "")
    yield with_filler(phrase, chance)
    yield with_filler(with_filler(phrase, chance), chance)


def with_filler(phrase: str, chance: random.Random) -> str:
    """A filler before a word that is not the first."""
    words = phrase.split()
    if len(words) < 2:
        return f"{chance.choice(FILLERS)} {phrase}"
    place = chance.randrange(1, len(words))
    return " ".join([*words[:place], chance.choice(FILLERS), *words[place:]])


def misspelt(word: str, chance: random.Random) -> str:
    """The word with a letter doubled, left out or swapped with its neighbour; never the first or the last."""
    place = chance.randrange(1, len(word) - 2)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:place] + word[place] + word[place:]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def misspelt_in(phrase: str, word: str, chance: random.Random) -> str:
    """The phrase with that word misspelt; no letter three times in a row."""
    found = misspelt(word, chance)
    while re.search(r"(.)\1\1", found):
        found = misspelt(word, chance)
    return phrase.replace(word, found, 1)


def long_words(phrase: str, signs: str) -> Sequence[str]:
    """Those of `signs` in the phrase that are long enough that one wrong letter leaves them what they were."""
    return [word for word in phrase.split() if len(word) >= 6 and f" {word} " in signs]

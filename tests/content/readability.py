"""Reading grades, worked out offline: Flesch-Kincaid and SMOG (R4 to R6). A gate, not proof that a text is understood."""

import math
import re
from collections.abc import Iterable

EASY_INSTEAD = dict.fromkeys(
    (
        *("baclofen", "intrathecal", "synchromed", "prometra", "medtronic", "gablofen", "isomed", "accurx", "archimedes"),
        *("spasticity", "sclerosis", "multiple", "catheter", "reservoir", "infection", "meningitis", "withdrawal", "overdose"),
    ),
    "drug",
)
"""Words that cannot be avoided and are explained where they matter: scored as an easy word."""

_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Syllables of an English word by its groups of vowels; never less than 1. Counts rather too many than too few."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 1
    groups = len(_VOWELS.findall(letters))
    if letters.endswith("e") and not letters.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if letters.endswith("ed") and len(letters) > 3 and letters[-3] not in "td" and groups > 1:
        groups -= 1
    return max(groups, 1)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; names of commands, ids and figures left out."""
    plain = re.sub(r"itb(?: [a-z-]+)*(?: --?[a-z-]+)*|\[[^\]]*\]|\d+(?:[.,]\d+)*", " ", text)
    parts = re.split(r"(?<=[.!?:;])\s+", plain)
    found = [[_easy(word) for word in re.findall(r"[A-Za-z']+", part)] for part in parts]
    return [words for words in found if words]


def flesch_kincaid(texts: Iterable[str]) -> float:
    """0.39 x words per sentence + 11.8 x syllables per word - 15.59, over all texts together (R5)."""
    parts = [words for text in texts for words in sentences(text)]
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def smog(texts: Iterable[str]) -> float:
    """1.043 x sqrt(30 x words of 3 or more syllables per sentence) + 3.1291; wants 30 sentences or more (R5)."""
    parts = [words for text in texts for words in sentences(text)]
    long_words = sum(syllables(word) >= 3 for part in parts for word in part)
    return 1.043 * math.sqrt(30 * long_words / len(parts)) + 3.1291


def _easy(word: str) -> str:
    return EASY_INSTEAD.get(word.lower(), word)

"""Ordinary English that has nothing to do with pumps: sentences of texts that lie on most machines. What they are is no matter."""

import ast
import re
import sysconfig
from collections.abc import Iterator
from pathlib import Path

STDLIB = Path(sysconfig.get_paths()["stdlib"])
LICENCES = Path("/usr/share/common-licenses")
SHORTEST, LONGEST = 5, 60
"""So many words has a sentence."""


def docstrings(of_every: int = 1) -> Iterator[str]:
    """What is written about the modules, classes and functions of Python's own library, or of one file in so many."""
    for file in sorted(STDLIB.rglob("*.py"))[::of_every]:
        if {"site-packages", "test", "tests", "idle_test"} & set(file.parts):
            continue
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                yield ast.get_docstring(node) or ""


def texts(of_every: int = 1) -> Iterator[str]:
    """Docstrings, then licences."""
    yield from docstrings(of_every)
    if LICENCES.is_dir():
        yield from (file.read_text(encoding="utf-8", errors="ignore") for file in sorted(LICENCES.iterdir()))


def sentences(most: int, of_every: int = 1) -> list[str]:
    """Up to `most` different sentences, taken from everywhere in the texts, or in one text `of_every` so many."""
    found: dict[str, None] = {}
    for text in texts(of_every):
        for piece in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n", text):
            words = piece.split()
            plain = sum(bool(re.fullmatch(r"[A-Za-z][a-z']*[,.;:!?]?", word)) for word in words)
            if SHORTEST <= len(words) <= LONGEST and plain >= 0.8 * len(words):
                found.setdefault(" ".join(words))
    everything = list(found)
    return everything[:: max(1, len(everything) // most)][:most]

"""The table of requirements as read, and the numbers that source and tests name. What must hold of them: `test_requirements.py`."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from hazards import TABLE

TESTS = Path(__file__).parent
REQUIREMENTS = tomllib.loads((TESTS / "requirements.toml").read_text(encoding="utf-8"))["requirements"]
_NUMBER = r"\b([RF])([1-9]\d?|1[01]\d|12[01])\b"
_NUMBERS = re.compile(_NUMBER)
_RANGE = re.compile(rf"{_NUMBER} to {_NUMBER}")
_OWN = {"requirements.py", "test_requirements.py"}


def numbers_in(text: str) -> set[str]:
    """The numbers that a text names; `R44 to R49` names all between."""
    named = {"".join(found) for found in _NUMBERS.findall(text)}
    for letter, first, _, last in _RANGE.findall(text):
        named |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
    return named


def named_in(folders: Iterable[Path]) -> dict[str, str]:
    """Every number that a file below `folders` names, with one such file."""
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    texts = {path: path.read_text(encoding="utf-8") for path in [*files, TABLE] if path.name not in _OWN}
    return {number: path.name for path, text in texts.items() for number in numbers_in(text)}

"""The hazard table as read, and the tests that it names. What must hold of them stands in `test_hazards.py`."""

import ast
import functools
import tomllib
from pathlib import Path

TESTS = Path(__file__).parent
PACKAGED = TESTS.parent / "src" / "itb_cli" / "content" / "data" / "hazards.toml"
TABLE = PACKAGED if PACKAGED.is_file() else TESTS / "hazards.toml"
"""The packaged one; a suite that is tried on has its own beside it."""
HAZARDS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["hazards"]


def named_tests():
    """Every test that a control names, as `tests/path.py::test_name`."""
    return {test for row in HAZARDS for control in row["controls"] for test in control["tests"]}


def lacking(node: str) -> str | None:
    """What is wrong with a test that a table names as `tests/path.py::test_name`; None: it is there."""
    file, _, name = node.partition("::")
    path = TESTS.parent / file
    if not path.is_file():
        return "no such file"
    return None if name in _tests_in(path) else "no such test in the file"


@functools.cache
def _tests_in(path: Path) -> set[str]:
    return {item.name for item in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(item, ast.FunctionDef)}

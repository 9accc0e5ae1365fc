"""The hazard table as read, and the tests that it names. What must hold of them stands in `test_hazards.py`."""

import tomllib
from pathlib import Path

TESTS = Path(__file__).parent
HAZARDS = tomllib.loads((TESTS / "hazards.toml").read_text(encoding="utf-8"))["hazards"]


def named_tests():
    """Every test that a control names, as `tests/path.py::test_name`."""
    return {test for row in HAZARDS for control in row["controls"] for test in control["tests"]}

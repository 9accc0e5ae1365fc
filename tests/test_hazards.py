"""The hazard table: whole, scored as it says, every control held by a test that exists, every warning behind a hazard (R70)."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import itb_cli
from hazards import HAZARDS, lacking, named_tests

DEADLY = 4
"""From this severity on a warning text alone is never the only control (R71)."""
IN_ORDER = ("safe by design", "protective measure", "information")


def test_the_rows_of_the_standards_are_there_and_no_id_stands_twice():
    ids = Counter(row["id"] for row in HAZARDS)
    assert {f"H{number}" for number in range(1, 13)} <= set(ids)
    assert max(ids.values()) == 1


@pytest.mark.parametrize("row", HAZARDS, ids=[row["id"] for row in HAZARDS])
def test_a_row_is_whole_and_scored_before_and_after(row):
    assert all(row[name] for name in ("hazard", "events", "situation", "harm", "status", "owner", "controls"))
    for before in ("", "residual_"):
        severity, probability = row[f"{before}severity"], row[f"{before}probability"]
        assert severity in range(1, 6)
        assert probability in range(1, 6)
        assert row[f"{before}risk"] == severity * probability
    assert row["residual_risk"] <= row["risk"]


@pytest.mark.parametrize("row", HAZARDS, ids=[row["id"] for row in HAZARDS])
def test_a_control_has_its_kind_its_requirement_and_its_tests(row):
    for control in row["controls"]:
        assert control["type"] in IN_ORDER
        assert control["requirements"]
        assert control["tests"], control["what"]
    if row["severity"] >= DEADLY:
        assert any(control["type"] != "information" for control in row["controls"]), "a warning alone is no control (R71)"


def test_every_test_that_is_named_exists():
    gone = {node: why for node in sorted(named_tests()) if (why := lacking(node)) is not None}
    assert gone == {}, "src/itb_cli/content/data/hazards.toml still names them"


def test_the_search_for_named_tests_misses_what_is_gone():
    assert lacking("tests/test_hazards.py::test_of_nothing") == "no such test in the file"
    assert lacking("tests/test_of_nothing.py::test_of_nothing") == "no such file"


def test_every_warning_that_the_program_can_give_stands_behind_a_hazard():
    told = [code for row in HAZARDS for code in row["notices"]]
    assert sorted(set(told)) == sorted(warning_codes()), (
        "add the notice to the row of src/itb_cli/content/data/hazards.toml whose control it is"
    )


@pytest.mark.slow
def test_the_search_for_warnings_sees_them():
    assert {"symptoms_beat_dates", "alarm_unchecked", "event_unchecked", "dose_went_up"} <= warning_codes()
    assert "not_today" not in warning_codes()


def warning_codes():
    """The codes of all notices that are made with WARNING or DANGER, read from the code."""
    found = set()
    for path in Path(itb_cli.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_notice = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Notice"
            if is_notice and len(call.args) > 1 and ast.unparse(call.args[1]) in ("Signal.WARNING", "Signal.DANGER"):
                found |= set(_codes(call.args[0]))
    return found


def _codes(node):
    """The codes that an expression can give; a part filled in at run time is a star."""
    if isinstance(node, ast.IfExp):
        return [*_codes(node.body), *_codes(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)]
    return [ast.literal_eval(node)]

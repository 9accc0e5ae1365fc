"""What a run leaves out and says about it, tried on a small suite with a hazard table of its own, with and without workers."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from selection import rest_slow

HERE = Path(__file__).parent
SUITE = """\
import pytest
from hypothesis import given, settings, strategies as st

def test_passes(): pass

@pytest.mark.slow
def test_takes_long(): pass

@pytest.mark.skipif({skip}, reason="nothing to try it on")
def test_needs_much(): pass

def test_control(): assert {holds}

@given(st.integers(0, 40))
def test_rarely_wrong(number): assert {never_wrong} or number != 17

@settings()
@given(st.integers())
def test_profile(number):
    assert settings().deadline is None
"""
TABLE = """\
[[hazards]]
[[hazards.controls]]
tests = [{tests}]
"""
CONTROL, SLOW, SKIPPED = "test_suite.py::test_control", "test_suite.py::test_takes_long", "test_suite.py::test_needs_much"


@pytest.fixture
def suite(tmp_path):
    """Runs a suite of its own with the real selection; gives the exit code and what was said."""
    for name in ("selection.py", "hazards.py"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["selection"]\n', encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ntestpaths = .\n", encoding="utf-8")

    def run(*words, controls=(CONTROL,), holds=True, skip=False, never_wrong=True, **environment):
        text = SUITE.format(holds=holds, skip=skip, never_wrong=never_wrong)
        (tmp_path / "test_suite.py").write_text(text, encoding="utf-8")
        tests = ", ".join(f'"{control}"' for control in controls)
        (tmp_path / "hazards.toml").write_text(TABLE.format(tests=tests), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")}
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *words],
            cwd=tmp_path,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout

    return run


workers = pytest.mark.parametrize("workers", rest_slow(["0", "2"]))


@workers
def test_a_run_of_every_day_leaves_out_what_is_slow_and_says_so_in_one_line(suite, workers):
    code, said = suite("-n", workers)
    assert code == 0
    assert re.search(r"\b5 passed", said)
    assert said.count("1 slow test was left out. With it: pytest --everything") == 1


@pytest.mark.slow
@workers
def test_a_control_that_a_run_of_every_day_leaves_out_or_skips_is_told(suite, workers):
    code, said = suite("-n", workers, controls=(CONTROL, SLOW, SKIPPED), skip=True)
    assert code == 0
    assert f"HAZARD CONTROL NOT VERIFIED HERE: {SLOW} (left out, slow)" in said
    assert f"HAZARD CONTROL NOT VERIFIED HERE: {SKIPPED} (skipped)" in said
    assert CONTROL not in said


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "words"), [("0", ()), ("2", ("--everything",))])
def test_a_control_that_fails_or_is_gone_fails_every_run(suite, workers, words):
    for how in ({"holds": False}, {"controls": ("test_suite.py::test_gone",)}):
        code, said = suite("-n", workers, *words, **how)
        assert code == 1
        assert "HAZARD CONTROL NOT VERIFIED: " in said


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["2"])
def test_with_everything_a_skipped_or_unselected_control_fails_the_run(suite, workers):
    assert suite("-n", workers, "--everything", controls=(CONTROL, SLOW))[0] == 0
    for how in ({"words": (), "skip": True, "controls": (SKIPPED,)}, {"words": ("-m", "not slow"), "controls": (SLOW,)}):
        words = how.pop("words")
        code, said = suite("-n", workers, "--everything", *words, **how)
        assert code == 1
        assert "HAZARD CONTROL NOT VERIFIED: " in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", [{"words": ("--everything",)}, {"words": (), "CI": "true"}, {"words": ("--hypothesis-profile=ci",)}]
)
def test_the_examples_of_ci_find_a_rare_fault(suite, how):
    words = how.pop("words")
    code, said = suite("-n", "0", *words, never_wrong=False, **how)
    assert code == 1
    assert "test_rarely_wrong" in said

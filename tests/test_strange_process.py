"""Strange surroundings: a number of columns without end, a file of the system's own in place of a record, a very long word."""

import subprocess
import sys

import pytest

from selection import rest_slow

if sys.platform == "win32":
    pytest.skip("other files and variables there", allow_module_level=True)

from test_process import FULL, piped


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "itb" / "record.toml"
    path.parent.mkdir()
    path.write_text(FULL, encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", rest_slow(["9" * 5_000, "0" * 5_000, "0" * 5_000 + "80", "1000000"]))
@pytest.mark.parametrize("words", [("status",), ("status", "--json"), ("stauts",), ("--help",)])
def test_any_number_of_columns_is_taken(record, columns, words):
    code, _, said = piped(record, *words, COLUMNS=columns)
    assert code in (0, 2)
    assert "Traceback" not in said
    assert "bug" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="files of Linux")
@pytest.mark.parametrize("file", rest_slow(["/proc/self/status", "/proc/self/pagemap", "/proc/self/mem"]))
@pytest.mark.parametrize("words", [("status",), ("doctor",)], ids=" ".join)
def test_a_file_of_the_system_is_no_record(record, file, words):
    code, out, said = piped(record, *words, "--file", file)
    assert code in ((0, 4) if words == ("doctor",) else (4, 5))
    assert "DATES OK" not in out
    assert "bug" not in said


@pytest.mark.slow
def test_a_page_with_a_very_long_word_is_made_at_all(record, tmp_path):
    """950 kB without a blank; it took hours, and is stopped after the longest wait of `piped`."""
    record.write_text(FULL.replace("Slept badly.", "x" * 950_000), encoding="utf-8")
    page = tmp_path / "report.html"
    code, _, said = piped(record, "report", "--html", str(page))
    assert (code, said) == (0, "")
    assert "x" * 950_000 in page.read_text(encoding="utf-8")
    assert subprocess.run(["test", "-s", page], check=False).returncode == 0

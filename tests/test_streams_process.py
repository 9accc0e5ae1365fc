"""Real streams that nobody reads, that are closed or full: the exit code is the answer's, and what was not shown is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from selection import rest_slow
from shown_day import SHOWN_BY
from test_process import surroundings

if sys.platform == "win32":
    pytest.skip("pipes and devices are others there", allow_module_level=True)

INSTALLED = "import sys; from itb_cli.cli.main import entry_point; sys.exit(entry_point())"
ITB = f"'{sys.executable}' -W error -c '{INSTALLED}'"
CRITICAL = 'schema_version = 1\n[[refills]]\nid = "a"\non = 2020-01-01\nalarm_date = 2020-04-01\n'
DAMAGED = CRITICAL + '[[refills]]\nid = "b\n'
GONE = "| exec 0<&-"
"""A reader that is gone at once."""
NOT_WRITTEN = "itb: The answer could not be written: "


def shell(record, text, line):
    """What a line of a shell says and ends with; `itb` in it is the real program."""
    record.write_text(text, encoding="utf-8")
    script = f'itb() {{ sleep 0.1; {ITB} "$@"; }}\nset -o pipefail\n{line}'
    on_the_real_day = {
        name: value for name, value in surroundings(record).items() if name not in SHOWN_BY
    }  # it opens a file of its own
    return subprocess.run(
        ["bash", "-c", script], env=on_the_real_day, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@pytest.fixture
def record(tmp_path):
    return tmp_path / "record.toml"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    rest_slow(
        [
            (CRITICAL, "itb status --exit-code | true", 12),
            (CRITICAL, "itb status --exit-code --json | true", 12),
            (CRITICAL, "itb next-refill --exit-code | true", 12),
            (CRITICAL, "itb remind --exit-code | true", 12),
            (CRITICAL, "itb status --exit-code >&-", 12),
            (CRITICAL, "itb status --exit-code >/dev/full", 12),
            (CRITICAL, "itb status --json --exit-code >/dev/full", 12),
            (CRITICAL, "itb check zeppelin | true", 3),
            (DAMAGED, "itb status 2>&1 >/dev/null | true", 4),
            (DAMAGED, "itb status 2>&-", 4),
            (DAMAGED, "itb status 2>/dev/full", 4),
            (DAMAGED, "itb status --json | true", 4),
            (DAMAGED, "itb status --json >/dev/full", 4),
            (CRITICAL, "itb log 2026-13-01 2>&1 >/dev/null | true", 5),
            (CRITICAL, "itb log 2026-13-01 2>/dev/full", 5),
            (CRITICAL, "itb stauts 2>&1 >/dev/null | true", 2),
            (CRITICAL, "itb --help | true", 0),
            (CRITICAL, "itb --version | true", 0),
        ],
        every_day=3,
    ),
)
def test_the_exit_code_is_the_answers_whoever_reads(record, text, line, code):
    ended = shell(record, text, line.replace("| true", GONE))
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert "bug" not in ended.stderr


@pytest.mark.parametrize(
    "words", rest_slow(["status", "--version", "--help", "log --help", "status --json", "emergency", "export json"])
)
@pytest.mark.parametrize("to", [">&-", ">/dev/full"])
def test_what_could_not_be_written_is_said_with_its_reason(record, words, to):
    ended = shell(record, CRITICAL, f"itb {words} {to}")
    assert ended.stderr.startswith(NOT_WRITTEN + ("Bad file descriptor" if to == ">&-" else "No space left on device"))
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr


def test_a_question_that_nobody_can_see_is_answered_by_nobody(record):
    code = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    asked = f"{ITB} log 2020-01-05 --alarm-date 2020-04-01 2>/dev/full"
    before = CRITICAL
    ended = shell(record, before, f"'{sys.executable}' -c '{code}' sh -c \"{asked}\"")
    assert ended.returncode == 130
    assert Path(record).read_text(encoding="utf-8") == before

"""`itb export` and `itb import` as real processes: pipes, terminals, locales, umasks, full disks, a process that is killed."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from selection import rest_slow
from test_process import ASCII, FULL, ITB, LONGEST_WAIT_SECONDS, STYLE, OnTerminal, piped, surroundings

CSV = "kind,on,alarm_date\r\nrefill,2026-09-01,2026-12-10\r\n"


@pytest.fixture
def full(tmp_path):
    path = tmp_path / "itb" / "record.toml"
    path.parent.mkdir()
    path.write_text(FULL.replace("Alexandra", "Zo\u00eb \u0141ucja").replace("Ward 3", "\u2028 = 3"), encoding="utf-8")
    return path


def bytes_of(place, *words, **environment):
    ended = subprocess.run(
        [*ITB, *words], env=surroundings(place, **environment), capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return ended.returncode, ended.stdout


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv"])
def test_standard_output_is_the_export_byte_for_byte_whatever_the_locale_and_the_looks(full, tmp_path, form):
    place = tmp_path / "file"
    piped(full, "export", form, "-o", str(place))
    for words, environment in (
        ((), {}),
        ((), ASCII),
        (("--plain", "--no-color"), {}),
        ((), {"FORCE_COLOR": "1", "COLUMNS": "40"}),
    ):
        assert bytes_of(full, "export", form, *words, **environment) == (0, place.read_bytes())


@pytest.mark.slow
def test_out_through_a_pipe_and_in_again(full, tmp_path):
    other = tmp_path / "other" / "record.toml"
    itb = " ".join(ITB)
    for form in ("json", "csv"):
        script = f'{itb} export {form} 2>/dev/null | {itb} --file "$0" import - --yes'
        subprocess.run(["sh", "-c", script, str(other)], env=surroundings(full), check=True, capture_output=True)
    assert bytes_of(other, "export", "json") == bytes_of(full, "export", "json")


@pytest.mark.parametrize("umask", ["000", "022", "077", "277"])
def test_a_file_is_its_owners_alone_whatever_the_umask(full, tmp_path, umask):
    place = tmp_path / "file.json"
    assert piped(full, "export", "json", "-o", str(place), before=("sh", "-c", f'umask {umask}; exec "$@"', "sh"))[0] == 0
    assert place.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.json", "itb"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", [("export", "json"), ("export", "csv"), ("status",)], ids=" ".join)
def test_a_stream_that_takes_nothing_is_an_error_and_no_more(full, words):
    with Path("/dev/full").open("wb") as device:
        ended = subprocess.run([*ITB, *words], env=surroundings(full), stdout=device, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"itb: The answer could not be written: ")
    assert len(ended.stderr.splitlines()) == 2


def test_a_reader_that_goes_away_early_is_no_error(full):
    ended = subprocess.run(
        ["sh", "-c", f"{' '.join(ITB)} export json | head -c 1"], env=surroundings(full), capture_output=True, check=False
    )
    assert (ended.stdout, ended.stderr) == (b"{", b"")


def test_a_file_limit_leaves_no_part_of_an_export(full, tmp_path):
    """The system lets a file grow to so many blocks of 512 bytes only, as a full disk would. Python's own files are not tried."""
    place = tmp_path / "file.json"
    limited = ("sh", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$@"', "sh")
    code, out, said = piped(full, "export", "json", "-o", str(place), before=limited, PYTHONDONTWRITEBYTECODE="1")
    assert (code, out) == (5, "")
    assert "was NOT written: File too large. Nothing there was changed." in " ".join(said.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["itb"]


KILLED_AT = """
import os, signal, sys
from itb_cli.cli.main import main
calls = 0
def dying(call):
    def run(*words, **more):
        global calls
        calls += 1
        if calls == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*words, **more)
    return run
for name in ("open", "fsync", "replace", "rename", "unlink", "close"):
    setattr(os, name, dying(getattr(os, name)))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.slow
def test_killed_at_any_call_an_export_is_whole_or_cannot_be_taken_for_one(full, tmp_path):
    whole = bytes_of(full, "export", "csv")[1]
    seen = set()
    for at in range(1, 40):
        place = tmp_path / f"{at}.csv"
        ended = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(at), "export", "csv", "-o", str(place)],
            env=surroundings(full),
            check=False,
            capture_output=True,
        )
        seen.add(place.read_bytes() if place.exists() else None)
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
    assert ended.returncode == 0
    assert seen == {None, whole}


def test_a_file_that_cannot_be_read_by_its_kind_never_holds_up(full, tmp_path):
    for name in ("/dev/zero", "/dev/null", str(tmp_path)):
        assert piped(full, "import", name, "--yes")[0] == 5


def test_a_pipe_with_a_name_is_read(full, tmp_path):
    other, pipe = tmp_path / "other.toml", tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", 'printf %s "$1" > "$0"', str(pipe), CSV]) as writer:
        try:
            assert piped(other, "import", str(pipe), "--yes")[0] == 0
        finally:
            writer.kill()
    assert "2026-12-10" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", rest_slow([40, 80, 120]))
def test_on_a_terminal_of_any_width_the_plan_is_shown_whole_and_yes_stores(full, tmp_path, columns):
    source, other = tmp_path / "export.json", tmp_path / "other.toml"
    piped(full, "export", "json", "-o", str(source))
    plain = piped(other, "import", str(source), "--dry-run")[1]
    terminal = OnTerminal(other, columns, "import", str(source))
    shown = STYLE.sub("", terminal.read_until("Store this? [y/N]"))
    assert max(map(len, shown.splitlines())) <= columns
    lost = set(re.findall(r"\w+", plain)) - set(re.findall(r"\w+", shown))
    assert lost <= {"Day", "What", "Details"}
    assert not other.exists()
    terminal.type("y\n")
    assert terminal.end() == 0
    assert "SAVED" in terminal.shown
    assert bytes_of(other, "export", "json") == bytes_of(full, "export", "json")


@pytest.mark.parametrize(
    ("keys", "code"), [("n\n", 5), ("\n", 5), ("\x04", 130), ("\x03", 130)], ids=["no", "enter", "end", "control-c"]
)
def test_on_a_terminal_anything_but_yes_stores_nothing(tmp_path, keys, code):
    source, other = tmp_path / "export.csv", tmp_path / "other.toml"
    source.write_bytes(CSV.encode())
    terminal = OnTerminal(other, 80, "import", str(source))
    terminal.read_until("[y/N]")
    terminal.type(keys)
    assert terminal.end() == code
    assert "Traceback" not in terminal.shown
    assert not other.exists()


@pytest.mark.slow
def test_ten_imports_at_once_store_each_entry_once(tmp_path):
    place = tmp_path / "itb" / "record.toml"
    running = []
    for number in range(10):
        source = tmp_path / f"{number}.csv"
        source.write_text(f"kind,id,on\nrefill,all,2026-01-01\nrefill,own{number},2026-02-{number + 1:02}\n", encoding="utf-8")
        running.append(
            subprocess.Popen([*ITB, "import", str(source), "--yes"], env=surroundings(place), stdout=subprocess.DEVNULL)
        )
    assert [process.wait(LONGEST_WAIT_SECONDS) for process in running] == [0] * 10
    days = re.findall(r"^on = (\S+)", place.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(days) == ["2026-01-01", *(f"2026-02-{day:02}" for day in range(1, 11))]

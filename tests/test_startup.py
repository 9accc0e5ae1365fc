"""Which modules a command does not load. Start-up is a structure: this tests it as one, `benchmarks/speed.py` measures it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shown_day import shown_day

LOADED_BY_ITB = """\
import sys
before = set(sys.modules)
from itb_cli.cli.main import main
code = main(sys.argv[1:])
with open({told!r}, "w", encoding="utf-8") as told:
    told.write("\\n".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""
RECORD = """\
schema_version = 1
[[refills]]
id = "one"
on = 2026-09-01
alarm_date = 2026-12-10
"""
AS_OF = ("--as-of", "2026-11-22")
READING = {
    "emergency": ("emergency",),
    "next-refill": ("next-refill", *AS_OF),
    "status": ("status", *AS_OF),
    "check": ("check", "hot-tub", *AS_OF),
    "calendar": ("calendar", *AS_OF),
    "card": ("card", *AS_OF),
    "history": ("history", *AS_OF),
    "trip": ("trip", "2026-12-01", "2026-12-20", *AS_OF),
    "remind": ("remind", *AS_OF),
}
NEVER = ("asyncio", "filelock", "http", "icalendar", "pydantic", "socket", "sqlite3", "ssl", "urllib.request")
ABOUT_PEOPLE = (
    *("itb_cli.cli.person", "itb_cli.cli.all_people", "itb_cli.domain.people", "itb_cli.storage.people", "itb_cli.pages.person"),
    *("itb_cli.pages.all_people", "itb_cli.services.people.all_people"),
)
ABOUT_PROMPTS = ("itb_cli.cli.prompt_cache", "itb_cli.prompt.cache_file", "itb_cli.services.reminders.prompt")
ONLY_FOR_A_REASON = ("json", "platformdirs", "rich", "secrets", "segno", "tomli_w", "typst")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of one refill."""
    path = tmp_path / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    return path


def test_the_version_loads_no_framework_and_no_commands(record: Path) -> None:
    loaded = _loaded(record, "--version")
    assert not _among(loaded, "typer", "tomllib", *NEVER, *ONLY_FOR_A_REASON)
    assert not [
        name for name in loaded if name.startswith(("itb_cli.services", "itb_cli.pages", "itb_cli.storage", "itb_cli.render"))
    ]


def test_the_help_loads_no_command(record: Path) -> None:
    loaded = _loaded(record, "--help")
    assert not [name for name in loaded if name.startswith("itb_cli.cli.commands.")]
    assert not _among(loaded, *NEVER, *ONLY_FOR_A_REASON)


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_a_reading_command_in_a_pipe_loads_nothing_heavy(words: tuple[str, ...], record: Path) -> None:
    assert not _among(_loaded(record, *words), *NEVER, *ONLY_FOR_A_REASON)


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_a_reading_command_loads_no_other_command(words: tuple[str, ...], record: Path) -> None:
    commands = {name for name in _loaded(record, *words) if name.startswith("itb_cli.cli.commands.")}
    assert commands <= {f"itb_cli.cli.commands.{words[0].replace('-', '_')}"}


@pytest.mark.parametrize("options", [(), ("--plain",), ("--json",)])
def test_the_emergency_answer_loads_no_framework(options: tuple[str, ...], record: Path) -> None:
    assert not _among(_loaded(record, "emergency", *options), "typer", "itb_cli.cli.app", "rich", *NEVER)


@pytest.mark.parametrize("command", ["next-refill", "status", "check", "remind"])
def test_the_usual_words_are_read_without_a_framework(command: str, record: Path) -> None:
    assert not _among(_loaded(record, *READING[command]), "typer", "inspect", "itb_cli.cli.app", "itb_cli.cli.words.typer_form")


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_a_reading_command_does_not_load_what_writes(words: tuple[str, ...], record: Path) -> None:
    assert not _among(_loaded(record, *words), "itb_cli.storage.record_writer", "itb_cli.storage.default_place")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a library knows the usual place")
def test_the_usual_record_is_found_without_a_library(record: Path) -> None:
    usual = record.parent / ".local" / "share" / "itb" / "record.toml"
    usual.parent.mkdir(parents=True)
    usual.write_bytes(record.read_bytes())
    environment = {name: value for name, value in _environment(record).items() if name not in ("ITB_FILE", "XDG_DATA_HOME")}
    environment["HOME"] = str(record.parent)
    subprocess.run(_words(record, READING["status"]), env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    loaded = _told(record)
    assert "itb_cli.storage.default_place" in loaded
    assert not _among(loaded, "platformdirs", "tempfile", "shutil", "random", *NEVER)


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_what_is_about_people_is_loaded_where_somebody_is_named_or_all_are_asked_for(
    words: tuple[str, ...], record: Path
) -> None:
    assert not _among(_loaded(record, *words), *ABOUT_PEOPLE)


def test_the_guard_sees_what_is_about_people(record: Path) -> None:
    assert set(_among(_loaded(record, "status", "--all", *AS_OF), *ABOUT_PEOPLE)) >= {"itb_cli.cli.all_people"}
    assert not _among(_loaded(record, "card", "--person", "nobody"), "itb_cli.cli.all_people", *NEVER)


def test_a_card_for_paper_loads_what_its_form_needs_and_no_more(record: Path) -> None:
    assert "itb_cli.cli.papers.card_files" not in _loaded(record, "card", *AS_OF)
    html = _loaded(record, "card", "--format", "html", "-o", str(record.with_name("card.html")))
    assert not _among(html, "segno", "typst", "rich", *set(NEVER) - {"filelock"})
    assert "segno" in _loaded(record, "card", "--format", "svg", "--qr", "-o", str(record.with_name("card.svg")))


@pytest.mark.parametrize("words", [*READING.values(), ("log", "2026-10-01")], ids=[*READING, "log"])
def test_what_is_about_prompts_is_loaded_by_those_who_use_one(words: tuple[str, ...], record: Path) -> None:
    assert not _among(_loaded(record, *words), *ABOUT_PROMPTS)


def test_the_guard_sees_what_is_about_prompts(record: Path) -> None:
    assert set(_among(_loaded(record, "prompt", "bash"), *ABOUT_PROMPTS)) == set(ABOUT_PROMPTS)


def test_json_is_loaded_where_it_is_asked_for_and_rich_is_not(record: Path) -> None:
    loaded = _loaded(record, "status", "--json", *AS_OF)
    assert "json" in loaded
    assert not _among(loaded, "rich", "itb_cli.render.plain", *NEVER)


def test_the_knowledge_is_loaded_by_those_who_need_it(record: Path) -> None:
    assert "itb_cli.content.loader" in _loaded(record, "check", "hot-tub")
    for words in (READING["emergency"], READING["status"], READING["next-refill"]):
        assert "itb_cli.content.loader" not in _loaded(record, *words)


def test_on_a_terminal_the_screen_loads_rich(record: Path) -> None:
    loaded = _loaded_on_a_terminal(record, "status", *AS_OF)
    assert {"itb_cli.render.screen", "rich"} <= loaded
    assert not _among(loaded, "markdown_it", "pygments", *NEVER)


@pytest.mark.parametrize("how", ["--plain", "--json"])
def test_on_a_terminal_nothing_but_the_screen_loads_rich(how: str, record: Path) -> None:
    assert not _among(_loaded_on_a_terminal(record, "status", how, *AS_OF), "rich", "itb_cli.render.screen")


def test_the_guard_sees_a_module_that_was_loaded(record: Path) -> None:
    assert _among(_loaded(record, "status", *AS_OF), "decimal", "asyncio") == ["decimal"]


@pytest.mark.parametrize("command", ["next-refill", "status", "emergency", "remind", "card"])
def test_a_record_as_itb_writes_it_is_read_without_the_librarys_parser(command: str, record: Path) -> None:
    assert "tomllib" not in _loaded(record, *READING[command])


ENDED_AT_ONCE = """\
import atexit, sys
from itb_cli.cli.main import entry_point
atexit.register(sys.stderr.write, "ended as usual")
sys.stdout.write("left in the stream")
sys.exit(entry_point())
"""


@pytest.mark.parametrize(("words", "code"), [(("remind", *AS_OF), 0), (("remind", "--no-such-flag"), 2)])
def test_the_installed_program_ends_at_once_and_leaves_nothing_in_a_stream(
    words: tuple[str, ...], code: int, record: Path
) -> None:
    words = (sys.executable, "-c", ENDED_AT_ONCE, *words)
    ended = subprocess.run(words, env=_environment(record), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert ended.stdout.startswith("left in the stream")
    assert "ended as usual" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="no device here is always full")
def test_the_installed_program_ends_as_usual_if_a_stream_takes_nothing(record: Path) -> None:
    words = (sys.executable, "-c", ENDED_AT_ONCE, "remind", "--no-such-flag")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(words, env=_environment(record), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 120  # what Python ends with if an answer got lost
    assert "ended as usual" in ended.stderr


def _among(loaded: frozenset[str], *names: str) -> list[str]:
    return [name for name in names if name in loaded]


_KEPT: dict[tuple[str, ...], frozenset[str]] = {}
"""What reading commands loaded: they change nothing, and every record here holds the same, so each is started once."""


def _loaded(record: Path, *words: str) -> frozenset[str]:
    """The modules that `itb` with these words loads beyond the interpreter's own, its output in a pipe."""
    if words not in READING.values():
        return _loaded_anew(record, *words)
    if words not in _KEPT:
        _KEPT[words] = _loaded_anew(record, *words)
    return _KEPT[words]


def _loaded_anew(record: Path, *words: str) -> frozenset[str]:
    ended = subprocess.run(
        _words(record, words),
        env=_environment(record),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return _told(record)


def _loaded_on_a_terminal(record: Path, *words: str) -> frozenset[str]:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    with subprocess.Popen(_words(record, words), env=_environment(record), stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = _all_of(ours)
    os.close(ours)
    assert process.returncode == 0, shown
    return _told(record)


def _all_of(terminal: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux tells the end of a terminal so
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def _words(record: Path, words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-c", LOADED_BY_ITB.format(told=str(record.with_name("loaded"))), *words]


def _told(record: Path) -> frozenset[str]:
    return frozenset(record.with_name("loaded").read_text(encoding="utf-8").split())


def _environment(record: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    home = {name: str(record.parent) for name in ("HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA")}
    return kept | shown_day() | home | {"ITB_FILE": str(record), "TERM": "xterm-256color", "PYTHONUTF8": "1"}

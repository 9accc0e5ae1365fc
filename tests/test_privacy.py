"""Nothing of a person's leaves their record's folder (R104, R113): files made, files opened, connections, of every command."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itb_cli.cli.app import COMMANDS
from selection import rest_slow
from shown_day import shown_day

if sys.platform == "win32":
    pytest.skip("permissions and system calls are others there", allow_module_level=True)

READING = {
    "status": [("status",), ("status", "--all"), ("status", "--json")],
    "next-refill": [("next-refill", "--why")],
    "check": [("check",), ("check", "mri")],
    "emergency": [("emergency",)],
    "card": [("card",)],
    "history": [("history", "--chart")],
    "diary": [("diary",)],
    "report": [("report",), ("report", "--redact")],
    "calendar": [("calendar",)],
    "trip": [("trip", "2026-11-25", "2026-12-01", "--as-of", "2026-11-22")],
    "remind": [("remind", "--heartbeat"), ("remind", "--message"), ("remind", "--as-of", "2026-11-22")],
    "learn": [("learn",), ("learn", "risks")],
    "sources": [("sources",), ("sources", "--review")],
    "restore": [("restore",)],
    "doctor": [("doctor",), ("doctor", "--json")],
    "export": [("export", "json"), ("export", "csv")],
    "completion": [("completion", "bash")],
    "demo": [("demo",)],
}
CHANGING = {
    "prompt": [("prompt", "bash"), ("prompt", "starship")],
    "setup": [("setup", "--name", "Alex Reed", "--clinic-phone", "555 0100")],
    "log": [("log", "2026-09-01", "--dose", "350", "--yes"), ("log", "2026-09-02", "--person", "sam", "--yes")],
    "dose": [("dose", "400", "--on", "2026-09-20", "--yes")],
    "book": [("book", "2031-12-01", "--yes")],
    "event": [("event", "fall", "--on", "2026-10-02", "--yes")],
    "diary": [("diary", "add", "2026-10-03", "--spasms", "1", "--note", "SECRET itching", "--yes")],
    "report": [("report", "--html", "{home}/out/report.html")],
    "edit": [("edit", "2026-10-02", "--note", "SECRET")],
    "remove": [("remove", "2026-10-02", "--yes")],
    "remind": [("remind",), ("remind", "--once-a-day"), ("remind", "--snooze", "0")],
    "calendar": [("calendar", "--ics", "{home}/out/itb.ics"), ("calendar", "--ics", "{home}/out/itb.ics", "--detailed")],
    "undo": [("undo",)],
    "sources": [("sources", "--review", "--html", "{home}/out/review.html")],
    "card": [("card", "-o", "{home}/out/card.html"), ("card", "-o", "{home}/out/card.svg", "--qr")],
    "export": [("export", "json", "--output", "{home}/out/record.json"), ("export", "csv", "-o", "{home}/out/entries.csv")],
    "import": [
        ("import", "{home}/out/record.json", "--person", "kim", "--yes"),
        ("import", "{home}/out/entries.csv", "--dry-run"),
    ],
    "restore": [("restore", "1", "--yes")],
    "doctor": [("doctor", "--fix")],
}
ONE_AFTER_THE_OTHER = """\
import json, os, socket, sys
events, happened = [], []
def refuse(*_, **__):
    events.append(["socket.", []])
    raise RuntimeError("a socket was opened")
socket.socket.__init__ = socket.create_connection = socket.getaddrinfo = refuse
WATCHED = ("open", "socket.", "subprocess.", "os.", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
def watch(event, details):
    if event.startswith(WATCHED): events.append([event, [str(part) for part in details]])
from itb_cli.cli.main import main
sys.addaudithook(watch)
for words in json.loads(sys.argv[1]):
    events.clear()
    code = main(words)
    sys.stdout.flush()
    happened.append([words, code, list(events)])
sys.stderr.write(json.dumps(happened))
"""
CHANGES_FILES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate", "os.utime")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


NAMED = {"itb.ics", "review.html", "report.html", "record.json", "entries.csv", "card.html", "card.svg"}
"""Files in the folder `out` that the commands above are told to write."""


def every(commands, home):
    return [[word.format(home=home) for word in words] for calls in commands.values() for words in calls]


def environment(home, **more):
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    folders = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "TMPDIR": str(home / "temp")}
    return kept | shown_day() | folders | {"LC_ALL": "C.UTF-8", "TERM": "xterm", "PYTHONDONTWRITEBYTECODE": "1"} | more


@pytest.fixture
def home(tmp_path):
    """A home of its own, with a folder for data, one for temporary files and one for what commands are told to write."""
    for name in ("data", "temp", "out"):
        (tmp_path / name).mkdir(mode=0o700)
    return tmp_path


def run_all(home, commands, *before, umask=0o077, **more):
    ended = subprocess.run(
        [*before, sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(every(commands, home))],
        env=environment(home, **more),
        cwd=home,
        umask=umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    happened = json.loads(ended.stderr.splitlines()[-1])
    assert [(words, code) for words, code, _ in happened if code not in (0, 3)] == []
    return happened


def test_every_command_is_watched():
    assert set(READING) | set(CHANGING) == {entry.name for entry in COMMANDS}, "say what a new command reads and writes"


@pytest.mark.slow
@pytest.mark.parametrize("umask", rest_slow([0o000, 0o022, 0o077]), ids=oct)
def test_whatever_any_command_makes_is_its_owners_only_whatever_the_umask(home, umask):
    run_all(home, CHANGING, umask=umask)
    cache = home / ".cache"
    made = (home / "data", *(home / "data").rglob("*"), *(home / "out").iterdir(), cache, *cache.rglob("*"))
    assert [path.parent.name for path in made if path.name.startswith("prompt-")] == ["itb"]
    assert {*NAMED, "record.toml", "record.toml.lock", "record.toml.generations", "people", "sam.toml"} <= {
        path.name for path in made
    }
    for path in made:
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path
    assert list((home / "temp").iterdir()) == []


def paths_written(events):
    """Whatever a command opened for writing, made, moved or took away."""
    for event, details in events:
        if details and details[0].isdigit():
            continue  # a file that is open already
        if (event == "open" and (int(details[2] or 0) & WRITES or re.search("[wax+]", details[1]))) or event in CHANGES_FILES:
            yield details[0]


def test_no_command_opens_a_connection_starts_a_program_or_makes_a_temporary_file(home):
    for words, _, events in run_all(home, CHANGING) + run_all(home, READING):
        strange = [event for event in events if not event[0].startswith(("open", "os."))]
        strange += [event for event in events if event[0] in ("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn")]
        assert strange == [], words


def test_reading_commands_write_nothing_at_all(home):
    run_all(home, CHANGING)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in home.rglob("*")}
    for words, _, events in run_all(home, READING):
        assert list(paths_written(events)) == [], words
    assert {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in home.rglob("*")} == before


def test_changing_commands_write_beside_the_record_and_nowhere_else(home):
    written = [(words, path) for words, _, events in run_all(home, CHANGING) for path in paths_written(events)]
    assert written
    folders = [str(folder) for folder in (home / "data", home / ".cache", home / ".cache" / "itb")]
    for words, path in written:
        places = (home / "data" / "itb", home / "out", home / ".cache" / "itb" / "prompt-", home / ".cache" / "itb" / ".prompt-")
        assert path.startswith(tuple(map(str, places))) or path in folders, words


CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(?P<name>\w+)\((?P<arguments>.*?)\)? += (?P<result>-?\d+|\?)")
SYSTEM = (
    *("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/", "/etc/ld.so.", "/etc/python3", "/proc/self/"),
    *("/usr/share/locale", "/usr/share/zoneinfo", "/etc/localtime", "/usr/share/terminfo", "/etc/terminfo", "/dev/null"),
    *("/dev/tty", "/dev/urandom"),
)
"""What any program reads to start: libraries, locale, time zone, terminal."""


def traced(home, commands, log):
    """The system calls of all `commands` that name files, open connections or start programs."""
    strace = ("strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file,%network,%process", "-o", str(log))
    run_all(home, commands, *strace)
    found = [CALL.match(line) for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return [match.groupdict() for match in found if match]


@pytest.fixture
def strace(tmp_path_factory):
    """Where the log goes; skips if programs cannot be watched."""
    program = shutil.which("strace")
    if program is None or subprocess.run([program, "-qq", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no strace here, or it may not watch")
    return tmp_path_factory.mktemp("strace") / "log"


def of_python(path):
    own = {sys.prefix, sys.base_prefix, str(Path(__file__).parent.parent), *filter(os.path.isabs, sys.path)}
    return any(path.startswith((folder, os.path.realpath(folder))) for folder in own if folder not in ("", "/", "/usr"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["changing", "reading"])
def test_the_system_sees_every_command_open_its_record_and_what_programs_need_to_start(home, strace, kind):
    if kind == "reading":
        run_all(home, CHANGING)
    calls = traced(home, CHANGING if kind == "changing" else READING, strace)
    names = [call["name"] for call in calls]
    assert names.count("openat") > 100, "the watch saw nothing"
    assert not {"socket", "connect", "bind", "sendto", "sendmsg"} & set(names)
    assert (names.count("execve") - names.index("execve"), {"fork", "vfork"} & set(names)) == (1, set())
    opened = [call for call in calls if call["name"] in ("open", "openat", "creat") and call["result"] != "-1"]
    for call in opened:
        path = re.search(r'"([^"]*)"', call["arguments"])[1]
        assert (
            path.startswith((str(home / "data"), str(home / "out"), str(home / ".cache" / "itb" / ""), *SYSTEM))
            or of_python(path)
            or path in (str(home), str(home / ".cache"))  # a folder that is synced after one was made in it
        ), call
    writing = [
        call
        for call in opened
        if re.search("O_WRONLY|O_RDWR|O_CREAT", call["arguments"]) and "/dev/null" not in call["arguments"]
    ]
    assert bool(writing) == (kind == "changing"), writing
    places = (str(home / "data" / "itb"), str(home / "out"), str(home / ".cache" / "itb"))
    assert all(any(place in call["arguments"] for place in places) for call in writing)


@pytest.mark.slow
def test_an_edit_of_the_whole_record_starts_one_program_and_its_copy_lies_beside_the_record(home):
    run_all(home, CHANGING)
    seen = home / "seen"
    editor = f"""sh -c 'ls -ln "$0" > {seen}; echo >> "$0"'"""
    events = run_all(home, {"edit": [("edit", "--yes")]}, umask=0o000, EDITOR=editor)[0][2]
    assert [event[0] for event in events if event[0].startswith(("subprocess.", "socket."))] == ["subprocess.Popen"]
    assert re.match(r"-rw------- .*/data/itb/record\.toml\.draft/record\.toml$", seen.read_text().strip())
    assert list((home / "temp").iterdir()) == []
    assert not (home / "data" / "itb" / "record.toml.draft").exists()
    for path in (home / "data").rglob("*"):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path

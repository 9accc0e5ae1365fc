"""Real processes, real terminals, real obstacles: what no fake can prove."""

import functools
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from itb_cli.cli.commands.demo import GO_ON
from selection import rest_slow
from shown_day import shown_day, stamp_in

if sys.platform == "win32":
    pytest.skip("terminals and permissions are others there", allow_module_level=True)

import contextlib
import fcntl
import pty
import struct
import termios

ITB = [sys.executable, "-W", "error", "-m", "itb_cli"]
ONE_AFTER_THE_OTHER = """\
import json, sys
from itb_cli.cli.main import main
for words in json.loads(sys.argv[1]):
    code = main(words)
    print(f"\\f{code}\\f", end="", flush=True)
"""
"""A program that runs `itb` several times in one process, so that starting Python is paid for once."""
ALL_OF_ITB = [sys.executable, "-W", "error", "-c", ONE_AFTER_THE_OTHER]
LONGEST_WAIT_SECONDS = 30
FULL = """\
schema_version = 1
[person]
name = "Alexandra Reed-Montgomery"
born = 1980-01-02
allergies = ["Penicillin", "Latex"]
[[contacts]]
name = "Sam Reed"
relation = "partner"
phone = "555 0111"
[clinic]
name = "Riverside Pump Clinic, Saint Bartholomew's Hospital"
phone = "555 0100"
out_of_hours_phone = "555 0199"
[pump]
model = "SynchroMed II"
serial = "NGP123456H"
implanted_on = 2024-03-05
reservoir_ml = 20
alarm_volume_ml = 2
[plan]
emergency_number = "911"
[standby_tablets]
use_before = 2027-05-31
[[refills]]
id = "a"
on = 2026-06-05
[[refills]]
id = "b"
on = 2026-09-01
alarm_date = 2026-12-10
filled_ml = 20
strength_mcg_per_ml = 2000
dose_mcg_per_day = 350
note = "The nurse found 2.5 mL left over. All went well."
[[appointments]]
on = 2026-11-26
at = 09:05:00
place = "Ward 3"
[[events]]
on = 2026-10-01
kind = "mri"
checked_on = 2026-10-02
[[diary_entries]]
on = 2026-11-20
spasms = 1
tightness = 3
sleep_hours = 7.5
[[diary_entries]]
on = 2026-11-21
spasms = 3
note = "Slept badly. Legs were tight."
"""
DAY = ("--as-of", "2026-11-22")
READ_COMMANDS = {
    "itb": DAY,
    "status": ("status", *DAY),
    "next-refill": ("next-refill", *DAY),
    "next-refill --why": ("next-refill", "--why", *DAY),
    "check": ("check", *DAY),
    "check mri": ("check", "mri", *DAY),
    "check hot tub, chocolate": ("check", "hot-tub", "chocolate", *DAY),
    "emergency": ("emergency",),
    "card": ("card", *DAY),
    "history": ("history", *DAY),
    "history --chart": ("history", "--chart", *DAY),
    "calendar": ("calendar", *DAY),
    "diary": ("diary", *DAY),
    "report": ("report", *DAY),
    "report --redact": ("report", "--redact", *DAY),
    "trip": ("trip", "2026-11-25", "2026-12-20", *DAY),
    "trip --flying --dive": ("trip", "2026-11-25", "2026-11-26", "--delay", "2", "--flying", "--dive", *DAY),
    "remind": ("remind", *DAY),
    "learn": ("learn",),
    "learn risks": ("learn", "risks"),
    "sources": ("sources",),
    "sources S01": ("sources", "S01"),
    "restore": ("restore",),
    "demo": ("demo",),
}
STYLE = re.compile(r"\x1b\[[\d;]*m")
BOXES_AND_EMOJI = re.compile(r"[\u2500-\u257f\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]|\|")


@pytest.fixture(params=["full record", "no record"])
def place(request, tmp_path):
    """A record with everything in it, or the place of none."""
    path = tmp_path / "itb" / "record.toml"
    if request.param == "full record":
        path.parent.mkdir()
        path.write_text(FULL, encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=["full record", "no record"])
def read_place(request, tmp_path_factory):
    """As `place`, for tests that only read: one for all of them, so that what was answered once is kept."""
    path = tmp_path_factory.mktemp("read") / "itb" / "record.toml"
    if request.param == "full record":
        path.parent.mkdir()
        path.write_text(FULL, encoding="utf-8")
    return path


@pytest.fixture
def full(tmp_path):
    path = tmp_path / "itb" / "record.toml"
    path.parent.mkdir()
    path.write_text(FULL, encoding="utf-8")
    return path


def surroundings(place, **more):
    """An environment with the least that a process needs; None takes a variable away."""
    usual = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH"),
        "HOME": str(place.parent.parent),
        "ITB_FILE": str(place),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {name: value for name, value in (usual | shown_day() | more).items() if value is not None}


def piped(place, *words, before=(), cwd=None, program=ITB, **environment):
    """Runs `itb` with pipes: its exit code, what it wrote, what it said to standard error."""
    ended = subprocess.run(
        [*before, *program, *words],
        env=surroundings(place, **environment),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=LONGEST_WAIT_SECONDS,
    )
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


class OnTerminal:
    """`itb` on a real terminal of so many columns.

    The shell opens the terminal first in a session of its own: so it becomes the one whose Control-C counts.
    """

    def __init__(self, place, columns, *words, program=ITB, **environment):
        self._terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self.shown = ""
        self.process = subprocess.Popen(
            ["sh", "-c", 'exec "$@" < "$0" > "$0" 2>&1', os.ttyname(inside), *program, *words],
            env=surroundings(place, **environment),
            stdin=inside,
            start_new_session=True,
        )
        os.close(inside)

    def type(self, keys):
        os.write(self._terminal, keys.encode())

    def read_until(self, mark):
        """Waits until `mark` was shown; None: until the end. A terminal ends its lines with CR LF."""
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while mark is None or mark not in self.shown:
            assert select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))[0], self.shown
            try:
                chunk = os.read(self._terminal, 65536)
            except OSError:
                break
            if not chunk:
                break
            self.shown += chunk.decode("utf-8", "replace").replace("\r\n", "\n")
        return self.shown

    def interrupted(self):
        """The exit code after Control-C, typed again as a person would: Python misses one that comes just before it reads."""
        for _ in range(LONGEST_WAIT_SECONDS):
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
                break
        return self.end()

    def end(self):
        """The exit code."""
        self.read_until(None)
        os.close(self._terminal)
        return self.process.wait(LONGEST_WAIT_SECONDS)


def on_terminal(place, columns, *words, **environment):
    terminal = OnTerminal(place, columns, *words, **environment)
    return terminal.end(), terminal.shown


def parted(shown):
    """By the name of the command: exit code and answer, from what ONE_AFTER_THE_OTHER wrote."""
    parts = shown.split("\f")
    assert len(parts) == 2 * len(READ_COMMANDS) + 1, shown[-2000:]
    return {name: (int(parts[2 * place + 1]), parts[2 * place]) for place, name in enumerate(READ_COMMANDS)}


ALL_READ_COMMANDS = json.dumps(list(READ_COMMANDS.values()))


def all_piped(place, **how):
    """Every read command with pipes: exit code and answer by name. Nothing may go to standard error."""
    code, shown, said = piped(place, ALL_READ_COMMANDS, program=ALL_OF_ITB, **how)
    assert (code, said) == (0, "")
    return parted(shown)


@functools.cache
def kept_piped(place):
    """What `all_piped` gave for a `read_place`, without starting everything again."""
    return all_piped(place)


def all_on_terminal(place, columns, **how):
    """Every read command on a terminal: exit code and answer by name. The tour stops between its screens until Enter."""
    terminal = OnTerminal(place, columns, ALL_READ_COMMANDS, program=ALL_OF_ITB, **how)
    terminal.type(10 * "\n")
    assert terminal.end() == 0
    return parted(terminal.shown.replace(GO_ON, ""))


def word_counts(shown):
    """The words, however lines are broken."""
    return Counter(re.findall(r"[\w.,'’/-]*\w", STYLE.sub("", shown)))


NOT_ON_A_SCREEN_AS_IN_PLAIN_TEXT = {
    *("Supply", "Day", "What", "Details", "Answer", "Thing", "Type", "Number", "Kept", "on", "Holds"),
    "//www.medicinenet.com/baclofen_pump_therapy/article.htm",
}
"""Words that plain text repeats on each line, where a screen has them once above a column; and one too long for a column."""
EACH_WIDTH = pytest.mark.parametrize("columns", rest_slow([40, 80, 120]))


@pytest.mark.slow
@EACH_WIDTH
def test_on_a_terminal_of_any_width_no_line_is_too_wide_and_nothing_is_lost(read_place, columns):
    on_paper = kept_piped(read_place)
    for name, (code, shown) in all_on_terminal(read_place, columns).items():
        bare = STYLE.sub("", shown)
        assert code == on_paper[name][0]
        assert "\x1b" not in bare
        assert not BOXES_AND_EMOJI.search(bare), name
        assert max(map(len, bare.splitlines())) <= columns, name
        lost = word_counts(on_paper[name][1]) - word_counts(bare)
        if re.search(r"All of it:|More, and who says so:", " ".join(bare.split())):
            whole = READ_COMMANDS[name] if name.startswith(("trip", "card", "check")) else DAY
            headings = "What to type: itb --more What to arrange first; the rest"
            lost -= word_counts(on_terminal(read_place, columns, *whole, "--more")[1]) + word_counts(headings)
        assert {word for word in lost if word not in NOT_ON_A_SCREEN_AS_IN_PLAIN_TEXT} == set(), name


@pytest.mark.slow
@EACH_WIDTH
def test_the_doctor_on_a_terminal_of_any_width_loses_nothing_of_what_plain_text_says_there(place, columns):
    code, shown = on_terminal(place, columns, "doctor", "--more")
    plain_code, plain = on_terminal(place, columns, "doctor", "--more", ITB_PLAIN="1")
    bare = STYLE.sub("", shown)
    assert (code, plain_code) == (0, 0)
    assert f"{columns} columns" in bare
    assert not BOXES_AND_EMOJI.search(bare)
    assert max(map(len, bare.splitlines())) <= columns
    assert {word for word in word_counts(plain) - word_counts(bare) if not word.startswith("/")} == set()


@pytest.mark.slow
def test_plain_text_on_a_narrow_terminal_has_no_style_and_loses_nothing(read_place):
    on_paper = kept_piped(read_place)
    for name, (_, shown) in all_on_terminal(read_place, 40, ITB_PLAIN="1").items():
        assert "\x1b" not in shown
        assert max(map(len, shown.splitlines())) <= 40, name
        body, _, last = on_paper[name][1].rstrip("\n").rpartition("\n\n")  # a terminal says its first line again before the last
        squeezed = "".join(shown.split())
        assert squeezed.startswith("".join(body.split())), name
        assert "".join(last.split()) in squeezed, name


@EACH_WIDTH
def test_phones_dates_and_quantities_stand_whole_on_a_terminal_of_any_width(full, columns):
    for words in (("card", *DAY), ("status", *DAY)):
        shown = STYLE.sub("", on_terminal(full, columns, *words)[1])
        for whole in ("555 0100", "555 0199", "350 mcg per day", "30 November 2026", "10 December 2026"):
            assert whole in shown, (words, whole)


@pytest.mark.slow
@pytest.mark.parametrize("words", [("status", *DAY), ("check", "mri"), ("card", *DAY)], ids=" ".join)
def test_no_color_leaves_no_colour_and_the_same_words(full, words):
    coloured = on_terminal(full, 80, *words)[1]
    colourless = on_terminal(full, 80, *words, NO_COLOR="1")[1]
    assert re.search(r"\x1b\[[\d;]*[34]\dm", coloured)
    assert not re.search(r"\x1b\[[\d;]*[34]\d", colourless)
    assert word_counts(colourless) == word_counts(coloured)


@pytest.mark.parametrize("term", [None, "", "dumb"])
def test_a_terminal_of_no_kind_gets_plain_text(full, term):
    ended, shown = on_terminal(full, 80, "status", *DAY, TERM=term)
    assert ended == 0
    assert "\x1b" not in shown
    assert shown.startswith("BOOKED: ")


def test_a_terminal_that_calls_itself_unknown_is_not_overrun(full):
    shown = STYLE.sub("", on_terminal(full, 40, "status", *DAY, TERM="unknown")[1])
    assert max(map(len, shown.splitlines())) <= 40


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.slow
def test_where_only_ascii_can_be_shown_every_command_answers_with_as_many_words(read_place):
    elsewhere = kept_piped(read_place)
    for name, (code, shown) in all_piped(read_place, **ASCII).items():
        assert code == elsewhere[name][0]
        assert shown.isascii(), name
        assert "\\u" not in shown, name
        assert len(shown.split()) >= len(elsewhere[name][1].split()), name


def test_where_only_ascii_can_be_shown_names_keep_their_letters(full):
    full.write_text(FULL.replace("Alexandra", "Zoë Łucja"), encoding="utf-8")
    assert "Name: Zoe Lucja Reed-Montgomery" in piped(full, "card", **ASCII)[1]
    code, shown, _ = piped(full, "check", "crème brûlée", **ASCII)
    assert code == 3
    assert shown.startswith("NOT IN THE LIST: ")


def test_where_only_ascii_can_be_shown_a_terminal_answers_too(full):
    ended, shown = on_terminal(full, 40, "check", "hot tub", **ASCII)
    assert ended == 0
    assert shown.isascii()
    assert "Hot tub" in shown
    assert "102" in on_terminal(full, 40, "check", "hot tub", "--more", **ASCII)[1]


def test_words_that_are_no_text_are_answered(full):
    """Bytes that are not UTF-8 on the command line."""
    for words, code in (
        (("check", b"caf\xe9"), 3),
        (("log", b"\xff\xfe"), 5),
        ((b"\xc3\x28",), 3),  # read as a question that has no answer
        (("--as-of", b"\xa0\xa1"), 5),
    ):
        ended, shown, said = piped(full, *words)
        assert ended == code
        assert "bug" not in shown + said


def test_a_note_that_is_no_text_is_stored_as_text(full):
    assert piped(full, "log", "2026-11-01", "--note", b"caf\xe9 \xff")[0] == 0
    assert "caf\\udce9 \\udcff" in full.read_text(encoding="utf-8").replace("\\\\", "\\")
    assert piped(full, "history")[0] == 0


EMERGENCY_NEEDS = ("slow or shallow breathing", "itching, often with no rash", "Do not touch the pump, do not wait for its alarm")
CARD_NEEDS = ("I HAVE AN IMPLANTED BACLOFEN PUMP", "Stopping baclofen suddenly can kill.", "Think of baclofen withdrawal")


def assert_emergency_and_card_answer(place, *, phone=None, **how):
    """Both answer whole, with code 0 and without a word on standard error (R79)."""
    for command, needs in (("emergency", EMERGENCY_NEEDS), ("card", CARD_NEEDS)):
        code, shown, said = piped(place, command, **how)
        assert (code, said) == (0, "")
        assert all(words in shown for words in needs)
        is_unread = "Nothing of it stands here" in shown or "Nothing of one stands here" in shown
        word = "Unknown" if is_unread else "Not recorded"
        label = "Pump clinic and after hours" if command == "emergency" else "Pump clinic"
        unknown = f"{label}: {word}"
        assert (phone or unknown) in shown


def test_emergency_and_card_answer_without_a_home(place):
    place.parent.mkdir(exist_ok=True)
    for environment in ({"HOME": None}, {"HOME": "/nowhere", "PATH": ""}):
        phone = "555 0100" if place.exists() else None
        assert_emergency_and_card_answer(place, phone=phone, **environment)


def test_emergency_and_card_answer_without_a_home_and_without_a_record_of_ones_own(tmp_path):
    empty = {"HOME": None, "ITB_FILE": None, "XDG_DATA_HOME": str(tmp_path / "data")}
    assert_emergency_and_card_answer(tmp_path / "itb" / "record.toml", **empty)
    assert not (tmp_path / "data").exists()


def test_emergency_and_card_answer_a_user_whom_the_system_does_not_know(tmp_path):
    unknown_user = ("setpriv", "--reuid=54321", "--clear-groups", sys.executable, "-c", "import itb_cli")
    if shown_day():
        pytest.skip("another user may not open what faketime shares between processes")
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can become a user without a home, with setpriv")
    if subprocess.run(unknown_user, capture_output=True, check=False, cwd="/").returncode:
        pytest.skip("another user cannot read the installed package here")
    assert_emergency_and_card_answer(tmp_path / "itb" / "x", before=unknown_user[:3], cwd="/", HOME=None, ITB_FILE=None)


@pytest.mark.parametrize("content", [b"", FULL.encode()[:-200], b"\x00" * 100, b"schema_version = 99\n"])
def test_emergency_and_card_answer_with_a_damaged_record_and_change_no_byte(full, content):
    full.write_bytes(content)
    assert_emergency_and_card_answer(full)
    assert full.read_bytes() == content
    assert sorted(path.name for path in full.parent.iterdir()) == ["record.toml"]


def test_emergency_and_card_answer_while_another_process_holds_the_lock(full):
    from filelock import FileLock

    with FileLock(full.with_name("record.toml.lock"), mode=0o600):
        assert_emergency_and_card_answer(full, phone="555 0100")
        assert piped(full, "status", *DAY)[0] == 0


def test_emergency_and_card_answer_from_a_folder_that_is_gone(full, tmp_path):
    script = 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"'
    assert_emergency_and_card_answer(full, phone="555 0100", before=("sh", "-c", script, str(tmp_path / "gone")))


def read_only(folder):
    """Words before a command that make `folder` read-only for it alone; skips the test if this machine allows no such thing."""
    if os.geteuid() == 0:
        script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        before = ("unshare", "--mount", "sh", "-c", script, str(folder))
        if shutil.which("unshare") and subprocess.run([*before, "true"], capture_output=True, check=False).returncode == 0:
            return before
        pytest.skip("root may mount nothing here, and permissions do not hold root back")
    folder.chmod(0o500)
    return ()


def test_emergency_and_card_answer_on_a_read_only_disk(full):
    assert_emergency_and_card_answer(full, phone="555 0100", before=read_only(full.parent))


@pytest.mark.slow
def test_reading_works_on_a_read_only_disk(full):
    assert all_piped(full, before=read_only(full.parent)) == all_piped(full)


def test_the_doctor_sees_a_record_that_was_written_after_today(full):
    full.write_text("schema_version = 1\n", encoding="utf-8")
    assert "Clock: Nothing is recorded to compare" in piped(full, "doctor")[1]
    os.utime(full, (stamp_in(3), stamp_in(3)))
    code, shown, _ = piped(full, "doctor")
    assert code == 4
    assert "- Clock: An entry, or the file itself, is of a later day than today." in shown


def test_the_doctor_sees_a_read_only_disk(full):
    code, shown, _ = piped(full, "doctor", before=read_only(full.parent))
    assert code == 4
    assert "Nothing can be saved there." in shown


def test_writing_on_a_read_only_disk_says_not_saved_and_changes_nothing(full):
    code, shown, said = piped(full, "log", "2026-11-01", before=read_only(full.parent))
    assert (code, shown) == (4, "")
    assert said.startswith("itb: NOT saved: ")
    assert said.endswith(
        f" Look at who may write in {full.parent}, or choose another place with --file, then do the same again.\n"
    )
    assert full.read_text(encoding="utf-8") == FULL
    assert [path.name for path in full.parent.iterdir()] == ["record.toml"]


def test_a_refill_is_written_to_a_private_file_and_read_by_another_process(tmp_path):
    place = tmp_path / "deep" / "itb" / "record.toml"
    assert piped(place, "log", "2026-09-01", "--alarm-date", "2026-12-10")[0] == 0
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    answer = json.loads(piped(place, "next-refill", "--json", *DAY)[1])
    assert (answer["state"], answer["data"]["refill_by"]) == ("soon", "2026-11-30")


def _states(data, person):
    """The one earlier state of a person; its name holds the day of the test."""
    (state,) = (data / "itb" / "people" / f"{person}.toml.generations").iterdir()
    return [state.relative_to(data).as_posix()]


@pytest.mark.slow
def test_two_people_in_a_data_folder_are_kept_apart_and_private_whatever_the_umask(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    environment = {"ITB_FILE": None, "XDG_DATA_HOME": str(data)}
    open_to_all = ("sh", "-c", 'umask 000; exec "$@"', "sh")
    place = tmp_path / "itb" / "record.toml"
    for name, alarm_date in (("Alex Reed", "2026-12-10"), ("sam", "2026-11-20")):
        words = ("log", "2026-09-01", "--alarm-date", alarm_date, "--person", name, "--yes")
        assert piped(place, *words, before=open_to_all, **environment)[0] == 0
    assert sorted(path.relative_to(data).as_posix() for path in data.rglob("*")) == [
        "itb",
        "itb/people",
        "itb/people/alex-reed.toml",
        "itb/people/alex-reed.toml.generations",
        *_states(data, "alex-reed"),
        "itb/people/alex-reed.toml.lock",
        "itb/people/sam.toml",
        "itb/people/sam.toml.generations",
        *_states(data, "sam"),
        "itb/people/sam.toml.lock",
    ]
    for path in (data, *data.rglob("*")):
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600"), path

    def alarm_date(*words, **more):
        code, out, _ = piped(place, "status", "--json", *DAY, *words, **environment, **more)
        envelope = json.loads(out)
        return code, envelope["person"], envelope["data"].get("alarm_date")

    assert alarm_date("--person", "ALEX REED") == (0, "alex-reed", "2026-12-10")
    assert alarm_date(ITB_PERSON="Sam") == (0, "sam", "2026-11-20")
    assert alarm_date("--person", "sam", ITB_PERSON="alex reed") == (0, "sam", "2026-11-20")
    assert alarm_date("--person", "kim") == (4, "kim", None)
    assert alarm_date() == (3, None, None)
    code, out, said = piped(place, "status", "--all", "--exit-code", *DAY, **environment)
    assert (code, said) == (12, "")
    assert out.startswith("CALL NOW: sam. ")
    assert "\n\nBOOK NOW: alex-reed. " in out


def test_a_record_of_somebody_that_was_written_after_today_makes_the_clock_doubtful_in_the_list_too(tmp_path):
    people = tmp_path / "data" / "itb" / "people"
    people.mkdir(parents=True)
    for name, days_ahead in (("alex", 0), ("sam", 3)):
        record = people / f"{name}.toml"
        record.write_text("schema_version = 1\n", encoding="utf-8")
        os.utime(record, (stamp_in(days_ahead), stamp_in(days_ahead)))
    place = tmp_path / "itb" / "record.toml"
    out = piped(place, "status", "--all", "--json", ITB_FILE=None, XDG_DATA_HOME=str(tmp_path / "data"))[1]
    assert {one["person"]: one["doubts"] for one in json.loads(out)["data"]["people"]} == {
        "alex": ["no_refill"],
        "sam": ["no_refill", "clock"],
    }


def test_on_a_terminal_a_question_is_asked_and_yes_stores(full):
    before = full.read_bytes()
    for keys, code in (("n\n\n", 5), ("y\ny\n", 0)):
        terminal = OnTerminal(full, 80, "log", "2026-11-01", "--dose", "350 mg")
        asked = " ".join(terminal.read_until("[y/N]").split())
        assert asked == "350,000 mcg per day is 1,000 times more than the last one, 350 mcg per day. Is it right? [y/N]"
        terminal.type(keys)
        assert terminal.end() == code
        assert (full.read_bytes() == before) == (code == 5)


@pytest.mark.parametrize("words", [("setup",), ("log", "2026-11-01", "--dose", "350 mg")], ids=" ".join)
def test_control_c_at_a_question_ends_with_130_and_stores_nothing(full, words):
    before = full.read_bytes()
    terminal = OnTerminal(full, 80, *words)
    terminal.read_until("]")
    assert terminal.interrupted() == 130
    assert "Traceback" not in terminal.shown
    assert full.read_bytes() == before


def test_an_interrupt_from_outside_ends_with_130_and_stores_nothing(tmp_path):
    place = tmp_path / "itb" / "record.toml"
    terminal = OnTerminal(place, 80, "setup")
    terminal.read_until("]:")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() == 130
    assert not place.exists()


def test_a_reader_that_goes_away_early_leaves_no_complaint(full):
    pipeline = f"{' '.join(ITB)} demo | head -n 1"
    ended = subprocess.run(
        ["sh", "-c", pipeline], env=surroundings(full), capture_output=True, check=False, timeout=LONGEST_WAIT_SECONDS
    )
    assert ended.stderr == b""
    assert ended.stdout.startswith(b"DEMO: ")


def test_no_network_is_opened(full):
    """Every command with all sockets forbidden in the process itself (R113)."""
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise RuntimeError('a socket was opened')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from itb_cli.cli.main import main\n"
        "sys.exit(max(main(words.split()) for words in sys.argv[1:]))\n"
    )
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            "status",
            "card",
            "emergency",
            "check mri",
            "learn ms",
            "sources",
            "demo",
            "history",
            "export json",
        ],
        env=surroundings(full),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_python_dash_m_and_the_installed_program_are_the_same(full):
    installed = Path(sys.executable).parent / "itb"
    if not installed.exists():
        pytest.skip(f"no itb in {installed.parent}: install the package")
    ended = subprocess.run([installed, "card", *DAY], env=surroundings(full), capture_output=True, check=False)
    assert ended.stdout.decode() == piped(full, "card", *DAY)[1]

"""The code for the shells, run by the real shells: what they show on which day, and when they say that they do not know."""

import os
import shutil
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from domain.strategies import EVENTS, days_after, events_since, facts, record_of
from hypothesis import given, settings
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Record, Refill
from itb_cli.domain.states import newest_entry_day, stand
from itb_cli.domain.supply import forecast
from itb_cli.errors import InputRefusedError
from itb_cli.prompt.cache_file import write_status
from itb_cli.prompt.code import shell_code
from itb_cli.services.reminders.prompt import PromptKind, turns

if sys.platform == "win32":
    pytest.skip("these shells are others there", allow_module_level=True)

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile"],
    "zsh": ["zsh", "-f"],
    "fish": ["fish", "--no-config"],
    "sh": ["sh"],
}
KINDS = {"bash": PromptKind.BASH, "zsh": PromptKind.ZSH, "fish": PromptKind.FISH, "sh": PromptKind.STARSHIP}
SHOW = dict.fromkeys(SHELLS, "printf '%s\\n' \"$ITB_SEGMENT\"")
SEGMENTS = {"ok": "", "soon": "itb:soon ", "overdue": "itb:overdue ", "critical": "itb:critical ", "unknown": "itb? "}
CLINIC = Record(refills=(Refill("refill", date(2026, 9, 1), alarm_date=date(2026, 12, 10)),))
STAMP_NS = 1_790_000_000_123_456_789
DAY = "20261201"


@pytest.fixture(params=SHELLS)
def shell(request):
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here")
    return request.param


@pytest.fixture
def places(tmp_path):
    """A record, and the status file that fits it."""
    return made(tmp_path, CLINIC, date(2026, 9, 2))


def made(folder, record, written_on):
    place, status_file = folder / "record.toml", folder / "status"
    place.write_text("", encoding="ascii")
    os.utime(place, ns=(STAMP_NS, STAMP_NS))
    write_status(status_file, turns(record, written_on), STAMP_NS)
    return place, status_file


def functions(shell, places):
    """The code for a shell; of what starship gets, the command that it gives to a shell."""
    code = shell_code(KINDS[shell], *places)
    return tomllib.loads(code)["custom"]["itb"]["command"].rpartition("__itb_look ")[0] if shell == "sh" else code


def ran(shell, script, *before, **environment):
    """The lines that the shell writes; it must not complain."""
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **environment}
    ended = subprocess.run(
        [*before, *SHELLS[shell], "/dev/stdin"], input=script.encode(), env=kept, capture_output=True, check=False, timeout=120
    )
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
    return ended.stdout.decode().split("\n")[:-1]


def shown(shell, places, *days):
    looks = "".join(f"__itb_look '{day}'\n{SHOW[shell]}\n" for day in days or (DAY,))
    return ran(shell, f"{functions(shell, places)}\n{looks}")


def test_what_is_shown_on_which_day(shell, places):
    days = ["20260901", "20260902", "20261115", "20261116", "20261130", "20261201", "20261209", "20261210", "21991231"]
    words = ["unknown", "ok", "ok", "soon", "soon", "overdue", "overdue", "critical", "critical"]
    assert shown(shell, places, *days) == [SEGMENTS[word] for word in words]


@pytest.mark.parametrize("day", ["", "0", "2026-12-01", "nonsense", "99999999999999999999", "202612 1", "$(echo)", "*"])
def test_a_day_that_cannot_be_read_is_unknown(shell, places, day):
    assert shown(shell, places, day) == ["itb? "]


@pytest.mark.parametrize("nanoseconds", [-(10**9), -1000, 1000, 10**9], ids=lambda step: f"{step} ns")
def test_a_record_with_another_stamp_is_unknown_whether_it_is_newer_or_older(shell, places, nanoseconds):
    os.utime(places[0], ns=(STAMP_NS, STAMP_NS + nanoseconds))
    assert shown(shell, places) == ["itb? "]


def test_a_record_that_is_gone_is_unknown(shell, places):
    places[0].unlink()
    assert shown(shell, places) == ["itb? "]


def test_a_record_behind_a_broken_link_is_unknown(shell, places):
    places[0].unlink()
    places[0].symlink_to("nowhere")
    assert shown(shell, places) == ["itb? "]
    places[1].unlink()
    assert shown(shell, places) == ["itb? "]


def test_a_record_without_a_status_file_is_unknown(shell, places):
    places[1].unlink()
    assert shown(shell, places) == ["itb? "]


def test_where_there_has_never_been_a_record_nothing_is_shown(shell, places):
    for place in places:
        place.unlink()
    assert shown(shell, places) == [""]
    write_status(places[1], (), None)
    assert shown(shell, places) == [""]


def test_a_record_that_was_begun_elsewhere_is_unknown(shell, places):
    write_status(places[1], (), STAMP_NS)
    assert shown(shell, places) == ["itb? "]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"0 unknown\n20260902 ok\n",
        b"0 unknown\n20260902 ok\n20261116 soon\n2026",
        b"0 unknown\n20260902 ok\nend 2\n",
        b"0 unknown\n20260902 ok\nend\n",
        b"0 unknown\n20260902 fine\nend 1\n",
        b"0 unknown\n20260902 ok ok\nend 1\n",
        b"0 unknown\n20260902 ok\nend 1\n20260903 ok\nnonsense\n",
        b"0 unknown\n\n20260902 ok\nend 1\n",
        b"0 unknown\n-1 ok\nend 1\n",
        b"20270101 ok\nend 1\n",
        b"0 none\nend 1\n",
        b"\0" * 64,
        b"\xff\xfe ok\nend 1\n",
        b"99999999999999999999 ok\nend 1\n",
        b"a[$(echo)] ok\nend 1\n",
        b"0 \x1b[2Jok\nend 1\n",
    ],
    ids=repr,
)
def test_a_status_file_that_is_not_whole_or_of_another_kind_is_unknown(shell, places, content):
    places[1].write_bytes(content)
    os.utime(places[1], ns=(STAMP_NS, STAMP_NS))
    assert shown(shell, places) == ["itb? "]


def test_a_folder_in_the_place_of_the_status_file_is_unknown(shell, places):
    places[1].unlink()
    places[1].mkdir()
    os.utime(places[1], ns=(STAMP_NS, STAMP_NS))
    assert shown(shell, places) == ["itb? "]


@pytest.mark.parametrize(
    "name",
    [
        "with blank",
        "o'clock",
        "''",
        'quo"te',
        "back\\slash",
        "\\'",
        "Zürich ツ",
        "$HOME",
        "`id`",
        "@STATUS@",
        "-n",
        "*",
        "~",
        '"""',
        "#",
        "!",
    ],
)
def test_a_path_is_taken_as_it_is(shell, tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    assert shown(shell, made(folder, CLINIC, date(2026, 9, 2))) == ["itb:overdue "]


def test_in_bash_the_result_of_the_last_command_stands_behind_it_too(places):
    if not shutil.which("bash"):
        pytest.skip("bash is not installed here")
    assert ran("bash", f'{functions("bash", places)}\n(exit 3)\n__itb_prompt\necho "$?"') == ["3"]


@pytest.mark.parametrize("dialect", ["bash", "sh"])
def test_the_checker_of_shell_scripts_finds_nothing(dialect, places):
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed here")
    known = ("--exclude", "SC3013,SC3043") if dialect == "sh" else ()  # -nt and local: in no standard, and in every sh in use
    words = ["shellcheck", "--shell", dialect, *known, "-"]
    code = (
        functions(dialect, places)
        if dialect == "bash"
        else f'{functions(dialect, places)}\n__itb_look 20261201\necho "$ITB_SEGMENT"\n'
    )
    ended = subprocess.run(words, input=code.encode(), capture_output=True, check=False)
    assert ended.stdout.decode() == ""


def test_starship_gets_a_module_that_hides_where_there_is_nothing_to_say(places):
    module = tomllib.loads(shell_code(PromptKind.STARSHIP, *places))["custom"]["itb"]
    assert (module["when"], module["shell"], module["format"]) == (True, ["sh"], "([$output]($style) )")
    command = module["command"].replace("$(date +%Y%m%d)", DAY)
    ended = subprocess.run(["sh"], input=command.encode(), capture_output=True, check=True)
    assert (ended.stdout, ended.stderr) == (b"itb:overdue", b"")


@pytest.mark.parametrize("name", ["line\nbreak", "escape\x1b", "no letter \udcff"])
@pytest.mark.parametrize("kind", PromptKind)
def test_a_path_that_no_code_can_hold_is_refused(kind, name):
    with pytest.raises(InputRefusedError):
        shell_code(kind, Path("/home") / name, Path("/cache"))


@pytest.mark.slow
def test_on_every_day_of_any_record_the_shells_show_what_the_record_says(tmp_path):
    lives = []

    @settings(max_examples=100)
    @given(facts(), st.data())
    def draw(known, data):
        known["events"] = events_since(known["on"], data.draw(EVENTS))
        record = record_of(known)
        written_on = data.draw(days_after(known["on"], -30, 300))
        first = max(written_on, newest_entry_day(record))
        beside = {turn.on + timedelta(days=step) for turn in turns(record, written_on)[1:] for step in (-1, 0, 1)}
        drawn = data.draw(st.lists(st.dates(first, first + timedelta(days=800)), min_size=1, max_size=8))
        lives.append((record, written_on, sorted(day for day in beside | set(drawn) if day >= first)))

    draw()
    written = []
    for number, (record, written_on, _) in enumerate(lives):
        folder = tmp_path / str(number)
        folder.mkdir()
        written.append(made(folder, record, written_on))
    expected = [
        SEGMENTS[stand(record, forecast(record), AsOf(day, day, written_on)).state]
        for record, written_on, days in lives
        for day in days
    ]
    assert len(set(expected)) >= 4
    for shell in filter(shutil.which, SHELLS):
        script = "\n".join(
            functions(shell, places) + "".join(f"\n__itb_look '{day:%Y%m%d}'\n{SHOW[shell]}\n" for day in days)
            for places, (_, _, days) in zip(written, lives, strict=True)
        )
        assert ran(shell, script) == expected, shell

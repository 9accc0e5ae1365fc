"""`itb prompt`: the code, the status file that it reads, and that the file follows the record of those who use it."""

import json
import os
import shlex
import sys

import pytest

from conftest import TODAY
from itb_cli.errors import ExitCode
from itb_cli.prompt.cache_file import status_file_of

CLINIC = ("log", "2026-09-01", "--alarm-date", "2026-12-10")
TURNS = "0 unknown\n20261122 soon\n20261201 overdue\n20261210 critical\nend 1\n"
NO_REFILL = "0 unknown\nend 1\n"


EDITOR = """\
import sys
from pathlib import Path
copy = Path(sys.argv[1])
copy.write_text(copy.read_text(encoding="utf-8").replace("2026-12-10", "2026-12-01"), encoding="utf-8")
"""
"""A real editor that puts the alarm date forward."""


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "itb"


@pytest.fixture
def itb(run, cache):
    """`itb` where there is a cache folder."""

    def run_itb(*words, **more):
        return run(*words, cache_folder=cache, **more)

    return run_itb


@pytest.fixture
def told(record, cache):
    """What a shell would learn of the record: the status file's text, None if the stamps differ or there is no such file."""

    def read(of=record):
        place = status_file_of(of, cache)
        if not place.exists() or (of.exists() and place.stat().st_mtime_ns != of.stat().st_mtime_ns):
            return None
        return place.read_text(encoding="ascii")

    return read


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "starship"])
def test_the_code_stands_alone_and_names_record_and_status_file(itb, record, cache, told, shell):
    itb(*CLINIC)
    result = itb("prompt", shell)
    assert result.err == ""
    assert result.out.startswith("# A segment of the prompt that tells how the supply stands. Made by: itb prompt ")
    assert str(record) in result.out
    assert str(status_file_of(record, cache)) in result.out
    assert told() == TURNS


def test_for_machines_it_stands_in_the_envelope(itb):
    itb(*CLINIC)
    envelope = json.loads(itb("prompt", "bash", "--json").out)
    assert envelope["data"] == {"shell": "bash", "code": itb("prompt", "bash").out, "is_ready": True}
    assert envelope["error"] is None


def test_without_a_record_there_is_a_status_file_that_says_so(itb, record, told):
    itb("prompt", "bash")
    assert told() == "0 none\nend 1\n"
    assert not record.parent.exists()
    itb(*CLINIC)
    assert told() == TURNS


@pytest.mark.parametrize(
    "words", [("prompt",), ("prompt", "tcsh"), ("prompt", "bash", "zsh"), ("prompt", "--as-of", "today", "bash")]
)
def test_another_shell_is_a_usage_error(itb, words, cache):
    itb(*words, code=ExitCode.USAGE)
    assert not cache.exists()


CHANGES = {
    "setup": [("setup", "--lead-days", "50")],
    "log": [("log", "2026-11-20", "--yes")],
    "dose": [("dose", "400", "--on", "2026-11-20")],
    "book": [("book", "2026-11-25", "--yes")],
    "event": [("event", "alarm", "--on", "2026-11-20")],
    "edit": [("edit", "2026-09-01", "--alarm-date", "2026-12-01")],
    "remove": [("remove", "2026-09-01", "--yes")],
    "undo": [("undo",)],
    "restore": [("restore", "1", "--yes")],
    "import": [
        ("export", "json", "-o", "{folder}/export.json"),
        ("remove", "2026-09-01", "--yes"),
        ("import", "{folder}/export.json", "--yes"),
    ],
    "merge": [("restore", "--merge", "record.sync-conflict-1.toml", "--yes")],
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_every_change_is_followed(itb, record, told, changes, tmp_path):
    itb("setup", "--buffer-days", "10")
    itb(*CLINIC)
    copy = record.with_name("record.sync-conflict-1.toml")
    itb("prompt", "bash")
    if "--merge" in changes[0]:
        copy.write_text(record.read_text(encoding="utf-8").replace("2026-12-10", "2026-12-01"), encoding="utf-8")
    for words in changes:
        before = record.read_bytes()
        itb(*(word.format(folder=tmp_path) for word in words))
        assert told() is not None
    assert record.read_bytes() != before


def test_a_record_edited_as_a_whole_is_followed(itb, told, tmp_path):
    itb(*CLINIC)
    itb("prompt", "bash")
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR, encoding="ascii")
    itb("edit", "--yes", environment={"VISUAL": shlex.join([sys.executable, str(editor)])})
    assert told() == "0 unknown\n20261122 overdue\n20261201 critical\nend 1\n"


def test_an_alarm_is_critical_at_once_and_its_undoing_takes_that_back(itb, told):
    itb(*CLINIC)
    itb("prompt", "bash")
    itb("event", "alarm", "--on", "2026-11-21")
    assert told() == "0 critical\nend 1\n"
    itb("undo")
    assert told() == TURNS


def test_nothing_is_written_for_those_who_use_no_prompt(itb, cache):
    itb(*CLINIC)
    itb("status")
    itb("undo")
    assert not cache.exists()


def test_nothing_is_written_about_a_record_that_no_prompt_shows_while_another_is_shown(itb, cache):
    itb(*CLINIC, at_home=True)
    itb("log", "2026-09-01", "--person", "Sam", "--yes", at_home=True)
    itb("prompt", "bash", "--person", "Sam", at_home=True)
    itb("event", "fall", "--on", "2026-11-21", at_home=True)
    assert len(list(cache.iterdir())) == 1


def test_a_shell_that_shows_the_record_gets_what_is_missing_or_old_renewed_by_reading(itb, record, cache, told):
    here = {"environment": {"ITB_PROMPT": str(record)}}
    itb(*CLINIC)
    itb("status", **here)
    assert told() == TURNS
    record.write_text(record.read_text(encoding="utf-8").replace("2026-12-10", "2026-12-01"), encoding="utf-8")
    assert told() is None
    itb("next-refill", **here)
    assert told() == "0 unknown\n20261122 overdue\n20261201 critical\nend 1\n"


def test_a_shell_that_shows_another_record_changes_nothing(itb, record, cache, tmp_path):
    itb(*CLINIC)
    itb("status", environment={"ITB_PROMPT": str(tmp_path / "other.toml")})
    assert not cache.exists()


def test_every_person_has_a_status_file_of_their_own(itb, record, told):
    itb(*CLINIC, at_home=True)
    itb("log", "2026-09-01", "--person", "Sam", "--yes", at_home=True)
    itb("prompt", "bash", at_home=True)
    code = itb("prompt", "bash", "--person", "Sam", at_home=True).out
    sams = record.parent / "people" / "sam.toml"
    assert str(sams) in code
    assert told() == TURNS
    assert told(sams) == "0 unknown\n20261122 overdue\n20261201 critical\nend 1\n"
    itb("event", "alarm", "--on", "2026-11-21", "--person", "sam", at_home=True)
    assert (told(), told(sams)) == (TURNS, "0 critical\nend 1\n")


def test_a_person_who_is_not_recorded_is_an_error(itb, cache):
    result = itb("prompt", "bash", "--person", "Nobody", at_home=True, code=ExitCode.RECORD)
    assert result.out == ""
    assert not cache.exists()


@pytest.mark.parametrize("content", ["damaged", "schema_version = 99\n", ""])
def test_a_record_that_cannot_be_read_is_unknown(itb, record, told, content):
    itb(*CLINIC)
    record.write_text(content, encoding="utf-8")
    itb("prompt", "bash")
    assert told() == NO_REFILL


def test_a_record_that_is_gone_although_earlier_states_are_left_is_unknown(itb, record, told):
    itb(*CLINIC)
    record.unlink()
    itb("prompt", "bash")
    assert told() == NO_REFILL


def test_a_second_copy_that_holds_more_leaves_nothing_mild(itb, record, told):
    itb("log", "2026-09-01", "--alarm-date", "2027-12-10", "--refill-by", "2027-03-01", "--yes")
    itb("prompt", "bash")
    assert told().splitlines()[1] == "20261122 ok"
    copy = record.with_name("record.sync-conflict-1.toml")
    copy.write_text(f'{record.read_text(encoding="utf-8")}\n[[events]]\non = 2026-10-01\nkind = "fall"\n', encoding="utf-8")
    itb("status", environment={"ITB_PROMPT": str(record)})
    assert "ok" not in told()
    assert "soon" not in told()
    copy.unlink()
    itb("status", environment={"ITB_PROMPT": str(record)})
    assert told().splitlines()[1] == "20261122 ok"


def test_where_the_cache_folder_cannot_be_written_the_code_says_so_and_saves_do_not_care(itb, cache):
    cache.parent.mkdir()
    cache.write_text("a file", encoding="ascii")
    itb(*CLINIC, environment={"ITB_PROMPT": "x"})
    result = itb("prompt", "bash")
    assert (
        result.err
        == "itb: The dates for the prompt could not be written into the cache folder. Until they are, it shows itb? only.\n"
    )
    assert json.loads(itb("prompt", "bash", "--json").out)["data"]["is_ready"] is False
    assert itb("undo").err == ""


def test_without_a_cache_folder_it_is_refused(run):
    assert run("prompt", "bash", code=ExitCode.REFUSED).err == (
        "itb: It is not known where your cache folder is, so a prompt has nothing to read.\n     Set HOME, or XDG_CACHE_HOME.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="such a path cannot be there")
def test_a_path_that_no_code_can_hold_is_refused(itb, tmp_path, cache):
    itb("log", "2026-09-01", "--file", str(tmp_path / "line\nbreak.toml"), "--yes")
    result = itb("prompt", "bash", "--file", str(tmp_path / "line\nbreak.toml"), code=ExitCode.REFUSED)
    assert result.out == ""
    assert not cache.exists()


def test_the_status_file_holds_nothing_but_days_and_states(itb, told):
    itb("setup", "--name", "SECRET", "--clinic-name", "SECRET", "--lead-days", "50")
    itb("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "345", "--note", "SECRET", "--yes")
    itb("prompt", "bash")
    assert told().split() == ["0", "unknown", "20261122", "soon", "20261201", "overdue", "20261210", "critical", "end", "1"]
    assert TODAY.isoformat() not in told()

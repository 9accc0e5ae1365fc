"""Remarks by hand (`#`): said to be lost by the command that loses them, asked about first if somebody can answer."""

import io
import json
import sys

import pytest

from conftest import TODAY
from fakes import fake_runtime
from itb_cli.cli.main import main

ASKED = "The record holds remarks that begin with #"


@pytest.fixture(params=["# call Kim first\n", "[person] # call Kim first\n"])
def by_hand(record, request):
    record.parent.mkdir()
    record.write_text(
        f"schema_version = 1\n{request.param}[[refills]]\non = 2026-06-05\nnote = 'no # remark'\n", encoding="utf-8"
    )
    return record.read_bytes()


@pytest.mark.parametrize("command", [("log", "2026-11-20", "--yes"), ("setup", "--name", "Ada"), ("calendar", "--ics", "OUT")])
def test_with_nobody_to_ask_the_command_says_that_they_are_lost_and_where_they_are_kept(run, record, tmp_path, by_hand, command):
    command = tuple(str(tmp_path / "out.ics") if word == "OUT" else word for word in command)
    ran = run(*command, "--json")
    assert f"itb: {ASKED}, and this save does not keep them in it." in ran.err  # before it is done
    told = json.loads(ran.out)["notices"]
    assert [one["text"] for one in told if one["code"] == "comments_dropped"] == [
        "Remarks that begin with # were not kept in the record. They stand in the earlier state that was kept: itb restore"
    ]
    assert b"Kim" not in record.read_bytes()
    assert by_hand in [path.read_bytes() for path in record.with_name("record.toml.generations").iterdir()]
    again = run("setup", "--clinic-name", "Clinic", "--json")
    assert "comments_dropped" not in again.out


def test_on_a_terminal_it_asks_before_they_are_lost(run, record, by_hand):
    refused = run("setup", "--name", "Ada", is_terminal=True, typed="n\n", code=5)
    assert ASKED in refused.out + refused.err
    assert record.read_bytes() == by_hand
    run("setup", "--name", "Ada", is_terminal=True, typed="y\n")
    assert b"Kim" not in record.read_bytes()


class Watching(io.StringIO):
    """Standard error that notes which remarks the record still held when each line came, and poses as a terminal or not."""

    def __init__(self, record, *, is_terminal):
        super().__init__()
        self.record, self.is_terminal, self.seen = record, is_terminal, []

    def isatty(self):
        return self.is_terminal

    def write(self, text):
        self.seen.append((text, b"Kim" in self.record.read_bytes()))
        return super().write(text)


GOING_ON = {
    "log": ("log", "2026-11-21", "--yes"),
    "setup": ("setup", "--name", "Ada"),
    "remove": ("remove", "2026-06-05", "--yes"),
    "undo": ("undo",),
    "restore": ("restore", "1", "--yes"),
    "edit": ("edit", "--yes"),
}


@pytest.mark.parametrize(
    ("command", "is_terminal"),
    [(name, where) for name in GOING_ON for where in (True, False) if (name, where) != ("setup", True)],  # there it asks
)
def test_nobody_asked_hears_that_they_are_lost_while_they_still_stand_there(run, record, tmp_path, command, is_terminal):
    run("log", "2026-06-05", "--yes")
    run("log", "2026-11-20", "--yes")
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a').write('[plan]\\nlead_days = 21\\n')\n", encoding="utf-8")
    record.write_bytes(record.read_bytes() + b"\n# call Kim first\n")
    err = Watching(record, is_terminal=is_terminal)
    world = fake_runtime(TODAY, environment={"ITB_FILE": str(record), "ITB_PLAIN": "1", "VISUAL": f"{sys.executable} {script}"})
    world = world._replace(stdin=world.stdin if not is_terminal else fake_runtime(TODAY, is_terminal=True).stdin, stderr=err)
    assert main(GOING_ON[command], world) == 0, err.getvalue()
    assert (f"itb: {ASKED}, and this save does not keep them in it.\n", True) in err.seen
    assert b"Kim" not in record.read_bytes()
    assert ("What stood behind #" if command == "edit" else "Remarks that begin with #") in world.stdout.getvalue()


def test_restore_asks_before_they_are_lost_if_somebody_can_answer(run, record):
    run("log", "2026-06-05", "--yes")
    run("setup", "--name", "Ada")
    run("undo")
    record.write_bytes(record.read_bytes() + b"\n# call Kim first\n")
    before = record.read_bytes()
    refused = run("restore", "1", is_terminal=True, typed="n\n", code=5)
    assert ASKED in refused.out + refused.err
    assert record.read_bytes() == before
    run("restore", "1", is_terminal=True, typed="y\n")
    assert b"Kim" not in record.read_bytes()


def test_a_folder_that_a_calendar_reads_is_told_with_a_word_before_they_are_lost(run, record, tmp_path):
    (tmp_path / "days").mkdir()
    run("log", "2026-06-05", "--yes")
    run("calendar", "--vdir", str(tmp_path / "days"))
    record.write_text(record.read_text("utf-8").replace("2026-06-05", "2026-06-06") + "\n# call Kim first\n", encoding="utf-8")
    assert ASKED in run("calendar", "--vdir", str(tmp_path / "days")).err
    assert b"Kim" not in record.read_bytes()


def test_a_record_that_itb_wrote_holds_no_remarks_to_lose(run, record):
    run("log", "2026-06-05", "--note", "# call Kim\n# Kept by nobody", "--yes")
    assert "Remarks" not in run("setup", "--name", "Ada").out
    record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n"))
    assert "Remarks" not in run("setup", "--name", "Ben").out


# --- itb edit


@pytest.fixture
def editor(tmp_path):
    """An editor that adds a line to the copy."""

    def adds(line):
        script = tmp_path / "editor.py"
        script.write_text(f"import sys\nopen(sys.argv[1], 'a', encoding='utf-8').write({line!r})\n", encoding="utf-8")
        return {"VISUAL": f"{sys.executable} {script}", "ITB_PLAIN": "1"}

    return adds


def test_edit_asks_before_remarks_are_lost(run, record, editor):
    run("log", "2026-06-05", "--yes")
    typed = "\n# call Kim\n[plan]\nlead_days = 21\n"
    refused = run("edit", environment=editor(typed), is_terminal=True, typed="n\nn\n", code=5)
    assert "begin with #" in refused.err + refused.out
    assert b"lead_days" not in record.read_bytes()
    run("edit", environment=editor(""), is_terminal=True, typed="y\ny\ny\n")
    assert b"lead_days" in record.read_bytes()


@pytest.mark.parametrize("how", [("edit", "--yes"), ("edit",)])
def test_a_draft_in_which_only_remarks_changed_is_kept_and_said(run, record, editor, how):
    run("log", "2026-06-05", "--yes")
    before = record.read_bytes()
    draft = record.with_name("record.toml.draft") / "record.toml"
    shown = run(*how, environment=editor("# call Kim first\n"), is_terminal=len(how) == 1)
    assert "Only remarks (#) differ, and a record keeps none." in shown.out
    assert f"What you typed is kept at {draft}" in shown.out.replace("\n", " ")
    assert b"# call Kim first\n" in draft.read_bytes()
    assert record.read_bytes() == before


def test_a_draft_with_a_byte_order_mark_is_read_over(run, record, tmp_path):
    run("log", "2026-06-05", "--yes")
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\n"
        "p.write_bytes(b'\\xef\\xbb\\xbf' + p.read_bytes().replace(b'2026-06-05', b'2026-06-06').replace(b'\\n', b'\\r\\n'))\n",
        encoding="utf-8",
    )
    run("edit", "--yes", environment={"VISUAL": f"{sys.executable} {script}"})
    assert b"on = 2026-06-06\n" in record.read_bytes()
    assert not record.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_import_with_a_byte_order_mark_is_read_over(run, tmp_path, form):
    run("log", "2026-06-05", "--yes")
    file = tmp_path / f"out.{form}"
    run("export", form, "-o", str(file))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    new = {"ITB_FILE": str(tmp_path / "new" / "record.toml")}
    run("import", str(file), "--yes", environment=new)
    assert "5 June 2026" in run("history", environment=new).out


@pytest.mark.parametrize("command", [("next-refill",), ("log", "2026-11-20", "--yes"), ("doctor",)])
def test_a_record_with_a_byte_order_mark_is_read_over(run, record, command):
    run("log", "2026-09-01", "--alarm-date", "2027-02-15", "--yes")
    record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes())
    assert "damaged" not in run(*command).out

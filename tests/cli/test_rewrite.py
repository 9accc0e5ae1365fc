"""`itb edit` without an entry: the record in a real editor, checked, shown, asked about; a bad edit is sent back, nothing lost."""

import json
import os
import shlex
import stat
import sys
import tomllib
from pathlib import Path

import pytest

DAMAGED = b'schema_version = 1\n[[refills]]\non = 2026-09-01\nalarm_date = "10 December"\n'


@pytest.fixture
def editor(tmp_path):
    """A real program that replaces words in the file it is given: one pair a call, in turn; an empty pair changes nothing."""

    def make(*replacements: tuple[str, str], code: int = 0, says: str = "") -> dict[str, str]:
        script, turns = tmp_path / "an editor.py", tmp_path / "turns"
        turns.write_text(json.dumps(replacements), encoding="utf-8")
        script.write_text(
            f"""
import json, os, sys
from pathlib import Path
turns, file = Path({str(turns)!r}), Path(sys.argv[-1])
(old, new), *rest = json.loads(turns.read_text(encoding="utf-8"))
turns.write_text(json.dumps(rest), encoding="utf-8")
seen = file.read_text(encoding="utf-8")
assert old in seen or not old, (old, seen)
file.write_text(seen.replace(old, new) if old else seen + new, encoding="utf-8", newline="")
Path({str(tmp_path / "modes")!r}).write_text(f"{{file.stat().st_mode & 0o777:o}} {{file.parent.stat().st_mode & 0o777:o}}")
(file.parent / "backup~").write_text(seen, encoding="utf-8")
sys.exit({code})
""",
            encoding="utf-8",
        )
        return {"VISUAL": f'"{sys.executable}" "{script}"', "ITB_PLAIN": "1"}

    return make


@pytest.fixture
def known(run):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "250")
    run("setup", "--clinic-phone", "555 0100")


def refill(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))["refills"][0]


def draft(record):
    return record.with_name("record.toml.draft")


def test_what_differs_is_shown_asked_about_and_saved_and_can_be_taken_back(run, record, known, editor):
    before = record.read_bytes()
    done = run("edit", environment=editor(("2026-12-10", "2026-12-08")), is_terminal=True, typed="y\n")
    assert done.err == (
        "TO BE SAVED: This is what you changed.\n\n"
        "Corrected:\n"
        "Refill before: Tuesday 1 September 2026 (alarm date 10 December 2026; 250 mcg per day)\n"
        "Refill now: Tuesday 1 September 2026 (alarm date 8 December 2026; 250 mcg per day)\n\n"
        "Save this? [y/N] "
    )
    assert done.out.startswith("SAVED: The record is as you typed it.\n\nCorrected:\nRefill before: ")
    assert done.out.endswith("\nTo take this back: itb undo\n")
    assert str(refill(record)["alarm_date"]) == "2026-12-08"
    assert not draft(record).exists()
    run("undo")
    assert record.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_the_copy_is_its_owners_only_and_lies_beside_the_record(run, record, known, editor, tmp_path):
    old = os.umask(0)
    try:
        run("edit", "--yes", environment=editor(("555 0100", "555 0199")))
    finally:
        os.umask(old)
    assert (tmp_path / "modes").read_text(encoding="utf-8") == "600 700"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600


def test_a_no_saves_nothing_and_keeps_what_was_typed_for_the_next_time(run, record, known, editor):
    before = record.read_bytes()
    refused = run("edit", environment=editor(("2026-12-10", "2026-12-08")), is_terminal=True, typed="n\nn\n", code=5)
    assert f"What you typed is kept at {draft(record) / 'record.toml'}. To go on with it: itb edit" in refused.err
    assert record.read_bytes() == before
    again = run("edit", environment=editor(("", "")), is_terminal=True, typed="y\ny\n")
    assert again.err.startswith("An edit that was not finished is kept. Go on with it? [Y/n] TO BE SAVED")
    assert str(refill(record)["alarm_date"]) == "2026-12-08"


def test_a_kept_edit_is_thrown_away_only_after_a_yes(run, record, known, editor):
    run("edit", environment=editor(("2026-12-10", "2026-12-08")), is_terminal=True, typed="n\nn\n", code=5)
    run("edit", environment=editor(("", "")), is_terminal=True, typed="n\nn\n", code=5)
    assert b"2026-12-08" in (draft(record) / "record.toml").read_bytes()
    assert run("edit", environment=editor(("", "")), is_terminal=True, typed="n\ny\n").out.startswith("NO CHANGE: ")
    assert not draft(record).exists()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "2026-12-10",
            '"soon"',
            "What you typed cannot be read: line 10: refills, entry 1, alarm_date: it must be a day such as",
        ),
        ("2026-12-10", "10 December", "What you typed cannot be read: line 10, column "),
        (
            "2026-12-10",
            "2026-08-10",
            "The refill of Tuesday 1 September 2026: The alarm date, Monday 10 August 2026, is not after",
        ),
        (
            "on = 2026-09-01",
            "on = 2026-12-01",
            "The refill of Tuesday 1 December 2026: Tuesday 1 December 2026 lies in the future.",
        ),
        ("schema_version = 1", "", 'The record cannot be read: "schema_version" is missing'),
    ],
)
def test_a_bad_edit_is_sent_back_with_line_and_reason_and_mended(run, record, known, editor, old, new, reason):
    assert record.read_text(encoding="utf-8").splitlines()[9] == "alarm_date = 2026-12-10"
    world = editor((old, new), (new or "# Kept", old or "x") if new else ("# Kept", f"{old}\n# Kept"))
    done = run("edit", environment=world, is_terminal=True, typed="\n")
    assert reason.replace("The record cannot", "What you typed cannot") in done.err
    assert "Nothing was saved. Open it again? [Y/n] " in done.err
    assert "itb restore" not in done.err, "the record itself is whole"
    assert done.out.startswith("NO CHANGE: ")


def test_a_bad_edit_where_nobody_can_mend_it_is_kept(run, record, known, editor):
    before = record.read_bytes()
    refused = run("edit", "--yes", environment=editor(("2026-12-10", '"soon"')), code=4)
    assert "What you typed cannot be read: line 10: refills, entry 1, alarm_date" in refused.err
    assert "soon" not in refused.err
    assert (record.read_bytes(), b'"soon"' in (draft(record) / "record.toml").read_bytes()) == (before, True)
    run("edit", "--yes", environment=editor(('"soon"', "2026-12-08")))
    assert str(refill(record)["alarm_date"]) == "2026-12-08"


def test_unlikely_figures_are_asked_about_by_their_entry(run, record, known, editor):
    done = run("edit", environment=editor(("= 250", "= 2500")), is_terminal=True, typed="n\nn\n", code=5)
    assert (
        "The refill of Tuesday 1 September 2026: 2,500 mcg per day is more than pumps usually give. Is it right? [y/N]"
        in done.err
    )
    run("edit", environment=editor(("", "")), is_terminal=True, typed="\ny\ny\n")
    assert refill(record)["dose_mcg_per_day"] == 2500


def test_a_damaged_record_is_mended_by_hand_and_its_damaged_bytes_are_kept(run, record, known, editor):
    record.write_bytes(DAMAGED)
    shown = run("edit", "--yes", environment=editor(('"10 December"', "2026-12-10"))).out
    assert "What stood there before could not be read, so it is not compared. It is kept: itb restore" in shown
    assert str(refill(record)["alarm_date"]) == "2026-12-10"
    kept = [path.read_bytes() for path in record.with_name("record.toml.generations").iterdir()]
    assert DAMAGED in kept


def test_a_record_that_changes_while_the_editor_is_open_is_not_overwritten(run, record, known, editor, tmp_path):
    meanwhile = (tmp_path / "meanwhile.py", b"schema_version = 1\n# from another device\n")
    words = editor(("2026-12-10", "2026-12-08"))["VISUAL"]
    meanwhile[0].write_text(
        f"import pathlib, subprocess, sys\nsubprocess.run([*{shlex.split(words)!r}, sys.argv[-1]], check=True)\n"
        f"pathlib.Path({str(record)!r}).write_bytes({meanwhile[1]!r})\n",
        encoding="utf-8",
    )
    world = {"EDITOR": f'"{sys.executable}" "{meanwhile[0]}"'}
    refused = run("edit", "--yes", environment=world, code=4)
    assert "Something else changed the record meanwhile." in refused.err
    assert record.read_bytes() == meanwhile[1]
    assert b"2026-12-08" in (draft(record) / "record.toml").read_bytes()
    later = run("edit", environment=world, is_terminal=True, typed="n\n", code=5)
    assert "The record was changed since an edit that was not finished" in later.err
    assert b"2026-12-08" in (draft(record) / "record.toml").read_bytes()


def test_an_editor_that_fails_saves_nothing(run, record, known, editor):
    before = record.read_bytes()
    assert "ended with an error" in run("edit", environment=editor(("", ""), code=1), is_terminal=True, code=5).err
    lost = run("edit", environment={"VISUAL": "no-such-editor"}, is_terminal=True, code=5)
    assert "The editor no-such-editor could not be started." in lost.err
    kept = run("edit", environment=editor(("2026-12-10", "2026-12-08"), code=1), is_terminal=True, code=5)
    assert "What you typed is kept at" in kept.err
    assert record.read_bytes() == before


def test_remarks_are_not_kept_and_that_is_said(run, record, known, editor):
    done = run("edit", "--yes", environment=editor(("2026-12-10", "2026-12-08 # as on the printout")))
    assert "What stood behind # was not kept." in done.out
    done = run("edit", "--yes", environment=editor(("2026-12-08", "2026-12-09\n# as on the printout")))
    assert "What stood behind # was not kept." in done.out
    done = run("edit", "--yes", environment=editor(('id = "id-1"', 'id = "id-1"\nnote = "# no remark"')))
    assert "#" not in done.out.replace("# no remark", "")


def test_the_first_record_can_be_typed_by_hand(run, record, editor):
    done = run("edit", "--yes", environment=editor(("", "[[refills]]\non = 2026-09-01\n")))
    assert done.out.startswith("SAVED: The record is as you typed it.\n\nNew:\nRefill: Tuesday 1 September 2026")
    assert len(tomllib.loads(record.read_text(encoding="utf-8"))["refills"]) == 1


def test_nothing_changed_saves_nothing(run, record, editor, known):
    states = sorted(record.with_name("record.toml.generations").iterdir())
    assert run("edit", environment=editor(("", "")), is_terminal=True).out.startswith("NO CHANGE: The record stands as it was.\n")
    assert sorted(record.with_name("record.toml.generations").iterdir()) == states
    assert not draft(record).exists()


def test_with_nobody_there_no_editor_opens(run, record, known, editor):
    assert "there is nobody here to ask" in run("edit", environment=editor(("", "")), code=2).err
    assert "there is nobody here to ask" in json.loads(run("edit", "--json", is_terminal=True, code=2).out)["error"]["message"]
    assert "It is not clear which entry to correct." in run("edit", "--note", "x", code=2).err


def test_for_machines_the_envelope_says_what_changed(run, record, known, editor):
    data = json.loads(run("edit", "--yes", "--json", environment=editor(("555 0100", "555 0199"))).out)["data"]
    (changed,) = data["changes"]["settings"]
    assert (changed["group"], changed["name"], changed["before"], changed["after"]) == ("clinic", "phone", "555 0100", "555 0199")


def test_a_record_of_a_newer_program_is_not_opened(run, record, editor):
    record.parent.mkdir()
    newer = (Path(__file__).parents[1] / "data" / "records" / "newer.toml").read_bytes()
    record.write_bytes(newer)
    assert "A newer itb wrote this record" in run("edit", "--yes", environment=editor(("", "")), code=4).err
    assert (record.read_bytes(), draft(record).exists()) == (newer, False)

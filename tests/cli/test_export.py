"""`itb export`: the whole record as JSON or its entries as CSV, on standard output alone, or in a new private file."""

import csv
import io
import json
import os
import tomllib
from pathlib import Path

import pytest

from conftest import text
from itb_cli import __version__
from itb_cli.domain.exchange import FileForm
from itb_cli.pages.export import build
from itb_cli.render import plain
from itb_cli.services.outcome import Outcome
from itb_cli.services.record.export import ExportView

RECORDS = Path(__file__).parents[1] / "data" / "records"


@pytest.fixture
def full(record):
    """A record with everything in it."""
    record.parent.mkdir(parents=True)
    record.write_bytes((RECORDS / "schema_1.toml").read_bytes())
    return record


def test_json_holds_everything_that_the_record_holds(run, full):
    result = run("export", "json")
    document = json.loads(result.out)
    assert result.err == ""
    assert (document["format"], document["schema_version"], document["made_by"]) == ("itb-export", 1, f"itb {__version__}")
    recorded = tomllib.loads(full.read_text(encoding="utf-8"))
    assert without_empty(document["record"]) == json.loads(json.dumps(recorded, default=lambda day: day.isoformat()))


def without_empty(document):
    return {name: value for name, value in document.items() if value not in ({}, [])}


def test_the_same_record_gives_the_same_bytes(run, full):
    assert run("export", "json").out == run("export", "json").out
    assert run("export", "csv").out == run("export", "csv").out


CSV = """\
kind,id,on,at,event,alarm_date,refill_by,filled_ml,strength_mcg_per_ml,dose_mcg_per_day,place,status,checked_on,spasms,tightness,sleep_hours,note,more
refill,a1,2026-06-01,,,,,38.5,2000,250.25,,,,,,,,
refill,a2,2026-09-01,,,2026-12-10,2026-12-03,40,2000,262.5,,,,,,,"Left side, ""slow"" flow",
dose,b1,2026-10-05,,,2026-12-08,,,,275,,,,,,,More in the morning,
appointment,c1,2026-12-01,09:30:00,,,,,,,Room 4,booked,,,,,,
appointment,c2,2026-08-25,,,,,,,,,cancelled,,,,,,
event,d1,2026-10-20,,mri,,,,,,,,2026-10-21,,,,1.5 T,
"""


def test_csv_holds_one_row_an_entry_and_says_what_it_leaves_out(run, full):
    result = run("export", "csv")
    assert result.out == CSV.replace("\n", "\r\n")
    assert result.err == (
        "itb: Not in this CSV: person, contacts, pump clinic, pump, therapy, plan and standby tablets. Everything: itb export json\n"
    )


def test_csv_leaves_nothing_unsaid_where_it_leaves_nothing_out(run):
    run("log", "2026-09-01")
    assert run("export", "csv").err == ""


HOSTILE = ["=1+1", "+49 555", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "'", "\0x", 'a"b', "a,b", "a\r\nb", "a;b", " x "]


def test_no_text_can_pass_for_a_formula(run, record):
    record.parent.mkdir(parents=True)
    for word in HOSTILE:
        quoted = json.dumps(word)
        record.write_text(
            f"schema_version = 1\n[[refills]]\nid = {quoted}\non = 2026-09-01\nnote = {quoted}\n{json.dumps(word + 'k')} = {quoted}\n",
            encoding="utf-8",
        )
        rows = list(csv.reader(io.StringIO(run("export", "csv").out, newline="")))
        assert len(rows) == 2
        assert not [cell for cell in rows[1] if cell.startswith(tuple("=+-@\t\r\0"))]
        first = word.lstrip("'")[:1]
        is_alike = not first or first.isspace() or first in "=+-@＝＋－＠\0"
        assert rows[1][-2] == (f"'{word}" if is_alike else word)


def test_on_a_terminal_signs_that_steer_it_are_visible(run, record):
    record.parent.mkdir(parents=True)
    record.write_text('schema_version = 1\n[[refills]]\non = 2026-09-01\nnote = "\\u001b[2J\\u009b1m\\u202e"\n', encoding="utf-8")
    for form in ("csv", "json"):
        shown = run("export", form, is_terminal=True).out
        assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


def test_into_a_file_only_its_owner_can_read_it_and_the_page_says_what_it_holds(run, full, tmp_path):
    place = tmp_path / "out" / "entries.csv"
    place.parent.mkdir()
    assert run("export", "csv", "-o", str(place)).out == text(
        f"""
        WRITTEN: Your entries to {place}

        Holds: 2 refills, 1 dose change, 2 appointments and 1 event
        Left out: person, contacts, pump clinic, pump, therapy, plan and standby tablets (all of it: itb export json)

        It holds health data. Only you can read it now; a copy may be open to others.

        To read it into a record again: itb import FILE
        """
    )
    assert place.read_bytes().decode() == CSV.replace("\n", "\r\n")
    assert os.name == "nt" or place.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in place.parent.iterdir()] == ["entries.csv"]


def test_where_the_file_is_open_to_others_the_page_says_so():
    view = ExportView(FileForm.JSON, "stick/x.json", 1, 0, 0, 0, 0, (), private=False)
    shown = plain.render(build(Outcome(view)), None)
    assert "Others who use this device may be able to read it." in shown
    assert "Only you" not in shown


@pytest.mark.parametrize("form", ["json", "csv"])
def test_never_over_a_file_that_is_there(run, full, tmp_path, form):
    place = tmp_path / "there"
    place.write_bytes(b"mine")
    refused = run("export", form, "--output", str(place), code=5)
    assert (
        refused.err
        == f"itb: {place} is there already. It was not changed.\n     Name another file, or add --overwrite to replace it.\n"
    )
    assert place.read_bytes() == b"mine"
    before = full.read_bytes()
    run("export", form, "--output", str(full), code=5)
    assert full.read_bytes() == before


def test_never_through_a_link_that_leads_nowhere(run, full, tmp_path):
    place, elsewhere = tmp_path / "link", tmp_path / "elsewhere"
    place.symlink_to(elsewhere)
    run("export", "json", "-o", str(place), code=5)
    assert not elsewhere.exists()


def test_where_no_file_can_be_nothing_is_left_and_it_says_not_written(run, full, tmp_path):
    said = run("export", "json", "-o", str(tmp_path / "nowhere" / "x.json"), code=5).err
    assert "was NOT written: No such file or directory." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["itb"]


def test_a_dash_is_standard_output(run, full):
    assert run("export", "csv", "-o", "-").out == CSV.replace("\n", "\r\n")


def test_with_json_the_export_stands_in_the_envelope(run, full):
    envelope = json.loads(run("export", "json", "--json").out)
    assert envelope["error"] is None
    assert envelope["data"]["export"] == json.loads(run("export", "json").out)
    held = json.loads(run("export", "csv", "--json").out)["data"]
    assert held["export"] == CSV.replace("\n", "\r\n")
    assert (held["refills"], held["left_out"][:2], held["file"]) == (2, ["person", "contacts"], None)


def test_with_json_and_a_file_the_envelope_tells_of_the_file(run, full, tmp_path):
    place = tmp_path / "x.json"
    held = json.loads(run("export", "json", "-o", str(place), "--json").out)["data"]
    assert (held["file"], held["export"], held["events"], held["left_out"]) == (str(place), None, 1, [])
    assert held["private"] == (os.name != "nt")
    assert json.loads(place.read_text(encoding="ascii"))["record"]["pump"]["serial"] == "NGV000000H"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_no_record_gives_no_export_that_could_pass_for_one(run, record, tmp_path, form):
    place = tmp_path / "x"
    for words in ((), ("-o", str(place))):
        result = run("export", form, *words, code=3)
        assert result.out == ""
        assert result.err.startswith("itb: Nothing is recorded, so there is nothing to export.\n")
    assert not place.exists()
    envelope = json.loads(run("export", form, "--json", code=3).out)
    assert (envelope["data"], envelope["error"]["code"]) == ({}, "nothing_recorded")
    assert not record.exists()


def test_settings_alone_give_no_csv(run):
    run("setup", "--name", "Ada")
    result = run("export", "csv", code=3)
    assert (result.out, "itb export json" in result.err) == ("", True)
    run("export", "json")


@pytest.mark.parametrize("name", ["empty", "truncated", "newer"])
def test_a_record_that_cannot_be_read_gives_no_export(run, record, tmp_path, name):
    record.parent.mkdir(parents=True)
    record.write_bytes((RECORDS / f"{name}.toml").read_bytes())
    for words in ((), ("-o", str(tmp_path / "x"))):
        assert run("export", "json", *words, code=4).out == ""
    assert not (tmp_path / "x").exists()


def test_a_form_that_is_none_is_a_usage_error(run):
    run("export", "xml", code=2)
    run("export", code=2)


def test_whose_record_it_is_stands_on_the_page_and_not_in_the_file(run, tmp_path):
    run("log", "2026-09-01", "--person", "alex", "--yes", at_home=True)
    shown = run("export", "json", "-o", str(tmp_path / "x"), "--person", "alex", at_home=True).out
    assert "Record of: alex" in shown
    assert "itb import FILE --person alex" in shown
    assert json.loads(run("export", "json", "--person", "alex", at_home=True).out)["record"]["refills"][0]["on"] == "2026-09-01"
    assert run("export", "json", "--person", "sam", code=4, at_home=True).out == ""


def test_a_second_copy_beside_the_record_is_said_not_to_be_in_the_export(run, full, tmp_path):
    copy = full.with_name("record.sync-conflict-20261120-101112-ABCDEFG.toml")
    copy.write_text('schema_version = 1\n[[events]]\nid = "x"\non = 2026-11-20\nkind = "alarm"\n', encoding="utf-8")
    beside = run("export", "json")
    assert "second copy" in beside.err
    assert json.loads(beside.out)["record"]["events"][0]["id"] == "d1"
    assert "second copy" in run("export", "json", "-o", str(tmp_path / "x")).out
    assert json.loads(run("export", "json", "--json").out)["notices"]

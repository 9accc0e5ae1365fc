"""`itb import`: shown first, nothing overwritten, refused whole with its place and unquoted, one change that undo takes back."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from test_root import BANNED

from conftest import text

RECORDS = Path(__file__).parents[1] / "data" / "records"
MARKER = "Zebrafish"
HEAD = "kind,id,on,alarm_date,dose_mcg_per_day,note\n"


@pytest.fixture
def full(record):
    """A record with everything in it."""
    record.parent.mkdir(parents=True)
    record.write_bytes((RECORDS / "schema_1.toml").read_bytes())
    return record


@pytest.fixture
def brought(tmp_path):
    """Makes a file to import."""

    def made(content, name="brought"):
        place = tmp_path / name
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(place)

    return made


def stored(record):
    return tomllib.loads(record.read_text(encoding="utf-8"))


def without_days_of_its_own(record):
    """Every file of the record's but its lock."""
    folder = record.parent
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


# --- there and back


@pytest.mark.parametrize("name", ["schema_1", "hand_edited"])
def test_a_record_goes_to_json_and_into_an_empty_record_byte_for_byte(run, record, brought, name):
    record.parent.mkdir(parents=True)
    record.write_bytes((RECORDS / f"{name}.toml").read_bytes())
    exported = run("export", "json").out
    recorded = stored(record)
    record.unlink()
    run("import", brought(exported), "--yes")
    assert without_default_status(stored(record)) == without_default_status(recorded)
    assert run("export", "json").out == exported


def without_default_status(document):
    """Entries without what `itb` fills in by itself when it reads a record that was written by hand."""
    filled_in = [{**visit, "status": visit.get("status", "booked")} for visit in document["appointments"]]
    refills = [{"id": f"{refill['on']}-{number}", **refill} for number, refill in enumerate(document["refills"], 1)]
    others = {
        name: [{"id": f"{entry['on']}-{number}", **entry} for number, entry in enumerate(document[name], 1)]
        for name in ("doses", "events")
    }
    visits = [{"id": f"{visit['on']}-{number}", **visit} for number, visit in enumerate(filled_in, 1)]
    return {**document, "refills": refills, **others, "appointments": visits}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_second_time_there_is_nothing_to_import_and_no_byte_changes(run, full, brought, form):
    exported = run("export", form).out
    full.unlink()
    run("import", brought(exported), "--yes")
    before = without_days_of_its_own(full)
    for words in ((), ("--yes",), ("--dry-run",)):
        shown = run("import", brought(exported), *words).out
        assert shown == text(
            """
            NOTHING TO IMPORT: Nothing was stored.
            6 entries of the file are recorded already.
            """
        )
    assert without_days_of_its_own(full) == before


def test_it_is_one_change_that_one_undo_takes_back(run, full, brought):
    exported = run("export", "json").out
    full.unlink()
    run("log", "2025-01-01")
    before = full.read_bytes()
    run("import", brought(exported), "--yes")
    assert len(stored(full)["refills"]) == 3
    run("undo")
    assert full.read_bytes() == before


# --- shown first

PLAN = """\
NOT STORED: 2 entries would be added.{how}

Entries that would be added:
Day: Tuesday 1 September 2026; What: Refill; Details: alarm date 10 December 2026; note: All well
Day: Monday 5 October 2026; What: Dose change; Details: 275 mcg per day

A CSV holds no settings: pump, clinic, person and contacts stay as they are.
Once stored, the refill-by date is Monday 30 November 2026.
"""
TWO = HEAD + "refill,a,2026-09-01,2026-12-10,,All well\ndose,b,2026-10-05,,275,\n"
HOW = " To store this, type the same with --yes."


def test_a_dry_run_shows_what_would_change_and_stores_nothing(run, record, brought):
    assert run("import", brought(TWO), "--dry-run").out == PLAN.format(how="")
    assert run("import", brought(TWO), "--dry-run", "--yes").out == PLAN.format(how="")
    assert not record.exists()


def test_where_nobody_can_be_asked_nothing_is_stored_and_the_exit_code_says_so(run, record, brought):
    result = run("import", brought(TWO), code=5)
    assert (result.out, result.err) == (PLAN.format(how=HOW), "")
    envelope = json.loads(run("import", brought(TWO), "--json", code=5, is_terminal=True, typed="y\n").out)
    assert (envelope["data"]["stored"], envelope["state"], envelope["data"]["supply"]) == (False, None, None)
    assert [entry["on"] for entry in envelope["data"]["added"]] == ["2026-09-01", "2026-10-05"]
    assert not record.exists()


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 5), ("\n", 5), ("", 130)])
def test_on_a_terminal_it_shows_first_and_then_asks(run, record, brought, typed, code):
    plain = {"environment": {"ITB_PLAIN": "1"}, "is_terminal": True}
    result = run("import", brought(TWO), typed=typed, code=code, **plain)
    assert result.out.startswith(PLAN.format(how=""))
    assert result.err.startswith("Store this? [y/N] ")
    assert record.exists() == (code == 0)
    assert ("SAVED: 2 entries from the file.\n" in result.out) == (code == 0)


def test_what_was_shown_is_what_is_stored_or_nothing(run, record, brought):
    """The record is changed by another process while the question stands."""
    from conftest import TODAY
    from fakes import Stream, fake_runtime
    from itb_cli.cli.main import main

    class Answering(Stream):
        def readline(self, *_):
            run("log", "2026-09-01", "--note", "Another")
            return "y\n"

    world = fake_runtime(TODAY, environment={"ITB_FILE": str(record), "ITB_PLAIN": "1"}, is_terminal=True)
    world = world._replace(stdin=Answering(is_terminal=True))
    assert main(["import", brought(TWO)], world) == 5
    assert "The record was changed meanwhile: this is not what was shown. Nothing was stored." in world.stderr.getvalue()
    assert [refill.get("note") for refill in stored(record)["refills"]] == ["Another"]


def test_stored_it_says_what_follows_and_how_to_take_it_back(run, record, brought):
    shown = run("import", brought(TWO), "--yes").out
    assert shown.startswith("SAVED: 2 entries from the file.\n\nEntries that were added:\n")
    assert "\nRefill by is now Monday 30 November 2026 (in doubt: ask your pump clinic).\n" in shown
    assert "\nUNKNOWN: Your clinic's date no longer holds." in shown
    assert shown.endswith("\nTo take this back: itb undo\n")
    envelope = json.loads(run("import", brought(TWO), "--json").out)
    assert (envelope["data"]["known"], envelope["data"]["added"]) == (2, [])


def test_a_long_page_ends_with_what_to_do(run, full, brought):
    exported = run("export", "json").out
    full.unlink()
    assert run("import", brought(exported), code=5).out.endswith(
        "\nNOT STORED: 6 entries and 19 settings would be added. To store this, type the same with --yes.\n"
    )
    assert run("import", brought(exported), "--yes").out.endswith(
        "\nBOOKED: Your refill is booked for Tuesday 1 December 2026 at 09:30. Keep this visit. Symptoms beat dates.\n"
    )


def test_no_page_writes_what_can_be_misread(run, full, brought):
    exported = run("export", "json").out
    rows = "dose,b,2026-10-01,,300000,\nrefill,x,2026-09-01,2026-12-24,,\n"
    said = [run("import", brought(HEAD + rows), code=5).out, run("import", brought(HEAD + rows), "--yes").out]
    full.write_text("schema_version = 1\n[clinic]\nphone = '555 9999'\n", encoding="utf-8")
    said += [run("import", brought(exported), code=5).out, run("import", brought(exported), "--yes").out]
    found = [
        (name, line) for name, banned in BANNED.items() for shown in said for line in re.findall(rf".*(?:{banned}).*", shown)
    ]
    assert found == []


def test_standard_input_is_a_dash(run, record):
    run("import", "-", "--yes", typed=TWO)
    assert stored(record)["refills"][0]["note"] == "All well"


# --- nothing overwritten


def test_other_facts_of_a_day_are_left_out_and_named(run, record, brought):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--note", "Mine")
    before = record.read_bytes()
    shown = run("import", brought(HEAD + "refill,x,2026-09-01,2026-12-24,,Theirs\n"), "--yes").out
    assert shown == text(
        """
        NOTHING TO IMPORT: Nothing was stored.
        1 entry left out. See below.

        Left out: other facts of that day, or by that id, are recorded:
        Entry: Refill of Tuesday 1 September 2026; Stays as recorded: alarm date 10 December 2026; note: Mine; In the file: alarm date 24 December 2026; note: Theirs (line 2)

        To correct an entry: itb edit
        """
    )
    assert record.read_bytes() == before


def test_another_day_by_the_same_id_is_left_out_and_named(run, record, brought):
    run("log", "2026-09-01")
    shown = run("import", brought(HEAD + "refill,id-1,2026-09-02,,,\nrefill,y,2026-06-01,,,\n"), "--yes").out
    assert "SAVED: 1 entry from the file.\n1 entry left out. See below.\n" in shown
    assert "Entry: Refill of Wednesday 2 September 2026; Stays as recorded: Tuesday 1 September 2026: " in shown
    assert [str(refill["on"]) for refill in stored(record)["refills"]] == ["2026-09-01", "2026-06-01"]


def test_the_same_facts_under_another_id_are_known_already(run, brought):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10")
    shown = run("import", brought(HEAD + "refill,1.2E+05,2026-09-01,2026-12-10,,\nrefill,,2026-09-01,2026-12-10,,\n")).out
    assert shown == "NOTHING TO IMPORT: Nothing was stored.\n2 entries of the file are recorded already.\n"


def test_entries_without_a_name_of_their_own_are_not_taken_for_one(run, record, brought):
    record.parent.mkdir(parents=True)
    record.write_text('schema_version = 1\n[[refills]]\nid = ""\non = 2026-06-01\n', encoding="utf-8")
    run("import", brought(with_record(refills=[{"id": "", "on": "2026-09-01"}])), "--yes")
    assert [str(refill["on"]) for refill in stored(record)["refills"]] == ["2026-06-01", "2026-09-01"]


def events(*rows):
    return "kind,id,on,event,checked_on\n" + "".join(f"event,{row}\n" for row in rows)


def test_an_unchecked_alarm_is_not_hidden_by_a_checked_one_of_its_day(run, record, brought):
    run("log", "2026-09-01", "--alarm-date", "2027-01-10")
    run("event", "alarm", "--on", "2026-11-20", "--checked", "2026-11-20")
    run("import", brought(events("x,2026-11-20,alarm,")), "--yes")
    assert json.loads(run("status", "--json").out)["state"] == "critical"


def test_a_checked_event_does_not_close_an_unchecked_one_and_other_kinds_of_a_day_are_other_events(run, record, brought):
    run("event", "alarm", "--on", "2026-11-20")
    shown = run("import", brought(events("x,2026-11-20,alarm,2026-11-21", "y,2026-11-20,fall,")), "--yes").out
    assert "1 entry left out. See below." in shown
    assert [(event["kind"], event.get("checked_on")) for event in stored(record)["events"]] == [("alarm", None), ("fall", None)]


def test_where_the_file_knows_what_stands_here_another_entry_of_the_day_is_one_more(run, record, brought):
    run("dose", "250", "--on", "2026-10-01")
    rows = "dose,id-1,2026-10-01,,250,\ndose,b,2026-10-01,,260,\n"
    run("import", brought(HEAD + rows), "--yes")
    assert [dose["dose_mcg_per_day"] for dose in stored(record)["doses"]] == [250, 260]


def test_empty_settings_are_filled_and_others_stay_and_are_named(run, full, brought):
    exported = run("export", "json").out
    full.unlink()
    run("setup", "--clinic-phone", "555 9999", "--contact", "Ben Example, 555 7777", "--allergy", "nuts")
    shown = run("import", brought(exported), "--yes").out
    assert "Settings that were filled in:\nName of the person with the pump: Ada Example\n" in shown
    assert (
        text(
            """
        Settings that stay as they are, though the file has others:
        Allergy: nuts (in the file: penicillin; latex)
        Phone of the pump clinic: 555 9999 (in the file: 555 0102)
        Contact: Ben Example, 555 7777 (in the file: Ben Example, brother, 555 0100)
        """
        )
        in shown
    )
    assert "3 settings of the file left out. See below." in shown
    kept = stored(full)
    assert (kept["clinic"]["phone"], kept["clinic"]["name"], kept["person"]["allergies"]) == ("555 9999", "Pump clinic", ["nuts"])
    assert [contact["name"] for contact in kept["contacts"]] == ["Ben Example", "Cleo Example"]


def test_keys_of_other_programs_are_added_and_never_overwritten(run, record, brought):
    record.parent.mkdir(parents=True)
    record.write_bytes((RECORDS / "hand_edited.toml").read_bytes())
    exported = run("export", "json").out
    record.write_text('schema_version = 1\ncolour = "blue"\n[pump]\nside = "right"\n', encoding="utf-8")
    shown = run("import", brought(exported), "--yes").out
    filled, _, stays = shown.partition("Settings that stay")
    assert "Record, diary: written by another program\n" in filled
    assert "Record, colour: written by another program\n" in stays
    kept = stored(record)
    assert (kept["colour"], kept["pump"]["side"], kept["diary"]) == ("blue", "right", {"2026": {"a quiet year": True}})


# --- what cannot be true, or not be read


ROWS = {
    "a day in the future": ("refill,a,2026-12-01,,,", "line 2, on: it lies in the future"),
    "a dose change in the future": ("dose,a,2026-12-01,,300,", "line 2, on: it lies in the future"),
    "before the implant": (
        "refill,a,2024-01-01,,,",
        "line 2, on: it is before the implant; if it was in an earlier pump, add --force",
    ),
    "an alarm date before the refill": ("refill,a,2026-09-02,2026-08-01,,", "line 2, alarm_date: it is not after the refill"),
    "two readings of a day": (
        "refill,a,03/04/2026,,,",
        'line 2, column on: "03/04/2026" can be read as 3 April 2026 or 4 March 2026. Let the spreadsheet write days as 2026-12-01',
    ),
    "two readings as spreadsheets of Germany write": (
        "refill,a,01.12.2025,,,",
        "can be read as 1 December 2025 or 12 January 2025",
    ),
    "a year of two figures": ("refill,a,1-Sep-26,,,", "line 2, column on: it must be a day such as 2026-12-01"),
    "a day that is none": ("refill,a,2026-02-30,,,", 'line 2, column on: There is no such day as "2026-02-30".'),
    "a day that moves": ("refill,a,yesterday,,,", "line 2, column on: it must be a day such as 2026-12-01"),
    "a year that cannot be": ("refill,a,0026-09-01,,,", "line 2, column on: "),
    "no day": ("refill,a,,,,", "line 2, column on: it is empty"),
    "no dose": ("dose,a,2026-09-01,,,", "line 2, column dose_mcg_per_day: it is empty"),
    "a comma in a number": (
        'dose,a,2026-09-01,,"2,5",',
        "line 2, column dose_mcg_per_day: a comma can part decimals or thousands",
    ),
    "a unit": ("dose,a,2026-09-01,,350 mcg,", "line 2, column dose_mcg_per_day: it must be a number such as 350 or 2.5"),
    "a figure that spreadsheets shorten": ("dose,a,2026-09-01,,3.5E+02,", "column dose_mcg_per_day: it must be a number"),
    "a negative number": ("dose,a,2026-09-01,,-350,", "line 2, column dose_mcg_per_day: it must be more than 0"),
    "a number beyond all bounds": (f"dose,a,2026-09-01,,{'9' * 39},", "column dose_mcg_per_day: the number cannot be right"),
    "figures without end": (f"dose,a,2026-09-01,,{'9' * 5000},", "column dose_mcg_per_day: it must be a number"),
    "a kind that is none": ("pill,a,2026-09-01,,,", "line 2, column kind: it must be one of refill, dose, appointment, event"),
    "a fact that the kind has not": (
        "appointment,a,2026-12-01,,350,",
        "column dose_mcg_per_day: an entry of the kind appointment has none",
    ),
    "a cell too many": ("refill,a,2026-09-01,,,,x", "line 2: it has 7 cells, and the first line 6"),
    "a cell too few": ("refill,a,2026-09-01", "line 2: it has 3 cells, and the first line 6"),
    "a quotation mark that does not end": (f'refill,a,2026-09-01,,,"{MARKER}', "a quotation mark is missing or too many"),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_row_that_cannot_be_is_refused_with_line_and_column_and_nothing_is_stored(run, full, brought, row, reason):
    before = without_days_of_its_own(full)
    content = f"{HEAD}{row}\nrefill,{MARKER},2026-09-03,,,{MARKER}\n"
    for words in (("--yes",), ("--dry-run",), ()):
        result = run("import", brought(content), *words, code=5)
        assert result.out == ""
        assert reason in " ".join(result.err.split())
        assert MARKER not in result.err
        assert len(result.err.splitlines()) == 2
    assert without_days_of_its_own(full) == before


def test_a_line_is_counted_as_an_editor_counts_it(run, brought):
    content = HEAD + '\nrefill,a,2026-09-01,,,"two\nlines"\nrefill,b,2026-13-01,,,\n'
    assert "line 5, column on: " in run("import", brought(content), "--yes", code=5).err


FILES = {
    "nothing": (b"", "it is empty"),
    "only spaces": (b" \n\n", "it is empty"),
    "another text": (b"Dear clinic, " + MARKER.encode(), "it is neither JSON nor CSV of itb's"),
    "another CSV": (f"date,value\n2026-09-01,{MARKER}\n".encode(), "it is neither JSON nor CSV of itb's"),
    "a column that is none": (b"kind,on,weight\nrefill,2026-09-01,80\n", "line 1, column 3: itb has no column of this name"),
    "a column twice": (b"kind,on,on\nrefill,2026-09-01,2026-09-01\n", "line 1, column 3: on stands twice"),
    "a header alone": (HEAD.encode(), "it holds no entry and no setting"),
    "UTF-16, as old spreadsheets write": (TWO.encode("utf-16"), "it is UTF-16 text, not UTF-8"),
    "another encoding": (f"{HEAD}refill,a,2026-09-01,,,Caf\u00e9\n".encode("latin-1"), "line 2 is not UTF-8 text"),
    "zeros": (bytes(4096), "it is neither JSON nor CSV"),
    "too large": (b"kind,on\n" + b"x" * (17 * 1024 * 1024), "it is larger than 16 MB"),
    "more rows than a life": (b"kind,on\n" + b"refill,2026-09-01\n" * 20_001, "it holds more than 20,000 entries"),
    "more entries than a life": (
        b'{"format": "itb-export", "schema_version": 1, "record": {"schema_version": 1, "events": [' + b"{}," * 20_000 + b"{}]}}",
        "it holds more than 20,000 entries",
    ),
    "a record itself": ((RECORDS / "schema_1.toml").read_bytes(), "it is neither JSON nor CSV of itb's"),
    "other JSON": (f'{{"name": "{MARKER}"}}'.encode(), 'it is JSON, but no export of itb\'s: "format" is not "itb-export"'),
    "a list": (b"[1, 2]", "it is JSON, but no export of itb's"),
    "half a file": (b'{"format": "itb-export", "schema', "line 1, column 26: this is not JSON"),
    "a deep nest": (b'{"format": "itb-export", "record": ' + b"[" * 200_000, "it is nested too deeply"),
}


@pytest.mark.parametrize(("content", "reason"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_export_is_refused_in_words(run, full, brought, content, reason):
    before = without_days_of_its_own(full)
    result = run("import", brought(content), "--yes", code=5)
    assert result.out == ""
    assert reason in " ".join(result.err.split())
    assert MARKER not in result.err
    assert "Nothing was stored" in result.err or "cannot be imported" in result.err
    assert without_days_of_its_own(full) == before


def with_record(**held):
    return json.dumps({"format": "itb-export", "schema_version": 1, "record": {"schema_version": 1, **held}})


def a_refill(**facts):
    return with_record(refills=[{"id": "a", "on": "2026-09-01", "note": MARKER, **facts}])


DOCUMENTS = {
    "a newer export": ('{"format": "itb-export", "schema_version": 2, "record": {}}', "a newer itb made it"),
    "a newer record": (with_record(schema_version=2), "a newer itb made it"),
    "no version": ('{"format": "itb-export", "record": {}}', '"schema_version" is missing'),
    "no record": ('{"format": "itb-export", "schema_version": 1}', '"record" is missing'),
    "a record that is empty": (with_record(), "it holds no entry and no setting"),
    "refills that are no list": (with_record(refills={"a": 1}), "refills: it must be a list"),
    "a refill that is no object": (with_record(refills=["2026-09-01"]), "refills, entry 1: it must be an object"),
    "a table that is none": (with_record(pump=[]), "pump: it must be an object"),
    "a day as a number": (a_refill(on=20260901), "refills, entry 1, on: it must be a day such as 2026-12-01, in quotes"),
    "a day with a time": (
        a_refill(on="2026-09-01T08:00"),
        "refills, entry 1, on: it must be a day such as 2026-12-01, in quotes",
    ),
    "a day of a week": (a_refill(on="2026-W36-2"), "refills, entry 1, on: it must be a day"),
    "a number as text": (a_refill(filled_ml="20"), "refills, entry 1, filled_ml: it must be a number without quotes"),
    "yes as a number": (a_refill(filled_ml=True), "refills, entry 1, filled_ml: it must be a number without quotes"),
    "a note that is none": (a_refill(note=[1]), "refills, entry 1, note: it must be text in quotes"),
    "nothing where something must be": (a_refill(alarm_date=None), "refills, entry 1, alarm_date: it must be a day"),
    "a time with a zone": (
        with_record(appointments=[{"on": "2026-12-01", "at": "09:30:00+02:00"}]),
        "appointments, entry 1, at: it must be a time such as 09:30:00, in quotes",
    ),
    "a status that is none": (
        with_record(appointments=[{"on": "2026-12-01", "status": "maybe"}]),
        "appointments, entry 1, status: it must be one of booked, done, cancelled",
    ),
    "a name twice": (with_record(person={"name": "X"}).replace('"name"', '"name": "Y", "name"'), "a name stands twice"),
    "no number": (a_refill(filled_ml=float("nan")), "it holds NaN or Infinity"),
    "half a sign": (a_refill(note="\ud800"), "a text in it holds half of a sign"),
    "a number without end": (a_refill(filled_ml=1).replace('"filled_ml": 1', '"filled_ml": ' + "9" * 5000), "beyond all bounds"),
    "a fraction without end": (
        a_refill(filled_ml=1).replace('"filled_ml": 1', '"filled_ml": 1e-999999'),
        "the number cannot be right",
    ),
    "a foreign number that TOML has not": (with_record(colour=2**70), "a number or a nesting beyond all bounds"),
    "a foreign nest": (with_record(colour=json.loads("[" * 60 + "]" * 60)), "a number or a nesting beyond all bounds"),
    "a mark that is none": (
        with_record(colour={"itb:type": "date", "itb:value": MARKER}),
        'a value marked with "itb:type" is not of that type',
    ),
    "an unknown mark": (with_record(colour={"itb:type": "colour", "itb:value": "red"}), 'a value marked with "itb:type"'),
    "a birth in the future": (with_record(person={"born": "2027-01-01"}), "person, born: it lies in the future"),
    "a phone without figures": (with_record(clinic={"phone": MARKER}), "clinic, phone: a telephone number needs figures"),
    "a contact without a figure": (
        with_record(contacts=[{"phone": MARKER}]),
        "contacts, phone: a telephone number needs figures",
    ),
    "too many days": (with_record(plan={"buffer_days": 200}), "plan, buffer_days: it must be from 0 to 90 days"),
    "an alarm volume above the reservoir": (
        with_record(pump={"reservoir_ml": 20, "alarm_volume_ml": 21}),
        "pump, alarm_volume_ml: it is not less than the reservoir",
    ),
    "more than the reservoir holds": (
        with_record(pump={"reservoir_ml": 20}, refills=[{"on": "2026-09-01", "filled_ml": 30}]),
        "refills, entry 1, filled_ml: it is more than the reservoir of the pump holds",
    ),
    "a check before its event": (
        with_record(events=[{"on": "2026-09-02", "kind": "mri", "checked_on": "2026-09-01"}]),
        "events, entry 1, checked_on: it is before the event",
    ),
    "a check in the future": (
        with_record(events=[{"on": "2026-09-02", "kind": "mri", "checked_on": "2026-12-01"}]),
        "events, entry 1, checked_on: it lies in the future",
    ),
}


@pytest.mark.parametrize(("content", "reason"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_json_that_cannot_be_is_refused_with_its_place_and_nothing_is_stored(run, record, brought, content, reason):
    result = run("import", brought(content), "--yes", code=5)
    assert result.out == ""
    assert reason in " ".join(result.err.split())
    assert MARKER not in result.err
    assert not record.exists()


def test_one_bad_row_among_many_stores_none(run, record, brought):
    rows = "".join(f"refill,r{day},2026-09-{day:02},,,\n" for day in range(1, 29))
    run("import", brought(f"{HEAD}{rows}refill,x,2026-12-24,,,\n"), "--yes", code=5)
    assert not record.exists()


def test_an_earlier_pump_wants_force(run, full, brought):
    row = HEAD + "refill,a,2024-01-01,,,\n"
    run("import", brought(row), "--yes", code=5)
    run("import", brought(row), "--yes", "--force")
    assert str(stored(full)["refills"][-1]["on"]) == "2024-01-01"


def test_what_is_unlikely_is_shown_before_it_is_stored_and_counted_where_there_is_more_of_it(run, record, brought):
    rows = "dose,a,2026-09-01,,300,\ndose,b,2026-10-01,,300000,\ndose,c,2026-10-02,,310000,\n"
    shown = run("import", brought(HEAD + rows), code=5).out
    assert (
        text(
            """
        Look at these before you store them:
        - Line 3: 300,000 mcg per day is 1,000 times more than the last one, 300 mcg per day. Is it right?
        - Line 3: 300,000 mcg per day is more than pumps usually give. Is it right? And 1 more like this.
        """
        )
        in shown
    )
    run("import", brought(HEAD + rows), "--yes")
    assert len(stored(record)["doses"]) == 3


def test_two_refills_of_one_day_and_a_later_alarm_date_without_a_lower_dose_are_asked_about(run, record, brought):
    rows = "refill,a,2026-09-01,2026-12-10,300,\nrefill,b,2026-09-01,2026-12-11,300,\ndose,c,2026-10-02,2026-12-20,310,\n"
    lower = "refill,a,2026-09-01,2026-12-10,300,\ndose,c,2026-10-02,2026-12-20,200,\ndose,d,2026-10-09,2026-12-19,210,\n"
    assert "By the doses since" not in run("import", brought(HEAD + lower), code=5).out
    shown = run("import", brought(HEAD + rows), code=5).out
    assert "- Line 3: The refill of Tuesday 1 September 2026 is recorded already, of the same day. Is this another one" in shown
    assert "- Line 4: By the doses since, Sunday 20 December 2026 is more than 7 days later than the alarm date before" in shown


# --- as other programs write CSV


GERMAN = '\ufeff"kind";"on";"id";"filled_ml";"note"\r\n"refill";"2026-09-01";"a";"18";"l\u00e4uft; gut\nja"\r\n;;;;\r\n'


def test_another_order_a_mark_in_front_semicolons_and_empty_rows_do_not_matter(run, record, brought):
    run("import", brought(GERMAN), "--yes")
    assert stored(record)["refills"] == [
        {"id": "a", "on": stored(record)["refills"][0]["on"], "filled_ml": 18, "note": "l\u00e4uft; gut\nja"}
    ]


def test_a_point_that_may_part_thousands_is_refused_where_semicolons_part_the_columns(run, brought):
    refused = run("import", brought("kind;on;strength_mcg_per_ml\nrefill;2026-09-01;2.000\n"), "--yes", code=5).err
    assert "line 2, column strength_mcg_per_ml: the point can part decimals or thousands" in refused
    assert "2.000" not in refused
    run("import", brought("kind;on;filled_ml\nrefill;2026-09-01;18.5\n"), "--yes")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lines_may_end_and_columns_be_parted_in_every_usual_way(run, record, brought, ends, delimiter):
    run(
        "import",
        brought(
            "Kind,On,At,Event\nappointment,1 Dec 2026,9:30 am,\nevent,2026/10/20,,MRI\n".replace(",", delimiter).replace(
                "\n", ends
            )
        ),
        "--yes",
    )
    (visit,), (event,) = stored(record)["appointments"], stored(record)["events"]
    assert (str(visit["on"]), str(visit["at"]), visit["status"]) == ("2026-12-01", "09:30:00", "booked")
    assert (str(event["on"]), event["kind"]) == ("2026-10-20", "mri")
    assert visit["id"] != event["id"]


def test_a_note_of_a_megabyte_comes_through(run, record, brought):
    run("import", brought(f"kind,on,note\nrefill,2026-09-01,{'long ' * 200_000}\n"), "--yes")
    assert len(stored(record)["refills"][0]["note"]) == 1_000_000


@pytest.mark.slow
def test_a_large_file_is_announced(run, record, brought):
    rows = "".join(f"event,e{number},2026-09-01,other,{'x' * 500}\n" for number in range(5000))
    result = run("import", brought(f"kind,id,on,event,note\n{rows}"), "--yes")
    assert result.err == "itb: This is a large file. It may take a minute.\n"
    assert len(stored(record)["events"]) == 5000


# --- whose record, which file


def test_a_record_of_somebody_is_never_started_in_silence(run, record, brought):
    people = record.parent / "people"
    result = run("import", brought(TWO), "--person", "alxe", code=4, at_home=True)
    assert "There is no record of alxe." in result.err
    run("import", brought(TWO), "--person", "alxe", "--dry-run", code=4, at_home=True)
    declined = run(
        "import",
        brought(TWO),
        "--person",
        "alxe",
        code=5,
        at_home=True,
        is_terminal=True,
        typed="n\n",
        environment={"ITB_PLAIN": "1"},
    )
    assert "There is no record of alxe yet." in declined.err
    assert not people.exists()
    shown = run("import", brought(TWO), "--person", "alex", "--yes", at_home=True).out
    assert "A new record was started, of alex." in shown
    assert "itb undo --person alex" in shown


def test_a_record_that_cannot_be_read_is_not_imported_into(run, record, brought):
    record.parent.mkdir(parents=True)
    for name in ("truncated", "newer", "empty"):
        content = (RECORDS / f"{name}.toml").read_bytes()
        record.write_bytes(content)
        for words in (("--yes",), ("--dry-run",), ()):
            assert run("import", brought(TWO), *words, code=4).out == ""
        assert record.read_bytes() == content


def test_a_file_that_is_not_there_or_none_is_refused_and_no_record_started(run, record, tmp_path):
    assert "The file cannot be read: No such file or directory." in run("import", str(tmp_path / "x"), "--yes", code=5).err
    assert "The file cannot be read: Is a directory." in run("import", str(tmp_path), "--yes", code=5).err
    assert not record.exists()


HOSTILE = {
    "escape sequences": "\x1b[2J\x1b]0;owned\x07",
    "the other escapes": "\x9b2J\x9d0;owned\x9c",
    "lines of its own": "X\r\nSAVED: all is well\x85SAVED\u2028SAVED",
    "signs that turn the direction": "X\u202eevil\u2066",
    "markup": "[/red][link=http://x]X[/link]",
    "emoji by name": ":bomb:",
}


@pytest.mark.parametrize("is_terminal", [False, True], ids=["plain", "screen"])
@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_in_a_file_is_inert_on_the_page(run, record, brought, word, is_terminal):
    content = with_record(
        refills=[{"id": word, "on": "2026-09-01", "note": word, word: 1}],
        person={"name": word, word: word},
        clinic={"phone": f"555{word}"},
    )
    run("log", "2026-09-01", "--note", "mine")
    for words in ((), ("--yes",)):
        how = {"is_terminal": True, "typed": "n\n", "code": 5} if is_terminal and not words else {"is_terminal": is_terminal}
        if not is_terminal and not words:
            how["code"] = 5
        shown = run("import", brought(content), *words, **how).out
        assert not {"\x07", "\x9b", "\x85", "\u2028", "\u202e", "\u2066", "\r"} & set(shown)
        assert "\x1b[2J" not in shown
        assert "\nSAVED: all" not in shown


# --- never milder than the record or the file alone


def state_on(run, day):
    shown = json.loads(run("status", "--json", "--as-of", day).out)
    return shown["state"], shown["data"]["refill_by"]


FIGURES = ("--filled", "20", "--strength", "2000", "--dose", "240", "--alarm-date", "2026-12-10")


def test_a_higher_dose_of_a_day_on_which_the_record_has_a_lower_is_one_more_of_that_day(run, record, brought):
    run("log", "2026-09-01", *FIGURES)
    run("dose", "240", "--on", "2026-10-01", "--yes")
    shown = run("import", brought(HEAD + "dose,x,2026-10-01,,400,\n"), "--yes").out
    assert "Thursday 1 October 2026; What: Dose change; Details: 400 mcg per day" in shown
    assert sorted(dose["dose_mcg_per_day"] for dose in stored(record)["doses"]) == [240, 400]
    assert json.loads(run("status", "--json").out)["state"] != "ok"


@pytest.mark.parametrize("id_", ["x", "id-1"])
def test_an_earlier_alarm_date_of_a_day_counts_whatever_its_id(run, record, brought, id_):
    run("log", "2026-09-01", "--alarm-date", "2026-12-24")
    run("import", brought(HEAD + f"refill,{id_},2026-09-01,2026-12-10,,\n"), "--yes")
    assert state_on(run, "2026-11-22")[1] == "2026-11-30"
    assert [str(refill["alarm_date"]) for refill in stored(record)["refills"]] == ["2026-12-24", "2026-12-10"]
    again = run("import", brought(HEAD + f"refill,{id_},2026-09-01,2026-12-10,,\n"), "--yes").out
    assert again.startswith("NOTHING TO IMPORT")


def test_an_alarm_that_the_file_says_is_unchecked_counts_though_the_record_says_it_was_checked(run, record, brought):
    run("log", "2026-09-01", "--alarm-date", "2027-02-20")
    run("event", "alarm", "--on", "2026-11-20")
    exported = run("export", "json").out
    run("event", "alarm", "--checked", "2026-11-21", "--alarm-date", "2027-02-20")
    assert state_on(run, "2026-11-22")[0] == "ok"
    run("import", brought(exported), "--yes")
    assert state_on(run, "2026-11-22")[0] == "critical"


@pytest.mark.parametrize(
    ("table", "name", "value"), [("plan", "buffer_days", 3), ("plan", "lead_days", 3), ("pump", "alarm_volume_ml", 2)]
)
def test_a_setting_of_the_file_that_makes_the_answer_milder_fills_nothing_and_is_named(run, record, brought, table, name, value):
    run("log", "2026-09-01", *FIGURES[:-2])
    before = state_on(run, "2026-12-20")
    file = json.loads(run("export", "json").out)
    file["record"] |= {table: {name: value}, "clinic": {"phone": "555 0102"}}
    shown = run("import", brought(json.dumps(file)), "--yes").out
    assert state_on(run, "2026-12-20") == before
    assert "Settings that stay as they are, though the file has others" in shown
    assert name not in stored(record).get(table, {})
    assert stored(record)["clinic"] == {"phone": "555 0102"}


def test_what_can_only_be_milder_is_asked_about_and_no_yes_to_all_answers_it(run, record, brought):
    run("log", "2026-09-01", "--alarm-date", "2026-12-10", "--dose", "250")
    before = record.read_bytes()
    rows = HEAD + "dose,x,2026-10-01,2026-12-27,200,\n"
    refused = run("import", brought(rows), "--yes", code=5).err
    assert "The refill-by date would be 17 December 2026, and is 30 November 2026 alone." in " ".join(refused.split())
    assert "--yes does not answer this." in " ".join(refused.split())
    assert record.read_bytes() == before
    plain = {"environment": {"ITB_PLAIN": "1"}, "is_terminal": True}
    asked = run("import", brought(rows), typed="y\ny\n", **plain)
    assert "Refill by: 17 December 2026 (alone: 30 November 2026)" in asked.out
    assert str(stored(record)["doses"][0]["alarm_date"]) == "2026-12-27"


@pytest.mark.parametrize("words", [("--yes",), ()])
@pytest.mark.parametrize(
    ("setting", "milder", "stricter"), [("--buffer-days", "10", "30"), ("--lead-days", "14", "40"), ("--alarm-volume", "2", "4")]
)
def test_a_stricter_setting_that_is_all_that_is_left_out_is_no_success(run, brought, setting, milder, stricter, words):
    run("log", "2026-09-01", *FIGURES[:-2])
    run("setup", setting, stricter, "--yes")
    file = brought(run("export", "json").out)
    run("setup", setting, milder, "--yes")
    shown = run("import", file, *words, code=5).out
    assert shown.startswith(
        "LEFT OUT: Nothing was stored, but the file alone would say more than your record. Look at your clinic's"
    )
    assert "itb setup" in shown
    run("setup", setting, stricter, "--yes")
    assert run("import", file, *words).out.startswith("NOTHING TO IMPORT: Nothing was stored.")

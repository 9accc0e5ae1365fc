"""A record goes to JSON and back whole, its entries to CSV and back; what is no export is refused with its place, unquoted."""

import csv
import io
import json
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.exchange import FileForm
from itb_cli.domain.record import Appointment, Record, Refill
from itb_cli.errors import InputRefusedError
from itb_cli.storage.decoding import decode as decode_toml
from itb_cli.storage.encoding import encode as encode_toml
from itb_cli.storage.exchange import file_forms
from itb_cli.storage.exchange.csv_cells import guarded, unguarded
from itb_cli.storage.exchange.json_values import NotJsonError, from_json
from storage.test_codec import RECORDS, records

ENTRIES = ("refills", "doses", "appointments", "events", "diary_entries")
DANGEROUS = tuple("=+-@\t\r\0")
hostile_texts = st.text(
    st.sampled_from([*"=+-@\t\r\0\n'\",; a\ufeff\x85\u2028\x1b"])
    | st.characters(codec="utf-8", exclude_characters="\ufdd0\ufdd1"),
    max_size=12,
)


def new_id():
    return "new"


def there_and_back(record, form):
    return file_forms.decode(file_forms.encode(record, form, "itb 1").encode(), new_id)


def in_full(record):
    """All of a record with the types of what itb does not know: 1 and 1.0 are equal, but not the same."""
    extras = [record.extra, *(part.extra for part in parts_of(record))]
    return record, [repr(dict(extra)) for extra in extras]


def parts_of(record):
    for part in record[:-1]:
        yield from [part] if hasattr(part, "extra") else part


as_read = records.map(encode_toml).map(decode_toml)
"""Any record as it comes from its own file."""


@given(as_read)
def test_any_record_goes_to_json_and_back_unchanged(record):
    assert in_full(there_and_back(record, FileForm.JSON).record) == in_full(record)


@given(as_read)
def test_the_entries_of_any_record_go_to_csv_and_back_unchanged(record):
    entries = Record(**{name: getattr(record, name) for name in ENTRIES})
    assert in_full(there_and_back(record, FileForm.CSV).record) == in_full(entries)


@given(hostile_texts, hostile_texts, hostile_texts)
def test_hostile_text_comes_back_from_both_forms_as_it_was(note, place, entry_id):
    record = Record(
        refills=(Refill(entry_id, date(2026, 9, 1), note=note, extra={place: note}),),
        appointments=(Appointment(entry_id, date(2026, 9, 1), place=place),),
    )
    for form in FileForm:
        assert there_and_back(record, form).record == record


@given(hostile_texts, hostile_texts)
def test_no_cell_begins_like_a_formula_and_no_row_is_forged(note, key):
    record = Record(refills=(Refill(note, date(2026, 9, 1), filled_ml=Decimal("2.5"), note=note, extra={key: note}),))
    rows = list(csv.reader(io.StringIO(file_forms.encode(record, FileForm.CSV, ""), newline="")))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(DANGEROUS)]


@given(hostile_texts)
def test_the_apostrophe_is_put_before_what_looks_like_a_formula_and_taken_off_again(text):
    assert unguarded(guarded(text)) == text
    assert (guarded(text) == text) == (
        not text.lstrip("'")[:1].isspace() and not text.lstrip("'").startswith(DANGEROUS) and text.strip("'") != ""
    )


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("09:30", time(9, 30)),
        ("09:30:00", time(9, 30)),
        ("9:30:00", time(9, 30)),
        ("14:05:07.5", time(14, 5, 7, 500_000)),
        ("9:30", time(9, 30)),
        ("9:30 am", time(9, 30)),
        ("12:15 am", time(0, 15)),
        ("2 pm", time(14)),
        ("2:30:00", None),
        ("2:30", None),
        ("09:30+02:00", None),
        ("09:30:00Z", None),
        ("24:00", None),
        ("24:00:00", None),
        ("24:00:00.0", None),
        ("09:3030", None),
        ("930", None),
        ("noon", None),
    ],
)
def test_a_time_is_read_as_spreadsheets_write_it_unless_it_can_be_two(cell, meant):
    content = f"kind,on,at\nappointment,2026-12-01,{cell}\n".encode()
    if meant is None:
        with pytest.raises(InputRefusedError, match=r"line 2, column at: it must be a time such as 09:30\."):
            file_forms.decode(content, new_id)
    else:
        assert file_forms.decode(content, new_id).record.appointments[0].at == meant


@pytest.mark.parametrize("written", ["24:00", "24:00:00", "24", "T24:00", "2400", "0930", "T09:30", "09", "09:30:00,5"])
def test_a_time_in_json_is_read_in_one_way_of_writing_on_every_python(written):
    """From Python 3.14 on, the library takes 24:00 for 0:00 of the same day: an appointment 24 hours early."""
    appointments = [{"id": "a", "on": "2026-12-01", "at": written, "status": "booked"}]
    document = {"format": "itb-export", "schema_version": 1, "record": {"schema_version": 1, "appointments": appointments}}
    with pytest.raises(InputRefusedError, match="appointments, entry 1, at: it must be a time such as 09:30:00"):
        file_forms.decode(json.dumps(document).encode(), new_id)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("time", "24:00"),
        ("time", "24:00:00"),
        ("time", "T09:30:00"),
        ("time", "0930"),
        ("date", "20261201"),
        ("date", "2026-W49-2"),
        ("datetime", "2026-12-01T24:00:00"),
        ("datetime", "20261201T240000"),
        ("datetime", "2026-12-01 09:30:00"),
    ],
)
def test_a_foreign_day_or_time_is_read_in_the_one_way_that_it_is_written_on_every_python(kind, written):
    with pytest.raises(NotJsonError):
        from_json({"itb:type": kind, "itb:value": written})


@pytest.mark.parametrize(
    ("more", "is_read"),
    [
        ("{}", True),
        ('{"nurse": "Kim"}', True),
        ('{"note": "a key that itb knows"}', False),
        ("[1]", False),
        ("1", False),
        ('{"a": 1, "a": 2}', False),
        ('{"a": NaN}', False),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", False),
        ('{"a": ' + "[" * 5000, False),
        ("nurse", False),
    ],
)
def test_keys_of_other_programs_are_read_or_refused(more, is_read):
    quoted = more.replace('"', '""')
    content = f'kind,on,more\nrefill,2026-09-01,"{quoted}"\n'.encode()
    if is_read:
        assert file_forms.decode(content, new_id).record.refills[0].extra == json.loads(more)
    else:
        with pytest.raises(InputRefusedError, match="line 2, column more: it must be JSON, an object with keys"):
            file_forms.decode(content, new_id)


def test_where_each_entry_stands_is_kept():
    record = decode_toml((RECORDS / "schema_1.toml").read_bytes())
    places = {form: there_and_back(record, form).places for form in FileForm}
    assert places[FileForm.JSON]["appointments"] == ("appointments, entry 1", "appointments, entry 2")
    assert places[FileForm.CSV]["appointments"] == ("line 5", "line 6")


def test_a_key_called_as_our_own_mark_comes_back_as_it_was():
    foreign = {"itb:type": "date", "itb:value": "2026-09-01", "inside": {"itb:type": 1, "on": date(2026, 9, 1)}}
    record = Record(refills=(Refill("a", date(2026, 9, 1), extra=foreign),), extra={"colour": foreign})
    assert there_and_back(record, FileForm.JSON).record == record
    assert there_and_back(record, FileForm.CSV).record.refills == record.refills

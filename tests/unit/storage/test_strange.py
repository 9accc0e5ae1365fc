"""Strange values in a record, a note of the lock, an import or a cell: none is shown or taken for what it is not."""

import os
from datetime import date

import pytest

from itb_cli.domain.command import BEGIN, END, MARKED
from itb_cli.domain.entries import LISTS
from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import Event, EventKind, Record
from itb_cli.services.record.import_plan import planned
from itb_cli.storage.decoding import decode
from itb_cli.storage.exchange.csv_cells import guarded, unguarded
from itb_cli.storage.inspection import examined
from itb_cli.storage.locking import holder_of

NOTE = f"{BEGIN}itb undo{END}"
REFILL = 'schema_version = 1\n[[refills]]\nid = "a"\non = 2026-09-01\nnote = "{}"\n'


@pytest.mark.parametrize("written", [NOTE, r"\uFDD0itb undo\uFDD1", r"\U0000fdd0itb undo\U0000fdd1"])
def test_no_note_is_read_as_a_command(written):
    note = decode(REFILL.format(written).encode()).refills[0].note
    assert not MARKED.search(note)
    assert "itb undo" in note


@pytest.mark.parametrize("begins", ["\n", " ", "\u00a0", "\u3000", "＝", "＋", "－", "＠", " ＝", "\n=", "''＝"])
def test_no_cell_begins_as_a_formula_and_every_text_comes_back(begins):
    text = f"{begins}1+1"
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("since", ["-1e300", "1e300", "nan", "inf"])
def test_a_note_of_the_lock_with_a_time_of_no_clock_is_no_note(tmp_path, since):
    record = tmp_path / "record.toml"
    (tmp_path / ".record.toml.holder").write_text(f"123 {since} {os.uname().nodename}\n")
    assert holder_of(record) is None
    examined(record, ())


def test_two_entries_of_a_file_with_one_id_are_both_kept_and_told_apart():
    brought = tuple(Event("x", date(2026, 10, day), EventKind.ALARM) for day in (1, 2, 3))
    file = Incoming(
        Record(events=brought), FileForm.JSON, {name: ("1", "2", "3") if name == "events" else () for name in LISTS.values()}
    )
    once = planned(Record(), file).record
    assert [event.on for event in once.events] == [event.on for event in brought]
    assert len({event.id for event in once.events}) == len(brought)
    assert planned(once, file).record == once


def test_a_record_of_one_content_is_parsed_once(tmp_path):
    """Doctor and restore look at the same bytes in several places."""
    data = REFILL.format("seen once").encode()
    decode.cache_clear()
    assert decode(data) is decode(bytes(bytearray(data)))
    assert decode.cache_info().misses == 1

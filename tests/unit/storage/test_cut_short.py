"""A record that was cut off is damaged, wherever it was cut; what a hand or an editor does to its ends is not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from itb_cli.domain.record import Event, EventKind, Person, Record, Refill
from itb_cli.errors import RecordDamagedError, RecordError
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.paths import generations_beside
from itb_cli.storage.record_reader import load
from itb_cli.storage.snapshots import generation_name
from saving import update

RECORDS = Path(__file__).parents[2] / "data" / "records"
TODAY = date(2026, 11, 22)
FULL = Record(
    refills=(Refill(id="a", on=date(2026, 9, 1), alarm_date=date(2027, 2, 15)),),
    events=(Event(id="b", on=date(2026, 11, 20), kind=EventKind.MRI),),
)


def test_whole_is_what_ends_with_the_closing_line_and_every_cut_before_it_is_damaged():
    whole = encode(FULL)
    for size in range(len(whole.rstrip())):
        with pytest.raises(RecordDamagedError):
            decode(whole[:size])
    assert decode(whole.rstrip()) == decode(whole) == FULL


@pytest.mark.parametrize("record", [Record(), FULL, Record(person=Person(name="Ada\n# Kept by itb"))])
def test_an_empty_record_and_one_with_remarks_in_its_texts_are_noticed_too(record: Record):
    whole = encode(record)
    closing = whole.rstrip().splitlines()[-1]
    assert closing.startswith(b"#")
    in_a_text = encode(record._replace(person=Person(name=f"Ada\n{closing.decode()}\n")))
    for data in (whole, in_a_text):
        with pytest.raises(RecordDamagedError, match="cut off"):
            decode(data[: data.rstrip().rindex(b"\n")])


@pytest.mark.parametrize(
    "changed",
    [
        lambda data: data + b"\n",
        lambda data: data.rstrip(),
        lambda data: data + b" \n\t\n",
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\n" + data,
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n").rstrip(),
        lambda data: data.rstrip() + b"  ",
    ],
    ids=["newline", "none", "blanks", "crlf", "bom", "blank-line-first", "bom-and-crlf", "blanks-behind"],
)
def test_what_editors_do_to_the_ends_of_a_file_is_no_damage(changed: Callable[[bytes], bytes]):
    assert decode(changed(encode(FULL))) == FULL


@pytest.mark.parametrize("changed", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data])
def test_what_an_editor_saved_and_something_cut_off_is_damaged(changed: Callable[[bytes], bytes]):
    data = changed(encode(FULL))
    for size in range(len(data.rstrip())):
        with pytest.raises(RecordDamagedError):
            decode(data[:size])


def test_records_by_hand_and_of_earlier_programs_have_no_closing_line_and_need_none():
    assert decode(b"schema_version = 1\n[[refills]]\non = 2026-09-01\n").refills
    assert (
        decode(b"# Kept by itb. Days are written year-month-day. To change it by hand: itb edit\nschema_version = 1\n")
        == Record()
    )
    for name in ("schema_1", "hand_edited"):
        assert decode((RECORDS / f"{name}.toml").read_bytes()).refills


def old(record: Record) -> bytes:
    """As programs before the closing line wrote it."""
    lines = encode(record).decode().rstrip().splitlines()
    return "\n".join(["# Kept by itb. Days are written year-month-day. To change it by hand: itb edit", *lines[1:-1]]).encode()


@pytest.mark.parametrize(
    "newest", [old(FULL), b"schema_version = 1\n[[refills]]\non = 2026-09-01\n[[events]]\non = 2026-11-20\nkind = 'mri'\n"]
)
def test_the_beginning_of_its_own_newest_kept_state_is_damaged_wherever_it_was_cut(record: Path, newest: bytes):
    generations_beside(record).mkdir(parents=True)
    (generations_beside(record) / generation_name(1, TODAY, "")).write_bytes(newest[:40])
    (generations_beside(record) / generation_name(12, TODAY, "")).write_bytes(newest)
    for size in range(len(newest.rstrip())):
        record.write_bytes(newest[:size])
        with pytest.raises(RecordDamagedError):
            load(record)
        record.write_bytes(newest[:size] + b"\n")
        with pytest.raises(RecordDamagedError):
            load(record)
        assert record.read_bytes() == newest[:size] + b"\n"
    for whole in (newest, newest.rstrip(), newest + b"\n", b"\xef\xbb\xbf" + newest):
        record.write_bytes(whole)
        assert load(record).record == decode(newest)


def test_a_record_by_hand_that_is_shorter_but_another_is_taken_as_it_is(record: Path):
    generations_beside(record).mkdir(parents=True)
    (generations_beside(record) / generation_name(1, TODAY, "")).write_bytes(encode(FULL))
    record.write_bytes(b"schema_version = 1\n[person]\nname = 'Ada'\n")
    assert load(record).record.person.name == "Ada"


def test_a_cut_record_is_never_saved_over(record: Path):
    update(record, TODAY, lambda _before: FULL)
    cut = record.read_bytes()[:-30]
    record.write_bytes(cut)
    states = sorted(generations_beside(record).iterdir())
    with pytest.raises(RecordError):
        update(record, TODAY, lambda before: before._replace(person=Person(name="Ada")))
    assert (record.read_bytes(), sorted(generations_beside(record).iterdir())) == (cut, states)

"""A record becomes TOML and comes back the same; what is no record is a clear error that quotes nothing."""

import tomllib
from datetime import UTC, date, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from domain.strategies import thoroughly
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.command import BEGIN, END
from itb_cli.domain.record import (
    SCHEMA_VERSION,
    Appointment,
    AppointmentStatus,
    CalendarEvent,
    CalendarStatus,
    Clinic,
    Contact,
    DiaryEntry,
    DoseChange,
    Event,
    EventKind,
    Person,
    Phase,
    Plan,
    PrintedCard,
    Pump,
    Record,
    Refill,
    StandbyTablets,
    Therapy,
)
from itb_cli.errors import RecordDamagedError, RecordError, RecordTooNewError
from itb_cli.storage.decoding import decode
from itb_cli.storage.encoding import encode
from itb_cli.storage.ends import CLOSING, HEADER

RECORDS = Path(__file__).parents[2] / "data" / "records"
MARKER = "Zebrafish"

# --- any record there can be

texts = st.text(st.characters(codec="utf-8", exclude_characters=BEGIN + END), max_size=12)
"""What a record can hold: the two marks of a command are no one's text, and read as another sign (tests/unit/storage/test_strange.py)."""
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
amounts = st.integers(1, 9_999_999_999_999).map(lambda millionths: Decimal(millionths).scaleb(-6))
whole_or_not = amounts | st.integers(1, 9_999_999).map(Decimal)
times_of_day = st.times()
zones = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=11))])
toml_values = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.decimals(-(10**9), 10**9, places=3)
    | st.sampled_from([Decimal("inf"), Decimal("1E+400"), Decimal("-2.5E-30")])
    | texts
    | st.dates()
    | times_of_day
    | st.datetimes(timezones=zones),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def unknown_keys(*known: str) -> st.SearchStrategy[dict[str, Any]]:
    """Keys that this version does not know, with any value that TOML has."""
    return st.dictionaries(texts.filter(lambda key: key not in known), toml_values, max_size=2)


def any_of(kind: type, needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Any value of one of the record's types."""
    values = {name: strategy if name in needed else st.none() | strategy for name, strategy in (needed | optional).items()}
    return st.builds(kind, **values, extra=unknown_keys(*values, "allergies", "status"))


named = {"id": texts, "on": days}
persons = st.builds(
    Person,
    name=st.none() | texts,
    born=st.none() | days,
    allergies=st.lists(texts, max_size=3).map(tuple),
    extra=unknown_keys("name", "born", "allergies"),
)
hours = st.integers(0, 96).map(lambda quarters: Decimal(quarters) / 4)
contacts = any_of(Contact, {}, {"name": texts, "relation": texts, "phone": texts})
clinics = any_of(Clinic, {}, {"name": texts, "phone": texts, "out_of_hours_phone": texts})
pumps = any_of(
    Pump,
    {},
    {
        "model": texts,
        "serial": texts,
        "implanted_on": days,
        "replace_by": days,
        "reservoir_ml": whole_or_not,
        "alarm_volume_ml": st.just(Decimal(0)) | whole_or_not,
    },
)
therapies = any_of(Therapy, {}, {"phase": st.sampled_from(Phase)})
plans = any_of(Plan, {}, {"buffer_days": st.integers(0, 365), "lead_days": st.integers(0, 365), "emergency_number": texts})
tablets = any_of(StandbyTablets, {}, {"use_before": days})
cards = any_of(PrintedCard, {}, {"printed_on": days})
refills = any_of(
    Refill,
    named,
    {
        "alarm_date": days,
        "refill_by": days,
        "filled_ml": whole_or_not,
        "strength_mcg_per_ml": whole_or_not,
        "dose_mcg_per_day": whole_or_not,
        "note": texts,
    },
)
doses = any_of(DoseChange, named | {"dose_mcg_per_day": whole_or_not}, {"alarm_date": days, "note": texts})
appointments = any_of(Appointment, named | {"status": st.sampled_from(AppointmentStatus)}, {"at": times_of_day, "place": texts})
events = any_of(Event, named | {"kind": st.sampled_from(EventKind)}, {"checked_on": days, "alarm_date": days, "note": texts})
diary_entries = any_of(
    DiaryEntry,
    named,
    {"spasms": st.integers(0, 4), "tightness": st.integers(0, 10), "sleep_hours": hours, "note": texts},
)
calendar_events = any_of(
    CalendarEvent,
    {
        "uid": st.uuids().map(str),
        "slot": texts,
        "on": days,
        "changed_on": days,
        "sequence": st.integers(0, 2**31 - 1),
        "status": st.sampled_from(CalendarStatus),
        "content": texts,
    },
    {"at": times_of_day},
)
TOP_LEVEL = ("schema_version", *(name for name in Record._fields if name != "extra"))


def some(entries: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(entries, max_size=2).map(tuple)


records = st.builds(
    Record,
    person=persons,
    contacts=some(contacts),
    clinic=clinics,
    pump=pumps,
    therapy=therapies,
    plan=plans,
    standby_tablets=tablets,
    card=cards,
    refills=some(refills),
    doses=some(doses),
    appointments=some(appointments),
    events=some(events),
    diary_entries=some(diary_entries),
    calendar_events=some(calendar_events),
    extra=unknown_keys(*TOP_LEVEL),
)


@given(records)
def test_any_record_comes_back_as_it_was_unknown_keys_too(record: Record):
    assert decode(encode(record)) == record


@given(records)
def test_writing_what_was_read_changes_nothing(record: Record):
    written = encode(record)
    assert encode(decode(written)) == written


# --- what stands in the file

FULL = Record(
    person=Person(name="Ada Example", born=date(1971, 2, 28), allergies=("penicillin", "latex")),
    contacts=(
        Contact(name="Ben Example", relation="brother", phone="555 0100"),
        Contact(name="Cleo Example", phone="555 0101"),
    ),
    clinic=Clinic(name="Pump clinic", phone="555 0102", out_of_hours_phone="555 0103"),
    pump=Pump(
        model="SynchroMed II",
        serial="NGV000000H",
        implanted_on=date(2024, 5, 17),
        replace_by=date(2031, 4, 30),
        reservoir_ml=Decimal(40),
        alarm_volume_ml=Decimal("2.5"),
    ),
    therapy=Therapy(phase=Phase.STABLE),
    plan=Plan(buffer_days=7, lead_days=21, emergency_number="112"),
    standby_tablets=StandbyTablets(use_before=date(2027, 8, 31)),
    refills=(
        Refill(
            id="a1",
            on=date(2026, 6, 1),
            filled_ml=Decimal("38.5"),
            strength_mcg_per_ml=Decimal(2000),
            dose_mcg_per_day=Decimal("250.25"),
        ),
        Refill(
            id="a2",
            on=date(2026, 9, 1),
            alarm_date=date(2026, 12, 10),
            refill_by=date(2026, 12, 3),
            filled_ml=Decimal(40),
            strength_mcg_per_ml=Decimal(2000),
            dose_mcg_per_day=Decimal("262.5"),
            note='Left side, "slow" flow',
        ),
    ),
    doses=(
        DoseChange(
            id="b1",
            on=date(2026, 10, 5),
            dose_mcg_per_day=Decimal(275),
            alarm_date=date(2026, 12, 8),
            note="More in the morning",
        ),
    ),
    appointments=(
        Appointment(id="c1", on=date(2026, 12, 1), at=time(9, 30), place="Room 4", status=AppointmentStatus.BOOKED),
        Appointment(id="c2", on=date(2026, 8, 25), status=AppointmentStatus.CANCELLED),
    ),
    events=(Event(id="d1", on=date(2026, 10, 20), kind=EventKind.MRI, checked_on=date(2026, 10, 21), note="1.5 T"),),
)


def test_every_key_of_schema_1_is_read():
    assert decode((RECORDS / "schema_1.toml").read_bytes()) == FULL


def test_every_key_of_schema_1_is_written():
    assert tomllib.loads(encode(FULL).decode()) == tomllib.loads((RECORDS / "schema_1.toml").read_text("utf-8"))


def test_an_empty_record_is_the_header_and_the_version_and_no_more():
    assert encode(Record()) == f"{HEADER}schema_version = {SCHEMA_VERSION}\n\n{CLOSING}".encode()


def test_keys_of_a_hand_that_itb_does_not_know_are_kept_wherever_they_stand():
    by_hand = (RECORDS / "hand_edited.toml").read_bytes()
    before = tomllib.loads(by_hand.decode(), parse_float=Decimal)
    after = tomllib.loads(encode(decode(by_hand)).decode(), parse_float=Decimal)
    for table in ("refills", "doses", "appointments", "events"):
        for entry in after[table]:
            entry.pop("id")
            entry.pop("status", None)
        for entry in before[table]:
            entry.pop("id", None)
    assert after == before


def test_each_entry_stands_under_a_heading_of_its_own_so_that_a_hand_can_add_one():
    written = encode(Record(refills=(Refill(id="a", on=date(2026, 9, 1)),)))
    assert b'[[refills]]\nid = "a"\non = 2026-09-01\n' in written
    added = decode(written + b"\n[[refills]]\non = 2026-06-01\n")
    assert [refill.on for refill in added.refills] == [date(2026, 9, 1), date(2026, 6, 1)]


def test_an_entry_without_id_gets_one_that_stays():
    record = decode(b"schema_version = 1\n[[refills]]\non = 2026-09-01\n[[refills]]\non = 2026-06-01\n")
    assert [refill.id for refill in record.refills] == ["2026-09-01-1", "2026-06-01-2"]
    assert decode(encode(record)) == record


def test_numbers_stay_exact_and_never_become_floats():
    record = decode(b"schema_version = 1\n[pump]\nreservoir_ml = 0.1\nalarm_volume_ml = 0.300000\n")
    assert (record.pump.reservoir_ml, record.pump.alarm_volume_ml) == (Decimal("0.1"), Decimal("0.3"))
    assert b"alarm_volume_ml = 0.3\n" in encode(record)
    assert isinstance(record.pump.reservoir_ml, Decimal)


def test_control_signs_in_a_text_are_written_as_escapes_not_raw():
    written = encode(Record(person=Person(name="\x1b[2J\x00\x7f\r\n")))
    assert not [byte for byte in written if (byte < 32 and byte != 10) or byte == 127]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("[" * 300 + "]" * 300, id="nested"),
        pytest.param("0x" + "f" * 5000, id="huge-integer"),
    ],
)
def test_what_can_be_read_can_be_written(value: str):
    try:
        record = decode(f"schema_version = 1\nx = {value}\n".encode())
    except RecordDamagedError:
        return
    assert decode(encode(record)) == record


# --- what is no record

DAMAGED = {
    "empty": ("", "The record's file is empty."),
    "only-spaces": (" \n\t\n", "The record's file is empty."),
    "cut-line": (f'schema_version = 1\n[person]\nname = "{MARKER}', "line 3"),
    "no-value": (f"schema_version = 1\n{MARKER} =\n", "line 2"),
    "bare-words": (f"schema_version = 1\n\n{MARKER} is here\n", "line 3"),
    "same-table-twice": (f"schema_version = 1\n[{MARKER}]\n[{MARKER}]\n", "line 3"),
    "same-key-twice": (f"schema_version = 1\n[person]\nname = '{MARKER}'\nname = '{MARKER}'\n", "line 4"),
    "no-such-day": ("schema_version = 1\n[[refills]]\non = 2026-02-30\n", "line 3"),
    "control-sign": (f"schema_version = 1\n[person]\nname = '{MARKER}\x00'\n", "line 3"),
    "conflict-marks": (f"schema_version = 1\n<<<<<<< HEAD\n# {MARKER}\n", "line 2"),
    "nested-without-end": ("schema_version = 1\nx = " + "[" * 100_000, "it is nested too deeply"),
    "html": (f"<html><body>{MARKER}</body></html>", "line 1"),
    "json": ('{"schema_version": 1, "person": "' + MARKER + '"}', "line 1"),
    "huge-number": ("schema_version = 1\n[pump]\nreservoir_ml = 1" + "0" * 5000, "this is not TOML"),
    "no-version": (f"[person]\nname = '{MARKER}'\n", '"schema_version" is missing'),
    "table-is-text": (f"schema_version = 1\nperson = '{MARKER}'\n", "person: it must be a table"),
    "table-is-list": (f"schema_version = 1\n[[pump]]\nmodel = '{MARKER}'\n", "pump: it must be a table"),
    "list-is-table": (f"schema_version = 1\n[refills]\nnote = '{MARKER}'\n", "refills: it must be a list of tables"),
    "entry-is-text": (f"schema_version = 1\nrefills = ['{MARKER}']\n", "refills, entry 1: it must be a table"),
    "day-is-text": (f"schema_version = 1\n[person]\nborn = '{MARKER}'\n", "person, born: it must be a day"),
    "day-with-time": ("schema_version = 1\n[[refills]]\non = 2026-09-01T00:00:00\n", "refills, entry 1, on: it must be a day"),
    "day-too-early": ("schema_version = 1\n[person]\nborn = 1877-12-31\n", "person, born: the year cannot be right"),
    "day-too-late": ("schema_version = 1\n[pump]\nreplace_by = 2277-01-01\n", "pump, replace_by: the year cannot be right"),
    "time-is-text": (
        f"schema_version = 1\n[[appointments]]\non = 2026-09-01\nat = '{MARKER}'\n",
        "appointments, entry 1, at: it must be a time",
    ),
    "number-is-text": (
        f"schema_version = 1\n[[refills]]\non = 2026-09-01\nfilled_ml = '{MARKER}'\n",
        "refills, entry 1, filled_ml: it must be a number",
    ),
    "number-is-true": ("schema_version = 1\n[pump]\nreservoir_ml = true\n", "pump, reservoir_ml: it must be a number"),
    "number-is-inf": ("schema_version = 1\n[pump]\nreservoir_ml = inf\n", "pump, reservoir_ml: the number cannot be right"),
    "number-too-long": (
        "schema_version = 1\n[pump]\nreservoir_ml = 77.0000001\n",
        "pump, reservoir_ml: the number cannot be right",
    ),
    "number-too-large": (
        "schema_version = 1\n[pump]\nreservoir_ml = 77000000\n",
        "pump, reservoir_ml: the number cannot be right",
    ),
    "volume-nought": ("schema_version = 1\n[pump]\nreservoir_ml = 0\n", "pump, reservoir_ml: it must be more than 0"),
    "volume-negative": (
        "schema_version = 1\n[pump]\nalarm_volume_ml = -77\n",
        "pump, alarm_volume_ml: it must not be less than 0",
    ),
    "days-negative": ("schema_version = 1\n[plan]\nlead_days = -77\n", "plan, lead_days: it must be a whole number of days"),
    "days-not-whole": ("schema_version = 1\n[plan]\nlead_days = 77.5\n", "plan, lead_days: it must be a whole number of days"),
    "days-true": ("schema_version = 1\n[plan]\nbuffer_days = true\n", "plan, buffer_days: it must be a whole number of days"),
    "days-too-many": ("schema_version = 1\n[plan]\nlead_days = 377\n", "plan, lead_days: it must be a whole number of days"),
    "text-is-number": ("schema_version = 1\n[clinic]\nphone = 77\n", "clinic, phone: it must be text in quotes"),
    "texts-is-text": (f"schema_version = 1\n[person]\nallergies = '{MARKER}'\n", "person, allergies: it must be a list of texts"),
    "texts-of-numbers": ("schema_version = 1\n[person]\nallergies = [77]\n", "person, allergies: it must be text in quotes"),
    "unknown-phase": (
        f"schema_version = 1\n[therapy]\nphase = '{MARKER}'\n",
        "therapy, phase: it must be one of stable, titrating",
    ),
    "unknown-kind": (
        f"schema_version = 1\n[[events]]\non = 2026-09-01\nkind = '{MARKER}'\n",
        "events, entry 1, kind: it must be one of mri, dive",
    ),
    "refill-without-day": (
        f"schema_version = 1\n[[refills]]\non = 2026-09-01\n[[refills]]\nnote = '{MARKER}'\n",
        'refills, entry 2: "on" is missing',
    ),
    "dose-without-dose": ("schema_version = 1\n[[doses]]\non = 2026-09-01\n", 'doses, entry 1: "dose_mcg_per_day" is missing'),
    "event-without-kind": ("schema_version = 1\n[[events]]\non = 2026-09-01\n", 'events, entry 1: "kind" is missing'),
}


@pytest.mark.parametrize(("content", "told"), DAMAGED.values(), ids=DAMAGED)
def test_what_is_no_record_is_an_error_that_names_the_line_or_the_key_and_quotes_nothing(content: str, told: str):
    with pytest.raises(RecordDamagedError) as caught:
        decode(content.encode())
    assert told in caught.value.message
    assert MARKER.casefold() not in f"{caught.value.message} {caught.value.hint}".casefold()
    assert "77" not in caught.value.message, "a number is health data too"
    assert len(caught.value.message) < 250
    assert "itb emergency" in caught.value.hint


@pytest.mark.parametrize(
    "number",
    ["1e999999999", "-1E+888888888", "-inf", "nan", "-nan"],
)
def test_a_number_beyond_all_bounds_is_damage_like_any_other(number: str):
    with pytest.raises(RecordDamagedError, match="pump, reservoir_ml: the number cannot be right"):
        decode(f"schema_version = 1\n[pump]\nreservoir_ml = {number}\n".encode())


@pytest.mark.parametrize(
    "inside",
    [
        "[person]\nborn = 1900-01-01",
        "[pump]\nreplace_by = 2199-12-31",
        "[pump]\nreservoir_ml = 9999999.999999",
        "[plan]\nlead_days = 365",
    ],
)
def test_the_outermost_values_are_still_read(inside: str):
    record = decode(f"schema_version = 1\n{inside}\n".encode())
    assert record != Record()
    assert decode(encode(record)) == record


@pytest.mark.parametrize(
    "outside",
    [
        "[person]\nborn = 1899-12-31",
        "[pump]\nreplace_by = 2200-01-01",
        "[pump]\nreservoir_ml = 10000000",
        "[plan]\nlead_days = 366",
    ],
)
def test_the_first_values_beyond_them_are_not(outside: str):
    with pytest.raises(RecordDamagedError):
        decode(f"schema_version = 1\n{outside}\n".encode())


def test_what_is_not_utf_8_is_named_by_its_line():
    with pytest.raises(RecordDamagedError) as caught:
        decode(f"schema_version = 1\n[person]\nname = '{MARKER} Müller'\n".encode("latin-1"))
    assert caught.value.message == "The record cannot be read: line 3 is not UTF-8 text."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_saved_by_an_editor_in_another_encoding_is_damaged_not_empty(encoding: str):
    with pytest.raises(RecordDamagedError):
        decode("schema_version = 1\n".encode(encoding))


@pytest.mark.parametrize("rest", ["", "refills = 'elsewhere'", "[refills]\non = 1", "[pump]\nreservoir_ml = 'forty'"])
def test_a_newer_record_is_told_as_newer_even_where_it_is_shaped_otherwise(rest: str):
    with pytest.raises(RecordTooNewError) as caught:
        decode(f"schema_version = {SCHEMA_VERSION + 1}\n{rest}\n".encode())
    assert f"schema {SCHEMA_VERSION + 1}; this program knows {SCHEMA_VERSION}" in caught.value.message


def test_the_newer_and_the_truncated_fixtures_are_refused():
    with pytest.raises(RecordTooNewError):
        decode((RECORDS / "newer.toml").read_bytes())
    with pytest.raises(RecordDamagedError, match="line 52"):
        decode((RECORDS / "truncated.toml").read_bytes())


def refusal_of(data: bytes) -> str:
    """What the refusal says; nothing if `data` is a record."""
    try:
        decode(data)
    except RecordError as error:
        return f"{error.message} {error.hint}"
    return ""


@thoroughly
@given(st.binary(max_size=60), st.integers(0, 2000), st.integers(0, 40))
def test_whatever_is_done_to_a_file_it_is_a_record_or_a_record_error(junk: bytes, at: int, cut: int):
    good = (RECORDS / "schema_1.toml").read_bytes()
    hurt = good[:at] + junk + good[at + cut :]
    told = refusal_of(hurt)
    assert "Example" not in told
    assert "penicillin" not in told


def test_a_file_cut_at_any_byte_never_raises_anything_but_a_record_error():
    good = (RECORDS / "schema_1.toml").read_bytes()
    refused = [length for length in range(len(good)) if refusal_of(good[:length])]
    assert len(refused) > len(good) / 2

"""A file read into a record, for any file and any record: nothing that stands is lost, the same again brings nothing, no crash."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.exchange import FileForm, Incoming
from itb_cli.domain.record import (
    Appointment,
    CalendarEvent,
    CalendarStatus,
    Clinic,
    Contact,
    DiaryEntry,
    DoseChange,
    Event,
    EventKind,
    Person,
    Record,
    Refill,
)
from itb_cli.errors import InputRefusedError
from itb_cli.services.record.import_plan import planned
from itb_cli.storage.decoding import decode as decode_toml
from itb_cli.storage.encoding import encode as encode_toml
from itb_cli.storage.exchange import file_forms
from storage.test_codec import records

LISTS = ("refills", "doses", "appointments", "events", "diary_entries")
TABLES = ("person", "clinic", "pump", "therapy", "plan", "standby_tablets", "card")

ids = st.sampled_from("abc")
days = st.sampled_from([date(2026, 9, day) for day in (1, 2)])
notes = st.sampled_from([None, "x", "y"])
names = st.sampled_from([None, "Ada", "Ben"])
foreign = st.dictionaries(st.sampled_from("kl"), st.integers(0, 1), max_size=2)


def few(entries):
    return st.lists(entries, max_size=3).map(tuple)


def made(type_, /, **facts):
    return st.fixed_dictionaries(facts).map(lambda drawn: type_(**drawn))


def told(*uids):
    """What calendars were told under some of these ids."""
    events = {
        uid: made(
            CalendarEvent,
            uid=st.just(uid),
            slot=st.just("refill_by"),
            on=days,
            changed_on=days,
            sequence=st.integers(0, 2),
            status=st.sampled_from(CalendarStatus),
            content=st.sampled_from(["", "x", "y"]),
            extra=foreign,
        )
        for uid in uids
    }
    return st.fixed_dictionaries({}, optional=events).map(lambda drawn: tuple(drawn.values()))


dated = {"id": ids, "on": days}
alike = made(
    Record,
    person=made(Person, name=names, allergies=st.sampled_from([(), ("nuts",), ("latex",)]), extra=foreign),
    clinic=made(Clinic, phone=st.sampled_from([None, "555 0100", "555 0101"])),
    contacts=few(made(Contact, name=names, phone=st.sampled_from([None, "555 0100"]))),
    refills=few(made(Refill, **dated, note=notes, extra=foreign)),
    doses=few(made(DoseChange, **dated, dose_mcg_per_day=st.sampled_from([Decimal(300), Decimal(310)]))),
    appointments=few(made(Appointment, **dated, place=notes)),
    events=few(made(Event, **dated, kind=st.sampled_from([EventKind.ALARM, EventKind.FALL]), checked_on=st.none() | days)),
    diary_entries=few(made(DiaryEntry, **dated, spasms=st.sampled_from([None, 1, 2]), note=notes)),
    calendar_events=told("u", "v"),
    extra=foreign,
)
"""Records of so few ids, days and facts that two of them have much in common, and much in conflict."""
any_record = records.map(encode_toml).map(decode_toml)


def is_told_once(record):
    """Whether every id stands once: a second entry of a file with one id gets an id of its own."""
    told = [event.uid for event in record.calendar_events]
    lists = [told, *([entry.id for entry in getattr(record, name)] for name in LISTS)]
    return all(len(set(ids)) == len(ids) for ids in lists)


def file_of(record):
    return Incoming(record, FileForm.JSON, {name: tuple(map(str, range(len(getattr(record, name))))) for name in LISTS})


@given(any_record.filter(is_told_once))
def test_a_record_that_goes_out_and_into_an_empty_one_is_the_same_record(record):
    sent = file_forms.encode(record, FileForm.JSON, "itb").encode()
    assert planned(Record(), file_forms.decode(sent, str)).record == record


@given(alike, alike)
def test_nothing_that_stands_is_lost_or_changed(here, brought):
    after = planned(here, file_of(brought)).record
    for name in (*LISTS, "contacts"):
        assert getattr(after, name)[: len(getattr(here, name))] == getattr(here, name)
    for name in TABLES:
        before, now = getattr(here, name), getattr(after, name)
        assert all(new == old for new, old in zip(now[:-1], before[:-1], strict=True) if old not in (None, ()))
        assert {**now.extra, **before.extra} == now.extra
    assert {**after.extra, **here.extra} == after.extra


@given(alike, alike)
def test_everything_in_the_file_is_stored_known_or_named_as_left_out(here, brought):
    result = planned(here, file_of(brought))
    assert len(result.added) + result.known + len(result.clashes) == sum(len(getattr(brought, name)) for name in LISTS)
    for name in TABLES:
        for field, in_file, now in zip(
            getattr(brought, name)._fields, getattr(brought, name), getattr(result.record, name), strict=True
        ):
            named = {(setting.table, setting.name) for setting in result.kept}
            assert field == "extra" or in_file in (None, (), now) or (name, field) in named


@given(alike, alike)
def test_the_same_file_again_brings_nothing(here, brought):
    once = planned(here, file_of(brought)).record
    again = planned(once, file_of(brought))
    assert (again.record, again.added, again.filled, again.calendar) == (once, (), (), False)


@given(alike, alike)
def test_no_number_of_changes_falls_and_nothing_cancelled_is_shown_again(here, brought):
    after = {event.uid: event for event in planned(here, file_of(brought)).record.calendar_events}
    for event in (*here.calendar_events, *brought.calendar_events):
        now = after[event.uid]
        assert now.sequence >= event.sequence
        assert now.changed_on >= event.changed_on
        assert event.status is CalendarStatus.CONFIRMED or now.status is CalendarStatus.CANCELLED


@given(alike, alike)
def test_an_unchecked_event_of_the_file_is_never_hidden_by_checked_ones(here, brought):
    result = planned(here, file_of(brought))
    left_out = [clash.placed.entry for clash in result.clashes if isinstance(clash.placed.entry, Event)]
    unchecked = {(event.on, event.kind) for event in result.record.events if event.checked_on is None}
    known_ids = {event.id for event in here.events}
    assert all(event.checked_on or (event.on, event.kind) in unchecked or event.id in known_ids for event in left_out)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_an_export_or_refused(data):
    assert_decoded_or_refused(data)


@given(any_record, st.sampled_from(FileForm), st.data())
def test_an_export_with_any_part_of_it_broken_is_read_or_refused(record, form, data):
    sent = file_forms.encode(record, form, "itb").encode()
    start = data.draw(st.integers(0, len(sent)))
    end = data.draw(st.integers(start, min(len(sent), start + 20)))
    assert_decoded_or_refused(sent[:start] + data.draw(st.binary(max_size=5) | st.sampled_from([b'"', b",", b"\n"])) + sent[end:])


def assert_decoded_or_refused(data):
    """What is read could also be stored and read again."""
    try:
        record = file_forms.decode(data, str).record
    except InputRefusedError:
        return
    assert decode_toml(encode_toml(record)) == record

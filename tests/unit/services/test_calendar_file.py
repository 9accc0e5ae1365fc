"""A file for a calendar: its dates are the forecast's, its ids stay, and no number of changes ever falls, whatever is taken back."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from domain.strategies import EVENTS, events_since, facts, record_of, thoroughly
from hypothesis import given, settings
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.calendar_events import as_typed, is_behind, never_back
from itb_cli.domain.merging import merged
from itb_cli.domain.record import (
    Appointment,
    AppointmentStatus,
    CalendarEvent,
    CalendarStatus,
    Clinic,
    Event,
    EventKind,
    Person,
    Plan,
    Record,
    Refill,
)
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.supply_state import SupplyState
from itb_cli.pages.calendar_entries import entry_words
from itb_cli.services.calendars import calendar_file as services
from itb_cli.services.calendars.calendar_file import CalendarFileRequest, CalendarFileView
from itb_cli.services.calendars.calendar_slots import Speaks, most_new
from itb_cli.services.record import undo

DAY = date(2026, 11, 22)
REFILL = Refill("r1", date(2026, 9, 1), alarm_date=date(2026, 12, 10))
USUAL = Record(refills=(REFILL,))
VISIT = Appointment("a1", date(2026, 11, 26), time(9, 5), "Ward 3")
UIDS = [str(UUID(int=number, version=4)) for number in range(3000)]


class Calendars:
    """All that was ever told, as a calendar that forgets nothing would hold it."""

    def __init__(self):
        self.used = 0
        self.held = {}

    def tell(self, record: Record, day: date, *, detailed: bool = False) -> tuple[Record, CalendarFileView]:
        """Exports, and checks what holds for every file after every other."""
        most = most_new(record)
        uids = tuple(UIDS[self.used : self.used + most])
        self.used += most
        outcome = services.answer(record, CalendarFileRequest("x.ics", detailed, uids), AsOf(day, day))
        for entry in outcome.view.entries:
            said = (entry.status, entry.about and (entry.on, entry.at), entry_words(entry, outcome.view))
            sequence, before = self.held.get(entry.uid, (-1, None))
            assert entry.sequence >= sequence, "a number of changes fell"
            assert entry.sequence > sequence or said == before, "other words or another day under the same number"
            assert before is None or before[0] is not CalendarStatus.CANCELLED or entry.about is None, "a cancelled id came back"
            self.held[entry.uid] = (entry.sequence, said)
        assert not is_behind(outcome.record or record, forecast(record))
        return outcome.record or record, outcome.view


def told(record: Record, day: date = DAY, **how) -> tuple[Record, CalendarFileView]:
    return Calendars().tell(record, day, **how)


def shown(view: CalendarFileView) -> dict[str, date]:
    return {entry.about.slot: entry.on for entry in view.entries if entry.about}


ALL_DATES = {
    "book_by -7": "2026-11-09",
    "book_by -1": "2026-11-15",
    "book_by": "2026-11-16",
    "refill_by -7": "2026-11-23",
    "refill_by -3": "2026-11-27",
    "refill_by -1": "2026-11-29",
    "refill_by": "2026-11-30",
    "refill_by +1": "2026-12-01",
    "alarm_date": "2026-12-10",
}


def days_of(view: CalendarFileView) -> dict[str, str]:
    return {slot: str(day) for slot, day in shown(view).items()}


def rings(view: CalendarFileView) -> set[tuple[date, str]]:
    """The days on which anything rings, within another entry too, and what it says."""
    words = [(entry, entry_words(entry, view)) for entry in view.entries if entry.about]
    return {(entry.on - timedelta(days=days), text) for entry, said in words for days, text in said.alarms}


def test_the_entries_of_a_usual_record():
    view = told(USUAL, date(2026, 9, 2))[1]
    assert days_of(view) == ALL_DATES


def test_a_booked_visit_makes_three_entries_and_all_that_warns_after_it_rings_within_the_last():
    early, late = (Appointment("a1", day, time(9, 5), "Ward 3") for day in (date(2026, 11, 10), date(2026, 11, 26)))
    full = rings(told(USUAL, date(2026, 9, 2))[1])
    for visit, check in ((early, "2026-11-09"), (late, "2026-11-16")):
        view = told(USUAL._replace(appointments=(visit,)), date(2026, 9, 2))[1]
        assert days_of(view) == {"book_by": check, "appointment a1": str(visit.on), "refill_by": "2026-11-30"}
        assert {entry.about.slot: entry.at for entry in view.entries if entry.at} == {"appointment a1": time(9, 5)}
        after = {day for day, _ in full if day > visit.on and day > date(2026, 11, 16)}
        assert after <= {day for day, _ in rings(view)}
        assert (date(2026, 12, 10), "If the appointment was not kept, call now, at any hour") in rings(view)
        assert (visit.on - timedelta(days=1), "Appointment tomorrow") in rings(view)


def test_once_the_book_by_date_has_passed_the_day_before_the_visit_asks_whether_it_is_right():
    calendars = Calendars()
    record, _ = calendars.tell(USUAL._replace(appointments=(VISIT,)), date(2026, 11, 10))
    view = calendars.tell(record, date(2026, 11, 17))[1]
    assert days_of(view)["book_by"] == "2026-11-25"
    assert {entry.sequence for entry in view.entries if entry.about.slot == "book_by"} == {1}


@pytest.mark.parametrize(
    ("why", "later"),
    [
        ("the visit is late", {"appointments": (VISIT._replace(on=date(2026, 12, 2)),)}),
        ("the dates are in doubt", {"events": (Event("e1", date(2026, 10, 1), EventKind.MRI),)}),
        ("no day is left before the alarm date", {"plan": Plan(buffer_days=0)}),
        ("the date is only an estimate", {"refills": (Refill("r1", date(2026, 10, 20)),)}),
        ("nothing is booked", {"appointments": (VISIT._replace(status=AppointmentStatus.CANCELLED),)}),
    ],
)
def test_no_warning_falls_away_for_a_visit_on_which_nobody_can_rely(why, later):
    booked = USUAL._replace(appointments=(VISIT,))
    alone = told(booked._replace(**{"appointments": (), **{key: later[key] for key in later if key != "appointments"}}))[1]
    view = told(booked._replace(**later))[1]
    assert set(shown(alone)) <= set(shown(view)), why


def test_what_a_visit_makes_needless_is_cancelled_and_comes_back_if_the_visit_falls_through():
    calendars = Calendars()
    record, before = calendars.tell(USUAL, date(2026, 9, 2))
    booked, view = calendars.tell(record._replace(appointments=(VISIT,)), date(2026, 9, 3))
    uids = {entry.about.slot: entry.uid for entry in before.entries}
    kept = {entry.about.slot: (entry.uid, entry.sequence) for entry in view.entries if entry.about}
    assert kept["refill_by"] == (uids["refill_by"], 1)
    assert kept["book_by"] == (uids["book_by"], 1)
    assert {entry.uid for entry in view.entries if entry.status == "cancelled"} == {
        uid for slot, uid in uids.items() if slot not in kept
    }
    gone = booked._replace(appointments=(VISIT._replace(status=AppointmentStatus.CANCELLED),))
    assert is_behind(gone, forecast(gone))
    assert days_of(calendars.tell(gone, date(2026, 9, 4))[1]) == ALL_DATES


@thoroughly
@given(facts(), EVENTS, st.integers(0, 300), st.integers(0, 300))
def test_with_any_visit_what_rings_after_it_is_what_rang_without_it(known, drawn, days, visit_after):
    record = record_of(known | {"events": events_since(known["on"], drawn)})
    day = known["on"] + timedelta(days=days)
    visit = Appointment("a1", day + timedelta(days=visit_after))
    booked = record._replace(appointments=(visit,))
    with_visit, without = told(booked, day)[1], told(record, day)[1]
    state = stand(booked, forecast(booked), AsOf(day, day)).state
    if len(shown(with_visit)) <= 3:
        assert state in (SupplyState.OK, SupplyState.SOON)
        assert visit.on <= forecast(record).refill_by < forecast(record).critical_on
    missing = {on for on, _ in rings(without) if on > visit.on} - {on for on, _ in rings(with_visit)}
    before_booking = {entry.on for entry in without.entries if entry.about.speaks is Speaks.BOOK_BY}
    early = {forecast(record).refill_by - timedelta(days=14)}
    assert missing <= before_booking | early | {day}, "only what asks for a booking falls away, or the call of today"


def test_a_label_stands_in_front_of_each_entry_and_its_alarms_and_moves_none():
    calendars = Calendars()
    record, before = calendars.tell(USUAL, DAY)
    view = calendars.tell(record._replace(person=Person(calendar_label="Blue")), DAY)[1]
    assert {entry.uid: entry.sequence for entry in view.entries} == {entry.uid: 1 for entry in before.entries}
    for entry in view.entries:
        said = entry_words(entry, view)
        assert said.summary.startswith("Blue: ")
        assert all(text.startswith("Blue: ") for _, text in said.alarms)


@thoroughly
@given(facts(), EVENTS, st.integers(-30, 900), st.booleans())
def test_every_exported_date_is_the_forecasts_and_the_same_day_tells_the_same(known, drawn, days, detailed):
    record = record_of(known | {"events": events_since(known["on"], drawn)})
    day = known["on"] + timedelta(days=days)
    supply, state = forecast(record), stand(record, forecast(record), AsOf(day, day)).state
    calendars = Calendars()
    after, view = calendars.tell(record, day, detailed=detailed)
    days = shown(view)
    assert (days["book_by"], days["refill_by"]) == (supply.book_by, supply.refill_by), "overdue or not, both stay"
    assert days.get("alarm_date") == supply.alarm_date
    assert ("call" in days) == (state is not SupplyState.OK), "nothing is booked"
    assert days.get("call", day) == day
    dates = {"book_by": supply.book_by, "refill_by": supply.refill_by, "alarm_date": supply.alarm_date, "call": day}
    dates |= {"call_now": supply.critical_on, "call_at_once": day}
    for entry in view.entries:
        assert entry.on + timedelta(days=entry.about.days) == dates[entry.about.speaks]
        assert entry.on >= day or entry.about.days == 0
    if supply.is_estimate:
        words = [entry_words(entry, view).summary for entry in view.entries if entry.about.speaks in ("book_by", "refill_by")]
        unsure = ("only an estimate", "in doubt", "the true day is earlier")
        assert all(any(word in said for word in unsure) for said in words) or supply.earliest.origin == "drug_limit"
    assert calendars.tell(after, day, detailed=detailed) == (after, view._replace(new=0, changed=0))


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(
            ["alarm date", "refill", "book", "move", "cancel", "remove", "clinic", "undo", "restore", "merge", "type", "tell"]
        ),
        st.integers(0, 9),
        st.integers(0, 40),
        st.booleans(),
    ),
    min_size=2,
    max_size=25,
)


def changed(record: Record, states: list[Record], what: str, which: int, day: date) -> Record:
    """One change, as a person makes it."""
    visits = record.appointments
    some = visits[which % len(visits)] if visits else None
    earlier = states[which % len(states)]
    match what:
        case "alarm date":
            return record._replace(
                refills=(*record.refills[:-1], record.refills[-1]._replace(alarm_date=day + timedelta(which * 9)))
            )
        case "refill":
            return record._replace(refills=(*record.refills, Refill(f"r{which}", day, alarm_date=day + timedelta(50 + which))))
        case "book":
            return record._replace(appointments=(*visits, Appointment(f"a{len(states)}", day + timedelta(which))))
        case "move" | "cancel" if some:
            new = some._replace(on=day) if what == "move" else some._replace(status=AppointmentStatus.CANCELLED)
            return record._replace(appointments=tuple(new if visit is some else visit for visit in visits))
        case "remove" if some:
            return record._replace(appointments=tuple(visit for visit in visits if visit is not some))
        case "clinic":
            return record._replace(clinic=Clinic(f"Clinic {which}"))
        case _:
            return gone_back(record, earlier, what, day)


def gone_back(record: Record, earlier: Record, what: str, day: date) -> Record:
    """An earlier state in some way; anything else changes nothing."""
    match what:
        case "undo":
            return undo.answer(record, undo.UndoRequest(earlier), AsOf(day, day)).record
        case "restore":
            return never_back(record, earlier)
        case "merge":
            return merged(record, earlier).record
        case "type":
            return earlier._replace(calendar_events=as_typed(record.calendar_events, earlier.calendar_events))
        case _:
            return record


@settings(max_examples=max(settings().max_examples, thoroughly.max_examples // 5))
@given(CHANGES, st.booleans())
def test_no_number_falls_over_any_series_of_changes_undo_and_old_copies_included(series, begins_told):
    calendars, record, day, states = Calendars(), USUAL, DAY, [USUAL]
    if begins_told:
        record, _ = calendars.tell(record, day)
    states.append(record)
    for what, which, days, detailed in series:
        day += timedelta(days=days // 4)
        record = changed(record, states, what, which, day)
        states.append(record)
        if what == "tell" or which % 2:
            record, view = calendars.tell(record, day, detailed=detailed)
            states.append(record)
            slots = [entry.about.slot for entry in view.entries if entry.about]
            assert len(slots) == len(set(slots)), "two live entries for one thing"
            supply = forecast(record)
            assert shown(view)["refill_by"] == supply.refill_by


def test_a_moved_alarm_date_keeps_its_ids_and_counts_one_more():
    calendars = Calendars()
    once, before = calendars.tell(USUAL, DAY)
    moved = once._replace(refills=(REFILL._replace(alarm_date=date(2026, 12, 20)),))
    after = calendars.tell(moved, DAY)[1]
    first = {entry.about.slot: entry for entry in before.entries}
    second = {entry.about.slot: entry for entry in after.entries if entry.about}
    for slot in ("alarm_date", "refill_by", "refill_by -1", "refill_by +1", "book_by"):
        assert (second[slot].uid, second[slot].sequence) == (first[slot].uid, 1), slot
    assert second["alarm_date"].on == date(2026, 12, 20)
    assert (after.new, after.cancelled) == (1, 1), "the day before book-by lies ahead again; the call of today is not needed"


def test_what_falls_away_is_cancelled_and_what_comes_back_has_a_new_id():
    visit = Appointment("a1", date(2026, 11, 26))
    calendars = Calendars()
    booked, first = calendars.tell(USUAL._replace(appointments=(visit,)), DAY)
    none, second = calendars.tell(booked._replace(appointments=()), DAY)
    uid = next(entry.uid for entry in first.entries if entry.about.slot == "appointment a1")
    gone = next(entry for entry in second.entries if entry.uid == uid)
    assert (gone.status, gone.sequence, gone.on, gone.about) == ("cancelled", 1, visit.on, None)
    again = calendars.tell(none._replace(appointments=(visit,)), DAY)[1]
    back = next(entry for entry in again.entries if entry.about and entry.about.slot == "appointment a1")
    assert (back.uid == uid, back.sequence) == (False, 0)
    assert next(entry for entry in again.entries if entry.uid == uid) == gone


def test_a_visit_that_took_place_stays_in_the_calendar_for_a_year_and_is_then_forgotten():
    visit = Appointment("a1", date(2026, 11, 26))
    calendars = Calendars()
    booked, _ = calendars.tell(USUAL._replace(appointments=(visit,)), DAY)
    refilled = booked._replace(refills=(REFILL, Refill("r2", visit.on, alarm_date=date(2027, 3, 1))))
    kept, view = calendars.tell(refilled, date(2026, 11, 27))
    assert shown(view)["appointment a1"] == visit.on
    assert view.cancelled == 0
    late, view = calendars.tell(kept, date(2027, 11, 29))
    assert not [event for event in late.calendar_events if event.slot.startswith("appointment")]
    assert "appointment a1" not in shown(view)


def test_what_was_taken_back_is_told_of_for_a_year_and_then_forgotten():
    calendars = Calendars()
    booked, _ = calendars.tell(USUAL._replace(appointments=(VISIT,)), DAY)
    gone, _ = calendars.tell(booked._replace(appointments=()), DAY)
    for days, number in ((366, 1), (367, 0)):
        gone, view = calendars.tell(gone, DAY + timedelta(days=days))
        assert len([entry for entry in view.entries if entry.about is None and entry.on == VISIT.on]) == number


def test_a_place_is_a_change_only_where_it_is_named():
    for detailed, changed in ((False, 0), (True, 1)):
        calendars = Calendars()
        record, _ = calendars.tell(USUAL._replace(appointments=(VISIT,)), DAY, detailed=detailed)
        moved = record._replace(appointments=(VISIT._replace(place="Ward 4"),))
        assert calendars.tell(moved, DAY, detailed=detailed)[1].changed == changed, "the visit"


def test_names_asked_for_later_are_a_change_of_every_entry():
    calendars = Calendars()
    record, first = calendars.tell(USUAL._replace(appointments=(VISIT._replace(place=None),)), DAY)
    second = calendars.tell(record, DAY, detailed=True)[1]
    assert second.changed == len(first.entries)
    assert {entry.sequence for entry in second.entries} == {1}


def test_two_copies_that_told_other_days_under_one_number_tell_the_next_under_a_new_one():
    calendars = Calendars()
    record, _ = calendars.tell(USUAL, DAY)
    ours, theirs = (
        calendars_of_its_own.tell(record._replace(refills=(REFILL._replace(alarm_date=date(2026, 12, day)),)), DAY)[0]
        for day, calendars_of_its_own in ((5, Calendars()), (8, Calendars()))
    )
    both = merged(ours, theirs).record
    entries = {entry.about.slot: entry for entry in told(both)[1].entries if entry.about}
    assert (entries["alarm_date"].on, entries["alarm_date"].sequence) == (date(2026, 12, 5), 2)


def test_of_two_copies_that_both_began_to_tell_ours_stays_and_theirs_is_taken_back():
    calendars = Calendars()
    ours, theirs = (calendars.tell(USUAL, DAY)[0] for _ in range(2))
    both = merged(ours, theirs).record
    states = {event.uid: (event.status, event.sequence) for event in both.calendar_events}
    assert {states[event.uid] for event in ours.calendar_events} == {("confirmed", 0)}
    assert {states[event.uid] for event in theirs.calendar_events} == {("cancelled", 1)}
    assert merged(both, theirs).record == both
    assert merged(USUAL, theirs).record == theirs, "if nothing was told here theirs goes on"


def test_a_visit_that_is_over_is_no_news_for_a_new_calendar():
    visit = Appointment("a1", date(2026, 8, 26), status=AppointmentStatus.DONE)
    assert not [slot for slot in shown(told(USUAL._replace(appointments=(visit,)))[1]) if slot.startswith("appointment")]


def test_nothing_recorded_is_nothing_to_hold_and_no_record_begins():
    outcome = services.answer(Record(), CalendarFileRequest("x.ics", False, tuple(UIDS)), AsOf(DAY, DAY))
    assert (outcome.record, outcome.view.entries, outcome.exit_code, outcome.state) == (None, (), 3, SupplyState.UNKNOWN)


def test_a_late_visit_does_not_pass_for_one_in_time():
    view = told(USUAL._replace(appointments=(Appointment("a1", date(2026, 12, 5)),)))[1]
    assert "call" in shown(view)
    said = [entry_words(entry, view).summary for entry in view.entries if entry.about.speaks is Speaks.APPOINTMENT]
    assert len(said) == 2
    assert all("later than the day by which it must be kept" in words for words in said)


def test_a_clock_set_back_leaves_the_day_of_change_where_it_was():
    calendars = Calendars()
    record, _ = calendars.tell(USUAL, DAY)
    view = calendars.tell(record._replace(refills=(REFILL._replace(alarm_date=date(2026, 12, 12)),)), date(2026, 11, 1))[1]
    assert {entry.changed_on for entry in view.entries if entry.sequence} == {DAY}


@pytest.mark.parametrize(
    ("later", "behind"),
    [
        ({}, False),
        ({"clinic": Clinic("Riverside")}, False),
        ({"refills": (REFILL._replace(alarm_date=date(2026, 12, 9)),)}, True),
        ({"refills": (REFILL._replace(dose_mcg_per_day=Decimal(350)),)}, False),
        ({"refills": (REFILL, Refill("r2", date(2026, 11, 22), alarm_date=date(2027, 3, 1)))}, True),
        ({"refills": ()}, True),
        ({"plan": Plan(lead_days=20)}, False),
        ({"plan": Plan(buffer_days=5)}, True),
        ({"appointments": ()}, True),
        ({"appointments": (VISIT._replace(status=AppointmentStatus.CANCELLED),)}, True),
        ({"appointments": (VISIT._replace(status=AppointmentStatus.DONE),)}, True),
        ({"appointments": (VISIT._replace(at=time(9, 30)),)}, True),
        ({"appointments": (VISIT._replace(on=date(2026, 11, 27)),)}, True),
        ({"appointments": (VISIT, VISIT._replace(id="a2"))}, True),
        ({"appointments": (VISIT, VISIT._replace(id="a2", on=date(2026, 8, 1)))}, False),
    ],
)
def test_a_calendar_that_still_shows_other_days_is_known(later, behind):
    record, _ = told(USUAL._replace(appointments=(VISIT,)))
    after = record._replace(**later)
    assert is_behind(after, forecast(after)) == behind
    untold = after._replace(calendar_events=())
    assert not is_behind(untold, forecast(untold)), "nobody made a file"


def test_two_live_entries_of_one_slot_become_one():
    twice = tuple(CalendarEvent(uid, "refill_by", date(2026, 11, 30), DAY) for uid in UIDS[:2])
    view = services.answer(
        USUAL._replace(calendar_events=twice), CalendarFileRequest("x.ics", False, tuple(UIDS[2:40])), AsOf(DAY, DAY)
    ).view
    assert {entry.uid: entry.status for entry in view.entries if entry.uid in UIDS[:2]} == {
        UIDS[0]: "confirmed",
        UIDS[1]: "cancelled",
    }

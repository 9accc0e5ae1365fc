"""Two records joined: nothing that stands in either is lost, of two different facts the stricter, and joining again changes nothing."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forks import where_milder
from domain.strategies import facts, record_of, thoroughly
from itb_cli.domain.merging import is_related, made_milder, merged
from itb_cli.domain.record import (
    Appointment,
    AppointmentStatus,
    Contact,
    DiaryEntry,
    DoseChange,
    Event,
    EventKind,
    Person,
    Phase,
    Plan,
    Pump,
    Record,
    Refill,
    StandbyTablets,
    Therapy,
)
from itb_cli.domain.supply import forecast

DAY = date(2026, 9, 1)
LATER = date(2026, 12, 10)
EARLIER = date(2026, 12, 8)

IDS = st.sampled_from(["a", "b", "c"])
DAYS = st.sampled_from([date(2026, 9, day) for day in range(1, 4)])
MAYBE_DAY = st.none() | st.sampled_from([EARLIER, LATER])
EXTRA = st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 1), max_size=2)
AMOUNT = st.none() | st.sampled_from([Decimal(10), Decimal(20)])
STEP = st.none() | st.integers(0, 2)
NOTE = st.none() | st.sampled_from(["one", "two"])


def unique(entries: list) -> tuple:
    return tuple({entry.id: entry for entry in entries}.values())


def entries(kind: type, *fields: st.SearchStrategy) -> st.SearchStrategy:
    drawn = kind._fields[2:] if fields[-1] is EXTRA else kind._fields[2:-1]
    assert len(fields) == len(drawn), f"ANY_RECORDS draws {kind.__name__} by position; its fields are now: {', '.join(drawn)}"
    return st.lists(st.tuples(IDS, DAYS, *fields).map(lambda drawn: kind(*drawn)), max_size=3).map(unique)


ANY_RECORDS = st.tuples(
    entries(Refill, MAYBE_DAY, MAYBE_DAY, AMOUNT, AMOUNT, AMOUNT, NOTE, EXTRA),
    entries(DoseChange, st.sampled_from([Decimal(10), Decimal(20)]), MAYBE_DAY, NOTE),
    entries(Appointment, st.none() | st.just(time(9)), NOTE, st.sampled_from(AppointmentStatus)),
    entries(Event, st.sampled_from(EventKind), MAYBE_DAY, MAYBE_DAY, NOTE),
    entries(DiaryEntry, STEP, STEP, AMOUNT, NOTE),
    st.tuples(AMOUNT, NOTE, EXTRA, st.lists(st.sampled_from("ab"), unique=True)),
).map(
    lambda drawn: Record(
        refills=drawn[0],
        doses=drawn[1],
        appointments=drawn[2],
        events=drawn[3],
        diary_entries=drawn[4],
        pump=Pump(model=drawn[5][1], alarm_volume_ml=drawn[5][0]),
        extra=drawn[5][2],
        person=Person(allergies=tuple(drawn[5][3])),
        contacts=tuple(Contact(name) for name in drawn[5][3]),
    )
)


@thoroughly
@given(ANY_RECORDS, ANY_RECORDS)
def test_joining_again_changes_nothing(here: Record, there: Record):
    once = merged(here, there).record
    assert merged(once, there).record == once
    assert merged(once, here).record == once
    assert merged(here, here) == (here, ())


def test_joining_again_changes_nothing_though_entries_are_on_other_days_in_the_other_copy():
    """Each joining once took anew what was strictest beside the entries of then."""
    here = Record(
        refills=(
            Refill("c", date(2026, 9, 2), date(2026, 11, 17), filled_ml=Decimal(20), dose_mcg_per_day=Decimal(250)),
            Refill("a", date(2026, 9, 2), filled_ml=Decimal(20), dose_mcg_per_day=Decimal(100)),
        ),
        doses=(DoseChange("e", date(2026, 10, 6), Decimal(300), date(2026, 11, 8)),),
    )
    there = Record(
        refills=(
            Refill("b", DAY, filled_ml=Decimal(18), dose_mcg_per_day=Decimal(100)),
            Refill("a", date(2026, 9, 3), date(2026, 12, 24), None, Decimal(18), Decimal(2000), Decimal(250)),
        ),
        doses=(DoseChange("e", date(2026, 10, 8), Decimal(400), date(2027, 1, 12)),),
        events=(Event("g", date(2026, 9, 28), EventKind.MRI, None, date(2026, 12, 6)),),
    )
    once = merged(here, there)
    assert merged(once.record, there).record == merged(once.record, here).record == once.record
    known = {(item.where, item.entry_id, item.name): item.taken for item in once.differences}
    (moved,) = [item for item in once.record.doses if item.id == "e"]
    assert known["doses", "e", "on"] == moved.on


def test_two_doses_of_one_refill_are_both_kept_the_higher_as_a_change_of_its_day():
    here = Record(refills=(Refill("a", DAY, refill_by=LATER, dose_mcg_per_day=Decimal(20)),))
    there = Record(refills=(Refill("a", DAY, dose_mcg_per_day=Decimal(10)),))
    joined = merged(here, there).record
    assert {item.dose_mcg_per_day for item in (*joined.refills, *joined.doses)} == {Decimal(10), Decimal(20)}
    assert merged(joined, there).record == merged(joined, here).record == joined


@thoroughly
@given(ANY_RECORDS, ANY_RECORDS)
def test_everything_that_stands_in_either_stands_in_both_joined(here: Record, there: Record):
    joined = merged(here, there).record
    for name in ("refills", "doses", "appointments", "events", "diary_entries"):
        ours, theirs, all_of_them = (getattr(record, name) for record in (here, there, joined))
        assert [item.id for item in all_of_them[: len(ours)]] == [item.id for item in ours]
        at_most = len(ours) + len(theirs) + (min(len(here.refills), len(there.refills)) if name == "doses" else 0)
        assert max(len(ours), len(theirs)) <= len(all_of_them) <= at_most, (
            "a second dose of one refill becomes a change of its day"
        )
        kept = {(item.id, field) for item in all_of_them for field, value in item._asdict().items() if value is not None}
        assert {(item.id, field) for item in ours for field, value in item._asdict().items() if value is not None} <= kept
    assert set(here.extra) | set(there.extra) == set(joined.extra)
    assert set(here.person.allergies) | set(there.person.allergies) == set(joined.person.allergies)
    assert {item.name for item in (*here.contacts, *there.contacts)} == {item.name for item in joined.contacts}


@thoroughly
@given(facts(complete=True), facts(complete=True))
def test_two_versions_of_one_refill_never_join_to_a_later_date_than_either_unsaid(one: dict, other: dict):
    """If the same facts are recorded in both; a fact that only one has may be the one that the dates rest on.

    Of two doses of which one cannot be meant, the other takes the place of an estimate: that is asked about.
    """
    other = {name: None if one[name] is None else other[name] or one[name] for name in one} | {
        "on": one["on"],
        "doses": one["doses"],
        "events": (),
    }
    here, there = record_of(one), record_of(other)
    record = merged(here, there).record
    joined = forecast(record)
    assert joined is not None
    is_later = joined.refill_by > min(forecast(parent).refill_by for parent in (here, there))  # type: ignore[union-attr]
    assert not is_later or made_milder(record, here, there)


@pytest.mark.parametrize(
    ("here", "there", "taken"),
    [
        (Refill("a", DAY, alarm_date=LATER), Refill("a", DAY, alarm_date=EARLIER), Refill("a", DAY, alarm_date=EARLIER)),
        (Refill("a", DAY, refill_by=EARLIER), Refill("a", DAY, refill_by=LATER), Refill("a", DAY, refill_by=EARLIER)),
        (Refill("a", DAY), Refill("a", date(2026, 8, 30)), Refill("a", date(2026, 8, 30))),
        (
            Refill("a", DAY, filled_ml=Decimal(20)),
            Refill("b", DAY, filled_ml=Decimal(18)),
            Refill("a", DAY, filled_ml=Decimal(18)),
        ),
        (
            Refill("a", DAY, strength_mcg_per_ml=Decimal(500), dose_mcg_per_day=Decimal(300)),
            Refill("a", DAY, strength_mcg_per_ml=Decimal(2000), dose_mcg_per_day=Decimal(350)),
            Refill("a", DAY, strength_mcg_per_ml=Decimal(500), dose_mcg_per_day=Decimal(350)),
        ),
        (Refill("a", DAY, note="one"), Refill("a", DAY, note="two"), Refill("a", DAY, note="one / two")),
        (Refill("a", DAY, alarm_date=LATER), Refill("b", DAY, note="n"), Refill("a", DAY, alarm_date=LATER, note="n")),
    ],
)
def test_of_two_versions_of_a_refill_the_stricter_of_each_fact_is_taken(here: Refill, there: Refill, taken: Refill):
    assert merged(Record(refills=(here,)), Record(refills=(there,))).record.refills == (taken,)


@pytest.mark.parametrize(
    ("here", "there", "taken"),
    [
        (Event("a", DAY, EventKind.FALL), Event("a", DAY, EventKind.ALARM), Event("a", DAY, EventKind.ALARM)),
        (Event("a", DAY, EventKind.ALARM), Event("a", DAY, EventKind.FALL), Event("a", DAY, EventKind.ALARM)),
        (Event("a", DAY, EventKind.FALL), Event("a", EARLIER, EventKind.FALL), Event("a", EARLIER, EventKind.FALL)),
    ],
)
def test_an_alarm_stands_over_any_other_event_and_the_later_day_counts(here: Event, there: Event, taken: Event):
    assert merged(Record(events=(here,)), Record(events=(there,))).record.events == (taken,)


def test_of_settings_the_one_that_leaves_less_time_is_taken_and_what_has_no_stricter_stays_ours():
    here = Record(
        plan=Plan(buffer_days=5, lead_days=20),
        pump=Pump(model="A", replace_by=LATER, alarm_volume_ml=Decimal(2)),
        therapy=Therapy(Phase.STABLE),
        standby_tablets=StandbyTablets(LATER),
    )
    there = Record(
        plan=Plan(buffer_days=7, lead_days=14),
        pump=Pump(model="B", replace_by=EARLIER, alarm_volume_ml=Decimal(4)),
        therapy=Therapy(Phase.TITRATING),
        standby_tablets=StandbyTablets(EARLIER),
    )
    joined, differences = merged(here, there)
    assert joined.plan == Plan(buffer_days=7, lead_days=20)
    assert joined.pump == Pump(model="A", replace_by=EARLIER, alarm_volume_ml=Decimal(4))
    assert (joined.therapy, joined.standby_tablets) == (Therapy(Phase.TITRATING), StandbyTablets(EARLIER))
    assert {(item.where, item.name, item.taken) for item in differences if item.name in ("model", "lead_days")} == {
        ("pump", "model", "A"),
        ("plan", "lead_days", 20),
    }
    assert len(differences) == 7


def test_what_has_happened_stands_over_what_was_planned():
    booked, done = (Appointment("a", DAY, status=status) for status in (AppointmentStatus.BOOKED, AppointmentStatus.DONE))
    for here, there in ((booked, done), (done, booked)):
        assert merged(Record(appointments=(here,)), Record(appointments=(there,))).record.appointments == (done,)


def test_an_entry_is_joined_with_its_own_id_before_another_of_its_day():
    here = (Refill("a", DAY), Refill("b", DAY, note="ours"))
    there = (Refill("b", DAY, alarm_date=LATER),)
    assert merged(Record(refills=here), Record(refills=there)).record.refills == (
        Refill("a", DAY),
        Refill("b", DAY, alarm_date=LATER, note="ours"),
    )


def test_records_are_related_by_an_id_or_a_visit_and_not_by_their_settings():
    one = Record(refills=(Refill("a", DAY),), pump=Pump(model="A"))
    assert is_related(one, Record(refills=(Refill("a", LATER),)))
    assert is_related(one, Record(refills=(Refill("z", DAY),)))
    assert not is_related(one, Record(refills=(Refill("z", LATER),), pump=Pump(model="A")))
    assert not is_related(one, Record(events=(Event("z", DAY, EventKind.FALL),)))


def test_of_two_versions_of_a_diary_entry_the_worse_counts_and_both_notes_stay():
    here = Record(diary_entries=(DiaryEntry("a", DAY, 1, 6, None, "fine"),))
    there = Record(diary_entries=(DiaryEntry("a", DAY, 3, 2, None, "itching"),))
    assert merged(here, there).record.diary_entries == (DiaryEntry("a", DAY, 3, 6, None, "fine / itching"),)


def test_two_days_in_the_diary_that_differ_both_stay():
    here = Record(diary_entries=(DiaryEntry("a", DAY, 1), DiaryEntry("b", DAY, 2)))
    there = Record(diary_entries=(DiaryEntry("c", DAY, 4), DiaryEntry("d", DAY, 2)))
    assert [item.spasms for item in merged(here, there).record.diary_entries] == [1, 2, 4]


# --- never milder than either

PRINTED = Refill("r", DAY, alarm_date=LATER, dose_mcg_per_day=Decimal(250))
FIGURES = Refill(
    "r", DAY, filled_ml=Decimal(20), strength_mcg_per_ml=Decimal(2000), dose_mcg_per_day=Decimal(250), alarm_date=LATER
)
ALARM_CHECKED = Event("a", date(2026, 11, 20), EventKind.ALARM, date(2026, 11, 21))
ALARM_HEARD = Event("b", date(2026, 11, 20), EventKind.ALARM)


def changed(day: date, dose: int, name: str = "d", **printed: date) -> DoseChange:
    return DoseChange(name, day, Decimal(dose), **printed)


def test_an_alarm_checked_on_one_device_and_not_on_the_other_stays_two_entries_and_critical():
    checked = Record(refills=(PRINTED._replace(alarm_date=date(2027, 2, 20)),), events=(ALARM_CHECKED,))
    heard = checked._replace(events=(ALARM_HEARD,))
    for here, there in ((checked, heard), (heard, checked)):
        joined = merged(here, there).record
        assert sorted(joined.events) == [ALARM_CHECKED, ALARM_HEARD]
        assert where_milder(joined, heard) == []


MILDER_BY_RULE = {
    "a fall comes on the later of its days": (
        Record(refills=(FIGURES,), doses=(changed(date(2026, 10, 1), 200),)),
        Record(refills=(FIGURES,), doses=(changed(date(2026, 10, 20), 200),)),
    ),
    "the higher dose at the refill would make a fall of a rise": (
        Record(refills=(PRINTED,), doses=(changed(date(2026, 10, 1), 300),)),
        Record(refills=(PRINTED._replace(dose_mcg_per_day=Decimal(400)),), doses=(changed(date(2026, 10, 1), 300),)),
    ),
    "a dose that was changed before the refill here and after it there": (
        Record(refills=(PRINTED,), doses=(changed(date(2026, 8, 1), 400),)),
        Record(refills=(PRINTED,), doses=(changed(date(2026, 10, 1), 400),)),
    ),
    "no figure of its own is a larger buffer than three days": (
        Record(refills=(PRINTED,)),
        Record(refills=(PRINTED,), plan=Plan(buffer_days=3)),
    ),
    "no figure of its own is a longer lead than three days": (
        Record(refills=(PRINTED,)),
        Record(refills=(PRINTED,), plan=Plan(lead_days=3)),
    ),
    "no alarm volume is a larger one than two": (
        Record(refills=(FIGURES._replace(alarm_date=None),)),
        Record(refills=(FIGURES._replace(alarm_date=None),), pump=Pump(alarm_volume_ml=Decimal(2))),
    ),
}


@pytest.mark.parametrize(("here", "there"), MILDER_BY_RULE.values(), ids=MILDER_BY_RULE)
def test_what_a_rule_by_fact_would_make_milder_is_not(here: Record, there: Record):
    joined = merged(here, there).record
    assert where_milder(joined, here) == []
    assert where_milder(joined, there) == []
    assert made_milder(joined, here, there) == ()


MILDER_BY_FACTS = {
    "an alarm of one id, checked in one": (
        Record(refills=(PRINTED,), events=(ALARM_HEARD,)),
        Record(refills=(PRINTED,), events=(ALARM_CHECKED._replace(id="b"),)),
    ),
    "a fall with a new printout in one": (
        Record(refills=(PRINTED,)),
        Record(refills=(PRINTED,), doses=(changed(date(2026, 10, 1), 200, alarm_date=date(2026, 12, 27)),)),
    ),
    "a buffer of three days of our own": (
        Record(refills=(PRINTED,), plan=Plan(buffer_days=3)),
        Record(refills=(PRINTED,)),
    ),
    "an alarm date in one": (Record(refills=(Refill("r", DAY),)), Record(refills=(PRINTED,))),
}


@pytest.mark.parametrize(("here", "there"), MILDER_BY_FACTS.values(), ids=MILDER_BY_FACTS)
def test_nothing_is_lost_of_what_makes_an_answer_milder_but_it_is_told(here: Record, there: Record):
    joined = merged(here, there).record
    assert where_milder(joined, here) + where_milder(joined, there) != []
    assert made_milder(joined, here, there) != ()


def test_a_newer_refill_may_make_an_answer_milder():
    here, there = Record(refills=(PRINTED,)), Record(refills=(PRINTED, Refill("n", LATER, alarm_date=date(2027, 3, 1))))
    for one, other in ((here, there), (there, here)):
        assert made_milder(merged(one, other).record, one, other) == ()

"""The five states, each at the days on which it begins and ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import (
    Appointment,
    AppointmentStatus,
    DoseChange,
    Event,
    EventKind,
    Phase,
    Plan,
    Pump,
    Record,
    Refill,
    Therapy,
)
from itb_cli.domain.states import (
    Doubt,
    Standing,
    SupplyState,
    clock_runs_ahead,
    clock_runs_behind,
    newest_entry_day,
    next_appointment,
    passed_appointment,
    stand,
    unchecked_events,
)
from itb_cli.domain.supply import forecast

REFILL_DAY = date(2026, 9, 1)
ALARM_DATE = date(2026, 12, 10)
OK_DAY, SOON_DAY, OVERDUE_DAY, CRITICAL_DAY = date(2026, 11, 1), date(2026, 11, 22), date(2026, 12, 5), ALARM_DATE
"""Days on which a record with the clinic's alarm date stands so: book by 16 November, refill by 30 November."""


def day(iso: str) -> date:
    return date.fromisoformat(iso)


def clinic_record(**parts: object) -> Record:
    return Record(refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE, dose_mcg_per_day=Decimal(300)),), **parts)


def pump_record(
    filled: str, strength: str, dose: str, *, on: date = REFILL_DAY, alarm_date: date | None = None, **parts: object
) -> Record:
    """A pump whose alarm sounds at 2 mL, with all figures of its last refill."""
    refill = Refill("refill", on, alarm_date, None, Decimal(filled), Decimal(strength), Decimal(dose))
    return Record(refills=(refill,), pump=Pump(alarm_volume_ml=Decimal(2)), **parts)


def standing(record: Record, on: date, *, today: date | None = None, written_on: date | None = None) -> Standing:
    return stand(record, forecast(record), AsOf(on, today or on, written_on))


def state(record: Record, on: date) -> SupplyState:
    return standing(record, on).state


# --- where each state begins and ends ---------------------------------------------------------------------------------

LIVES = {
    "clinic alarm date": (
        clinic_record(),
        [
            ("2026-09-01", "ok"),
            ("2026-11-15", "ok"),
            ("2026-11-16", "soon"),
            ("2026-11-30", "soon"),
            ("2026-12-01", "overdue"),
            ("2026-12-09", "overdue"),
            ("2026-12-10", "critical"),
            ("2026-12-11", "critical"),
            ("2027-12-10", "critical"),
            ("2060-01-01", "critical"),
        ],
    ),
    "clinic refill-by date and no alarm date": (
        Record(refills=(Refill("refill", REFILL_DAY, refill_by=day("2026-11-30")),)),
        [
            ("2026-11-15", "ok"),
            ("2026-11-16", "soon"),
            ("2026-11-30", "soon"),
            ("2026-12-01", "critical"),  # with no date at all it would be: 3 months after the refill
            ("2060-01-01", "critical"),
        ],
    ),
    "clinic refill-by date more than 3 months ahead": (
        Record(refills=(Refill("refill", REFILL_DAY, refill_by=day("2026-12-15")),)),
        [
            ("2026-11-30", "ok"),
            ("2026-12-01", "soon"),
            ("2026-12-15", "soon"),
            ("2026-12-16", "overdue"),
            ("2026-12-17", "overdue"),
            ("2026-12-18", "critical"),
        ],
    ),
    "clinic refill-by date and the clinic's buffer": (
        Record(refills=(Refill("refill", REFILL_DAY, refill_by=day("2026-12-15")),), plan=Plan(buffer_days=7)),
        [("2026-12-21", "overdue"), ("2026-12-22", "critical")],
    ),
    "computed: 144 days": (
        Record(
            refills=(
                Refill(
                    "refill",
                    REFILL_DAY,
                    filled_ml=Decimal(20),
                    strength_mcg_per_ml=Decimal(2000),
                    dose_mcg_per_day=Decimal(250),
                ),
            ),
            pump=Pump(alarm_volume_ml=Decimal(2)),
        ),
        [
            ("2026-12-29", "ok"),
            ("2026-12-30", "soon"),
            ("2027-01-13", "soon"),
            ("2027-01-14", "overdue"),
            ("2027-01-17", "overdue"),
            ("2027-01-18", "critical"),  # at the fastest flow of its label dry after 139 days
        ],
    ),
    "drug limit before the alarm date": (
        Record(refills=(Refill("refill", REFILL_DAY, alarm_date=day("2027-05-12")),)),
        [
            ("2027-02-11", "ok"),
            ("2027-02-12", "soon"),
            ("2027-02-28", "soon"),
            ("2027-03-01", "overdue"),
            ("2027-05-11", "overdue"),
            ("2027-05-12", "critical"),
        ],
    ),
    "estimate": (
        Record(refills=(Refill("refill", REFILL_DAY),)),
        [
            ("2026-09-01", "unknown"),
            ("2026-10-15", "unknown"),
            ("2026-10-16", "unknown"),
            ("2026-11-01", "unknown"),
            ("2026-11-02", "overdue"),
            ("2026-11-30", "overdue"),
            ("2026-12-01", "critical"),
            ("2060-01-01", "critical"),
        ],
    ),
    "estimate while titrating": (
        Record(refills=(Refill("refill", REFILL_DAY),), therapy=Therapy(Phase.TITRATING)),
        [
            ("2026-09-16", "unknown"),
            ("2026-09-17", "unknown"),
            ("2026-10-01", "unknown"),
            ("2026-10-02", "overdue"),
            ("2026-11-30", "overdue"),
            ("2026-12-01", "critical"),
        ],
    ),
    "no buffer and no lead: nothing is ok in the last 3 days before the alarm date": (
        clinic_record(plan=Plan(buffer_days=0, lead_days=0)),
        [("2026-12-06", "ok"), ("2026-12-07", "soon"), ("2026-12-09", "soon"), ("2026-12-10", "critical")],
    ),
    "flow tolerance: 174 days": (
        pump_record("40", "2000", "400"),
        [
            ("2027-02-04", "ok"),
            ("2027-02-05", "soon"),
            ("2027-02-21", "soon"),
            ("2027-02-22", "critical"),
            ("2027-03-10", "critical"),
        ],
    ),
    "no lead: nothing is ok in the last 3 days before the pump can be dry": (
        pump_record("40", "2000", "400", plan=Plan(buffer_days=0, lead_days=0)),
        [("2027-02-18", "ok"), ("2027-02-19", "soon"), ("2027-02-21", "soon"), ("2027-02-22", "critical")],
    ),
    "carried: refill by 3 November, alarm on 13 November": (
        Record(
            refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE, dose_mcg_per_day=Decimal(250)),),
            doses=(DoseChange("dose", day("2026-10-01"), Decimal(400)),),
        ),
        [
            ("2026-10-19", "ok"),
            ("2026-10-20", "soon"),
            ("2026-11-03", "soon"),
            ("2026-11-04", "overdue"),
            ("2026-11-12", "overdue"),
            ("2026-11-13", "critical"),
            ("2026-11-20", "critical"),
        ],
    ),
    "carried: refill by 13 December, alarm on 23 December": (
        pump_record(
            *("18.6", "2000", "285.4"),
            on=day("2026-09-14"),
            alarm_date=day("2026-12-29"),
            doses=(DoseChange("dose", day("2026-11-27"), Decimal(350)),),
        ),
        [
            ("2026-11-27", "soon"),
            ("2026-11-28", "soon"),
            ("2026-12-13", "soon"),
            ("2026-12-14", "overdue"),
            ("2026-12-23", "critical"),
        ],
    ),
    "a dose slipped by a point: 28.54 instead of 285.4": (
        pump_record("18.6", "2000", "28.54"),
        [("2026-10-20", "unknown"), ("2026-11-02", "overdue"), ("2026-12-01", "critical")],
    ),
    "two months more after a small fall": (
        Record(
            refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE, dose_mcg_per_day=Decimal(250)),),
            doses=(DoseChange("dose", day("2026-10-01"), Decimal(240), alarm_date=day("2027-02-10")),),
        ),
        [("2026-11-01", "unknown"), ("2026-12-02", "unknown"), ("2026-12-03", "overdue"), ("2026-12-12", "critical")],
    ),
    "no refill": (Record(), [("2026-09-01", "unknown"), ("2060-01-01", "unknown")]),
}


@pytest.mark.parametrize(
    ("record", "on", "expected"),
    [pytest.param(record, on, expected, id=f"{name} {on}") for name, (record, days) in LIVES.items() for on, expected in days],
)
def test_each_state_begins_and_ends_on_its_day(record, on, expected):
    assert state(record, day(on)) is SupplyState(expected)


def test_overdue_stays_overdue_for_ever():
    """Until it is critical, and that for ever: the drug limit, then an alarm date 400 days after the refill."""
    alarm = REFILL_DAY + timedelta(days=400)
    record = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=alarm),))
    for days in range(1, 3000):
        on = day("2027-02-28") + timedelta(days=days)
        assert state(record, on) is (SupplyState.OVERDUE if on < alarm else SupplyState.CRITICAL)


def test_a_new_refill_ends_the_danger():
    overdue = clinic_record()
    refilled = Record(refills=(*overdue.refills, Refill("new", day("2026-12-20"), alarm_date=day("2027-04-01"))))
    assert state(overdue, day("2026-12-20")) is SupplyState.CRITICAL
    assert state(refilled, day("2026-12-20")) is SupplyState.OK


# --- why not ok -------------------------------------------------------------------------------------------------------


CHANGE = DoseChange("dose", day("2026-09-05"), Decimal(400))
ALARM_CHECKED = Event("event", day("2026-09-05"), EventKind.ALARM, checked_on=day("2026-09-06"))
NO_DOSE = Refill("refill", REFILL_DAY, ALARM_DATE, None, Decimal(20), Decimal(2000), None)
OLDER = Refill("older", day("2026-05-01"), dose_mcg_per_day=Decimal(400))
DOUBTS = {
    "none": (clinic_record(), ()),
    "no refill": (Record(), (Doubt.NO_REFILL,)),
    "estimate": (Record(refills=(Refill("refill", REFILL_DAY),)), (Doubt.ESTIMATE_ONLY,)),
    "estimate, risen": (Record(refills=(Refill("refill", REFILL_DAY),), doses=(CHANGE,)), (Doubt.ESTIMATE_ONLY,)),
    "carried through every dose": (clinic_record(doses=(CHANGE,)), ()),
    "risen from an unrecorded dose": (
        Record(refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE),), doses=(CHANGE,)),
        (Doubt.DOSE_ROSE,),
    ),
    "dose from before the refill": (
        Record(refills=(OLDER, NO_DOSE), pump=Pump(alarm_volume_ml=Decimal(2))),
        (Doubt.DOSE_UNCONFIRMED,),
    ),
    "two printouts": (
        clinic_record(doses=(CHANGE._replace(dose_mcg_per_day=Decimal(290), alarm_date=day("2027-02-10")),)),
        (Doubt.PRINTOUTS_DISAGREE,),
    ),
    "alarm before its date": (clinic_record(events=(ALARM_CHECKED,)), (Doubt.ALARM_BEFORE_DATE,)),
    "alarm with a new date": (clinic_record(events=(ALARM_CHECKED._replace(alarm_date=day("2026-12-01")),)), ()),
    "unchecked": (clinic_record(events=(Event("event", day("2026-09-05"), EventKind.MRI),)), (Doubt.EVENT_UNCHECKED,)),
    "checked in the future": (
        clinic_record(events=(Event("event", day("2027-09-05"), EventKind.MRI, checked_on=day("2027-09-06")),)),
        (Doubt.EVENT_UNCHECKED, Doubt.CLOCK),
    ),
    "unknown table": (clinic_record(extra={"dose": []}), (Doubt.UNKNOWN_KEYS,)),
    "unknown key": (clinic_record(plan=Plan(extra={"bufer_days": 35})), (Doubt.UNKNOWN_KEYS,)),
    "another program's table": (clinic_record(extra={"x-other": {"alarm_dat": 1}}), ()),
    "an earlier pump": (clinic_record(pump=Pump(implanted_on=day("2026-09-02"))), (Doubt.EARLIER_PUMP,)),
    "pump past its day": (clinic_record(pump=Pump(replace_by=day("2026-10-31"))), (Doubt.PUMP_OVERDUE,)),
    "impossible figures": (pump_record("20", "2000", "0.35"), (Doubt.ESTIMATE_ONLY, Doubt.IMPLAUSIBLE)),
}


@pytest.mark.parametrize(("record", "expected"), DOUBTS.values(), ids=DOUBTS)
def test_every_doubt_is_named_and_nothing_with_one_is_ok_or_soon(record, expected):
    for on in (OK_DAY, SOON_DAY):
        found = standing(record, on)
        assert found.doubts == expected
        assert found.dates_hold is (expected == ())
        assert (found.state in (SupplyState.OK, SupplyState.SOON)) <= (expected == ())


@pytest.mark.parametrize("name", sorted({*DOUBTS} - {"none", "no refill", "checked in the future"}))
def test_a_doubt_is_named_in_a_grave_state_too(name):
    record, expected = DOUBTS[name]
    found = standing(record, day("2027-10-01"))
    assert found.state is SupplyState.CRITICAL
    assert set(found.doubts) >= set(expected)


def test_an_alarm_on_top_of_an_mri_leaves_the_doubt():
    mri = Event("mri", day("2026-09-05"), EventKind.MRI)
    record = clinic_record(events=(mri, Event("alarm", day("2026-09-06"), EventKind.ALARM)))
    found = standing(record, OK_DAY)
    assert found.state is SupplyState.CRITICAL
    assert not found.dates_hold


# --- dose changes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [(OK_DAY, "unknown"), (SOON_DAY, "unknown"), (OVERDUE_DAY, "overdue"), (CRITICAL_DAY, "critical")],
)
def test_a_dose_that_may_have_risen_is_unknown_until_it_is_worse(on, expected):
    refill = Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE)
    record = Record(refills=(refill,), doses=(DoseChange("dose", day("2026-10-01"), Decimal(400)),))
    assert state(record, on) is SupplyState(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [  # 30,000 mcg were left; 30 days use 9,000, and 21,000 are 52.5 days of 400: 22 November
        ("2026-10-28", "ok"),
        ("2026-10-29", "soon"),
        ("2026-11-12", "soon"),
        ("2026-11-13", "overdue"),
        ("2026-11-21", "overdue"),
        ("2026-11-22", "critical"),
    ],
)
def test_a_dose_rise_with_no_new_alarm_date_goes_by_the_carried_one(on, expected):
    record = clinic_record(doses=(DoseChange("dose", day("2026-10-01"), Decimal(400)),))
    assert state(record, day(on)) is SupplyState(expected)


@pytest.mark.parametrize(
    ("on", "expected"), [(OK_DAY, "ok"), (SOON_DAY, "soon"), (OVERDUE_DAY, "overdue"), (CRITICAL_DAY, "critical")]
)
def test_a_dose_fall_leaves_the_clinics_dates_in_force(on, expected):
    record = clinic_record(doses=(DoseChange("dose", day("2026-10-01"), Decimal(200)),))
    assert state(record, on) is SupplyState(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-10-29", "ok"),
        ("2026-10-30", "soon"),  # refill by 15 November, and the 1st is a Sunday
        ("2026-11-15", "soon"),
        ("2026-11-16", "overdue"),
        ("2026-11-24", "overdue"),
        ("2026-11-25", "critical"),
    ],
)
def test_a_dose_rise_with_a_new_alarm_date_goes_by_that(on, expected):
    record = clinic_record(doses=(DoseChange("dose", day("2026-10-01"), Decimal(400), alarm_date=day("2026-11-25")),))
    assert state(record, day(on)) is SupplyState(expected)


def test_a_dose_whose_earlier_value_is_not_recorded_counts_as_a_rise():
    refill = Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE)
    record = Record(refills=(refill,), doses=(DoseChange("dose", day("2026-10-01"), Decimal(10)),))
    assert state(record, OK_DAY) is SupplyState.UNKNOWN


def test_a_dose_rise_leaves_ok_where_a_date_can_be_computed():
    refill = Refill(
        "refill",
        REFILL_DAY,
        alarm_date=ALARM_DATE,
        filled_ml=Decimal(20),
        strength_mcg_per_ml=Decimal(2000),
        dose_mcg_per_day=Decimal(250),
    )
    record = Record(refills=(refill,), doses=(DoseChange("dose", day("2026-10-01"), Decimal(260)),))
    assert state(record, OK_DAY) is SupplyState.OK


# --- events -----------------------------------------------------------------------------------------------------------

UPSETTING = [kind for kind in EventKind if kind is not EventKind.ALARM]


@pytest.mark.parametrize("kind", UPSETTING)
@pytest.mark.parametrize(
    ("on", "expected"), [(OK_DAY, "unknown"), (SOON_DAY, "unknown"), (OVERDUE_DAY, "overdue"), (CRITICAL_DAY, "critical")]
)
def test_an_unchecked_event_is_unknown_until_it_is_worse(kind, on, expected):
    assert state(clinic_record(events=(Event("event", day("2026-10-01"), kind),)), on) is SupplyState(expected)


@pytest.mark.parametrize("kind", EventKind)
def test_an_event_is_over_from_the_day_of_its_check(kind):
    event = Event("event", day("2026-10-01"), kind, checked_on=day("2026-10-08"), alarm_date=ALARM_DATE)
    record = clinic_record(events=(event,))
    assert standing(record, day("2026-10-07")).unchecked == record.events
    assert state(record, day("2026-10-07")) is not SupplyState.OK
    assert standing(record, day("2026-10-08")).unchecked == ()
    assert state(record, day("2026-10-08")) is SupplyState.OK


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
def test_only_events_since_the_refill_count(kind, days, counts):
    event = Event("event", REFILL_DAY + timedelta(days=days), kind)
    record = clinic_record(events=(event,))
    found = standing(record, OK_DAY)
    assert found.unchecked == ((event,) if counts else ())
    assert (found.state is SupplyState.OK) is not counts


def test_an_estimate_with_an_unchecked_event_is_never_soon():
    record = Record(refills=(Refill("refill", REFILL_DAY),), events=(Event("event", day("2026-09-02"), EventKind.FALL),))
    assert state(record, day("2026-10-20")) is SupplyState.UNKNOWN


@pytest.mark.parametrize("record", [clinic_record(), Record(), Record(refills=(Refill("refill", REFILL_DAY),))])
def test_an_unchecked_alarm_is_critical_whatever_else_is_known(record):
    heard = record._replace(events=(Event("event", day("2026-09-02"), EventKind.ALARM),))
    found = standing(heard, day("2026-09-03"))
    assert found.state is SupplyState.CRITICAL
    assert found.alarm_heard


@pytest.mark.parametrize(("checked_on", "counts"), [("2026-09-30", True), ("2026-10-01", False), ("2026-10-02", False)])
def test_only_a_check_on_the_day_of_the_event_or_later_ends_it(checked_on, counts):
    record = clinic_record(events=(Event("event", day("2026-10-01"), EventKind.MRI, checked_on=day(checked_on)),))
    assert bool(standing(record, OK_DAY).unchecked) is counts


def test_an_alarm_is_critical_even_where_the_clock_is_in_doubt():
    heard = clinic_record(events=(Event("event", day("2026-10-01"), EventKind.ALARM),))
    assert standing(heard, day("2026-09-20")).state is SupplyState.CRITICAL


def test_no_alarm_is_heard_where_something_else_happened():
    assert not standing(clinic_record(events=(Event("event", day("2026-10-01"), EventKind.DIVE),)), OK_DAY).alarm_heard


def test_unchecked_events_stand_oldest_first():
    newer, older = Event("b", day("2026-10-02"), EventKind.MRI), Event("a", day("2026-09-02"), EventKind.FALL)
    record = clinic_record(events=(newer, older))
    assert unchecked_events(record, forecast(record), OK_DAY) == (older, newer)


# --- the clock --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "newest"),
    [
        (Record(), None),
        (clinic_record(), REFILL_DAY),
        (clinic_record(doses=(DoseChange("dose", day("2026-09-20"), Decimal(200)),)), day("2026-09-20")),
        (clinic_record(events=(Event("event", day("2026-09-21"), EventKind.MRI),)), day("2026-09-21")),
        (
            clinic_record(events=(Event("event", day("2026-09-21"), EventKind.MRI, checked_on=day("2026-09-25")),)),
            day("2026-09-25"),
        ),
        (clinic_record(appointments=(Appointment("visit", day("2026-11-25")),)), REFILL_DAY),
    ],
)
def test_the_newest_entry_is_the_newest_that_has_happened(record, newest):
    assert newest_entry_day(record) == newest


@pytest.mark.parametrize(("days", "behind"), [(-1, True), (0, False), (1, False)])
def test_a_clock_before_the_newest_entry_runs_behind(days, behind):
    record = clinic_record(doses=(DoseChange("dose", day("2026-09-20"), Decimal(200)),))
    on = day("2026-09-20") + timedelta(days=days)
    assert clock_runs_behind(record, AsOf(on, on)) is behind
    assert state(record, on) is (SupplyState.UNKNOWN if behind else SupplyState.OK)


@pytest.mark.parametrize(("days", "behind"), [(-1, True), (0, False), (1, False)])
def test_a_clock_before_the_last_writing_runs_behind(days, behind):
    today = OK_DAY + timedelta(days=days)
    found = standing(clinic_record(), today, written_on=OK_DAY)
    assert (Doubt.CLOCK in found.doubts) is behind
    assert found.state is (SupplyState.UNKNOWN if behind else SupplyState.OK)


def test_an_answer_for_another_day_does_not_ask_when_the_record_was_written():
    found = standing(clinic_record(), day("2026-10-01"), today=OK_DAY, written_on=OK_DAY)
    assert found.state is SupplyState.OK
    assert AsOf(OK_DAY, OK_DAY).is_today
    assert not AsOf(day("2026-10-01"), OK_DAY).is_today


def test_an_empty_record_has_no_clock_to_doubt():
    assert not clock_runs_behind(Record(), AsOf(OK_DAY, OK_DAY))
    assert not clock_runs_ahead(Record(), AsOf(OK_DAY, OK_DAY))


@pytest.mark.parametrize(
    ("on", "ahead"), [("2028-08-31", False), ("2028-09-01", False), ("2028-09-02", True), ("2060-01-01", True)]
)
def test_a_clock_more_than_two_years_after_the_newest_entry_runs_ahead(on, ahead):
    assert clock_runs_ahead(clinic_record(), AsOf(day(on), day(on))) is ahead


def test_a_clock_far_ahead_never_softens_the_danger():
    assert state(clinic_record(), day("2099-01-01")) is SupplyState.CRITICAL


@pytest.mark.parametrize(("on", "expected"), [(OVERDUE_DAY, SupplyState.OVERDUE), (CRITICAL_DAY, SupplyState.CRITICAL)])
def test_a_clock_in_doubt_does_not_soften_the_danger(on, expected):
    assert standing(clinic_record(), on, written_on=day("2030-01-01")).state is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OK_DAY, "unknown"),
        (SOON_DAY, "unknown"),
        (day("2026-11-30"), "unknown"),
        (OVERDUE_DAY, "overdue"),
        (CRITICAL_DAY, "critical"),
    ],
)
def test_a_day_before_the_newest_refill_is_judged_by_what_was_known_then_and_never_ok(on, expected):
    newer = Refill("newer", day("2026-12-20"), alarm_date=day("2027-03-30"))
    record = clinic_record()._replace(
        refills=(newer, *clinic_record().refills), doses=(DoseChange("d", day("2026-12-21"), Decimal(1)),)
    )
    found = standing(record, on)
    assert found.state is SupplyState(expected)
    assert Doubt.CLOCK in found.doubts


def test_what_was_recorded_on_the_day_itself_was_known_then():
    late = DoseChange("late", day("2026-12-24"), Decimal(100))
    refilled = clinic_record(doses=(late,))
    refilled = refilled._replace(refills=(*refilled.refills, Refill("new", day("2026-12-20"), alarm_date=day("2027-04-01"))))
    assert state(refilled, day("2026-12-19")) is SupplyState.CRITICAL
    assert state(refilled, day("2026-12-20")) is SupplyState.UNKNOWN
    # 5 days at 300 were left on 5 December: the day of the change, then 12 days of 100.
    printed = DoseChange("printed", day("2026-12-05"), Decimal(100), alarm_date=day("2026-12-18"))
    reprinted = clinic_record(doses=(printed, late))
    assert state(reprinted, day("2026-12-04")) is SupplyState.OVERDUE
    assert state(reprinted, day("2026-12-05")) is SupplyState.UNKNOWN


def test_a_day_before_every_refill_is_unknown():
    assert standing(clinic_record(), day("2026-08-31")).state is SupplyState.UNKNOWN


# --- appointments -----------------------------------------------------------------------------------------------------


def visits(*entries: tuple[str, AppointmentStatus]) -> Record:
    booked = tuple(Appointment(f"visit-{iso}", day(iso), status=status) for iso, status in entries)
    return clinic_record(appointments=booked)


BOOKED, DONE, CANCELLED = AppointmentStatus.BOOKED, AppointmentStatus.DONE, AppointmentStatus.CANCELLED


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (visits(), None),
        (visits(("2026-11-22", BOOKED)), "2026-11-22"),
        (visits(("2026-11-21", BOOKED)), None),
        (visits(("2026-12-20", BOOKED), ("2026-11-25", BOOKED)), "2026-11-25"),
        (visits(("2026-11-25", CANCELLED), ("2026-11-26", DONE), ("2026-12-20", BOOKED)), "2026-12-20"),
    ],
)
def test_the_next_appointment_is_the_first_that_is_booked(record, expected):
    found = next_appointment(record, day("2026-11-22"))
    assert (found and found.on) == (expected and day(expected))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (visits(("2026-11-21", BOOKED)), "2026-11-21"),
        (visits(("2026-11-22", BOOKED)), None),
        (visits(("2026-11-10", BOOKED), ("2026-11-20", BOOKED), ("2026-11-12", BOOKED)), "2026-11-20"),
        (visits(("2026-11-20", DONE)), None),
        (visits(("2026-11-20", CANCELLED)), None),
        (visits(("2026-08-31", BOOKED)), None),
        (visits(("2026-09-01", BOOKED)), None),
        (visits(("2026-09-02", BOOKED)), "2026-09-02"),
        (Record(appointments=(Appointment("visit", day("2026-11-20")),)), "2026-11-20"),
    ],
)
def test_an_appointment_that_passed_without_a_refill_is_asked_about(record, expected):
    found = passed_appointment(record, day("2026-11-22"))
    assert (found and found.on) == (expected and day(expected))


def test_an_appointment_before_the_newest_refill_is_not_asked_about():
    record = visits(("2026-10-01", BOOKED))
    newer = Refill("newer", day("2026-10-02"))
    for refills in ((*record.refills, newer), (newer, *record.refills)):
        assert passed_appointment(record._replace(refills=refills), day("2026-11-22")) is None


@pytest.mark.parametrize("on", ["2026-11-25", "2026-12-20"])
def test_an_appointment_changes_no_state(on):
    for moment in (OK_DAY, SOON_DAY, OVERDUE_DAY, CRITICAL_DAY):
        assert state(visits((on, BOOKED)), moment) is state(clinic_record(), moment)


# --- what voids a date ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [EventKind.ALARM, EventKind.MRI])
def test_a_check_before_the_event_proves_nothing(kind):
    event = Event("event", day("2026-10-20"), kind, checked_on=day("2026-10-01"))
    expected = SupplyState.CRITICAL if kind is EventKind.ALARM else SupplyState.UNKNOWN
    assert state(clinic_record(events=(event,)), OK_DAY) is expected


def test_a_refill_of_an_earlier_pump_says_nothing_about_this_one():
    assert state(clinic_record(pump=Pump(implanted_on=day("2026-09-01"))), OK_DAY) is SupplyState.OK
    assert state(clinic_record(pump=Pump(implanted_on=day("2026-09-02"))), OK_DAY) is SupplyState.UNKNOWN
    assert state(clinic_record(pump=Pump(implanted_on=day("2026-09-02"))), CRITICAL_DAY) is SupplyState.CRITICAL


def test_a_pump_past_its_day_is_never_ok():
    assert state(clinic_record(pump=Pump(replace_by=OK_DAY)), OK_DAY) is SupplyState.OK
    assert state(clinic_record(pump=Pump(replace_by=day("2026-10-31"))), OK_DAY) is SupplyState.UNKNOWN


@pytest.mark.parametrize(
    ("filled", "strength", "dose", "reservoir", "expected"),
    [
        ("20", "2000", "250", None, SupplyState.OK),
        ("20", "500", "24", None, SupplyState.OK),
        ("20", "2000", "24", None, SupplyState.UNKNOWN),  # 16 mL of 2,000 would last more than 3 years
        ("20", "2000", "0.35", None, SupplyState.UNKNOWN),
        ("20", "4001", "250", None, SupplyState.UNKNOWN),
        ("20", "49", "250", None, SupplyState.CRITICAL),  # 16 mL of 49 mcg per mL last 3 days: a passed date counts all the same
        ("61", "2000", "250", None, SupplyState.UNKNOWN),
        ("40", "2000", "300", Decimal(20), SupplyState.UNKNOWN),
        ("40", "2000", "300", Decimal(40), SupplyState.OK),
    ],
)
def test_figures_that_cannot_be_right_carry_nothing(filled, strength, dose, reservoir, expected):
    facts = {"filled_ml": Decimal(filled), "strength_mcg_per_ml": Decimal(strength), "dose_mcg_per_day": Decimal(dose)}
    record = Record(refills=(Refill("refill", REFILL_DAY, **facts),), pump=Pump(reservoir_ml=reservoir))
    assert state(record, OK_DAY) is expected


def test_figures_that_cannot_be_right_do_not_void_the_clinics_date():
    facts = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(2000), "dose_mcg_per_day": Decimal("0.35")}
    record = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE, **facts),))
    assert state(record, OK_DAY) is SupplyState.OK


def test_entries_of_later_days_hide_no_danger_of_today():
    later = DoseChange("dose", day("2026-12-24"), Decimal(100), alarm_date=day("2027-06-01"))
    record = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=day("2026-11-01")),), doses=(later,))
    assert state(record, day("2026-10-01")) is SupplyState.UNKNOWN
    assert state(record, day("2026-10-25")) is SupplyState.OVERDUE
    assert state(record, day("2026-11-23")) is SupplyState.CRITICAL


def test_of_two_refills_on_one_day_the_stricter_figures_count():
    for alarm_dates in (("2026-12-10", "2027-03-10"), ("2027-03-10", "2026-12-10")):
        record = Record(refills=tuple(Refill(alarm, REFILL_DAY, alarm_date=day(alarm)) for alarm in alarm_dates))
        assert state(record, CRITICAL_DAY) is SupplyState.CRITICAL


def test_a_figure_that_cannot_be_right_never_makes_the_answer_milder_than_no_figure():
    figures = {"filled_ml": Decimal(20), "strength_mcg_per_ml": Decimal(2000), "dose_mcg_per_day": Decimal("0.3")}
    slipped, bare = Record(refills=(Refill("refill", REFILL_DAY, **figures),)), Record(refills=(Refill("refill", REFILL_DAY),))
    dates, bare_dates = forecast(slipped), forecast(bare)
    assert dates is not None
    assert bare_dates is not None
    assert bare_dates.refill_by == day("2026-11-01")
    assert dates.alarm_date is None
    for on, expected in (("2026-10-20", "unknown"), ("2026-11-02", "overdue"), ("2026-12-01", "critical")):
        assert state(slipped, day(on)) is SupplyState(expected)


def test_of_a_refill_and_a_change_on_one_day_the_change_is_the_dose_since():
    record = clinic_record(doses=(DoseChange("dose", REFILL_DAY, Decimal(400)),))
    dose = record.dose_on(day("2026-10-01"))
    assert dose is not None
    assert dose.dose_mcg_per_day == 400


@pytest.mark.parametrize(
    ("refill_dose", "slip"),
    [("20", None), ("28.54", None), ("285.4", ("2026-09-20", "20")), ("285.4", ("2026-09-20", "28.54"))],
    ids=["milligrams at the refill", "a slipped point at the refill", "milligrams later", "a slipped point later"],
)
def test_figures_that_cannot_be_right_are_not_believed_again_once_the_dose_rises(refill_dose, slip):
    """Not even if the wrong dose never counted for a day, since another is recorded for the same day or the next."""
    record = pump_record("10" if refill_dose == "20" else "30", "500" if refill_dose == "20" else "2000", refill_dose)
    on = date(2026, 9, 1) if slip is None else date.fromisoformat(slip[0])
    wrong = () if slip is None else (DoseChange("slip", on, Decimal(slip[1])),)
    risen = DoseChange("risen", on if slip is None else on + timedelta(days=1), Decimal(60 if refill_dose == "20" else 290))
    for doses in (wrong, (*wrong, risen)):
        known = record._replace(doses=doses)
        standing = stand(known, forecast(known), AsOf(on + timedelta(days=2), on + timedelta(days=2)))
        assert standing.state not in (SupplyState.OK, SupplyState.SOON)
        assert Doubt.IMPLAUSIBLE in standing.doubts


def test_a_rise_before_a_deep_fall_does_not_make_what_is_left_believable():
    """The two cross: the rise uses so much that the sum at the slipped dose falls below what is too long to be believed."""
    fallen = (DoseChange("fall", date(2026, 10, 3), Decimal(250)), DoseChange("slip", date(2026, 10, 23), Decimal(50)))
    record = pump_record("20", "2000", "400")._replace(doses=fallen)
    risen = record._replace(doses=(DoseChange("rise", date(2026, 9, 7), Decimal(600)), *fallen))
    for known in (record, risen):
        day = date(2026, 10, 24)
        found = stand(known, forecast(known), AsOf(day, day))
        assert found.state not in (SupplyState.OK, SupplyState.SOON)
        assert Doubt.IMPLAUSIBLE in found.doubts


def test_the_lower_of_two_doses_of_one_day_still_speaks_against_the_figures():
    low, high = (DoseChange(name, date(2026, 10, 4), Decimal(dose)) for name, dose in (("low", 100), ("high", 600)))
    record = pump_record("40", "2000", "900")
    for doses in ((low,), (low, high), (high, low)):
        known = record._replace(doses=doses)
        assert Doubt.IMPLAUSIBLE in stand(known, forecast(known), AsOf(date(2026, 10, 5), date(2026, 10, 5))).doubts

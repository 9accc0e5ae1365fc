"""The next refill as a view: dates, days left, exit code, working and notices."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.candidates import Origin
from itb_cli.domain.record import (
    Appointment,
    AppointmentStatus,
    Clinic,
    DoseChange,
    Event,
    EventKind,
    Plan,
    PrintedCard,
    Pump,
    Record,
    Refill,
    StandbyTablets,
)
from itb_cli.domain.states import Doubt, SupplyState
from itb_cli.errors import ExitCode
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillRequest, NextRefillView, answer

REFILL_DAY = date(2026, 9, 1)
ALARM_DATE = date(2026, 12, 10)
OK_DAY, SOON_DAY, OVERDUE_DAY = date(2026, 11, 1), date(2026, 11, 22), date(2026, 12, 5)

CLINIC = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE, dose_mcg_per_day=Decimal(300)),))
ESTIMATE = Record(refills=(Refill("refill", REFILL_DAY),))
COMPUTED = Record(
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
)


def ask(record: Record, on: date, *, today: date | None = None, in_exit_code: bool = False) -> Outcome[NextRefillView]:
    return answer(record, NextRefillRequest(in_exit_code), AsOf(on, today or on))


def codes(record: Record, on: date, *, today: date | None = None) -> list[str]:
    return [notice.code for notice in ask(record, on, today=today).notices]


def working(record: Record) -> str:
    return "\n".join(line.text for line in ask(record, REFILL_DAY).view.working)


# --- facts ------------------------------------------------------------------------------------------------------------


def test_every_fact_of_a_clinics_date():
    view = ask(CLINIC._replace(clinic=Clinic(phone="112")), SOON_DAY).view
    assert view.refill_by == date(2026, 11, 30)
    assert view.days_left == 8
    assert view.book_by == date(2026, 11, 16)
    assert view.alarm_date == ALARM_DATE
    assert view.empty_date is None
    assert view.origin is Origin.CLINIC_ALARM_DATE
    assert [candidate.origin for candidate in view.candidates] == [Origin.CLINIC_ALARM_DATE, Origin.DRUG_LIMIT]
    assert view.last_refill == CLINIC.refills[0]
    assert view.appointment is None
    assert [fact.code for fact in view.missing] == ["pump_model", "emergency_number", "filled_ml", "strength_mcg_per_ml"]
    assert (view.buffer_days, view.lead_days) == (10, 14)
    assert view.dose_mcg_per_day == 300
    assert view.doubts == ()
    assert view.clinic.phone == "112"


def test_every_fact_of_a_computed_date():
    view = ask(COMPUTED, OK_DAY).view
    assert (view.alarm_date, view.refill_by, view.book_by) == (date(2027, 1, 23), date(2027, 1, 13), date(2026, 12, 30))
    assert view.empty_date == REFILL_DAY + timedelta(days=139)  # 40,000 mcg at 1.145 times 250 a day
    assert [fact.code for fact in view.missing] == ["alarm_date", "clinic_phone", "pump_model", "emergency_number"]


def test_nothing_recorded_is_nothing_claimed():
    outcome = ask(Record(), SOON_DAY)
    view = outcome.view
    dates = (view.refill_by, view.days_left, view.book_by, view.alarm_date, view.empty_date)
    assert dates == (None,) * 5
    assert (view.origin, view.candidates, view.working, view.last_refill) == (None, (), (), None)
    assert [fact.code for fact in view.missing] == ["refill"]
    assert view.doubts == (Doubt.NO_REFILL,)
    assert outcome.state is SupplyState.UNKNOWN
    assert outcome.record is None


@pytest.mark.parametrize(
    ("on", "days_left"),
    [
        (date(2026, 11, 29), 1),
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), -1),
        (date(2027, 11, 30), -365),
    ],
)
def test_days_left_are_calendar_days_and_go_below_zero(on, days_left):
    assert ask(CLINIC, on).view.days_left == days_left


def test_the_dose_is_the_one_on_the_day_asked_about():
    record = CLINIC._replace(doses=(DoseChange("d", date(2026, 10, 1), Decimal(200)),))
    assert ask(record, date(2026, 9, 30)).view.dose_mcg_per_day == 300
    assert ask(record, date(2026, 10, 1)).view.dose_mcg_per_day == 200


# --- exit codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "on", "state", "plain", "telling"),
    [
        (CLINIC, OK_DAY, "ok", 0, 0),
        (CLINIC, SOON_DAY, "soon", 0, 10),
        (CLINIC, OVERDUE_DAY, "overdue", 0, 11),
        (CLINIC, ALARM_DATE, "critical", 0, 12),
        (ESTIMATE, date(2026, 9, 2), "unknown", 3, 3),
        (ESTIMATE, date(2026, 10, 20), "unknown", 3, 3),
        (Record(), OK_DAY, "unknown", 3, 3),
        (Record(events=(Event("e", OK_DAY, EventKind.ALARM),)), OK_DAY, "critical", 3, 3),
    ],
)
def test_the_exit_code_tells_the_state_where_asked_and_unknown_always(record, on, state, plain, telling):
    assert ask(record, on).state is SupplyState(state)
    assert ask(record, on).exit_code == ExitCode(plain)
    assert ask(record, on, in_exit_code=True).exit_code == ExitCode(telling)


def test_the_state_is_not_in_the_exit_code_unless_asked_for():
    assert answer(CLINIC, NextRefillRequest(), AsOf(OVERDUE_DAY, OVERDUE_DAY)).exit_code == ExitCode.ANSWERED


# --- notices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", [CLINIC, ESTIMATE, COMPUTED, Record()])
@pytest.mark.parametrize("on", [OK_DAY, SOON_DAY, OVERDUE_DAY, ALARM_DATE])
def test_every_answer_ends_with_symptoms_beat_dates(record, on):
    assert codes(record, on)[-1] == "symptoms_beat_dates"


def with_visit(iso: str, status: AppointmentStatus = AppointmentStatus.BOOKED) -> Record:
    return CLINIC._replace(appointments=(Appointment("visit", date.fromisoformat(iso), status=status),))


@pytest.mark.parametrize(
    ("record", "on", "expected"),
    [
        (CLINIC, OK_DAY, []),
        (CLINIC, ALARM_DATE, []),
        (ESTIMATE, OK_DAY, ["estimate"]),
        (COMPUTED, OK_DAY, []),
        (COMPUTED._replace(pump=Pump()), OK_DAY, ["alarm_volume_assumed"]),
        (CLINIC._replace(doses=(DoseChange("d", date(2026, 9, 9), Decimal(400)),)), OK_DAY, ["dose_rose"]),
        (CLINIC._replace(doses=(DoseChange("d", date(2026, 9, 9), Decimal(200)),)), OK_DAY, []),
        (CLINIC._replace(events=(Event("e", date(2026, 9, 9), EventKind.MRI),)), OK_DAY, ["event_unchecked"]),
        (CLINIC._replace(events=(Event("e", date(2026, 9, 9), EventKind.ALARM),)), OK_DAY, ["alarm_unchecked"]),
        (CLINIC._replace(events=(Event("e", date(2026, 9, 9), EventKind.MRI, date(2026, 9, 10)),)), OK_DAY, []),
        (COMPUTED._replace(refills=(COMPUTED.refills[0]._replace(alarm_date=date(2027, 2, 20)),)), OK_DAY, ["dates_disagree"]),
        (COMPUTED._replace(refills=(COMPUTED.refills[0]._replace(alarm_date=date(2027, 1, 30)),)), OK_DAY, []),
        (CLINIC, date(2026, 8, 31), ["clock_behind"]),
        (CLINIC, date(2028, 9, 1), []),
        (CLINIC, date(2028, 9, 2), ["clock_ahead"]),
        (with_visit("2026-11-25"), SOON_DAY, []),
        (with_visit("2026-11-30"), SOON_DAY, []),
        (with_visit("2026-12-01"), SOON_DAY, ["appointment_late"]),
        (with_visit("2026-11-22"), SOON_DAY, []),
        (with_visit("2026-11-21"), SOON_DAY, ["appointment_passed"]),
        (with_visit("2026-11-21", AppointmentStatus.CANCELLED), SOON_DAY, []),
        (with_visit("2026-12-20", AppointmentStatus.CANCELLED), SOON_DAY, []),
    ],
)
def test_everything_that_speaks_against_the_dates_is_said(record, on, expected):
    assert codes(record, on) == [*expected, "symptoms_beat_dates"]


UNRECORDED = Record(refills=(Refill("refill", REFILL_DAY, alarm_date=ALARM_DATE),))
RISE = (DoseChange("d", date(2026, 10, 1), Decimal(400)),)
ALARM_CHECKED = Event("e", date(2026, 9, 9), EventKind.ALARM, date(2026, 9, 10))
OLDER = Refill("older", date(2026, 5, 1), dose_mcg_per_day=Decimal(400))
NO_DOSE = COMPUTED.refills[0]._replace(dose_mcg_per_day=None, alarm_date=ALARM_DATE)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (UNRECORDED._replace(doses=RISE), ["dose_rose"]),
        (
            CLINIC._replace(doses=(DoseChange("d", date(2026, 10, 1), Decimal(290), date(2027, 2, 10)),)),
            ["printouts_disagree"],
        ),
        (COMPUTED._replace(refills=(OLDER, NO_DOSE)), ["dose_unconfirmed"]),
        (CLINIC._replace(events=(ALARM_CHECKED,)), ["alarm_before_date"]),
        (CLINIC._replace(events=(ALARM_CHECKED._replace(alarm_date=date(2026, 12, 1)),)), []),
        (CLINIC._replace(extra={"dose": []}), ["unknown_keys"]),
        (CLINIC._replace(pump=Pump(extra={"x-side": "left"})), []),
        (CLINIC._replace(plan=Plan(buffer_days=2)), ["small_buffer"]),
        (CLINIC._replace(plan=Plan(lead_days=2)), ["small_lead"]),
        (CLINIC._replace(plan=Plan(buffer_days=0, lead_days=0)), ["small_buffer", "small_lead"]),
        (CLINIC._replace(plan=Plan(buffer_days=3, lead_days=3)), []),
    ],
)
def test_what_makes_the_dates_doubtful_or_late_is_said_beside_them_whatever_the_state(record, expected):
    for on in (OK_DAY, SOON_DAY, OVERDUE_DAY, ALARM_DATE):
        assert codes(record, on) == [*expected, "symptoms_beat_dates"]


def test_a_rise_silences_no_disagreement():
    facts = {"filled_ml": Decimal("18.6"), "strength_mcg_per_ml": Decimal(2000), "dose_mcg_per_day": Decimal("285.4")}
    refill = Refill("refill", date(2026, 9, 14), alarm_date=date(2026, 12, 29), **facts)
    rise = DoseChange("d", date(2026, 11, 27), Decimal(350))
    record = Record(refills=(refill,), doses=(rise,), pump=Pump(alarm_volume_ml=Decimal(2)))
    outcome = ask(record, date(2026, 11, 28))
    assert outcome.state is SupplyState.SOON
    assert (outcome.view.refill_by, outcome.view.alarm_date) == (date(2026, 12, 13), date(2026, 12, 23))
    told = {notice.code: notice.text for notice in outcome.notices}
    assert "29 December 2026" in told["dose_rose"]
    assert "23 December 2026" in told["dose_rose"]
    assert "ask for the new alarm date" in told["dose_rose"]
    assert "disagree by 8 days" in told["dates_disagree"]


@pytest.mark.parametrize(
    "record",
    [
        ESTIMATE,
        UNRECORDED._replace(doses=RISE),
        CLINIC._replace(events=(Event("e", date(2026, 9, 9), EventKind.MRI),)),
        CLINIC._replace(events=(ALARM_CHECKED,)),
        CLINIC._replace(extra={"dose": []}),
    ],
)
def test_no_days_are_counted_to_a_date_that_may_not_hold_and_the_date_is_still_told(record):
    outcome = ask(record, OK_DAY)
    assert outcome.state is SupplyState.UNKNOWN
    assert outcome.view.days_left is None
    assert not outcome.view.dates_hold
    assert outcome.view.refill_by is not None
    assert outcome.view.book_by is not None


def test_a_doubt_is_told_under_a_graver_state_too():
    events = (Event("m", date(2026, 9, 9), EventKind.MRI), Event("a", date(2026, 9, 10), EventKind.ALARM))
    for record, on in ((CLINIC._replace(events=events), OK_DAY), (CLINIC._replace(events=events[:1]), OVERDUE_DAY)):
        outcome = ask(record, on)
        assert outcome.state in (SupplyState.CRITICAL, SupplyState.OVERDUE)
        assert not outcome.view.dates_hold
        assert Doubt.EVENT_UNCHECKED in outcome.view.doubts


def test_of_two_doses_of_one_day_the_view_tells_the_one_that_the_dates_use():
    changes = tuple(DoseChange(str(dose), date(2026, 10, 1), Decimal(dose)) for dose in (400, 240))
    for doses in (changes, changes[::-1]):
        view = ask(CLINIC._replace(doses=doses), date(2026, 10, 5)).view
        assert view.dose_mcg_per_day == 400
        assert view.alarm_date == date(2026, 11, 22)  # 21,000 mcg from 1 October are 52.5 days of 400


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"pump": Pump(replace_by=date(2026, 10, 31))}, ["pump_overdue"]),
        ({"pump": Pump(replace_by=date(2026, 11, 1))}, ["pump_due"]),
        ({"pump": Pump(replace_by=date(2027, 5, 1))}, ["pump_due"]),
        ({"pump": Pump(replace_by=date(2027, 5, 2))}, []),
        ({"pump": Pump(implanted_on=date(2026, 9, 2))}, ["earlier_pump"]),
        ({"pump": Pump(implanted_on=date(2026, 9, 1))}, []),
        ({"standby_tablets": StandbyTablets(date(2026, 11, 1))}, ["tablets_out_of_date"]),
        ({"standby_tablets": StandbyTablets(date(2026, 11, 2))}, ["tablets_due"]),
        ({"standby_tablets": StandbyTablets(date(2026, 12, 1))}, ["tablets_due"]),
        ({"standby_tablets": StandbyTablets(date(2026, 12, 2))}, []),
        ({"card": PrintedCard(date(2026, 9, 1))}, []),
        ({"card": PrintedCard(date(2026, 8, 31))}, ["card_old"]),
    ],
)
def test_pump_and_tablets_past_their_day_are_told(parts, expected):
    assert codes(CLINIC._replace(**parts), OK_DAY) == [*expected, "symptoms_beat_dates"]


def test_figures_that_cannot_be_meant_are_told():
    refill = COMPUTED.refills[0]._replace(dose_mcg_per_day=Decimal("0.25"))
    assert codes(COMPUTED._replace(refills=(refill,)), OK_DAY)[0] == "implausible_figures"


def test_a_day_before_the_newest_entry_is_told_apart_from_a_clock_that_runs_behind():
    assert codes(CLINIC, date(2026, 8, 31), today=OK_DAY) == ["not_today", "day_before_newest_entry", "symptoms_beat_dates"]


def test_an_answer_for_another_day_says_so_first():
    assert codes(ESTIMATE, SOON_DAY, today=OK_DAY)[0] == "not_today"
    assert "Sunday 22 November 2026" in ask(ESTIMATE, SOON_DAY, today=OK_DAY).notices[0].text


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (EventKind.ALARM, "Call your pump clinic now, at any hour."),
        (EventKind.DIVE, "Call your pump clinic and ask for a check."),
    ],
)
def test_an_unchecked_event_says_whom_to_call(kind, told):
    notice = ask(CLINIC._replace(events=(Event("e", date(2026, 9, 9), kind),)), OK_DAY).notices[0]
    assert notice.text.endswith(told)
    assert "Wednesday 9 September 2026" in notice.text


def test_a_clock_that_runs_behind_is_held_against_the_newest_day_that_is_known():
    behind = AsOf(date(2026, 8, 1), date(2026, 8, 1), written_on=date(2026, 9, 20))
    assert "written on 20 September 2026 or later" in answer(CLINIC, NextRefillRequest(), behind).notices[0].text


def test_an_appointment_without_a_refill_is_no_late_one():
    record = with_visit("2026-12-20")._replace(refills=())
    assert codes(record, SOON_DAY) == ["symptoms_beat_dates"]


def test_the_next_appointment_is_told():
    visit = ask(with_visit("2026-11-25"), SOON_DAY).view.appointment
    assert visit
    assert visit.on == date(2026, 11, 25)


# --- working ----------------------------------------------------------------------------------------------------------


def test_the_working_of_a_computed_date_can_be_checked_by_hand():
    assert working(COMPUTED._replace(doses=(DoseChange("d", date(2026, 10, 1), Decimal(400)),))).splitlines() == [
        "Filled 20 mL, alarm volume 2 mL: 18 mL can be used before the alarm.",
        "18 mL times 2,000 mcg per mL is 36,000 mcg.",
        "From 1 September 2026: 250 mcg per day for 30 days uses 7,500 mcg, so 28,500 mcg is left.",
        "From 1 October 2026: 400 mcg per day for 1 day uses 400 mcg, so 28,100 mcg is left (the day of a change counts with the higher dose).",
        "From 2 October 2026: 28,100 mcg at 400 mcg per day lasts 70.25 days, rounded down to 70 days.",
        "In all 101 days after 1 September 2026: the alarm date worked out is Friday 11 December 2026.",
        "At that rate all of the 20 mL would be gone after 111 days. That is a danger, not time to spare.",
        "10 days before it is Tuesday 1 December 2026 (buffer not recorded: the larger that clinics publish).",
        "A SynchroMed II within its label may give up to 14.5 percent more than is set. We count it for every pump. Then 20 mL last 98 days: empty as early as Tuesday 8 December 2026. The sum is itb's own. The day before it is Monday 7 December 2026. Later than the earliest, so it does not count.",
        "The drug in the pump: 180 days from 1 September 2026 is Sunday 28 February 2027. Later than the earliest, so it does not count.",
        "The earliest is taken: refill by Tuesday 1 December 2026.",
        "Book by Tuesday 17 November 2026: 14 days before the refill-by date (lead time not recorded), and on a weekday.",
    ]


def test_the_working_names_every_candidate_what_is_missing_and_what_is_void():
    text = working(CLINIC._replace(doses=(DoseChange("d", date(2026, 9, 9), Decimal(400)),)))
    assert "Your clinic's alarm date is Thursday 10 December 2026. The dose rose after it was printed" in text
    assert "Missing: the filled volume, the strength." in text
    assert "180 days from 1 September 2026" in text


def test_the_working_of_an_estimate_says_that_it_is_one():
    assert "This is only an estimate." in working(ESTIMATE)


def test_the_working_says_which_alarm_volume_was_taken():
    assert "alarm volume 4 mL (not recorded: the larger of the published ones)" in working(COMPUTED._replace(pump=Pump()))
    assert "alarm volume 0 mL: 20 mL can be used" in working(COMPUTED._replace(pump=Pump(alarm_volume_ml=Decimal(0))))


def test_the_working_of_a_carried_date_and_of_the_flow_tolerance_can_be_checked_by_hand():
    text = working(CLINIC._replace(doses=RISE))
    assert "By the doses since, that lasts until Sunday 22 November 2026. Ask your clinic for the new one." in text
    assert "10 days before it is Thursday 12 November 2026" in text
    # 40,000 mcg at 286.25 a day: 139.7 days
    assert "20 mL last 139 days: empty as early as Monday 18 January 2027. The sum is itb's own." in working(COMPUTED)


def test_the_working_says_which_dose_from_before_the_refill_was_taken():
    text = working(COMPUTED._replace(refills=(OLDER, NO_DOSE)))
    assert "With 400 mcg per day, the last one from before it, the alarm date would be Monday 30 November 2026." in text


def test_a_planned_date_that_a_rise_brings_nearer_stands_beside_a_printout_that_fell():
    """A refill-by date that was the clinic's plan, and two doses on the newest printout's day."""
    refill = Refill(
        *("refill", date(2020, 1, 1)), alarm_date=date(2020, 1, 20), refill_by=date(2020, 1, 2), dose_mcg_per_day=Decimal(10)
    )
    doses = (
        DoseChange("first", date(2020, 1, 1), Decimal("10.1")),
        DoseChange("second", date(2020, 1, 2), Decimal("10.1")),
        DoseChange("printed", date(2020, 1, 2), Decimal(10), alarm_date=date(2020, 1, 13)),
    )
    assert "dose_rose" in codes(Record(refills=(refill,), doses=doses), date(2020, 1, 2))


def test_no_days_are_counted_to_a_date_in_doubt_in_whatever_state():
    alarm = CLINIC._replace(events=(Event("alarm", date(2026, 10, 1), EventKind.ALARM),))
    assert (ask(alarm, OK_DAY).state, ask(alarm, OK_DAY).view.days_left) == (SupplyState.CRITICAL, None)
    typed_ahead = CLINIC._replace(refills=(*CLINIC.refills, Refill("slip", date(2027, 12, 1), alarm_date=date(2028, 3, 1))))
    late = ask(typed_ahead, OVERDUE_DAY)
    assert (late.state, late.view.days_left) == (SupplyState.OVERDUE, None)


def test_an_overrun_is_counted_with_any_doubt():
    scan = CLINIC._replace(events=(Event("scan", date(2026, 10, 1), EventKind.MRI),))
    assert (ask(scan, OVERDUE_DAY).state, ask(scan, OVERDUE_DAY).view.days_left) == (SupplyState.OVERDUE, -5)

"""Writing down a refill: what is refused, what is asked, what is stored (R20, R82)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange, Plan, Pump, Record, Refill
from itb_cli.domain.states import SupplyState
from itb_cli.errors import ConfirmationNeededError, ExitCode, InputRefusedError
from itb_cli.services.answers import Answers
from itb_cli.services.entries.log import FACTS, LogRequest, LogView, answer
from itb_cli.services.outcome import Outcome

TODAY = date(2026, 11, 22)
OLD = Refill(
    "old",
    date(2026, 6, 1),
    filled_ml=Decimal(20),
    strength_mcg_per_ml=Decimal(2000),
    dose_mcg_per_day=Decimal(300),
)
OLD_RECORD = Record(refills=(OLD,))


def log(record: Record, on: str = "2026-11-20", **typed: object) -> Outcome[LogView]:
    facts = {flag: words for flag, words in typed.items() if flag in FACTS}
    rest = {name: value for name, value in typed.items() if name not in FACTS}
    return answer(record, LogRequest("new", on, facts, **rest), AsOf(TODAY, TODAY))


def refused(record: Record, on: str = "2026-11-20", **typed: object) -> InputRefusedError:
    with pytest.raises(InputRefusedError) as caught:
        log(record, on, **typed)
    assert not isinstance(caught.value, ConfirmationNeededError)
    assert caught.value.exit_code == ExitCode.REFUSED
    return caught.value


def asked(record: Record, on: str = "2026-11-20", **typed: object) -> ConfirmationNeededError:
    with pytest.raises(ConfirmationNeededError) as caught:
        log(record, on, **typed)
    return caught.value


# --- what is stored ---------------------------------------------------------------------------------------------------


def test_every_fact_is_stored_as_it_was_meant():
    outcome = log(
        Record(),
        "20 Nov 2026",
        alarm_date="1 March 2027",
        refill_by="2027-02-19",
        filled="20 mL",
        strength="2 mg/mL",
        dose="0.35 mg per day",
        note="Dr X",
    )
    expected = Refill(
        "new",
        date(2026, 11, 20),
        alarm_date=date(2027, 3, 1),
        refill_by=date(2027, 2, 19),
        filled_ml=Decimal(20),
        strength_mcg_per_ml=Decimal(2000),
        dose_mcg_per_day=Decimal(350),
        note="Dr X",
    )
    assert outcome.record == Record(refills=(expected,))
    assert outcome.view.refill == expected


def test_a_refill_without_a_day_is_of_today_once_that_is_confirmed():
    with pytest.raises(ConfirmationNeededError, match="Was the pump filled today, Sunday 22 November 2026") as caught:
        answer(Record(), LogRequest("new"), AsOf(TODAY, TODAY))
    confirmed = LogRequest("new", answers=Answers(frozenset({caught.value.topic})))
    assert answer(Record(), confirmed, AsOf(TODAY, TODAY)).view.refill == Refill("new", TODAY)
    assert log(Record(), "today").view.refill == Refill("new", TODAY)


def test_a_weekday_lies_behind_for_the_refill():
    assert log(Record(), "friday").view.refill.on == date(2026, 11, 20)


def test_everything_else_in_the_record_stays():
    record = Record(
        pump=Pump(model="SynchroMed II"),
        plan=Plan(buffer_days=5),
        refills=(OLD,),
        doses=(DoseChange("d", date(2026, 7, 1), Decimal(310)),),
    )
    after = log(record).record
    assert after is not None
    assert after == record._replace(refills=(OLD, Refill("new", date(2026, 11, 20))))


def test_a_note_cannot_steer_the_terminal():
    assert log(Record(), note="\x1b[2Jx\ny").view.refill.note == r"\x1b[2Jx y"


def test_the_answer_tells_the_dates_before_and_after():
    record = Record(refills=(Refill("old", date(2026, 9, 1), alarm_date=date(2026, 12, 10)),))
    view = log(record, alarm_date="2027-03-11").view
    assert view.refill_by_before == date(2026, 11, 30)
    assert view.supply.refill_by == date(2027, 3, 1)
    assert view.is_newest
    assert not view.completed


def test_the_first_refill_has_no_date_before():
    outcome = log(Record(), alarm_date="2027-03-11")
    assert outcome.view.refill_by_before is None
    assert outcome.state is SupplyState.OK


def test_an_older_refill_is_stored_and_the_dates_stay_those_of_the_newest():
    view = log(Record(refills=(Refill("now", date(2026, 11, 1)),)), "2026-05-01").view
    assert not view.is_newest
    assert view.supply.last_refill == Refill("now", date(2026, 11, 1))
    assert view.refill_by_before == view.supply.refill_by == date(2027, 1, 1)


# --- the day ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["tomorrow", "2026-11-23", "in 1 week"])
def test_a_refill_in_the_future_is_refused(on):
    assert "lies in the future" in refused(Record(), on).message


def test_a_refill_of_today_is_not_in_the_future():
    assert log(Record(), "2026-11-22").view.refill.on == TODAY


IMPLANTED = Record(pump=Pump(implanted_on=date(2026, 5, 1)))


def test_a_refill_before_the_implant_is_refused_with_the_way_out():
    error = refused(IMPLANTED, "2026-04-30")
    assert "Thursday 30 April 2026" in error.message
    assert "1 May 2026" in error.message
    assert "--force" in error.hint


@pytest.mark.parametrize(("on", "force"), [("2026-05-01", False), ("2026-05-02", False), ("2026-04-30", True)])
def test_a_refill_on_or_after_the_implant_or_in_an_earlier_pump_is_stored(on, force):
    assert log(IMPLANTED, on, force=force).record


def test_force_does_not_let_a_future_refill_through():
    assert "future" in refused(IMPLANTED, "2026-11-23", force=True).message


def test_a_second_refill_on_one_day_is_refused():
    error = refused(OLD_RECORD, "2026-06-01", force=True, answers=Answers(yes_to_all=True))
    assert "is recorded already" in error.message
    assert "--complete" in error.hint


# --- completing -------------------------------------------------------------------------------------------------------


def test_completing_adds_what_was_missing_and_keeps_the_rest():
    outcome = log(OLD_RECORD, "2026-06-01", alarm_date="2026-09-01", note="late", complete=True)
    assert outcome.view.completed
    assert outcome.view.changed
    assert outcome.record == Record(refills=(OLD._replace(alarm_date=date(2026, 9, 1), note="late"),))


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [("filled", "18 mL", "filled"), ("strength", "1000", "strength"), ("dose", "310", "dose")],
)
def test_completing_never_overwrites(name, typed, said):
    error = refused(OLD_RECORD, "2026-06-01", complete=True, **{name: typed})
    assert f"another {said} already" in error.message


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [("alarm_date", "2026-09-02", "alarm date"), ("refill_by", "2026-09-02", "refill by"), ("note", "b", "note")],
)
def test_completing_never_overwrites_a_date_or_a_note(name, typed, said):
    record = Record(refills=(Refill("old", date(2026, 6, 1), alarm_date=date(2026, 9, 1), refill_by=date(2026, 9, 1), note="a"),))
    assert f"another {said} already" in refused(record, "2026-06-01", complete=True, **{name: typed}).message


def test_the_same_fact_may_be_typed_again():
    outcome = log(OLD_RECORD, "2026-06-01", filled="20.0 mL", dose="0.3 mg", complete=True)
    assert outcome.record is None
    assert not outcome.view.changed


def test_there_has_to_be_something_to_complete():
    assert "nothing to complete" in refused(OLD_RECORD, "2026-06-02", complete=True).message


def test_a_completed_refill_is_held_against_the_same_limits():
    bare = Record(refills=(Refill("old", date(2026, 6, 1)),), pump=Pump(reservoir_ml=Decimal(20)))
    assert "reservoir" in refused(bare, "2026-06-01", filled="21", complete=True).message
    assert "is not after the refill" in refused(bare, "2026-06-01", alarm_date="2026-06-01", complete=True).message
    assert asked(bare, "2026-06-01", dose="2001", complete=True).topic == "dose_high"


# --- what cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "said"), [("alarm_date", "alarm date"), ("refill_by", "refill-by date")])
@pytest.mark.parametrize("typed", ["2026-11-19", "2026-11-20"])
def test_a_date_that_is_not_after_the_refill_is_refused(name, said, typed):
    assert f"The {said}" in refused(Record(), **{name: typed}).message


@pytest.mark.parametrize("name", ["alarm_date", "refill_by"])
def test_a_date_on_the_day_after_the_refill_is_stored(name):
    assert log(Record(), **{name: "2026-11-21"}).record


@pytest.mark.parametrize(("filled", "stored"), [("20", True), ("19.9", True), ("20.1", False), ("40", False)])
def test_more_than_the_reservoir_holds_is_refused_whatever_is_confirmed(filled, stored):
    record = Record(pump=Pump(reservoir_ml=Decimal(20)))
    if stored:
        assert log(record, filled=filled).record
    else:
        error = refused(record, filled=filled, answers=Answers(yes_to_all=True), force=True)
        assert f"{filled} mL is more than your pump's reservoir holds, 20 mL" in error.message


@pytest.mark.parametrize("name", ["filled", "strength", "dose"])
@pytest.mark.parametrize("typed", ["0", "-1", "2,5", "1.000", "much"])
def test_a_figure_that_cannot_be_read_in_one_way_is_refused_whatever_is_confirmed(name, typed):
    refused(Record(), answers=Answers(yes_to_all=True), force=True, **{name: typed})


@pytest.mark.parametrize("name", ["alarm_date", "refill_by", "filled", "strength", "dose"])
def test_an_empty_fact_is_refused_and_not_taken_for_none(name):
    refused(Record(), answers=Answers(yes_to_all=True), **{name: ""})


def test_an_empty_day_is_refused_and_not_taken_for_today():
    refused(Record(), "", answers=Answers(yes_to_all=True))


@pytest.mark.parametrize("name", ["alarm_date", "refill_by"])
def test_a_day_that_can_be_read_in_two_ways_is_refused_whatever_is_confirmed(name):
    assert "3 April 2027 or 4 March 2027" in refused(Record(), answers=Answers(yes_to_all=True), **{name: "03/04/2027"}).message


# --- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ({"dose": "1500"}, "dose_far_off"),
        ({"dose": "60"}, "dose_far_off"),
        ({"dose": "299"}, None),
        ({"dose": "1499"}, None),
        ({"dose": "61"}, None),
        ({"strength": "500"}, "strength_changed"),
        ({"strength": "1000"}, "strength_changed"),
        ({"strength": "20000"}, "strength_changed"),
        ({"strength": "2000"}, None),
        ({"filled": "4"}, "volume_far_off"),
        ({"filled": "4.1"}, None),
        ({"filled": "40"}, None),
        ({"filled": "40.1"}, "volume_large"),
        ({"alarm_date": "2027-06-08"}, None),  # 200 days
        ({"alarm_date": "2027-06-09"}, "alarm_date_far"),
        ({"refill_by": "2027-06-08"}, None),
        ({"refill_by": "2027-06-09"}, "refill_by_far"),
        ({"alarm_date": "2027-03-01", "refill_by": "2027-03-01"}, None),
        ({"alarm_date": "2027-03-01", "refill_by": "2027-03-02"}, "refill_by_late"),
    ],
)
def test_what_is_unusual_is_asked_about_and_not_stored(typed, topic):
    if topic is None:
        assert log(OLD_RECORD, **typed).record
    else:
        assert asked(OLD_RECORD, **typed).topic == topic


@pytest.mark.parametrize(("dose", "topic"), [("24", None), ("23.9", "dose_low"), ("0.3", "dose_low")])
def test_a_dose_below_every_published_one_is_asked_about(dose, topic):
    if topic is None:
        assert log(Record(), dose=dose).record
    else:
        assert "Are these micrograms?" in asked(Record(), dose=dose).message


@pytest.mark.parametrize(
    ("dose", "times"),
    [
        ("1500", "5 times more"),
        ("2999", "9.9 times more"),
        ("31", "9.6 times less"),
        ("3000", "10 times more"),
        ("3100", "10 times more"),
        ("29", "10 times less"),
        ("30000", "100 times more"),
        ("30", "10 times less"),
        ("1", "300 times less"),
    ],
)
def test_a_slip_of_the_point_is_counted(dose, times):
    assert f"is {times} than the last one, 300 mcg per day" in asked(OLD_RECORD, dose=dose).message


def test_the_screening_strength_of_50_is_asked_about():
    assert asked(Record(), strength="50").topic == "strength_unusual"


def test_a_question_tells_both_figures():
    question = asked(OLD_RECORD, dose="3000").message
    assert "3,000 mcg per day" in question
    assert "300 mcg per day" in question


def test_more_than_40_ml_is_no_question_where_the_reservoir_is_recorded():
    assert log(Record(pump=Pump(reservoir_ml=Decimal(50))), filled="45").record


def test_nothing_is_compared_where_nothing_was_recorded_before():
    assert log(Record(), dose="30", filled="2").record


def test_a_later_refill_is_no_last_figure():
    figures = {"filled_ml": Decimal(2), "strength_mcg_per_ml": Decimal(50), "dose_mcg_per_day": Decimal(30)}
    later = Record(refills=(Refill("now", date(2026, 11, 21), **figures),))
    assert log(later, "2026-11-01", dose="300", filled="20", strength="500").record


@pytest.mark.parametrize(
    ("on", "stored"),
    [(date(2026, 6, 1), False), (date(2026, 11, 1), False), (date(2026, 11, 20), False), (date(2026, 11, 21), True)],
)
def test_a_dose_change_up_to_the_day_is_a_last_figure(on, stored):
    record = Record(doses=(DoseChange("d", on, Decimal(300)),))
    if stored:
        assert log(record, dose="30").record
    else:
        assert asked(record, dose="30").topic == "dose_far_off"


def test_the_last_figure_is_the_newest_that_is_recorded():
    older = Refill(
        "older", date(2026, 3, 1), filled_ml=Decimal(2), strength_mcg_per_ml=Decimal(500), dose_mcg_per_day=Decimal(30)
    )
    bare = Refill("bare", date(2026, 8, 1))
    for refills in ((older, OLD, bare), (bare, OLD, older)):
        assert asked(Record(refills=refills), filled="2").topic == "volume_far_off"
        assert asked(Record(refills=refills), dose="30").topic == "dose_far_off"
        assert asked(Record(refills=refills), strength="200").topic == "strength_changed"


def test_a_yes_answers_its_own_question_only():
    typed = {"dose": "3000", "strength": "1500"}
    assert asked(OLD_RECORD, **typed).topic == "dose_far_off"
    answered = ["dose_far_off"]
    for topic in ("strength_changed", "strength_unusual", "dose_high"):
        assert asked(OLD_RECORD, answers=Answers(frozenset(answered)), **typed).topic == topic
        answered.append(topic)
    everything = frozenset(answered)
    assert log(OLD_RECORD, answers=Answers(everything), **typed).record


def test_yes_to_all_answers_every_question():
    outcome = log(
        OLD_RECORD,
        dose="30000",
        strength="15",
        filled="200",
        alarm_date="2029-01-01",
        refill_by="2029-02-01",
        answers=Answers(yes_to_all=True),
    )
    assert outcome.view.refill.dose_mcg_per_day == 30000


@given(on=st.text(max_size=30), alarm_date=st.text(max_size=30), filled=st.text(max_size=30), note=st.text(max_size=30))
def test_hostile_text_is_stored_whole_or_refused(on, alarm_date, filled, note):
    try:
        outcome = log(OLD_RECORD, on, alarm_date=alarm_date, filled=filled, note=note)
    except InputRefusedError:
        return
    assert outcome.record is not None
    assert outcome.record.refills[0] == OLD
    assert len(outcome.record.refills) == 2

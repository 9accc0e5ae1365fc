"""A trip as a view: enough, not enough, not known, and why; and that nothing that means less time makes an answer milder."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from domain.strategies import EVENTS, days_after, events_since, facts, maybe, record_of, thoroughly
from hypothesis import assume, given
from hypothesis import strategies as st

from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import Appointment, AppointmentStatus, DoseChange, Event, EventKind, Pump, Record, Refill
from itb_cli.domain.states import Doubt, SupplyState
from itb_cli.domain.topics import Level
from itb_cli.domain.trip import Exposure, Obstacle
from itb_cli.errors import ExitCode, InputRefusedError
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.trip import TripRequest, TripView, answer
from itb_cli.services.supply.trip_notices import TRIP_CODES

CONTENT = packaged_knowledge()
CONTENT.sources = {source.id: source for source in CONTENT.sources.values()}  # read once, not with every question
TODAY = date(2026, 10, 1)
REFILL = Refill("refill", date(2026, 9, 1), alarm_date=date(2026, 12, 10), dose_mcg_per_day=Decimal(300))
CLINIC = Record(refills=(REFILL,))
"""Refill by 30 November 2026, book by 16 November 2026."""
LASTS = ("2026-10-05", "2026-10-20")
LAST_DAY = date(2026, 11, 30)


def ask(record: Record, *words: str, on: date = TODAY, held: tuple[Exposure, ...] = (), today: date | None = None):
    return answer(record, TripRequest(*words, exposures=held), AsOf(on, today or on), CONTENT)


def codes(outcome: Outcome[TripView]) -> list[str]:
    return [notice.code for notice in outcome.notices]


def trip_codes(record: Record, *words: str, on: date = TODAY, held: tuple[Exposure, ...] = ()) -> list[str]:
    return [code for code in codes(ask(record, *words, on=on, held=held)) if code in TRIP_CODES]


def booked(*days: date) -> Record:
    return CLINIC._replace(appointments=tuple(Appointment(f"a-{day}", day) for day in days))


# --- enough -----------------------------------------------------------------------------------------------------------


def test_every_fact_of_a_trip_that_the_supply_outlasts():
    outcome = ask(CLINIC, *LASTS)
    view = outcome.view
    assert (view.enough, view.reasons, view.lasts_by_dates, view.days_to_spare) == (True, (), True, 34)
    assert (view.leaves_on, view.returns_on) == (date(2026, 10, 5), date(2026, 10, 20))
    assert (view.days_away, view.delay_days, view.return_with_delay) == (16, 7, date(2026, 10, 27))
    assert (view.next_refill.refill_by, view.next_refill.book_by, view.next_refill.alarm_date) == (
        LAST_DAY,
        date(2026, 11, 16),
        date(2026, 12, 10),
    )
    assert (view.next_refill.appointment, view.next_refill.doubts, view.exposures) == (None, (), ())
    assert (outcome.state, outcome.exit_code, outcome.record) == (SupplyState.OK, ExitCode.ANSWERED, None)
    assert codes(outcome) == ["symptoms_beat_dates"]


@pytest.mark.parametrize(
    ("returns", "delay", "spare", "enough"),
    [
        ("2026-11-23", "7", 0, False),
        ("2026-11-24", "7", -1, False),
        ("2026-11-30", "0", 0, False),
        ("2026-11-29", "0", 1, True),
        ("2026-12-01", "0", -1, False),
        ("2026-11-22", "7", 1, True),
        ("2026-10-20", "365", -324, False),
    ],
)
def test_the_return_with_its_delay_leaves_at_least_a_day_to_the_refill_by_date(returns, delay, spare, enough):
    view = ask(CLINIC, "2026-10-05", returns, delay).view
    assert (view.days_to_spare, view.lasts_by_dates, view.enough) == (spare, enough, enough)
    assert view.reasons == (() if enough else (Obstacle.SHORT,))


def test_soon_is_enough_too():
    outcome = ask(CLINIC, "2026-11-21", "2026-11-22", "1", on=date(2026, 11, 20))
    assert (outcome.state, outcome.view.enough) == (SupplyState.SOON, True)


def test_on_the_way_already_and_on_one_day_are_trips_too():
    assert ask(CLINIC, "2026-09-20", "2026-10-01").view.enough is True
    assert ask(CLINIC, "today", "today").view.days_away == 1


def test_words_for_days_count_from_today_not_from_the_day_asked_about():
    view = ask(CLINIC, "tomorrow", "in 10 days", on=date(2026, 9, 15), today=TODAY).view
    assert (view.leaves_on, view.returns_on) == (date(2026, 10, 2), date(2026, 10, 11))


# --- not enough -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "reason"), [(date(2026, 12, 1), "overdue"), (date(2026, 12, 10), "critical")])
def test_a_supply_that_is_late_is_never_enough(on, reason):
    outcome = ask(CLINIC, "2026-12-15", "2026-12-15", "0", on=on)
    assert (outcome.view.enough, outcome.state, outcome.exit_code) == (False, reason, ExitCode.ANSWERED)
    assert outcome.view.reasons == (reason, Obstacle.SHORT)


def test_an_alarm_that_nobody_checked_is_not_enough_whatever_the_dates_say():
    view = ask(CLINIC._replace(events=(Event("e", date(2026, 9, 20), EventKind.ALARM),)), *LASTS).view
    assert (view.enough, view.lasts_by_dates) == (False, True)
    assert view.reasons == (Obstacle.CRITICAL, Doubt.EVENT_UNCHECKED)


ESTIMATE = Record(refills=(Refill("refill", date(2026, 9, 1)),))
ROSE = CLINIC._replace(
    refills=tuple(refill._replace(dose_mcg_per_day=None) for refill in CLINIC.refills),
    doses=(DoseChange("d", date(2026, 9, 20), Decimal(400)),),
)
"""The dose before is not recorded, so that the clinic's date cannot be carried through the doses."""
DOUBTFUL = {
    Doubt.ESTIMATE_ONLY: ESTIMATE,
    Doubt.DOSE_ROSE: ROSE,
    Doubt.EVENT_UNCHECKED: CLINIC._replace(events=(Event("e", date(2026, 9, 20), EventKind.MRI),)),
    Doubt.EARLIER_PUMP: CLINIC._replace(pump=Pump(implanted_on=date(2026, 9, 10))),
    Doubt.PUMP_OVERDUE: CLINIC._replace(pump=Pump(replace_by=date(2026, 9, 30))),
    Doubt.CLOCK: CLINIC._replace(events=(Event("e", date(2026, 8, 1), EventKind.OTHER, date(2026, 10, 3)),)),
    Doubt.IMPLAUSIBLE: Record(
        refills=(
            Refill(
                *("refill", date(2026, 9, 1)),
                filled_ml=Decimal(20),
                strength_mcg_per_ml=Decimal(2000),
                dose_mcg_per_day=Decimal("0.3"),
            ),
        )
    ),
}


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_too_short_is_not_enough_whatever_the_doubts(doubt):
    outcome = ask(DOUBTFUL[doubt], "2026-10-05", "2027-04-01")
    assert (outcome.view.enough, outcome.exit_code) == (False, ExitCode.ANSWERED)
    assert outcome.view.reasons == (Obstacle.SHORT, *outcome.view.next_refill.doubts)
    if outcome.state is SupplyState.UNKNOWN:
        assert outcome.view.days_to_spare is None
    assert outcome.view.next_refill.refill_by
    assert outcome.view.days_short == (date(2027, 4, 8) - outcome.view.next_refill.refill_by).days
    assert doubt in outcome.view.next_refill.doubts


# --- not known --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_with_any_doubt_it_is_not_known(doubt):
    outcome = ask(DOUBTFUL[doubt], "2026-10-02", "2026-10-04", "0")
    assert (outcome.view.enough, outcome.view.lasts_by_dates) == (None, True)
    assert (outcome.state, outcome.view.days_to_spare, outcome.view.days_short) == (SupplyState.UNKNOWN, None, None)
    also = (Doubt.ESTIMATE_ONLY,) if doubt is Doubt.IMPLAUSIBLE else ()  # wrong figures leave the article's interval only
    assert outcome.view.reasons == outcome.view.next_refill.doubts == (*also, doubt)
    assert outcome.exit_code is ExitCode.NOT_ANSWERABLE


def test_an_estimate_is_not_enough_to_know_after_its_book_by_date_either():
    outcome = ask(ESTIMATE, "2026-10-20", "2026-10-21", "0", on=date(2026, 10, 18))
    assert (outcome.state, outcome.view.enough, outcome.view.lasts_by_dates) == (SupplyState.UNKNOWN, None, True)


def test_a_date_carried_through_the_doses_is_held_against_the_trip():
    rose = CLINIC._replace(
        doses=ROSE.doses
    )  # 30,000 mcg at the refill, 5,700 used, 60 days left at 400: 19 November, less 10 days
    assert ask(rose, "2026-10-05", "2026-11-08", "0").view.enough is True
    assert ask(rose, "2026-10-05", "2026-11-09", "0").view.enough is False


def test_without_a_refill_nothing_is_known_and_no_figure_is_made_up():
    outcome = ask(Record(), *LASTS)
    view = outcome.view
    assert (view.enough, view.lasts_by_dates, view.days_to_spare) == (None, None, None)
    assert (view.next_refill.refill_by, view.next_refill.book_by, view.next_refill.alarm_date, view.next_refill.appointment) == (
        None,
        None,
        None,
        None,
    )
    assert (view.reasons, outcome.state) == ((Doubt.NO_REFILL,), SupplyState.UNKNOWN)
    assert view.next_refill.missing[0].code == "refill"
    assert outcome.exit_code is ExitCode.NOT_ANSWERABLE


@pytest.mark.parametrize("exposure", Exposure)
def test_what_changes_the_flow_makes_it_unknown_where_the_dates_would_do(exposure):
    outcome = ask(CLINIC, *LASTS, held=(exposure,))
    assert (outcome.view.enough, outcome.view.lasts_by_dates, outcome.view.reasons) == (None, True, (exposure,))
    assert (outcome.state, outcome.exit_code) == (SupplyState.OK, ExitCode.NOT_ANSWERABLE)
    assert codes(outcome) == [f"{exposure}_changes_flow", "symptoms_beat_dates"]


@pytest.mark.parametrize("exposure", Exposure)
def test_what_changes_the_flow_does_not_make_too_little_unknown(exposure):
    assert ask(CLINIC, "2026-10-05", "2026-12-20", held=(exposure,)).view.enough is False


@pytest.mark.parametrize(
    ("replace_by", "enough"),
    [(date(2026, 10, 26), None), (date(2026, 10, 27), True), (date(2026, 10, 1), None), (date(2027, 10, 1), True)],
)
def test_a_pump_whose_own_last_day_comes_before_the_return_makes_it_unknown(replace_by, enough):
    record = CLINIC._replace(pump=Pump(replace_by=replace_by))
    view = ask(record, *LASTS).view
    assert (view.enough, view.reasons) == (enough, () if enough else (Obstacle.PUMP_DUE,))
    assert ("pump_due_during_trip" in trip_codes(record, *LASTS)) is (enough is None)


# --- what falls into the trip -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        ("2026-11-08", []),
        ("2026-11-09", ["book_before_leaving"]),
        ("2026-12-02", ["book_before_leaving"]),
        ("2026-12-03", ["alarm_date_during_trip", "book_before_leaving"]),
    ],
)
def test_dates_that_come_before_the_return_with_its_delay_are_warned_of(returns, expected):
    assert trip_codes(CLINIC, "2026-11-01", returns) == expected


def text_of(code: str, outcome: Outcome[TripView]) -> str:
    return next(notice.text for notice in outcome.notices if notice.code == code)


def test_booking_is_asked_for_before_leaving_or_now_where_the_trip_has_begun():
    before = text_of("book_before_leaving", ask(CLINIC, "2026-10-01", "2026-11-15"))
    assert before.endswith("Monday 16 November 2026, comes before you may be back. Book your refill before you leave.")
    on_the_way = text_of("book_before_leaving", ask(CLINIC, "2026-09-30", "2026-11-15"))
    assert on_the_way.endswith("comes before you may be back. Book your refill now.")
    last_day = text_of("book_before_leaving", ask(CLINIC, "2026-11-18", "2026-11-19", on=date(2026, 11, 16)))
    assert last_day.endswith("comes before you may be back. Book your refill before you leave.")
    late = text_of("book_before_leaving", ask(CLINIC, "2026-11-18", "2026-11-19", on=date(2026, 11, 17)))
    assert late == "Your book-by date, Monday 16 November 2026, has passed. Book your refill before you leave."


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), ["appointment_before_trip"]),
        (date(2026, 11, 1), ["appointment_before_trip"]),
        (date(2026, 11, 2), ["appointment_during_trip"]),
        (date(2026, 11, 22), ["appointment_during_trip"]),
        (date(2026, 11, 23), []),
        (date(2026, 12, 1), ["book_before_leaving"]),
        (date(2026, 9, 30), ["book_before_leaving"]),
    ],
)
def test_an_appointment_counts_where_it_falls(day, expected):
    assert trip_codes(booked(day), "2026-11-01", "2026-11-15") == expected


def test_every_appointment_is_told_of_the_first_one_first_and_none_that_is_not_booked():
    record = booked(date(2026, 11, 5), date(2026, 10, 20))
    assert trip_codes(record, "2026-11-01", "2026-11-15") == ["appointment_before_trip", "appointment_during_trip"]
    cancelled = tuple(visit._replace(status=AppointmentStatus.CANCELLED) for visit in record.appointments)
    assert trip_codes(record._replace(appointments=cancelled), "2026-11-01", "2026-11-15") == ["book_before_leaving"]


def test_notices_of_the_trip_stand_after_those_of_the_supply_and_symptoms_last():
    outcome = ask(DOUBTFUL[Doubt.EVENT_UNCHECKED], "2026-11-01", "2026-12-10", held=(Exposure.DIVE,))
    assert codes(outcome) == [
        *("event_unchecked", "alarm_date_during_trip", "book_before_leaving", "dive_changes_flow", "symptoms_beat_dates"),
    ]


def test_a_topic_whose_review_has_passed_is_told_of():
    record = Record(refills=(Refill("r", date(2032, 1, 1), alarm_date=date(2032, 6, 1)),))
    outcome = ask(record, "2032-01-10", "2032-01-20", on=date(2032, 1, 5))
    assert codes(outcome).count("review_passed") == 2


# --- topics -----------------------------------------------------------------------------------------------------------


def test_travel_and_time_zones_are_always_answered_and_what_is_to_be_arranged_is_travels():
    view = ask(CLINIC, *LASTS).view
    assert [topic.id for topic in view.topics] == ["travel", "time-zone"]
    assert view.arrange == CONTENT.topics["travel"].steps
    assert all(statement.sources for statement in view.arrange)


@pytest.mark.parametrize(
    ("model", "ids", "level", "is_for_any"),
    [
        (None, ["scuba", "flying", "high-altitude"], Level.DO_NOT, True),
        ("Prometra II", ["scuba", "flying", "high-altitude"], Level.DO_NOT, False),
        ("SynchroMed II", ["flying", "high-altitude", "scuba"], Level.ASK_FIRST, False),
    ],
)
def test_topics_are_answered_for_this_pump_the_strictest_first(model, ids, level, is_for_any):
    view = ask(CLINIC._replace(pump=Pump(model=model)), *LASTS, held=tuple(Exposure)).view
    assert [topic.id for topic in view.topics] == [*ids, "travel", "time-zone"]
    scuba = next(topic for topic in view.topics if topic.id == "scuba")
    assert (scuba.level, scuba.strictest_for_any_pump, scuba.matched) == (level, is_for_any, "dive")


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("2026-10-20", "2026-10-05"), "comes before the day of leaving"),
        (("2026-09-05", "2026-09-30"), "That trip is over"),
        (("2026-10-05", "03/04/2027"), "can be read as"),
        (("never", "2026-10-05"), "is not a date"),
        ((*LASTS, "366"), "is not a number of days from 0 to 365"),
        ((*LASTS, "-1"), "is not a number of days"),
        ((*LASTS, "1.5"), "is not a number of days"),
        ((*LASTS, ""), "is not a number of days"),
    ],
)
def test_what_cannot_be_meant_is_refused(words, message):
    with pytest.raises(InputRefusedError, match=message):
        ask(CLINIC, *words)


# --- less time never looks like more ----------------------------------------------------------------------------------

MILDNESS = {False: 0, None: 1, True: 2}


@st.composite
def journeys(draw: st.DrawFn, on: date) -> dict:
    """A trip that is not over on the day asked about, by name."""
    day = draw(days_after(on, -5, 200))
    returns = draw(days_after(day, 0, 200))
    return {
        "on": day,
        "leaves": draw(days_after(returns, -60, 0)),
        "returns": returns,
        "delay": draw(st.integers(0, 60)),
        "held": tuple(draw(st.lists(st.sampled_from(Exposure), unique=True, max_size=2))),
        "replace_by": draw(maybe(days_after(on, -30, 900))),
    }


def judged(known: dict, trip: dict) -> TripView:
    record = record_of(known)
    record = record._replace(pump=record.pump._replace(replace_by=trip["replace_by"]))
    words = (trip["leaves"].isoformat(), trip["returns"].isoformat(), str(trip["delay"]))
    return ask(record, *words, on=trip["on"], held=trip["held"]).view


def assert_not_milder(now: TripView, before: TripView) -> None:
    assert MILDNESS[now.enough] <= MILDNESS[before.enough]
    assert now.days_to_spare is None or before.days_to_spare is None or now.days_to_spare <= before.days_to_spare


@given(known=facts(), data=st.data(), more=st.integers(0, 200))
@thoroughly
def test_a_longer_trip_or_delay_never_makes_an_answer_milder(known, data, more):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    trip = data.draw(journeys(known["on"]))
    before = judged(known, trip)
    assert_not_milder(judged(known, {**trip, "returns": trip["returns"] + timedelta(more)}), before)
    assert_not_milder(judged(known, {**trip, "delay": trip["delay"] + more}), before)
    assert MILDNESS[judged(known, {**trip, "leaves": trip["leaves"] - timedelta(more)}).enough] == MILDNESS[before.enough]


@given(known=facts(complete=True), data=st.data(), factor=st.integers(10, 40))
@thoroughly
def test_more_dose_all_along_never_makes_an_answer_milder(known, data, factor):
    """From figures that can be right: those that cannot, less dose may well have been, and more may mend."""
    trip = data.draw(journeys(known["on"]))
    before = judged(known, trip)
    assume(Doubt.IMPLAUSIBLE not in before.next_refill.doubts)
    doses = tuple(dose._replace(dose_mcg_per_day=dose.dose_mcg_per_day * factor / 10) for dose in known["doses"])
    raised = {**known, "dose_mcg_per_day": known["dose_mcg_per_day"] * factor / 10, "doses": doses}
    assert_not_milder(judged(raised, trip), before)


@given(known=facts(complete=True), data=st.data())
@thoroughly
def test_one_more_rise_of_the_dose_never_makes_an_answer_milder(known, data):
    trip = data.draw(journeys(known["on"]))
    before = judged(known, trip)
    assume(Doubt.IMPLAUSIBLE not in before.next_refill.doubts)
    highest = max([known["dose_mcg_per_day"], *(dose.dose_mcg_per_day for dose in known["doses"])])
    rise = DoseChange("rise", data.draw(days_after(known["on"], 0, 120)), highest + 1)
    assert_not_milder(judged({**known, "doses": (*known["doses"], rise)}, trip), before)


@given(known=facts(complete=True), data=st.data(), tenths_less=st.integers(0, 400))
@thoroughly
def test_less_volume_never_makes_an_answer_milder(known, data, tenths_less):
    trip = data.draw(journeys(known["on"]))
    before = judged(known, trip)
    assume(Doubt.IMPLAUSIBLE not in before.next_refill.doubts)
    less = max(known["filled_ml"] - Decimal(tenths_less) / 10, Decimal("0.1"))
    assert_not_milder(judged({**known, "filled_ml": less}, trip), before)


@given(known=facts(), data=st.data())
@thoroughly
def test_what_the_trip_holds_never_makes_an_answer_milder(known, data):
    trip = {**data.draw(journeys(known["on"])), "held": ()}
    for held in ((Exposure.FLYING,), (Exposure.ALTITUDE, Exposure.DIVE), tuple(Exposure)):
        now, before = judged(known, {**trip, "held": held}), judged(known, trip)
        assert_not_milder(now, before)
        assert now.enough is not True
        assert now.lasts_by_dates == before.lasts_by_dates


@given(known=facts(), data=st.data())
@thoroughly
def test_enough_is_said_only_where_every_date_known_allows_it(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    trip = data.draw(journeys(known["on"]))
    record = record_of(known)
    outcome = ask(record, trip["leaves"].isoformat(), trip["returns"].isoformat(), str(trip["delay"]), on=trip["on"])
    view = outcome.view
    assert (view.enough is False) >= (view.next_refill.refill_by < view.return_with_delay)
    assert (view.enough is False) >= (outcome.state in (SupplyState.OVERDUE, SupplyState.CRITICAL))
    if view.enough:
        assert outcome.state in (SupplyState.OK, SupplyState.SOON)
        assert all(view.return_with_delay <= candidate.refill_by for candidate in view.next_refill.candidates)
        assert not view.next_refill.doubts
        assert not view.reasons
    assert (outcome.exit_code is ExitCode.NOT_ANSWERABLE) is (view.enough is None)

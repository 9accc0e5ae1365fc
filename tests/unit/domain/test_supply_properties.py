"""What holds for every forecast: nothing that means less time ever moves a date later (R76), and the dates keep their order."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.strategies import (
    ALARM_VOLUMES,
    DOSES,
    EVENTS,
    STRENGTHS,
    VOLUMES,
    days_after,
    events_since,
    facts,
    record_of,
    tenths,
    thoroughly,
)
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange
from itb_cli.domain.states import SupplyState, newest_entry_day, stand
from itb_cli.domain.supply import Forecast, forecast


def predicted(known: dict) -> Forecast:
    found = forecast(record_of(known))
    assert found is not None
    return found


def assert_no_date_is_later(now: Forecast, before: Forecast) -> None:
    assert now.refill_by <= before.refill_by
    assert now.book_by <= before.book_by
    assert before.alarm_date is None or (now.alarm_date is not None and now.alarm_date <= before.alarm_date)
    assert before.empty_date is None or (now.empty_date is not None and now.empty_date <= before.empty_date)


GRAVEST_FIRST = ("critical", "overdue", "unknown", "soon", "ok")


def assert_never_milder(known: dict, than: dict, data: st.DataObject) -> None:
    """On no day may the record with less time stand better than the one with more."""
    newest = max([known["on"], *(item.on for item in known["doses"])])
    turns = [day for dates in (predicted(known), predicted(than)) for day in (dates.book_by, dates.refill_by, dates.alarm_date)]
    near = data.draw(st.sampled_from([day for day in turns if day])) + timedelta(days=data.draw(st.integers(-1, 1)))
    as_of = AsOf(max(near, newest), max(near, newest))
    harsh, mild = (stand(record_of(these), predicted(these), as_of).state for these in (known, than))
    assert GRAVEST_FIRST.index(harsh) <= GRAVEST_FIRST.index(mild)


def two_of(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(values, values).map(lambda pair: (min(pair), max(pair)))


# --- never more than there is ------------------------------------------------------------------------------------------


@given(facts(complete=True))
def test_a_computed_alarm_never_comes_after_the_last_full_day(known):
    found = predicted(known)
    assert found.computation
    lowest = min([known["dose_mcg_per_day"], *(item.dose_mcg_per_day for item in known["doses"])])
    usable_ml = Fraction(known["filled_ml"]) - Fraction(found.computation.alarm_volume_ml)
    at_most = max(usable_ml * Fraction(known["strength_mcg_per_ml"]) / Fraction(lowest), 0)
    assert 0 <= found.computation.days_to_alarm <= at_most


LESS_TIME = {
    "filled_ml": (VOLUMES, "less"),
    "strength_mcg_per_ml": (STRENGTHS, "less"),
    "dose_mcg_per_day": (tenths(24, 2500), "more"),
    "alarm_volume_ml": (ALARM_VOLUMES, "more"),
    "buffer_days": (st.integers(0, 60), "more"),
    "lead_days": (st.integers(0, 60), "more"),
}
"""Every figure of which less, or more, means less time. A dose below 24 cannot be meant, and is doubted by itself."""

# --- less time never looks like more ----------------------------------------------------------------------------------


@given(known=facts(complete=True), doses=two_of(DOSES))
@thoroughly
def test_more_dose_never_moves_a_date_later(known, doses):
    less, more = ({**known, "dose_mcg_per_day": dose} for dose in doses)
    assert_no_date_is_later(predicted(more), predicted(less))


@given(known=facts(complete=True), data=st.data())
@thoroughly
def test_a_higher_dose_change_never_moves_a_date_later(known, data):
    assume(known["doses"])
    place = data.draw(st.integers(0, len(known["doses"]) - 1))
    raised = data.draw(tenths(0, 1000))
    doses = list(known["doses"])
    doses[place] = doses[place]._replace(dose_mcg_per_day=doses[place].dose_mcg_per_day + raised)
    assert_no_date_is_later(predicted({**known, "doses": tuple(doses)}), predicted(known))


@given(known=facts(complete=True), data=st.data())
def test_one_more_rise_never_moves_a_date_later(known, data):
    highest = max([known["dose_mcg_per_day"], *(item.dose_mcg_per_day for item in known["doses"])])
    rise = DoseChange("rise", data.draw(days_after(known["on"], 0, 120)), highest + 1)
    after = {**known, "doses": (*known["doses"], rise)}
    assert_no_date_is_later(predicted(after), predicted(known))


@given(known=facts(complete=True), volumes=two_of(VOLUMES))
@thoroughly
def test_less_volume_never_moves_a_date_later(known, volumes):
    less, more = ({**known, "filled_ml": volume} for volume in volumes)
    assert_no_date_is_later(predicted(less), predicted(more))


@given(known=facts(complete=True), strengths=two_of(STRENGTHS))
@thoroughly
def test_a_weaker_drug_never_moves_a_date_later(known, strengths):
    weaker, stronger = ({**known, "strength_mcg_per_ml": strength} for strength in strengths)
    assert_no_date_is_later(predicted(weaker), predicted(stronger))


@given(known=facts(complete=True), volumes=two_of(ALARM_VOLUMES))
@thoroughly
def test_a_larger_alarm_volume_never_moves_a_date_later(known, volumes):
    smaller, larger = ({**known, "alarm_volume_ml": volume} for volume in volumes)
    assert_no_date_is_later(predicted(larger), predicted(smaller))


@given(known=facts(complete=True), volume=tenths(0, 4))
def test_an_alarm_volume_that_is_not_recorded_never_gives_a_later_date(known, volume):
    unrecorded, recorded = ({**known, "alarm_volume_ml": found} for found in (None, volume))
    assert_no_date_is_later(predicted(unrecorded), predicted(recorded))


@given(known=facts(), buffers=two_of(st.integers(0, 60)))
@thoroughly
def test_a_larger_buffer_never_moves_a_date_later(known, buffers):
    smaller, larger = ({**known, "buffer_days": days} for days in buffers)
    assert_no_date_is_later(predicted(larger), predicted(smaller))


@given(known=facts(), leads=two_of(st.integers(0, 60)))
def test_a_longer_lead_never_moves_a_date_later(known, leads):
    shorter, longer = ({**known, "lead_days": days} for days in leads)
    assert_no_date_is_later(predicted(longer), predicted(shorter))


@given(known=facts(), data=st.data(), name=st.sampled_from(["alarm_date", "refill_by"]))
@thoroughly
def test_one_more_candidate_never_moves_a_date_later(known, data, name):
    without = {**known, name: None}
    assume(not predicted(without).is_estimate)
    given_too = {**known, name: data.draw(days_after(known["on"], 1, 400))}
    assert_no_date_is_later(predicted(given_too), predicted(without))


@given(known=facts(complete=True), name=st.sampled_from(["filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day"]))
def test_a_computed_date_never_moves_a_clinics_date_later(known, name):
    assume(known["alarm_date"] or known["refill_by"])
    assert_no_date_is_later(predicted(known), predicted({**known, name: None}))


@given(facts())
@thoroughly
def test_no_date_shown_is_later_than_any_that_is_known(known):
    found = predicted(known)
    newest = [item.alarm_date for item in sorted(known["doses"], key=lambda item: item.on) if item.alarm_date]
    clinic_alarm_date = newest[-1] if newest else known["alarm_date"]
    limits = [known["on"] + timedelta(days=180), known["refill_by"], clinic_alarm_date]
    assert all(found.refill_by <= limit for limit in limits if limit)
    assert clinic_alarm_date is None or found.alarm_date is None or found.alarm_date <= clinic_alarm_date


@given(known=facts(complete=True), name=st.sampled_from(sorted(LESS_TIME)), data=st.data())
@thoroughly
def test_less_time_never_makes_a_state_milder(known, name, data):
    smaller, larger = data.draw(two_of(LESS_TIME[name][0]))
    less, more = (smaller, larger) if LESS_TIME[name][1] == "less" else (larger, smaller)
    known["reservoir_ml"] = None  # more than the reservoir holds cannot be meant, and is doubted by itself
    assert_never_milder({**known, name: less}, {**known, name: more}, data)


@given(known=facts(complete=True), name=st.sampled_from(["alarm_date", "refill_by"]), data=st.data())
@thoroughly
def test_one_more_date_never_makes_a_state_milder_where_the_others_hold(known, name, data):
    without = {**known, name: None}
    assume(predicted(without).carries)
    assert_never_milder({**known, name: data.draw(days_after(known["on"], 1, 400))}, without, data)


# --- the dates keep their order ---------------------------------------------------------------------------------------


@given(facts())
@thoroughly
def test_book_by_then_refill_by_then_alarm_date_then_empty_date(known):
    found = predicted(known)
    dates = [day for day in (found.book_by, found.refill_by, found.alarm_date, found.empty_date) if day is not None]
    assert dates == sorted(dates)
    assert found.book_by.isoweekday() <= 5


@given(facts())
def test_the_order_of_the_file_does_not_matter_for_days(known):
    days = [item.on for item in known["doses"]]
    assume(len(set(days)) == len(days))
    assert predicted(known) == predicted({**known, "doses": known["doses"][::-1]})


# --- as days pass -----------------------------------------------------------------------------------------------------

HARSHNESS = {SupplyState.OVERDUE: 1, SupplyState.CRITICAL: 2}


@given(known=facts(), data=st.data())
@thoroughly
def test_as_days_pass_nothing_turns_milder_and_nothing_turns_ok(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    record = record_of(known)
    newest = newest_entry_day(record)
    assert newest is not None
    supply = forecast(record)
    assert supply is not None
    turns = {supply.book_by, supply.refill_by, supply.alarm_date or newest, newest}
    near = [day + timedelta(days=shift) for day in turns for shift in (-1, 0, 1)]
    far = data.draw(st.lists(days_after(newest, 0, 1500), max_size=5))
    states = [stand(record, supply, AsOf(day, day)).state for day in sorted({day for day in (*near, *far) if day >= newest})]
    harshness = [HARSHNESS.get(state, 0) for state in states]
    assert harshness == sorted(harshness)
    milder = [
        state for place, state in enumerate(states) if state is SupplyState.OK and any(old is not state for old in states[:place])
    ]
    assert not milder


@given(known=facts(), data=st.data())
@thoroughly
def test_ok_is_said_only_before_every_known_date(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    record = record_of(known)
    supply = forecast(record)
    assert supply is not None
    day = data.draw(days_after(known["on"], -10, 500))
    standing = stand(record, supply, AsOf(day, day))
    if standing.state is SupplyState.OK:
        assert not standing.doubts
        assert supply.carries
        assert day < supply.book_by
        assert all(day < found.refill_by for found in supply.candidates)
    if day > supply.refill_by:
        assert standing.state in HARSHNESS

"""What holds for every forecast and state: less time never looks like more, on any day (R76).

Two thresholds break "never later" by the rules themselves, and are left out wherever they could be crossed. Figures that cannot
be meant count for nothing, so that one that can be meant may take an estimate's place. And an upper bound lets nothing carry until
a date in force is as early: with still less time, such a date may pass it, and is then told.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.strategies import (
    ALARM_VOLUMES,
    CHANGES,
    DISTANCES,
    DOSES,
    EVENTS,
    STRENGTHS,
    VOLUMES,
    days_after,
    events_since,
    facts,
    later,
    maybe,
    record_of,
    tenths,
    thoroughly,
)
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DoseChange, Event, EventKind, Pump, Record, Refill
from itb_cli.domain.states import SupplyState, days_of_change, newest_entry_day, stand
from itb_cli.domain.supply import Forecast, forecast

GRAVEST_FIRST = ("critical", "overdue", "unknown", "soon", "ok")
LOWEST_MEANT = Decimal(24)


def meant(known: dict) -> dict:
    """The same facts, with no dose too low to be meant and no reservoir that holds less than was filled in."""
    doses = tuple(item._replace(dose_mcg_per_day=max(item.dose_mcg_per_day, LOWEST_MEANT)) for item in known["doses"])
    start = known["dose_mcg_per_day"]
    return {**known, "doses": doses, "dose_mcg_per_day": start and max(start, LOWEST_MEANT), "reservoir_ml": None}


def unprinted(known: dict) -> dict:
    """The same facts without any date from the clinic."""
    doses = tuple(item._replace(alarm_date=None) for item in known["doses"])
    return {**known, "alarm_date": None, "refill_by": None, "doses": doses}


MEANT = st.one_of(facts(), facts(complete=True)).map(meant)
COMPLETE = facts(complete=True).map(meant)


def dates_of(record: Record) -> Forecast:
    found = forecast(record)
    assert found is not None
    return found


def predicted(known: dict) -> Forecast:
    return dates_of(record_of(known))


def assert_no_date_is_later(now: Forecast, before: Forecast) -> None:
    assert now.refill_by <= before.refill_by
    assert now.book_by <= before.book_by
    assert before.alarm_date is None or (now.alarm_date is not None and now.alarm_date <= before.alarm_date)
    assert before.empty_date is None or (now.empty_date is not None and now.empty_date <= before.empty_date)


def last_entry(*records: Record) -> date:
    """The newest day on which anything happened in any of them: before it, every answer doubts the clock."""
    return max(day for day in map(newest_entry_day, records) if day)


def assert_never_milder(now: Record, before: Record) -> None:
    """On no day may the record with less time stand better than the one with more, once all is recorded."""
    first = last_entry(now, before)
    turns = {day for record in (now, before) for day in days_of_change(record, dates_of(record))}
    for day in sorted({max(first, turn + timedelta(days=days)) for turn in turns for days in (-1, 0)}):
        harsh, mild = (stand(record, forecast(record), AsOf(day, day)).state for record in (now, before))
        assert GRAVEST_FIRST.index(harsh) <= GRAVEST_FIRST.index(mild), day


def assert_less(now: dict, before: dict) -> None:
    """No date is later and no state milder, unless a threshold lies between the two (see above)."""
    harsh, mild = predicted(now), predicted(before)
    assume(not harsh.implausible)
    assume(not mild.implausible)
    assert_no_date_is_later(harsh, mild)
    if mild.carries or not harsh.carries:
        assert_never_milder(record_of(now), record_of(before))


def assert_less_by_a_later_dose(now: dict, before: dict) -> None:
    """No threshold: a higher dose after the refill takes away no doubt that stood before it."""
    harsh, mild = predicted(now), predicted(before)
    assume(not mild.implausible)  # by a slip of a dose, which a later rise may stand in for
    assert mild.carries or not harsh.carries
    assume(not harsh.implausible)  # a sum that is no longer believed shows no empty date: a doubt more
    assert_no_date_is_later(harsh, mild)
    assert_never_milder(record_of(now), record_of(before))


def is_behind_all_printouts(known: dict, day: date) -> bool:
    """Before the newest printout, a dose tells what that printout knew, and so what it can be held against."""
    return all(item.on < day for item in known["doses"] if item.alarm_date)


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
    assert found.computation.days_to_empty_at_fastest <= found.computation.days_to_empty


# --- less time never looks like more ----------------------------------------------------------------------------------


@given(known=COMPLETE.map(unprinted), doses=two_of(tenths(24, 2500)))
@thoroughly
def test_more_dose_at_the_refill_never_gives_more_time_to_the_figures(known, doses):
    """With a printed date it may: at a higher dose the same date leaves more drug, and a later rise may be a fall."""
    less, more = ({**known, "dose_mcg_per_day": dose} for dose in doses)
    assert_less(more, less)


@given(known=MEANT, data=st.data())
@thoroughly
def test_a_higher_later_dose_never_gives_more_time(known, data):
    """Not of a change that came with a printout: that date leaves more drug at a higher dose. Not on an estimate: up, down and
    up again counts as a rise there, and with a higher dose in between it may go down only."""
    places = [place for place, item in enumerate(known["doses"]) if item.alarm_date is None]
    assume(places)
    assume(not predicted(known).is_estimate)
    place = data.draw(st.sampled_from(places))
    doses = list(known["doses"])
    doses[place] = doses[place]._replace(dose_mcg_per_day=doses[place].dose_mcg_per_day + data.draw(tenths(0, 1000)))
    assume(known["dose_mcg_per_day"] or doses[place].on > known["on"])  # on that day it would be the dose of the refill itself
    assume(not predicted(known).implausible)  # one that is a slip
    is_later = is_behind_all_printouts(known, doses[place].on)
    (assert_less_by_a_later_dose if is_later else assert_less)({**known, "doses": tuple(doses)}, known)


@given(known=MEANT, data=st.data())
@thoroughly
def test_one_more_rise_never_gives_more_time(known, data):
    highest = max([known["dose_mcg_per_day"] or LOWEST_MEANT, *(item.dose_mcg_per_day for item in known["doses"])])
    rise = DoseChange("rise", data.draw(days_after(known["on"], 0, 120)), highest + 1)
    assume(known["dose_mcg_per_day"] or rise.on > known["on"])  # on that day it would be the missing dose of the refill itself
    same_day = rise.on in {known["on"], *(item.on for item in known["doses"])}  # if it stands in for a dose that may be a slip
    is_later = not same_day and is_behind_all_printouts(known, rise.on)
    (assert_less_by_a_later_dose if is_later else assert_less)({**known, "doses": (*known["doses"], rise)}, known)


LESS_TIME = {
    "filled_ml": (VOLUMES, "less"),
    "strength_mcg_per_ml": (STRENGTHS, "less"),
    "alarm_volume_ml": (ALARM_VOLUMES, "more"),
    "lead_days": (st.integers(0, 60), "more"),
}
"""Every figure of which less, or more, means less time whatever else is recorded."""


@given(known=COMPLETE, name=st.sampled_from(sorted(LESS_TIME)), data=st.data())
@thoroughly
def test_less_time_never_looks_like_more(known, name, data):
    smaller, larger = data.draw(two_of(LESS_TIME[name][0]))
    less, more = (smaller, larger) if LESS_TIME[name][1] == "less" else (larger, smaller)
    assert_less({**known, name: less}, {**known, name: more})


@given(known=COMPLETE, volume=tenths(0, 4))
def test_an_alarm_volume_that_is_not_recorded_never_gives_more_time(known, volume):
    unrecorded, recorded = ({**known, "alarm_volume_ml": found} for found in (None, volume))
    assert_less(unrecorded, recorded)


@given(known=MEANT, buffers=two_of(st.integers(0, 60)))
@thoroughly
def test_a_larger_buffer_never_gives_more_time_where_an_alarm_date_stands(known, buffers):
    """Alone, or beside an alarm date that does not hold, a refill-by date turns critical a buffer after it. Beside a newer printout
    it is held against that one's date less the buffer, so that a larger one may bring the two together."""
    assume(known["refill_by"] is None or not any(item.alarm_date for item in known["doses"]))
    smaller, larger = ({**known, "buffer_days": days} for days in buffers)
    found = predicted(smaller)
    assume(found.alarm_date)
    holds = not found.alarm_disproves and any(item.is_alarm_date and item.in_force for item in found.candidates)
    assume(known["refill_by"] is None or (holds and not found.binding))
    assert_less(larger, smaller)


@given(known=MEANT, before=tenths(24, 2500), volumes=two_of(VOLUMES))
@thoroughly
def test_less_volume_never_gives_more_time_by_the_dose_from_before_the_refill(known, before, volumes):
    older = Refill("older", known["on"] - timedelta(days=90), dose_mcg_per_day=before)
    less, more = (record_of({**known, "dose_mcg_per_day": None, "filled_ml": volume}) for volume in volumes)
    less, more = (record._replace(refills=(older, *record.refills)) for record in (less, more))
    assume(not any(dates_of(record).implausible for record in (less, more)))
    assert_no_date_is_later(dates_of(less), dates_of(more))
    if dates_of(more).carries or not dates_of(less).carries:
        assert_never_milder(less, more)


# --- one more fact ----------------------------------------------------------------------------------------------------


@given(known=MEANT, data=st.data(), name=st.sampled_from(["alarm_date", "refill_by"]))
@thoroughly
def test_one_more_date_of_the_refill_never_gives_more_time(known, data, name):
    """If an alarm date stands already: beside a lone refill-by date, the clinic's alarm date says when it turns critical. And
    no newer printout: of two dates of one visit it may tell that the earlier was a plan, and no sum of drug."""
    without = {**known, name: None, "doses": tuple(item._replace(alarm_date=None) for item in known["doses"])}
    assume(predicted(without).alarm_date)
    assume(not predicted(without).is_estimate)
    assert_less({**without, name: data.draw(days_after(known["on"], 1, 400))}, without)


@given(known=COMPLETE, name=st.sampled_from(["filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day"]))
def test_a_computed_date_never_moves_a_clinics_date_later(known, name):
    """Without the dose, nothing can be carried either: the printed date is then an upper bound."""
    assume(known["alarm_date"] or known["refill_by"])
    assume(name != "dose_mcg_per_day" or not known["doses"])
    assert_no_date_is_later(predicted(known), predicted({**known, name: None}))


@given(known=MEANT, drawn=EVENTS, data=st.data())
@thoroughly
def test_one_more_event_never_makes_an_answer_milder(known, drawn, data):
    known["events"] = events_since(known["on"], drawn)
    before = record_of(known)
    day = data.draw(days_after(known["on"], -30, 200))
    checked_on = later(day, data.draw(maybe(st.integers(0, 40))))
    event = Event("one more", day, data.draw(st.sampled_from(EventKind)), checked_on)
    now = before._replace(events=(*before.events, event))
    assert_no_date_is_later(dates_of(now), dates_of(before))
    assert_never_milder(now, before)


MORE_DOUBT = {
    "an unknown table": lambda record, _: record._replace(extra={"dose": []}),
    "an unknown key": lambda record, _: record._replace(plan=record.plan._replace(extra={"bufer_days": 35})),
    "an earlier pump": lambda record, day: record._replace(pump=record.pump._replace(implanted_on=day + timedelta(days=1))),
    "a pump past its day": lambda record, day: record._replace(pump=record.pump._replace(replace_by=day)),
}


@given(known=MEANT, drawn=EVENTS, name=st.sampled_from(sorted(MORE_DOUBT)))
@thoroughly
def test_one_more_doubt_never_makes_an_answer_milder(known, drawn, name):
    known["events"] = events_since(known["on"], drawn)
    before = record_of(known)
    before = before._replace(pump=Pump(None, None, None, None, *before.pump[4:]))
    now = MORE_DOUBT[name](before, known["on"])
    assert_no_date_is_later(dates_of(now), dates_of(before))
    assert_never_milder(now, before)
    day = last_entry(now) + timedelta(days=1)
    assert not stand(now, forecast(now), AsOf(day, day)).dates_hold


@given(facts())
@thoroughly
def test_no_date_shown_is_later_than_the_clinics_own(known):
    found = predicted(known)
    printouts = [(item.on, item.alarm_date) for item in known["doses"] if item.alarm_date]
    printouts += [(known["on"], known["alarm_date"])] if known["alarm_date"] else []
    newest = min((alarm for on, alarm in printouts if on == max(printouts)[0]), default=None)
    superseded = any(on > known["on"] for on, _ in printouts)
    limits = [known["on"] + timedelta(days=180), newest, None if superseded else known["refill_by"]]
    assert all(found.refill_by <= limit for limit in limits if limit)
    assert newest is None or (found.alarm_date is not None and found.alarm_date <= newest)


# --- the dates keep their order ---------------------------------------------------------------------------------------


@given(facts())
@thoroughly
def test_book_by_then_refill_by_then_the_alarm_date_and_the_empty_date(known):
    found = predicted(known)
    assert found.book_by <= found.refill_by
    assert found.book_by.isoweekday() <= 5
    assert found.alarm_date is None or found.refill_by <= found.alarm_date
    assert found.empty_date is None or found.refill_by < found.empty_date
    assert found.critical_on is None or found.refill_by <= found.critical_on


DRAWN_LISTS = st.tuples(
    CHANGES, EVENTS, st.lists(st.tuples(st.integers(0, 3), DISTANCES, maybe(DOSES)), max_size=2), st.randoms()
)


@given(known=facts(), drawn=DRAWN_LISTS)
@thoroughly
def test_the_order_of_typing_does_not_matter(known, drawn):
    """Several refills and changes of one day included."""
    changes, events, refills, random = drawn
    on = known["on"]
    known["events"] = events_since(on, events)
    known["doses"] = tuple(
        DoseChange(f"dose-{place}", on + timedelta(days=days % 3), dose, later(on, alarm))
        for place, (days, dose, alarm) in enumerate(changes)
    )
    record = record_of(known)
    again = tuple(
        Refill(f"again-{place}", on + timedelta(days=days % 2), later(on, alarm), dose_mcg_per_day=dose)
        for place, (days, alarm, dose) in enumerate(refills)
    )
    record = record._replace(refills=(*record.refills, *again))
    shuffled = record._replace(
        **{
            name: tuple(random.sample(getattr(record, name), len(getattr(record, name))))
            for name in ("refills", "doses", "events")
        }
    )
    one, other = ({**dates_of(found)._asdict(), "refill": None} for found in (record, shuffled))
    assert one == other
    for day in (last_entry(record), dates_of(record).refill_by):
        stands = [stand(found, forecast(found), AsOf(day, day)) for found in (record, shuffled)]
        assert (stands[0].state, stands[0].doubts) == (stands[1].state, stands[1].doubts)
        assert record.dose_on(day) == shuffled.dose_on(day)


# --- as days pass -----------------------------------------------------------------------------------------------------

HARSHNESS = {SupplyState.OVERDUE: 1, SupplyState.CRITICAL: 2}


def states_of(record: Record, days: Iterable[date]) -> list[SupplyState]:
    supply = forecast(record)
    return [stand(record, supply, AsOf(day, day)).state for day in days]


@given(known=facts(), drawn=EVENTS, far=st.lists(st.integers(0, 1500), max_size=5))
@thoroughly
def test_as_days_pass_nothing_turns_milder_and_nothing_turns_ok(known, drawn, far):
    known["events"] = events_since(known["on"], drawn)
    record = record_of(known)
    newest = last_entry(record)
    near = [day + timedelta(days=shift) for day in (*days_of_change(record, forecast(record)), newest) for shift in (-1, 0, 1)]
    days = sorted({day for day in (*near, *(newest + timedelta(days=number) for number in far)) if day >= newest})
    states = states_of(record, days)
    harshness = [HARSHNESS.get(state, 0) for state in states]
    assert harshness == sorted(harshness)
    milder = [
        state for place, state in enumerate(states) if state is SupplyState.OK and any(old is not state for old in states[:place])
    ]
    assert not milder


@given(known=facts(), drawn=EVENTS)
def test_the_days_of_change_are_all_the_days_on_which_the_state_turns(known, drawn):
    known["events"] = events_since(known["on"], drawn)
    record = record_of(known)
    days = [last_entry(record) + timedelta(days=number) for number in range(500)]
    states = states_of(record, days)
    turned = {day for day, state, before in zip(days[1:], states[1:], states, strict=False) if state is not before}
    assert turned <= set(days_of_change(record, forecast(record)))


@given(known=facts(), data=st.data())
@thoroughly
def test_ok_is_said_only_before_every_known_date_and_ok_and_soon_only_without_a_doubt(known, data):
    known["events"] = events_since(known["on"], data.draw(EVENTS))
    record = record_of(known)
    supply = dates_of(record)
    day = data.draw(days_after(known["on"], -10, 500))
    standing = stand(record, supply, AsOf(day, day))
    if standing.state in (SupplyState.OK, SupplyState.SOON):
        assert standing.dates_hold
        assert supply.carries
        assert not supply.is_estimate
        assert day <= min(found.refill_by for found in supply.candidates)
    if standing.state is SupplyState.OK:
        assert day < supply.book_by
        assert all(day < danger - timedelta(days=3) for danger in (supply.alarm_date, supply.empty_date) if danger)
    if day > supply.refill_by:
        assert standing.state in HARSHNESS

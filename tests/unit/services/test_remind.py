"""What holds for every reminder, whatever is recorded, remembered or typed into the file: nothing in danger is ever silent."""

import ast
import inspect
from datetime import date, timedelta

from domain.strategies import EVENTS, days_after, events_since, facts, maybe, record_of, thoroughly
from hypothesis import assume, given
from hypothesis import strategies as st

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import printed
from itb_cli.domain.record import StandbyTablets
from itb_cli.domain.reminders import MOST_DAYS_OFF, ReminderMemory, Snooze
from itb_cli.domain.states import newest_entry_day, unchecked_events
from itb_cli.domain.supply import forecast
from itb_cli.errors import InputRefusedError
from itb_cli.pages import remind as pages
from itb_cli.services.notices import Notice, Signal
from itb_cli.services.record import conflict_merge
from itb_cli.services.reminders import heartbeat, remind
from itb_cli.services.reminders.remind import NOTHING_TO_DO, RemindRequest, Silence, things_to_do
from itb_cli.services.reminders.snooze import snoozed
from itb_cli.services.supply import supply_notices
from itb_cli.services.supply.next_refill import NextRefillRequest
from itb_cli.services.supply.next_refill import answer as next_refill

GRAVEST_FIRST = ("critical", "overdue", "unknown", "soon", "ok")


@st.composite
def records(draw):
    known = draw(facts())
    record = record_of(known | {"events": events_since(known["on"], draw(EVENTS))})
    use_before = draw(maybe(days_after(known["on"], -30, 400)))
    return record._replace(standby_tablets=StandbyTablets(use_before)), known["on"]


def said_on(record, day, memory=None, *, once_a_day=False):
    as_of = AsOf(day, day)
    subject = remind.subject(record, as_of, state_in_exit_code=False)
    return remind.answer(subject, RemindRequest(memory or ReminderMemory(), once_a_day), as_of)


def run_on(record, day, memory, *, once_a_day=False):
    """A run, and what is remembered after it."""
    as_of = AsOf(day, day)
    request = RemindRequest(memory, once_a_day)
    subject = remind.subject(record, as_of, state_in_exit_code=False)
    outcome = remind.answer(subject, request, as_of)
    return outcome, remind.remembering(outcome, subject, request, as_of)


DAYS = st.dates(date(2020, 1, 1), date(2034, 12, 31))


@st.composite
def memories(draw, record, day):
    """Whatever may stand in the file, typed there by hand to hide the most."""
    to_do = remind.things_to_do(remind.subject(record, AsOf(day, day), state_in_exit_code=False).notices)
    mark = remind.subject(record, AsOf(day, day), state_in_exit_code=False).view.facts
    near = days_after(day, -40, 40)
    about = draw(st.sampled_from([to_do, (*to_do, *sorted(pages.TO_DO_WORDS)), ()]))
    snooze = Snooze(draw(near), draw(near | days_after(day, 1, 400)), draw(st.sampled_from([mark, "other"])), about)
    return ReminderMemory(draw(maybe(near)), draw(maybe(st.just(snooze))), draw(maybe(near)), "x")


@thoroughly
@given(drawn=records(), data=st.data())
def test_silence_hides_nothing_but_what_may_wait_in_a_state_that_is_ok(drawn, data):
    record, on = drawn
    day = data.draw(days_after(on, -5, 500))
    outcome = said_on(record, day, data.draw(memories(record, day)))
    if outcome.view.silence is None:
        return
    assert outcome.state == "ok"
    assert not unchecked_events(record, forecast(record), day)
    assert day < outcome.view.book_by
    if outcome.view.silence is Silence.NOTHING_DUE:
        assert {notice.code for notice in outcome.notices} <= NOTHING_TO_DO
    else:
        assert day < outcome.view.snoozed_until <= outcome.view.book_by


@thoroughly
@given(drawn=records(), data=st.data())
def test_a_snooze_that_was_accepted_never_outlasts_its_ceiling_and_hides_no_later_danger(drawn, data):
    record, on = drawn
    day = data.draw(days_after(on, 0, 400))
    as_of = AsOf(day, day)
    days = data.draw(st.integers(1, 40))
    subject = remind.subject(record, as_of, state_in_exit_code=False)
    try:
        _, memory = snoozed(subject, ReminderMemory(), days, as_of)
    except InputRefusedError:
        to_do = set(things_to_do(subject.notices))
        may_wait = subject.state == "ok" and to_do and to_do <= remind.MAY_WAIT
        assert not (
            may_wait and day + timedelta(days=days) <= min(subject.view.supply.book_by, day + timedelta(days=MOST_DAYS_OFF))
        )
        return
    assert subject.state == "ok"
    for later in range(401):
        outcome = said_on(record, day + timedelta(days=later), memory)
        if outcome.view.silence is Silence.SNOOZED:
            assert later < days
            assert outcome.state == "ok"


@thoroughly
@given(drawn=records(), days=st.sampled_from([1, 2, 10, 61, 731]), start=st.integers(0, 200))
def test_however_long_nothing_ran_the_next_run_says_the_state_of_its_day(drawn, days, start):
    record, on = drawn
    first = on + timedelta(days=start)
    _, memory = run_on(record, first, ReminderMemory())
    day = first + timedelta(days=days)
    late, _ = run_on(record, day, memory)
    fresh = said_on(record, day)
    assert late.state == fresh.state
    assert late.view.to_do == fresh.view.to_do
    assert late.view.silence == fresh.view.silence
    before = said_on(record, first).state
    if before in ("critical", "overdue") and newest_entry_day(record) <= first:
        assert GRAVEST_FIRST.index(late.state) <= GRAVEST_FIRST.index(before)
    passed = {item.what for item in late.view.passed_meanwhile}
    known = {"book_by": late.view.book_by, "refill_by": late.view.refill_by, "alarm_date": late.view.alarm_date}
    assert passed == {what for what, turn in known.items() if turn and days > 1 and first <= turn < day}


@thoroughly
@given(drawn=records(), back=st.integers(2, 800), start=st.integers(0, 400))
def test_a_clock_that_was_set_back_is_always_said(drawn, back, start):
    record, on = drawn
    day = on + timedelta(days=start)
    assume(day.year > 1900)
    outcome = said_on(record, day, ReminderMemory(last_run=day + timedelta(days=back)))
    assert outcome.view.silence is None
    assert "Check the date of this device." in pages.build(outcome, AsOf(day, day)).blocks[0].text
    assert outcome.view.passed_meanwhile == ()


@thoroughly
@given(drawn=records(), start=st.integers(0, 400))
def test_once_a_day_never_silences_what_is_late_and_never_the_first_of_a_day(drawn, start):
    record, on = drawn
    day = on + timedelta(days=start)
    first, memory = run_on(record, day, ReminderMemory(), once_a_day=True)
    second, memory = run_on(record, day, memory, once_a_day=True)
    next_day, _ = run_on(record, day + timedelta(days=1), memory, once_a_day=True)
    for outcome in (first, next_day):
        assert outcome.view.silence in (None, Silence.NOTHING_DUE)
    if second.state in ("critical", "overdue"):
        assert second.view.silence is None


@thoroughly
@given(drawn=records(), start=st.integers(-5, 500))
def test_the_line_is_one_line_and_says_what_next_refill_says(drawn, start):
    record, on = drawn
    day = on + timedelta(days=start)
    as_of = AsOf(day, day)
    outcome = said_on(record, day)
    blocks = pages.build(outcome, as_of).blocks
    assert outcome.state == next_refill(record, NextRefillRequest(), as_of).state
    assert len(blocks) == (outcome.view.silence is None)
    for block in blocks:
        assert block.details == ()
        assert "\n" not in block.text
        assert printed(block.text).endswith("Symptoms beat dates. More: itb")


def test_every_notice_about_a_supply_has_its_words_or_asks_for_nothing():
    codes = set()
    for module in (supply_notices, conflict_merge, heartbeat):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Notice":
                codes |= {part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)}
    only_in_status = {"reminders_unknown", "reminders_stopped", "reminder_not_shown"}
    assert {"alarm_unchecked", "event_unchecked", "copy_unreadable", "reminders_ahead"} <= codes
    assert codes - only_in_status - NOTHING_TO_DO - set(pages.TO_DO_WORDS) == set()


def test_a_notice_without_words_is_said_all_the_same():
    day = date(2026, 11, 22)
    record = record_of(
        dict.fromkeys(("alarm_date", "refill_by", "filled_ml", "strength_mcg_per_ml", "dose_mcg_per_day"), None)
        | dict.fromkeys(("alarm_volume_ml", "reservoir_ml", "replace_by", "buffer_days", "lead_days", "phase"), None)
        | {"on": date(2026, 11, 1), "alarm_date": date(2027, 3, 31), "doses": (), "events": ()}
    )
    subject = remind.subject(record, AsOf(day, day), state_in_exit_code=False)
    strange = subject._replace(notices=(Notice("never_heard_of", Signal.CAUTION, "Anything."), *subject.notices))
    outcome = remind.answer(strange, RemindRequest(), AsOf(day, day))
    assert outcome.state == "ok"
    assert pages.build(outcome, AsOf(day, day)).blocks[0].text.startswith("There is more to do.")

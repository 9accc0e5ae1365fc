"""Signs in a diary: a note's words, figures that are at their worst or got worse. Nothing in a diary makes a state milder."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itb_cli.content.loader import packaged_knowledge
from itb_cli.domain.as_of import AsOf
from itb_cli.domain.record import DiaryEntry, Event, EventKind, Record, Refill
from itb_cli.domain.states import stand
from itb_cli.domain.supply import forecast
from itb_cli.domain.topics import STRICTNESS, Level
from itb_cli.errors import ContentDamagedError
from itb_cli.services.entries.diary_signs import OVERLAP, PIECE, Why, recent_entries, signs_in

TODAY = date(2026, 11, 22)
AS_OF = AsOf(TODAY, TODAY)
KNOWLEDGE = packaged_knowledge()


def signs(*entries: DiaryEntry, record: Record | None = None, content=KNOWLEDGE):
    """The signs of the last of `entries`, compared with the others."""
    return signs_in((record or Record())._replace(diary_entries=entries), entries[-1:], AS_OF, content)


def day(number: int, **facts) -> DiaryEntry:
    return DiaryEntry(f"d{number}", TODAY - timedelta(days=number), **facts)


@pytest.mark.parametrize(
    ("note", "topic"),
    [
        ("itching all over", "itching"),
        ("No ITCHING today", "itching"),
        ("fever 39 in the evening", "fever"),
        ("very sleepy after lunch", "sleepiness"),
        ("could hardly breathe", "slow-breathing"),
        ("legs were tight again", "spasms-returning"),
        ("the pump is beeping", "beeping"),
    ],
)
def test_a_sign_in_a_note_is_answered(note, topic):
    found = signs(day(0, note=note))
    assert topic in [item.id for item in found.topics]
    assert found.topics[0].level in (Level.EMERGENCY, Level.CALL_NOW)
    assert found.topics[0].steps


@pytest.mark.parametrize("note", ["a good day", "walked to the shop", "hot tub with friends", None])
def test_a_note_without_a_sign_gives_no_answer(note):
    assert not signs(day(0, note=note, spasms=1, tightness=3, sleep_hours=Decimal(8))).are_there


@pytest.mark.parametrize("place", [0, PIECE - OVERLAP - 4, PIECE - 4, PIECE, 2 * PIECE - OVERLAP - 3, 9_985])
def test_a_sign_anywhere_in_the_longest_note_is_found(place):
    note = ("x " * 5_000)[: place // 2 * 2] + "slow to breathe" + " x" * ((9_985 - place) // 2)
    assert "slow-breathing" in [topic.id for topic in signs(day(0, note=note)).topics]


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ((), 4, Why.SPASMS_MOST),
        ((4, 4), 4, Why.SPASMS_MOST),
        ((0,), 2, Why.SPASMS_WORSE),
        ((0, 1), 2, Why.SPASMS_WORSE),
        ((1, 1), 2, Why.SPASMS_WORSE),
        ((1,), 3, Why.SPASMS_WORSE),
        ((0,), 1, None),
        ((1, 2), 2, None),
        ((2, 3, 3), 3, None),
        ((), 3, None),
    ],
)
def test_spasms_at_their_most_or_clearly_worse(before, now, why):
    past = [day(len(before) - at, spasms=value) for at, value in enumerate(before)]
    found = signs(*past, day(0, spasms=now))
    assert [reason.why for reason in found.reasons] == ([why] if why else [])
    assert [topic.id for topic in found.topics] == (["spasms-returning"] if why else [])


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ((), 8, Why.VERY_TIGHT),
        ((2,), 4, Why.TIGHTNESS_WORSE),
        ((2, 3, 4, 4), 5, Why.TIGHTNESS_WORSE),
        ((3, 5), 5, None),
        ((3, 6), 6, Why.TIGHTNESS_WORSE),
        ((4,), 5, None),
        ((), 7, None),
    ],
)
def test_tightness(before, now, why):
    past = [day(len(before) - at, tightness=value) for at, value in enumerate(before)]
    assert [reason.why for reason in signs(*past, day(0, tightness=now)).reasons] == ([why] if why else [])


def test_a_long_sleep_can_be_heavy_sleepiness():
    assert [topic.id for topic in signs(day(0, sleep_hours=Decimal(14))).topics] == ["sleepiness"]
    assert not signs(day(0, sleep_hours=Decimal("13.9"))).are_there


def test_early_signs_are_an_emergency_while_an_alarm_stands_or_a_refill_is_late():
    refill = Refill("r", date(2026, 9, 1), alarm_date=date(2027, 2, 10))
    calm = Record(refills=(refill,))
    alarm = calm._replace(events=(Event("e", date(2026, 11, 20), EventKind.ALARM),))
    late = Record(refills=(refill._replace(alarm_date=date(2026, 11, 1)),))
    levels = [signs(day(0, note="itching"), record=record).topics[0].level for record in (calm, alarm, late)]
    assert levels == [Level.CALL_NOW, Level.EMERGENCY, Level.EMERGENCY]


def test_where_the_words_cannot_be_read_nothing_passes_for_looked_up():
    class Damaged:
        @property
        def topic_index(self):
            raise ContentDamagedError("", "")

        topics = topic_index

    found = signs(day(0, note="itching", spasms=4), content=Damaged())
    assert (found.are_there, found.known, found.topics) == (True, False, ())


def test_the_newest_week_counts_up_to_the_day_of_the_answer():
    entries = [day(-1), day(3), day(9), day(10)]
    assert recent_entries(entries, AS_OF) == (entries[1], entries[2])
    assert recent_entries([], AS_OF) == ()


days = st.integers(-9, 1200).map(lambda number: TODAY - timedelta(days=number))
entries = st.builds(
    DiaryEntry,
    st.text(max_size=2),
    days,
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 24).map(Decimal),
    st.none() | st.sampled_from(["itching", "good", "alarm", "better than ever"]),
    st.just({}),
)
alarm_dates = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
refills = st.builds(lambda on, alarm_date: Refill("r", on, alarm_date), days, alarm_dates)
events = st.builds(lambda on, kind: Event("e", on, kind), days, st.sampled_from(EventKind))


@given(
    st.lists(entries, max_size=12).map(tuple),
    st.lists(refills, max_size=3).map(tuple),
    st.lists(events, max_size=2).map(tuple),
)
def test_nothing_in_a_diary_changes_a_state(diary, refilled, happened):
    record = Record(refills=refilled, events=happened)
    kept = record._replace(diary_entries=diary)
    assert stand(kept, forecast(kept), AS_OF) == stand(record, forecast(record), AS_OF)


@given(st.lists(entries, min_size=1, max_size=12).map(tuple), st.integers(0, 4))
def test_more_spasms_never_give_a_milder_answer(diary, more):
    *past, newest = diary
    newest = newest._replace(on=TODAY)
    worse = newest._replace(spasms=min(4, (newest.spasms or 0) + more))
    strictest = [min((STRICTNESS[topic.level] for topic in signs(*past, entry).topics), default=99) for entry in (newest, worse)]
    assert strictest[1] <= strictest[0]

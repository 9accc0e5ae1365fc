"""The pages of `itb diary`: what asks for help first, then what was written down, or the list and its drawings."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import assert_never

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import MONTHS, distance, spoken, spoken_short
from itb_cli.domain.quantities import counted, plain_number
from itb_cli.domain.record import Clinic, DiaryEntry
from itb_cli.domain.scales import (
    MOST_SLEEP_HOURS,
    MOST_SPASMS,
    MOST_TIGHTNESS,
    SPASM_SCALE,
    SPASM_SOURCE,
    SPASM_WORDS,
    spoken_sleep,
    spoken_spasms,
    spoken_tightness,
)
from itb_cli.domain.statement import Statement
from itb_cli.pages.blocks import Bar, Block, Chart, Facts, Headline, Notes, Page, Steps, Table, Tone, page
from itb_cli.pages.check import LEVEL_MEANINGS, LEVEL_TONES, LEVEL_WORDS
from itb_cli.pages.log import TO_TAKE_BACK, stored_facts
from itb_cli.pages.wording import clinic_facts, notes, other_day
from itb_cli.services.entries.diary import FACTS, DiaryView
from itb_cli.services.entries.diary_signs import COMPARED, Reason, Signs, Why
from itb_cli.services.outcome import Outcome

MOST_BARS = 31
"""More entries than this are drawn month by month, each by its worst day."""
SYMPTOMS_FIRST = Statement(
    f"A diary says nothing about your pump. Symptoms beat dates. Any sign of trouble? Type: {Command('emergency')}"
)
OWN_STEPS = Statement(
    f"What counts as worse, very tight or long is itb's own step, measured against the {COMPARED} entries before. "
    "No checked source has a limit. Feel worse than the figures say? Call your pump clinic all the same."
)
PENN = Statement(
    f"Spasms are on the {SPASM_SCALE}: {', '.join(f'{step} {words}' for step, words in enumerate(SPASM_WORDS))}.",
    (SPASM_SOURCE,),
)
TIGHTNESS = Statement(f"Tightness goes from 0, loose, to {MOST_TIGHTNESS}, as tight as can be. It is no published scale.")


def build(outcome: Outcome[DiaryView], as_of: AsOf) -> Page:
    """The entry that was written down, or the list; signs before either."""
    view = outcome.view
    blocks = tuple(_written(view, as_of) if view.stored else _list(view, as_of))
    said = notes(outcome.notices, leave_out=("not_today", "signs_not_known"))
    signs = sign_blocks(view.signs, view.clinic, _where(view), whole=view.stored)
    return page(*signs, *blocks, said, last_line=last_line(view.signs))


def sign_blocks(signs: Signs, clinic: Clinic | None, where: str, *, whole: bool = False) -> Iterator[Block]:
    """What to do about the signs, the strictest first; `where` says where they stand, `clinic` whom to call.

    `whole`: every topic with its steps; else those after the first by name only.
    """
    for number, topic in enumerate(signs.topics):
        reasons = (f"{where}: {'; '.join(dict.fromkeys(map(_reason, signs.reasons)))}.",) if number == 0 else ()
        details = (LEVEL_MEANINGS[topic.level], *reasons)
        yield Headline(LEVEL_WORDS[topic.level], topic.title, LEVEL_TONES[topic.level], details)
        if number == 0 or whole:
            yield Steps("What to do", topic.steps)
        if number == 0 and clinic:
            yield Facts(clinic_facts(clinic))
        yield Notes((Statement(f"Why, and who says so: {Command(f'check {topic.id}')}"),))
    if not signs.known:
        text = f"What itb knows about signs cannot be read. Any sign of trouble? Type: {Command('emergency')}"
        yield Headline("NOT LOOKED UP", text, Tone.URGENT)
    if {reason.why for reason in signs.reasons} & {Why.SPASMS_WORSE, Why.TIGHTNESS_WORSE, Why.VERY_TIGHT, Why.LONG_SLEEP}:
        yield Notes((OWN_STEPS,))


def last_line(signs: Signs) -> str:
    """The strictest sign and its first step, for the end of a long page."""
    return "".join(f"{LEVEL_WORDS[topic.level]}: {topic.title}. {topic.steps[0].text}" for topic in signs.topics[:1])


def table(entries: Sequence[DiaryEntry], title: str = "") -> Table:
    """Every entry with all that was written down."""
    return Table(title, ("Day", "Details"), tuple((spoken(entry.on), said_of(entry)) for entry in entries))


def said_of(entry: DiaryEntry) -> str:
    """Everything that was written down of a day."""
    known = ((fact, getattr(entry, fact.field)) for fact in FACTS.values())
    return "; ".join(filter(None, (fact.listed(value) for fact, value in known))) or "nothing else recorded"


def charts(entries: Sequence[DiaryEntry]) -> tuple[Chart, ...]:
    """Spasms, tightness and sleep as far as they are recorded; if there are many, the worst of each month."""
    spasms = [(entry, Decimal(entry.spasms)) for entry in entries if entry.spasms is not None]
    tight = [(entry, Decimal(entry.tightness)) for entry in entries if entry.tightness is not None]
    sleep = [(entry, entry.sleep_hours) for entry in entries if entry.sleep_hours is not None]
    return (
        Chart(
            "Spasms",
            f"steps from 0 to {MOST_SPASMS} ({SPASM_SCALE})",
            _bars(spasms, lambda value: spoken_spasms(int(value)), "most"),
            Decimal(MOST_SPASMS),
        ),
        Chart(
            "Tightness",
            f"steps from 0 to {MOST_TIGHTNESS}",
            _bars(tight, lambda value: spoken_tightness(int(value)), "most"),
            Decimal(MOST_TIGHTNESS),
        ),
        Chart("Sleep", "hours", _bars(sleep, spoken_sleep, "shortest"), Decimal(MOST_SLEEP_HOURS) / 2),
    )


def scales(entries: Sequence[DiaryEntry]) -> tuple[Statement, ...]:
    """What the figures mean and who says so."""
    has_spasms = any(entry.spasms is not None for entry in entries)
    has_tightness = any(entry.tightness is not None for entry in entries)
    return (*((PENN,) if has_spasms else ()), *((TIGHTNESS,) if has_tightness else ()))


def _bars(known: Sequence[tuple[DiaryEntry, Decimal]], say: Callable[[Decimal], str], worst: str) -> tuple[Bar, ...]:
    if len(known) <= MOST_BARS:
        return tuple(Bar(spoken_short(entry.on), value, say(value)) for entry, value in known)
    pick = min if worst == "shortest" else max
    bars = []
    for (year, month), group in groupby(known, key=lambda item: (item[0].on.year, item[0].on.month)):
        values = [value for _, value in group]
        of = f", the {worst} of {counted(len(values), 'entry', 'entries')}" if len(values) > 1 else ""
        bars.append(Bar(f"{MONTHS[month - 1]} {year}", pick(values), say(pick(values)) + of))
    return tuple(bars)


def _reason(reason: Reason) -> str:
    value, before = (None if number is None else plain_number(number) for number in (reason.value, reason.before))
    match reason.why:
        case Why.NOTE:
            return "the note names a sign"
        case Why.SPASMS_MOST:
            return f"spasms {value} of {MOST_SPASMS}, the most on the scale"
        case Why.SPASMS_WORSE:
            return f"spasms {value} of {MOST_SPASMS}, up from {before}"
        case Why.VERY_TIGHT:
            return f"tightness {value} of {MOST_TIGHTNESS}"
        case Why.TIGHTNESS_WORSE:
            return f"tightness {value} of {MOST_TIGHTNESS}, up from {before}"
        case Why.LONG_SLEEP:
            return f"sleep of {value} hours, which can be heavy sleepiness"
        case _:
            assert_never(reason.why)


def _where(view: DiaryView) -> str:
    if view.stored:
        return "What you wrote down"
    return f"The newest entries, up to {spoken(view.signs_until)}" if view.signs_until else "The newest entries"


def _written(view: DiaryView, as_of: AsOf) -> Iterator[Block]:
    entry = view.entries[0]
    on = f"Diary of {spoken(entry.on)} ({distance(entry.on, as_of.day)})."
    yield Headline("SAVED" if view.changed else "NO CHANGE", on, Tone.NEUTRAL)
    yield Facts(stored_facts(entry, as_of, remarks={"spasms": "" if entry.spasms is None else SPASM_WORDS[entry.spasms]}))
    yield Notes(
        (SYMPTOMS_FIRST, Statement(f"All of it, drawn: {Command('diary')}"), *(TO_TAKE_BACK.items if view.changed else ()))
    )


def _list(view: DiaryView, as_of: AsOf) -> Iterator[Block]:
    how = f"To write down a day: {Command('diary add --spasms 0 to 4 --tightness 0 to 10 --sleep HOURS --note TEXT')}"
    if not view.entries:
        since = f" since {spoken(view.since)}" if view.since and view.entries_in_all else ""
        in_all = f" {counted(view.entries_in_all, 'entry', 'entries')} in all: {Command('diary')}" if view.entries_in_all else ""
        yield Headline("NOTHING IN THE DIARY", f"No day is written down{since}.{in_all}", Tone.ATTENTION, other_day(as_of))
        yield Notes((SYMPTOMS_FIRST, Statement(how)))
        return
    since = f" since {spoken(view.since)}, of {view.entries_in_all:,} in all" if view.since else ""
    text = f"{counted(len(view.entries), 'entry', 'entries')}{since}, oldest first."
    yield Headline("DIARY", text, Tone.NEUTRAL, other_day(as_of))
    yield table(view.entries)
    yield from charts(view.entries)
    yield Notes((*scales(view.entries), SYMPTOMS_FIRST, Statement(f"For your clinic: {Command('report')}"), Statement(how)))

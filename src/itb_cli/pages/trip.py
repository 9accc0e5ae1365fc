"""The page of `itb trip`: enough or not and what to do, the dates, what falls into the trip, what to arrange, the topics."""

from collections.abc import Iterable

from itb_cli.domain.as_of import AsOf
from itb_cli.domain.command import Command
from itb_cli.domain.dates import distance, spoken, spoken_days
from itb_cli.domain.states import Doubt
from itb_cli.domain.topics import STRICTNESS, Level
from itb_cli.domain.trip import Exposure, Obstacle
from itb_cli.pages.blocks import Block, Fact, Facts, Headline, Page, Points, Steps, Tone, page
from itb_cli.pages.check import FOR_ANY_PUMP, LEVEL_MEANINGS, LEVEL_TONES, LEVEL_WORDS, pump_notes
from itb_cli.pages.next_refill import dates, doubt_action, refill_by_source, repeated, supply_headline
from itb_cli.pages.notices_in_short import notes_that_fit
from itb_cli.pages.wording import beside_a_date, clinic_facts, clinic_in_short, listing, notes, other_day, without_sources
from itb_cli.services.knowledge.topic_views import TopicView
from itb_cli.services.outcome import Outcome
from itb_cli.services.supply.next_refill import NextRefillView
from itb_cli.services.supply.trip import EXPOSURE_TOPICS, TIME_ZONE, TRAVEL, USUAL_DELAY_DAYS, TripView
from itb_cli.services.supply.trip_notices import TRIP_CODES

WORDS = {True: "ENOUGH BY DATES", False: "NOT ENOUGH", None: "UNKNOWN"}
TONES = {True: Tone.NEUTRAL, False: Tone.URGENT, None: Tone.ATTENTION}
"""Nothing here is calm: a pump clinic is to be asked before any trip."""
EXPOSURE_WORDS = {Exposure.FLYING: "flying", Exposure.ALTITUDE: "going up high", Exposure.DIVE: "diving"}
_DATES_PROVE_NOTHING = {Doubt.NO_REFILL, Doubt.CLOCK, Doubt.ENTRY_AHEAD, Doubt.PRINTED_FAR, Doubt.IMPLAUSIBLE, Doubt.EARLIER_PUMP}
"""With one of these a number of days to spare would mean nothing, so it is not said."""


def build(outcome: Outcome[TripView], as_of: AsOf, *, more: bool = False) -> Page:
    """Whether it is enough, and what to do; with `more` all dates, what is to be arranged, and who says so."""
    return _whole(outcome, as_of) if more else _in_24_rows(outcome, as_of)


def _in_24_rows(outcome: Outcome[TripView], as_of: AsOf) -> Page:
    """The answer, the two dates that it rests on, all that warns, and what to arrange first (R57)."""
    view, headline = outcome.view, _headline(outcome, as_of)
    held = [topic for topic in view.topics if topic.id in EXPOSURE_TOPICS.values()]
    first = view.arrange[: 3 if view.enough and not held else 2]
    return page(
        headline,
        Facts((*_days_in_rows(view), *_refill_by(view.next_refill))),
        notes_that_fit((item for item in outcome.notices if item.code in TRIP_CODES), with_sources=False, says_where=False),
        Facts((clinic_in_short(view.next_refill.clinic),)),
        Steps(f"What to arrange first; the rest: {Command(f'check {TRAVEL}')}", without_sources(first), short=()),
        Facts(tuple(Fact(f"{LEVEL_WORDS[topic.level]}: {topic.title}", str(Command(f"check {topic.id}"))) for topic in held)),
        FOR_ANY_PUMP if any(topic.strictest_for_any_pump for topic in held) else None,
        notes_that_fit(outcome.notices, leave_out=("not_today", *TRIP_CODES), with_sources=False, says_where=False),
        last_line=repeated(headline),
        more=f"All of it: {Command(_asked_again(view))}",
    )


def _days_in_rows(view: TripView) -> tuple[Fact, ...]:
    delay = f"{spoken_days(view.delay_days)} of delay"
    return (
        Fact("Away", f"{spoken(view.leaves_on)} to {spoken(view.returns_on)}, {spoken_days(view.days_away)}"),
        Fact("With delay", f"{spoken(view.return_with_delay)}, {delay}"),
    )


def _refill_by(view: NextRefillView) -> tuple[Fact, ...]:
    """The date that a trip is measured by; without a refill the headline asks for it."""
    if view.refill_by is None:
        return ()
    day = spoken(view.refill_by)
    short = "; ".join(filter(None, (day, beside_a_date(view.doubts))))
    return (Fact("Refill by", "; ".join(filter(None, (day, refill_by_source(view)))), short_value=short),)


def _asked_again(view: TripView) -> str:
    """The same question with the rest of the answer."""
    held = "".join(f" --{exposure}" for exposure in view.exposures)
    delay = "" if str(view.delay_days) == USUAL_DELAY_DAYS else f" --delay {view.delay_days}"
    return f"trip {view.leaves_on.isoformat()} {view.returns_on.isoformat()}{delay}{held} --more"


def _whole(outcome: Outcome[TripView], as_of: AsOf) -> Page:
    """From the answer to what is to be arranged; what falls into the trip stands high up, the supply's notices at the end."""
    view, headline = outcome.view, _headline(outcome, as_of)
    topics = {topic.id: topic for topic in view.topics}
    held = [topic for topic in view.topics if topic.id in EXPOSURE_TOPICS.values()]
    return page(
        headline,
        _days(view, as_of),
        dates(view.next_refill, as_of),
        notes(notice for notice in outcome.notices if notice.code in TRIP_CODES),
        Facts(clinic_facts(view.next_refill.clinic)),
        Steps("What to arrange", view.arrange),
        Points("Why", topics[TRAVEL].why) if view.enough is False else None,
        Points("Pump clock and time zones", (topics[TIME_ZONE].steps[0], topics[TIME_ZONE].why[0])),
        *(block for topic in held for block in _topic(topic)),
        FOR_ANY_PUMP if any(topic.strictest_for_any_pump for topic in held) else None,
        Facts(tuple(Fact(topic.title, str(Command(f"check {topic.id}"))) for topic in view.topics), "More, and who says so"),
        notes(outcome.notices, leave_out=("not_today", *TRIP_CODES)),
        last_line=repeated(headline),
    )


def _headline(outcome: Outcome[TripView], as_of: AsOf) -> Headline:
    """The answer and the action; then the margin, what else is to be done, and what the trip holds that is not to be done."""
    view = outcome.view
    actions = {True: _enough, False: _not_enough, None: _unknown}[view.enough]
    text, *more = actions(outcome, as_of)
    forbidden = (topic for topic in view.topics if STRICTNESS[topic.level] <= STRICTNESS[Level.DO_NOT])
    details = (*other_day(as_of), *_margin(view), *more, *(f"{LEVEL_WORDS[topic.level]}: {topic.title}." for topic in forbidden))
    return Headline(WORDS[view.enough], text, TONES[view.enough], details)


def _enough(outcome: Outcome[TripView], as_of: AsOf) -> tuple[str, ...]:
    """Before the trip the question that every trip needs; on the way what the supply itself asks for."""
    view = outcome.view
    if not _is_away(view, as_of):
        return ("Ask your pump clinic before you go.",)
    if view.next_refill.appointment and view.next_refill.appointment.on <= view.return_with_delay:
        return (f"Call your pump clinic. Your visit on {spoken(view.next_refill.appointment.on)} comes before you may be back.",)
    return (_supply_action(outcome, as_of),)


def _not_enough(outcome: Outcome[TripView], as_of: AsOf) -> tuple[str, ...]:
    """What the supply asks for if it is late already, else a refill first."""
    view = outcome.view
    if {Obstacle.CRITICAL, Obstacle.OVERDUE} & set(view.reasons):
        return _supply_action(outcome, as_of), _ask_for_a_refill(view, as_of)
    doubt = (doubt_action(view.next_refill.doubts, is_today=as_of.is_today),) if view.next_refill.doubts else ()
    return f"Call your pump clinic. {_ask_for_a_refill(view, as_of)}", *doubt


def _ask_for_a_refill(view: TripView, as_of: AsOf) -> str:
    visit = view.next_refill.appointment
    if _is_away(view, as_of):
        return "Ask where you can get a refill."
    if visit and view.next_refill.refill_by and visit.on <= min(view.leaves_on, view.next_refill.refill_by):
        return f"Ask if your pump will be refilled at your visit on {spoken(visit.on)}."
    return "Ask for a refill before you leave."


def _unknown(outcome: Outcome[TripView], as_of: AsOf) -> tuple[str, ...]:
    """What the gravest of all that is not known asks for."""
    view = outcome.view
    when = "now" if _is_away(view, as_of) else "before you go"
    if view.next_refill.doubts:  # with the hurry that `itb next-refill` says
        return (_supply_action(outcome, as_of),)
    if Obstacle.PUMP_DUE in view.reasons:
        return (f"Call your pump clinic {when}. Your pump must be replaced before you may be back.",)
    return (f"Ask your pump clinic {when}. {_exposures(view)} can change how long the supply lasts.",)


def _margin(view: TripView) -> Iterable[str]:
    """How many days are to spare or lacking, and what that is worth; nothing if the dates prove nothing."""
    if view.lasts_by_dates is None or _DATES_PROVE_NOTHING & set(view.next_refill.doubts):
        return
    if view.days_short == 0:
        yield "No day to spare: your return with delay falls on the refill-by date itself."
    elif view.days_short is not None:
        least = "At least " if Doubt.DOSE_ROSE in view.next_refill.doubts else ""
        yield f"{least}{spoken_days(view.days_short)} short: the refill-by date comes before your return with delay."
    elif view.enough and view.days_to_spare is not None:
        yield f"{spoken_days(view.days_to_spare)} to spare between your return with delay and the refill-by date."
    elif view.enough is None:
        spare = None if view.next_refill.doubts else view.days_to_spare  # nothing is counted to a date that may not hold
        counted = "" if spare is None else f", with {spoken_days(spare)} to spare"
        yield f"On the {_dates(view)} alone the supply lasts{counted}. But {_what_upsets_it(view)}."


def _dates(view: TripView) -> str:
    return "estimate" if Doubt.ESTIMATE_ONLY in view.next_refill.doubts else "dates"


def _what_upsets_it(view: TripView) -> str:
    if Doubt.ESTIMATE_ONLY in view.next_refill.doubts:
        return "an estimate proves nothing: your pump may run low sooner"
    if view.next_refill.doubts:
        return "those dates cannot be relied on now"
    return f"{_exposures(view).casefold()} can change that" if view.exposures else "your pump must be replaced before then"


def _exposures(view: TripView) -> str:
    """`Flying`, `Flying and diving`."""
    return listing([EXPOSURE_WORDS[exposure] for exposure in view.exposures]).capitalize()


def _is_away(view: TripView, as_of: AsOf) -> bool:
    return view.leaves_on < as_of.day


def _supply_action(outcome: Outcome[TripView], as_of: AsOf) -> str:
    """What `itb next-refill` would ask for."""
    return supply_headline(outcome.view.next_refill, outcome.state, as_of).text


def _days(view: TripView, as_of: AsOf) -> Facts:
    return Facts(
        (
            Fact("Leave", spoken(view.leaves_on), distance(view.leaves_on, as_of.day)),
            Fact("Return", spoken(view.returns_on), f"{spoken_days(view.days_away)} away"),
            Fact("With delay", spoken(view.return_with_delay), f"{spoken_days(view.delay_days)} of delay"),
        ),
    )


def _topic(topic: TopicView) -> Iterable[Block]:
    """What to do, and what holds for this pump; why, and what holds for others, stands in `itb check`."""
    yield Headline(LEVEL_WORDS[topic.level], topic.title, LEVEL_TONES[topic.level], (LEVEL_MEANINGS[topic.level],))
    yield Steps("What to do", topic.steps)
    if not topic.strictest_for_any_pump:
        yield pump_notes(topic)
